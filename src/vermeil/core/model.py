"""What a campaign is told: target, prices, team and caps. Frozen values, checked with words."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, Self, get_args

from vermeil.core.errors import BadInput

HOUR, DAY = 3600.0, 86400.0  #: seconds
Goal = Literal["labels", "model"]  #: a certified label for every item, or the best model for the caps
HALF = 0.5  #: a promise that fails as often as it holds is none, nor is one of labels of which half are wrong


def check_goal(goal: str, worth: float | None, caps: "Caps", expert: float | None) -> None:
    """BadInput where a goal has no end, or nobody to examine it; `expert`: what an answer of one costs."""
    if goal not in get_args(Goal):
        raise BadInput(f"The goal is 'labels' or 'model'; it is {goal!r}.")
    if worth is not None and (goal == "labels" or not _number("The worth of a point", worth) > 0):
        raise BadInput("What a point of accuracy is worth must be above 0; it goes with the goal 'model'.")
    if goal == "model" and worth is None and not caps.on_answers:
        raise BadInput(
            "The best model for what? Cap money, people's hours or days, or say what a point is worth."
        )
    if goal == "model" and expert is not None:
        raise BadInput("A model is examined by people: with the goal 'model' give experts no price.")


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadInput(f"{name} must be a finite number; it is {value!r}.")
    return float(value)


def _error(name: str, value: object) -> float:
    """A share that may be wrong."""
    if not 0 < (share := _number(name, value)) < HALF:
        raise BadInput(f"{name} must lie between 0 and 0.5 (0.05 is 5 %); it is {value!r}.")
    return share


Errors = float | Mapping[str, float]


def _errors(name: str, given: Errors) -> Errors:
    """One share for all, or shares by name; BadInput where one is none."""
    if not isinstance(given, Mapping):
        return _error(f"The target error of {name}", given)
    return {str(one): _error(f"The target error of {name} {one!r}", share) for one, share in given.items()}


@dataclass(frozen=True, slots=True)
class Target:
    """At most `error` of all items wrong, `confidence` sure over the blind draw of the audit.

    Single classes or slices of the data may have promises of their own, that a rare one does not hide behind
    a common one. All promises of a target hold together with `confidence`.
    """

    error: float = 0.05  #: share of the whole data set, against the reference: experts, or else people
    confidence: float = 0.95
    #: at most this share of the items that end with a class, {"crack": 0.1}, or 0.1 for every class
    classes: Errors = field(default_factory=dict)
    #: at most this share of a slice that was named beforehand, {"camera 2": 0.1}, or 0.1 for every slice
    slices: Errors = field(default_factory=dict)
    #: an item is wrong whose loss is larger: of open questions, whose answers can be near
    tolerance: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= _number("The tolerance", self.tolerance) < 1:
            raise BadInput(f"The tolerance is a loss from 0 to below 1; it is {self.tolerance!r}.")
        _error("The target error", self.error)
        if not HALF <= _number("The confidence", self.confidence) < 1:
            raise BadInput(f"The confidence must be at least 0.5 and below 1; it is {self.confidence!r}.")
        object.__setattr__(self, "classes", _errors("classes", self.classes))
        object.__setattr__(self, "slices", _errors("slices", self.slices))
        if self.classes and self.slices:
            raise BadInput("A target has promises by class or by slice, not both.")

    @property
    def delta(self) -> float:
        """The chance that the promise may be broken."""
        return 1 - self.confidence

    def allowed(self, n_items: int) -> int:
        """How many of `n_items` may be wrong (K in the proof): floor(error * n)."""
        return math.floor(self.error * n_items + 1e-9)

    def to_dict(self) -> dict[str, Any]:
        """JSON-able; without the promises that it does not make."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """The value that `to_dict` wrote."""
        return cls(**body)


@dataclass(frozen=True, slots=True)
class Prices:
    """What things cost, in `currency`; the price of one answered question, and of one hour of computing."""

    label: float = 0.04
    verify: float = 0.04  #: looking at one suggestion; who refuses all of them is paid a label on top
    device_hour: float = 1.0
    currency: str = "USD"
    grid: float | None = None  #: confirming one item of a page of look-alikes; None: there are no pages
    expert: float | None = None  #: one answer of an expert, who then says what is wrong; None: people do

    def __post_init__(self) -> None:
        for name in ("label", "verify", "device_hour", "grid", "expert"):
            if name in ("grid", "expert") and getattr(self, name) is None:
                continue
            if _number(f"The price `{name}`", getattr(self, name)) < 0:
                raise BadInput(f"The price `{name}` cannot be negative; it is {getattr(self, name)!r}.")
        if self.label == 0 or self.expert == 0:
            raise BadInput("The price of a label must be above 0: with free labels there is nothing to save.")

    @property
    def reference(self) -> float:
        """The price of an answer that counts as true: an expert's where there are any, else a person's."""
        return self.label if self.expert is None else self.expert

    def seconds(self, seconds: float) -> float:
        """The price of `seconds` of computing."""
        return seconds * self.device_hour / 3600

    def to_dict(self) -> dict[str, Any]:
        """JSON-able."""
        return asdict(self)

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """The value that `to_dict` wrote."""
        return cls(**body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who answers, when, and how long one answer takes."""

    people: int = 1
    hours_a_day: float = 8.0  #: that each of them works on this
    days_a_week: float = 5.0
    label_seconds: float = 5.0  #: for one label; people took 4.2 in the median on CIFAR-10 (CIFAR-N)
    verify_seconds: float = 2.0  #: for confirming one that is shown

    def __post_init__(self) -> None:
        for name, most in (("people", math.inf), ("hours_a_day", 24.0), ("days_a_week", 7.0)):
            value = _number(f"`{name}` of the team", getattr(self, name))
            if not 0 < value <= most:
                limit = f" and at most {most:g}" if most < math.inf else ""
                raise BadInput(f"`{name}` of the team must be above 0{limit}; it is {value:g}.")
        for name in ("label_seconds", "verify_seconds"):
            if _number(f"`{name}` of the team", getattr(self, name)) <= 0:
                raise BadInput(
                    f"`{name}` of the team must be above 0 seconds; it is {getattr(self, name)!r}."
                )

    @property
    def busy(self) -> float:
        """Seconds that the team works in one second of the calendar."""
        return self.people * self.hours_a_day * self.days_a_week / (24 * 7)

    def seconds(self, labels: float, verified: float = 0.0) -> float:
        """Working seconds for so many labels and confirmations."""
        return labels * self.label_seconds + verified * self.verify_seconds

    def days(self, people_seconds: float, device_seconds: float) -> float:
        """Days of the calendar from the first question to the last answer."""
        return (people_seconds / self.busy + device_seconds) / DAY

    def to_dict(self) -> dict[str, Any]:
        """JSON-able."""
        return asdict(self)

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """The value that `to_dict` wrote."""
        return cls(**body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """Never more than this; None: no cap."""

    money: float | None = None  #: in the currency of the prices, everything counted
    people_hours: float | None = None  #: answering
    device_hours: float | None = None  #: computing
    days: float | None = None  #: of the calendar, at the pace of the team

    def __post_init__(self) -> None:
        for name, value in self:
            told = "The budget" if name == "money" else f"The cap `{name}`"
            if _number(told, value) < 0:
                raise BadInput(f"{told} must be a number that is not negative; it is {value!r}.")

    def __iter__(self) -> Iterator[tuple[str, float]]:
        """(name, value) of those that are set."""
        values = ((f.name, getattr(self, f.name)) for f in fields(self))
        return ((name, value) for name, value in values if value is not None)

    def __bool__(self) -> bool:
        """Whether there is any cap."""
        return any(True for _ in self)

    @property
    def on_answers(self) -> bool:
        """Whether there is a cap that answers count towards."""
        return any(name != "device_hours" for name, _ in self)

    def less(self, *, money: float = 0.0, device_seconds: float = 0.0) -> Self:
        """What is left of the caps when that was spent before."""
        spent = {"money": money, "device_hours": device_seconds / HOUR, "days": device_seconds / DAY}
        return type(self)(**{name: max(0.0, value - spent.get(name, 0.0)) for name, value in self})

    def to_dict(self) -> dict[str, float | None]:
        """JSON-able."""
        return asdict(self)

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """The value that `to_dict` wrote."""
        return cls(**body)

    @classmethod
    def from_budget(cls, budget: "float | Caps | None") -> "Caps":
        """Caps as they are, or a number as the cap on money."""
        return budget if isinstance(budget, Caps) else cls(money=budget)


@dataclass(frozen=True, slots=True)
class Spent:
    """What has been paid so far, by kind, in the currency of the prices."""

    label: float = 0.0
    verify: float = 0.0
    audit: float = 0.0
    expert: float = 0.0  #: experts' answers outside of audits
    compute: float = 0.0
    calls: float = 0.0  #: of labelers paid by the item, such as a language model behind an endpoint
    human_labels: int = field(default=0, compare=True)  #: questions answered by people, of every kind
    people_seconds: float = 0.0  #: that answering took, at the team's usual pace
    device_seconds: float = 0.0  #: of computing, as measured

    @property
    def total(self) -> float:
        """Everything."""
        return self.label + self.verify + self.audit + self.expert + self.compute + self.calls

    def to_dict(self) -> dict[str, float]:
        """JSON-able, `total` included."""
        return {f.name: getattr(self, f.name) for f in fields(self)} | {"total": self.total}

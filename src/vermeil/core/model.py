"""What a campaign is told: the target and the prices. Frozen values, checked with words."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from vermeil.core.errors import BadInput

HALF = 0.5  #: a promise that fails as often as it holds is none


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadInput(f"{name} must be a finite number; it is {value!r}.")
    return float(value)


Errors = float | Mapping[str, float]


def _errors(name: str, given: Errors) -> Errors:
    """One share for all, or shares by name; BadInput where one is none."""
    shares: Mapping[str, float] = given if isinstance(given, Mapping) else {"all": given}
    for one, share in shares.items():
        if not 0 < _number(f"The target error of {name} {one!r}", share) < 1:
            raise BadInput(
                f"Target errors of {name} must lie between 0 and 1 (0.05 is 5 %); one is {share!r}."
            )
    if isinstance(given, Mapping):
        return {str(one): float(share) for one, share in given.items()}
    return float(given)


@dataclass(frozen=True, slots=True)
class Target:
    """At most `error` of all items wrong, `confidence` sure over the blind draw of the audit.

    Single classes or slices of the data may have promises of their own, that a rare one does not hide behind
    a common one. All promises of a target hold together with `confidence`.
    """

    error: float = 0.05  #: share of the whole data set, against the people's labels
    confidence: float = 0.95
    #: at most this share of the items that end with a class, {"crack": 0.1}, or 0.1 for every class
    classes: Errors = field(default_factory=dict)
    #: at most this share of a slice that was named beforehand, {"camera 2": 0.1}, or 0.1 for every slice
    slices: Errors = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 < _number("The target error", self.error) < 1:
            raise BadInput(f"The target error must lie between 0 and 1 (0.05 is 5 %); it is {self.error!r}.")
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
        return {name: value for name, value in asdict(self).items() if value != {}}

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """The value that `to_dict` wrote."""
        return cls(**body)


@dataclass(frozen=True, slots=True)
class Prices:
    """What things cost, in `currency`; the price of one answered question, and of one hour of computing."""

    label: float = 0.04
    verify: float = 0.04
    device_hour: float = 1.0
    currency: str = "USD"

    def __post_init__(self) -> None:
        for name in ("label", "verify", "device_hour"):
            if _number(f"The price `{name}`", getattr(self, name)) < 0:
                raise BadInput(f"The price `{name}` cannot be negative; it is {getattr(self, name)!r}.")
        if self.label == 0:
            raise BadInput("The price of a label must be above 0: with free labels there is nothing to save.")

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


@dataclass(frozen=True, slots=True)
class Spent:
    """What has been paid so far, by kind, in the currency of the prices."""

    label: float = 0.0
    verify: float = 0.0
    audit: float = 0.0
    compute: float = 0.0
    human_labels: int = field(default=0, compare=True)  #: questions answered by people, of every kind

    @property
    def total(self) -> float:
        """Everything."""
        return self.label + self.verify + self.audit + self.compute

    def to_dict(self) -> dict[str, float]:
        """JSON-able, `total` included."""
        return {f.name: getattr(self, f.name) for f in fields(self)} | {"total": self.total}

"""What a campaign is told: the target and the prices. Frozen values, checked with words."""

import math
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from vermeil.core.errors import BadInput

HALF = 0.5  #: a promise that fails as often as it holds is none


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadInput(f"{name} must be a finite number; it is {value!r}.")
    return float(value)


@dataclass(frozen=True, slots=True)
class Target:
    """At most `error` of all items wrong, `confidence` sure over the blind draw of the audit."""

    error: float = 0.05  #: share of the whole data set, against the reference: experts, or else people
    confidence: float = 0.95

    def __post_init__(self) -> None:
        if not 0 < _number("The target error", self.error) < 1:
            raise BadInput(f"The target error must lie between 0 and 1 (0.05 is 5 %); it is {self.error!r}.")
        if not HALF <= _number("The confidence", self.confidence) < 1:
            raise BadInput(f"The confidence must be at least 0.5 and below 1; it is {self.confidence!r}.")

    @property
    def delta(self) -> float:
        """The chance that the promise may be broken."""
        return 1 - self.confidence

    def allowed(self, n_items: int) -> int:
        """How many of `n_items` may be wrong (K in the proof): floor(error * n)."""
        return math.floor(self.error * n_items + 1e-9)

    def to_dict(self) -> dict[str, float]:
        """JSON-able."""
        return asdict(self)

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """The value that `to_dict` wrote."""
        return cls(**body)


@dataclass(frozen=True, slots=True)
class Prices:
    """What things cost, in `currency`; the price of one answered question, and of one hour of computing."""

    label: float = 0.04
    verify: float = 0.04  #: confirming a suggestion; who refuses it is paid a label on top
    device_hour: float = 1.0
    currency: str = "USD"
    grid: float | None = None  #: confirming one item of a page of look-alikes; None: there are no pages
    expert: float | None = (
        None  #: one answer of an expert, against whom "wrong" is then meant; None: of people
    )

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


@dataclass(frozen=True, slots=True)
class Spent:
    """What has been paid so far, by kind, in the currency of the prices."""

    label: float = 0.0
    verify: float = 0.0
    audit: float = 0.0
    expert: float = 0.0  #: experts' answers outside of audits
    compute: float = 0.0
    human_labels: int = field(default=0, compare=True)  #: questions answered by people, of every kind

    @property
    def total(self) -> float:
        """Everything."""
        return self.label + self.verify + self.audit + self.expert + self.compute

    def to_dict(self) -> dict[str, float]:
        """JSON-able, `total` included."""
        return {f.name: getattr(self, f.name) for f in fields(self)} | {"total": self.total}

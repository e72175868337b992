"""What the engine decides and what it is told: the lines of a campaign's log.

A decision (`Ask`, `Train`, `Freeze`, `Accept`, `Finish`) is itself a line of the log: the driver writes it
down, tells the
engine (`observe`), acts, and tells the engine what came of it (`Answered`, `Trained`, `Drawn`). Nothing that
was
computed is computed again at replay, so a log gives the same state bit for bit on any machine.
"""

import hashlib
from dataclasses import dataclass, field, fields
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.audit import Plan
from vermeil.core.errors import BadInput
from vermeil.core.plan.promises import Promise

Purpose = Literal["seed", "learn", "verify", "audit", "rest"]
Forecast = dict[str, Any]  #: JSON-able figures of one round; see `campaign.summary`
Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """Ask people about `items`; `random` marks those drawn uniformly (the random part).

    Where `suggested` names a class people are shown it: confirming is cheaper than labelling, not blind.
    """

    items: Array  #: (k,) int64, indices of items not asked before, one of each group of copies
    random: Array  #: (k,) bool
    purpose: Purpose
    round: int
    forecast: Forecast = field(default_factory=dict)
    suggested: Array = field(
        default_factory=lambda: np.empty(0, np.int32)
    )  #: (k,) or empty; -1: label blindly

    @property
    def shown(self) -> Array:
        """(k,) int32: the class that people are shown with each item; -1: none."""
        none: Array = np.full(self.items.size, -1, np.int32)
        return self.suggested if self.suggested.size else none


@dataclass(frozen=True, slots=True, eq=False)
class Train:
    """Train each of `labelers` on all labels so far; tell each one's `Trained`, in any order."""

    labelers: tuple[str, ...]
    round: int


@dataclass(frozen=True, slots=True, eq=False)
class Freeze:
    """Freeze the machine's labels and their order, before anybody can know what the audit will draw."""

    labeler: str
    order: Array  #: (n,) int64: items no person labelled blindly; in each part the most trusted first
    predicted: Array  #: (n,) int32: the label of each, in that order
    doubt: Array  #: (n,) float32: the learned chance that it is wrong, in that order
    parts: tuple[dict[str, Any], ...]  #: each audited by itself, one after the other: `Part.to_dict`
    round: int
    forecast: Forecast = field(default_factory=dict)

    @property
    def cut(self) -> tuple["Part", ...]:
        """The parts of the order."""
        ends = np.cumsum([0, *(one["plan"]["pool"] for one in self.parts)]).tolist()
        return tuple(Part.of(one, start) for one, start in zip(self.parts, ends, strict=False))

    @property
    def confirmed(self) -> Array:
        """(n,) bool: people gave the label, on seeing the machine's."""
        ranks = [np.arange(one.plan.pool) < one.confirmed for one in self.cut]
        shown: Array = np.concatenate(ranks)
        return shown

    @property
    def order_hash(self) -> str:
        """Commits to order, labels and plans."""
        hashes = [one.order_hash for one in self.cut]
        return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of a frozen order that is audited by itself."""

    promise: Promise | None  #: what it is about; None: what no promise of its own is about
    plan: Plan
    order_hash: str  #: sha256 over its order, its labels and its plan
    confirmed: int  #: its first so many have a label that people gave on seeing the machine's
    start: int = 0  #: its first rank

    @property
    def ranks(self) -> slice:
        """Where it lies in the whole order."""
        return slice(self.start, self.start + self.plan.pool)

    def to_dict(self) -> dict[str, Any]:
        """JSON-able, without its start, which follows from the parts before it."""
        promise = {"promise": self.promise.to_dict()} if self.promise else {}
        return promise | {
            "plan": self.plan.to_dict(), "order_hash": self.order_hash, "confirmed": self.confirmed
        }  # fmt: skip

    @classmethod
    def of(cls, body: dict[str, Any], start: int = 0) -> Self:
        """The part that `to_dict` wrote."""
        promise = Promise.of(body["promise"]) if "promise" in body else None
        return cls(promise, Plan.of(body["plan"]), body["order_hash"], body["confirmed"], start)


@dataclass(frozen=True, slots=True, eq=False)
class Accept:
    """What the audit has shown: the first so many of each part of the frozen order get the machine's label.

    All 0: it failed. Nothing is asked of the driver: it writes the line down and goes on.
    """

    counts: tuple[int, ...]
    reason: str

    @property
    def count(self) -> int:
        """All that is accepted."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True, eq=False)
class Finish:
    """The campaign is over; `reason` says why in words."""

    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """What people said; may come in parts, in any order. -1: they could not say."""

    items: Array  #: (k,) int64
    labels: Array  #: (k,) int32


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """What one labeler predicts: for every item, and out of fold for the random part."""

    labeler: str
    seconds: float  #: measured; charged at the price of a device
    label: Array  #: (n_items,) int32
    top: Array  #: (n_items,) float32: probability of the predicted class
    margin: Array  #: (n_items,) float32: that minus the second
    entropy: Array  #: (n_items,) float32, nats
    part: Array  #: (p,) int64: the items of the random part
    part_label: Array  #: (p,) int32, out of fold, as are the next three
    part_top: Array
    part_margin: Array
    part_entropy: Array


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Entropy for the audit's draw, made after the `Freeze` was written down (`secrets.token_hex(16)`)."""

    entropy: str


Decision = Ask | Train | Freeze | Accept | Finish
Event = Decision | Answered | Trained | Drawn

KINDS: dict[str, type[Any]] = {
    kind.__name__.lower(): kind for kind in (Ask, Train, Freeze, Accept, Finish, Answered, Trained, Drawn)
}


def to_record(event: Event) -> tuple[str, dict[str, Any], dict[str, Array]]:
    """(kind, JSON-able payload, arrays): what a driver stores of one event."""
    values = {f.name: getattr(event, f.name) for f in fields(event)}
    arrays = {name: value for name, value in values.items() if isinstance(value, np.ndarray)}
    payload = {name: value for name, value in values.items() if name not in arrays}
    return type(event).__name__.lower(), payload, arrays


def from_record(kind: str, payload: dict[str, Any], arrays: dict[str, Array]) -> Event:
    """The event that `to_record` wrote, after a round through JSON and npz."""
    if kind not in KINDS:
        raise BadInput(f"A campaign's log has no events of kind {kind!r}; this log is of another version.")
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in payload.items()}
    event: Event = KINDS[kind](**values, **arrays)
    return event

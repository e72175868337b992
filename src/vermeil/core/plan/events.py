"""What the engine decides and what it is told: the lines of a campaign's log.

A decision (`Ask`, `Train`, `Freeze`, `Accept`, `Finish`) is itself a line of the log: the driver writes it
down, tells the engine (`observe`), acts, and tells the engine what came of it (`Answered`, `Trained`,
`Drawn`). Nothing that was computed is computed again at replay, so a log gives the same state bit for bit on
any machine.
"""

import hashlib
from dataclasses import dataclass, field, fields
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.audit import Plan
from vermeil.core.errors import BadInput
from vermeil.core.plan.promises import Promise
from vermeil.core.plan.said import NONE, Said

Purpose = Literal["seed", "learn", "settle", "verify", "again", "audit", "rest", "exam"]
By = Literal["people", "expert"]
Forecast = dict[str, Any]  #: JSON-able figures of one round; see `campaign.summary`
Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """Ask people, or experts, about `items`; `random` marks those drawn uniformly (the random part).

    Where `suggested` names a class people are shown it: confirming is cheaper than labelling, not blind. Who
    refuses it is shown the `runners`, one after another. An item that the reference has labelled may be among
    those, with a class known to be wrong: it shows who looks. An item whose label nobody vouches for may be
    asked again: for one more vote, or for the truth.
    """

    items: Array  #: (k,) int64, distinct indices of items, one of each group of copies
    random: Array  #: (k,) bool
    purpose: Purpose
    round: int
    forecast: Forecast = field(default_factory=dict)
    suggested: Array = field(default_factory=lambda: np.empty(0, np.int32))
    """(k,) or empty; -1: label blindly."""
    by: By = "people"
    pages: Array = field(default_factory=lambda: np.empty(0, np.int32))  #: (k,) or empty: page; -1: alone
    guess: Array = field(default_factory=lambda: np.empty(0, np.int32))  #: (k,) or empty: the machine's label
    doubt: Array = field(default_factory=lambda: np.empty(0, np.float32))  #: (k,) or empty: of that label
    runners: Array = field(default_factory=lambda: np.empty((0, 0), np.int32))
    """(k, r) or empty: the classes suggested next; -1: no more."""

    @property
    def judge(self) -> str:
        """The labeler whose doubt picked the batch, and that said what is shown; "": none."""
        return str(self.forecast.get("judge", self.forecast.get("labeler", "")))

    @property
    def shown(self) -> Array:
        """(k,) int32: the class that people are shown with each item; -1: none."""
        return self.suggested if self.suggested.size else self._none()

    @property
    def offers(self) -> Array:
        """(k, 1 + r) int32: all that is suggested of each item, in turn; -1: nothing more."""
        return np.column_stack([self.shown, self.runners]) if self.runners.size else self.shown[:, None]

    @property
    def paged(self) -> Array:
        """(k,) bool: which of them are shown on a page of look-alikes."""
        paged: Array = (self.pages if self.pages.size else self._none()) >= 0
        return paged

    def part(self, items: Array) -> "Ask":
        """The same about some of its items only, in the order of `items` (k,)."""
        places = np.argsort(self.items, kind="stable")
        places = places[np.searchsorted(self.items, items, sorter=places)]
        given: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)}
        rows = {
            name: value[places] if value.size else value
            for name, value in given.items()
            if isinstance(value, np.ndarray)
        }
        return Ask(**given | rows)

    def heard(self, said: Array, mended: Array) -> Said:
        """What was `said` (k,) of its items, `mended` (k,) as in `Answered`, as rows."""
        return Said(
            item=self.items,
            label=said,
            shown=self.shown,
            taken=taken(self.offers, said),
            paged=self.paged,
            mended=mended,
            guess=self.guess if self.guess.size else self._none(),
            doubt=self.doubt if self.doubt.size else np.zeros(self.items.size, np.float32),
        )

    def _none(self) -> Array:
        return np.full(self.items.size, -1, np.int32)


def taken(offers: Array, said: Array) -> Array:
    """(k,) int32: which of its `offers` (k, r) was `said` (k,) of each item, from 0; NONE: none of them."""
    same = (offers == said[:, None]) & (offers >= 0)
    return np.where(same.any(axis=1), same.argmax(axis=1), NONE).astype(np.int32)


def effort(offers: Array, said: Array, answers: int, mended: Array | bool = False) -> tuple[Array, Array]:
    """(offers looked at, whether it was labelled besides), (k,) each, of `said` (k,) and `offers` (k, r).

    Who has refused all `answers` but one has named that one. Who has `mended` (k,) what was shown has
    answered in full, however near to it.
    """
    offered, place = (offers >= 0).sum(axis=1), taken(offers, said)
    looked = np.where(place == NONE, offered, place + 1)
    return looked, ((place == NONE) & (offered < answers - 1)) | mended


@dataclass(frozen=True, slots=True, eq=False)
class Train:
    """Train each of `labelers` on all labels so far; tell each one's `Trained` or `Failed`, in any order.

    One that is paid for each item predicts a sample, until it is asked for the `whole` pool; all of these
    together are paid `most` at most.
    """

    labelers: tuple[str, ...]
    round: int
    whole: bool = False
    most: float | None = None  #: money; None: there is no cap on it


@dataclass(frozen=True, slots=True, eq=False)
class Freeze:
    """Freeze the machine's labels and their order, before anybody can know what the audit will draw."""

    labeler: str
    order: Array  #: (n,) int64: items that the reference has not labelled; in each part most trusted first
    predicted: Array  #: (n,) int32: the label of each, in that order
    doubt: Array  #: (n,) float32: the learned chance that it is wrong, in that order
    parts: tuple[dict[str, Any], ...]  #: each audited by itself, one after the other: `Part.to_dict`
    round: int
    forecast: Forecast = field(default_factory=dict)
    people: Array = field(default_factory=lambda: np.empty(0, bool))  #: (n,): that label is one people gave

    @property
    def cut(self) -> tuple["Part", ...]:
        """The parts of the order."""
        ends = np.cumsum([0, *(one["plan"]["pool"] for one in self.parts)]).tolist()
        return tuple(Part.of(one, start) for one, start in zip(self.parts, ends, strict=False))

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
    start: int = 0  #: its first rank

    @property
    def ranks(self) -> slice:
        """Where it lies in the whole order."""
        return slice(self.start, self.start + self.plan.pool)

    def to_dict(self) -> dict[str, Any]:
        """JSON-able, without its start, which follows from the parts before it."""
        promise = {"promise": self.promise.to_dict()} if self.promise else {}
        return promise | {"plan": self.plan.to_dict(), "order_hash": self.order_hash}

    @classmethod
    def of(cls, body: dict[str, Any], start: int = 0) -> Self:
        """The part that `to_dict` wrote."""
        promise = Promise.of(body["promise"]) if "promise" in body else None
        return cls(promise, Plan.of(body["plan"]), body["order_hash"], start)


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
    """What those who were asked said; may come in parts, in any order. -1: they could not say.

    Or what is known before anybody was asked, where an item may stand several times. `blind` False: said
    with a suggestion in view, or elsewhere (imported): an audit has to vouch for it.
    """

    items: Array  #: (k,) int64
    labels: Array  #: (k,) int32
    mended: Array = field(default_factory=lambda: np.empty(0, bool))
    """(k,) or empty: counts as the class that was shown, and yet was not sent as it was shown."""
    blind: bool = True
    by: By = "people"  #: of labels from before the campaign: whose word they are


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """What one labeler predicts: for every item, and out of fold for the random part."""

    labeler: str
    seconds: float  #: measured; charged at the price of a device
    label: Array  #: (n_items,) int32; -1: not predicted yet, it would have to be paid for
    top: Array  #: (n_items,) float32: probability of the predicted class
    margin: Array  #: (n_items,) float32: that minus the second
    entropy: Array  #: (n_items,) float32, nats
    part: Array  #: (p,) int64: the items of the random part
    part_label: Array  #: (p,) int32, out of fold, as are the next three
    part_top: Array
    part_margin: Array
    part_entropy: Array
    paid: float = field(default=0.0, kw_only=True)
    """For its predictions, beside the seconds, in the currency of the prices."""
    ahead: float = field(default=0.0, kw_only=True)
    """Expected price of predicting the items that it has not predicted."""
    runners: Array = field(default_factory=lambda: np.empty((0, 0), np.int16), kw_only=True)
    """(n_items, r): the likeliest classes after its label, in turn; or empty."""
    part_runners: Array = field(default_factory=lambda: np.empty((0, 0), np.int16), kw_only=True)
    """(p, r) out of fold; or empty."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A labeler could not do its work: the race goes on without it."""

    labeler: str
    reason: str  #: in words
    paid: float  #: until then


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Entropy for the audit's draw, made after the `Freeze` was written down (`secrets.token_hex(16)`)."""

    entropy: str


Decision = Ask | Train | Freeze | Accept | Finish
Event = Decision | Answered | Trained | Failed | Drawn

KINDS: dict[str, type[Any]] = {
    kind.__name__.lower(): kind
    for kind in (Ask, Train, Freeze, Accept, Finish, Answered, Trained, Failed, Drawn)
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

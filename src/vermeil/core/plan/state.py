"""What a campaign knows at one moment: frozen values; arrays are never written to in place."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.audit import draw
from vermeil.core.errors import BadInput
from vermeil.core.model import Prices, Spent, Target
from vermeil.core.plan.events import Accept, Ask, Decision, Finish, Forecast, Freeze, Train, Trained
from vermeil.core.plan.promises import Promise, parts
from vermeil.core.plan.recipe import Recipe

Ints = NDArray[np.int64]
UNSURE = -1  #: people were asked and could not say
UNASKED = -2


@dataclass(frozen=True, kw_only=True, eq=False)
class Setup:
    """What a campaign is about; it does not change while it runs."""

    n_items: int
    n_classes: int
    target: Target
    prices: Prices
    labelers: tuple[str, ...]
    budget: float | None = None  #: cap on everything spent, in the currency of the prices
    seed: int = 0
    copies: Ints | None = None  #: (n_items,) group of each item: those of one group are copies, asked once
    recipe: Recipe = field(default_factory=Recipe)  #: how to learn, order and audit
    promises: tuple[Promise, ...] = ()  #: for single classes, or for single slices
    slices: Ints | None = None  #: (n_items,) slice of each item, if promises are for slices

    def __post_init__(self) -> None:
        if self.n_items < 1:
            raise BadInput("There are no items to label.")
        if self.n_classes <= 1:
            raise BadInput("There must be at least two classes to choose from.")
        if not self.labelers:
            raise BadInput("There must be at least one labeler.")
        if self.budget is not None and not self.budget >= 0:
            raise BadInput(f"The budget must be a number that is not negative; it is {self.budget!r}.")
        if self.copies is not None and np.shape(self.copies) != (self.n_items,):
            raise BadInput(f"`copies` must have one group for each of the {self.n_items} items.")
        if self.slices is not None and np.shape(self.slices) != (self.n_items,):
            raise BadInput(f"`slices` must have one slice for each of the {self.n_items} items.")

    def allowed(self, pool: int) -> int:
        """How many labels of an audited `pool` may be wrong."""
        return self.recipe.most_wrong(self.target.allowed(self.n_items), pool, self.n_items)

    def place(self, items: Ints, labels: NDArray[Any]) -> NDArray[Any]:
        """(k,) which promise is about each of `items` with these `labels` (k,); their number: none."""
        return parts(self.promises, labels if self.slices is None else self.slices[items])

    def whole_slice(self, promise: Promise | None) -> int:
        """How many items belong to the slice that `promise` is about; 0: it is about none."""
        return 0 if promise is None or self.slices is None else int((self.slices == promise.number).sum())

    @cached_property
    def first(self) -> Ints:
        """(n_items,) the first item of each item's group: the one that people are asked about."""
        if self.copies is None:
            return np.arange(self.n_items)
        _, where, group = np.unique(self.copies, return_index=True, return_inverse=True)
        firsts: Ints = where[group].astype(np.int64)
        return firsts

    @cached_property
    def originals(self) -> Ints:
        """The items that people can be asked about: one of each group."""
        return np.flatnonzero(self.first == np.arange(self.n_items))

    def to_record(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        """(JSON-able payload, arrays): the first line of a campaign's log."""
        payload = {
            name: getattr(self, name) for name in ("n_items", "n_classes", "labelers", "budget", "seed")
        }
        payload |= {"target": self.target.to_dict(), "prices": self.prices.to_dict()}
        payload["recipe"] = self.recipe.to_dict()
        if self.promises:
            payload["promises"] = [one.to_dict() for one in self.promises]
        arrays = {"copies": self.copies, "slices": self.slices}
        return payload, {name: array for name, array in arrays.items() if array is not None}

    @classmethod
    def from_record(cls, payload: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> Self:
        """The setup that `to_record` wrote, after a round through JSON and npz."""
        values: dict[str, Any] = payload | {
            "target": Target.of(payload["target"]),
            "prices": Prices.of(payload["prices"]),
            "labelers": tuple(payload["labelers"]),
            "recipe": Recipe.of(payload.get("recipe", {})),
            "promises": tuple(Promise.of(one) for one in payload.get("promises", [])),
        }
        return cls(**values | arrays)


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """How one labeler did on the random part, out of fold, at one round: the points of its learning curve."""

    labeler: str
    round: int
    bought: int  #: human labels that it had to learn from
    part: Ints  #: (p,) items
    wrong: NDArray[np.bool_]  #: (p,)
    doubt: NDArray[np.float32]  #: (p,) rank by this: least doubtful first
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class Audit:
    """One frozen order and what has been asked of it."""

    freeze: Freeze
    entropy: str | None = None
    drawn: tuple[Ints, ...] | None = None  #: ranks in each part, as far as people were asked
    accepted: Accept | None = None

    @property
    def ranks(self) -> Ints:
        """Ranks in the whole order, as far as people were asked."""
        return self.within(self.drawn or ())

    def within(self, drawn: Iterable[Ints]) -> Ints:
        """Ranks in the whole order, from ranks in each part."""
        ranks = [part.start + inside for part, inside in zip(self.freeze.cut, drawn, strict=False)]
        return np.concatenate([np.empty(0, np.int64), *ranks])

    def whole_draw(self) -> tuple[Ints, ...]:
        """All that the audit may ask: ranks in each part."""
        return tuple(draw(part.order_hash, self.entropy or "", part.plan) for part in self.freeze.cut)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class State:
    """Everything that was observed, ready to decide from."""

    setup: Setup
    labels: NDArray[np.int32]  #: (n_items,) the people's labels, UNSURE or UNASKED
    random: NDArray[np.bool_]  #: (n_items,) member of the random part
    stay: NDArray[np.float32]  #: (n_items,) how much an item of the random part speaks for the pool of today
    shown: NDArray[
        np.bool_
    ]  #: (n_items,) the label was given on seeing the machine's, and no audit vouches yet
    machine: NDArray[np.int32]  #: (n_items,) the machine's accepted labels, or UNASKED
    doubt: NDArray[np.float32]  #: (n_items,) chance of error of the accepted ones
    stage: str = "seed"  #: seed, learn, verify, audit, rest or done
    events: int = 0
    round: int = 0
    awaiting: Decision | None = None
    trained: tuple[Trained, ...] = ()  #: this round's, one of each labeler still in the race
    alive: tuple[str, ...] = ()  #: labelers still in the race
    history: tuple[Snapshot, ...] = ()
    audits: tuple[Audit, ...] = ()
    spent: Spent = field(default_factory=Spent)
    rounds: tuple[Forecast, ...] = ()  #: one row a round, forecast and actual
    finished: Finish | None = None

    @property
    def audit(self) -> Audit | None:
        """The audit under way or accepted; None while learning."""
        last = self.audits[-1] if self.audits else None
        return last if last and (last.accepted is None or last.accepted.count) else None

    def open(self) -> Ints:
        """The items that nobody has labelled: neither people nor the machine."""
        return np.flatnonzero((self.labels == UNASKED) & (self.machine == UNASKED))

    def unasked(self) -> Ints:
        """The items that people can still be asked about: one of each group of copies."""
        originals = self.setup.originals
        still: Ints = originals[self.labels[originals] == UNASKED]
        return still

    def owed(self, items: Ints) -> Ints:
        """Those that people must be asked about, so that each of `items` has a label given blindly."""
        first = np.unique(self.setup.first[items])
        still: Ints = first[(self.labels[first] == UNASKED) | self.shown[first]]
        return still

    def evolve(self, **changes: object) -> Self:
        """The next state."""
        return replace(self, **changes)  # type: ignore[arg-type] # checked by the fields


def waiting_for(state: State) -> Ints:
    """Which items of the pending `Ask` still want an answer."""
    if not isinstance(state.awaiting, Ask):
        return np.empty(0, dtype=np.int64)
    items = state.awaiting.items
    still: Ints = items[state.labels[items] == UNASKED]
    return still


def missing_labelers(state: State) -> tuple[str, ...]:
    """Which labelers of the pending `Train` have not been trained yet."""
    if not isinstance(state.awaiting, Train):
        return ()
    done = {one.labeler for one in state.trained}
    return tuple(name for name in state.awaiting.labelers if name not in done)

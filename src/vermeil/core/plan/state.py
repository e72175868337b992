"""What a campaign knows at one moment: frozen values; arrays are never written to in place."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.audit import draw
from vermeil.core.errors import BadInput
from vermeil.core.model import Caps, Goal, Prices, Spent, Target, Team, check_goal
from vermeil.core.plan.events import (
    Accept,
    Decision,
    Failed,
    Finish,
    Forecast,
    Freeze,
    Train,
    Trained,
)
from vermeil.core.plan.promises import Promise, parts
from vermeil.core.plan.recipe import Recipe
from vermeil.core.plan.said import Said

Ints = NDArray[np.int64]
UNSURE = -1  #: those who were asked could not say
UNASKED = -2
CHEAPER = 0.4  #: of an expert's price: dearer people who may err cost more to check than they save


@dataclass(frozen=True, kw_only=True, eq=False)
class Setup:
    """What a campaign is about; it does not change while it runs."""

    n_items: int
    n_classes: int
    target: Target
    prices: Prices
    labelers: tuple[str, ...]
    caps: Caps = field(default_factory=Caps)  #: what is never passed
    team: Team = field(default_factory=Team)  #: who answers, and how fast
    goal: Goal = "labels"  #: a certified label for every item, or the best model that the caps pay for
    worth: float | None = None  #: of a model: what one percentage point of its accuracy is worth, in money
    seed: int = 0
    copies: Ints | None = None  #: (n_items,) group of each item: those of one group are copies, asked once
    recipe: Recipe = field(default_factory=Recipe)  #: how to learn, order and audit
    promises: tuple[Promise, ...] = ()  #: for single classes, or for single slices
    slices: Ints | None = None  #: (n_items,) slice of each item, if promises are for slices
    closed: bool = True  #: whether the classes are all that can be said
    mute: NDArray[np.bool_] | None = None  #: (n_items,) the machine can say nothing of these: people answer

    def __post_init__(self) -> None:
        if self.n_items < 1:
            raise BadInput("There are no items to label.")
        if self.n_classes <= 1:
            raise BadInput("There must be at least two classes to choose from.")
        if not self.labelers:
            raise BadInput("There must be at least one labeler.")
        check_goal(self.goal, self.worth, self.caps, self.prices.expert)
        if self.copies is not None and np.shape(self.copies) != (self.n_items,):
            raise BadInput(f"`copies` must have one group for each of the {self.n_items} items.")
        if self.slices is not None and np.shape(self.slices) != (self.n_items,):
            raise BadInput(f"`slices` must have one slice for each of the {self.n_items} items.")
        if self.mute is not None and np.shape(self.mute) != (self.n_items,):
            raise BadInput(f"`mute` must say of each of the {self.n_items} items whether it is.")

    def allowed(self, pool: int) -> int:
        """How many labels of an audited `pool` may be wrong."""
        return self.recipe.most_wrong(self.target.allowed(self.n_items), pool, self.n_items)

    def voiced(self, items: Ints) -> Ints:
        """Those of `items` that the machine can say something of."""
        return items if self.mute is None else items[~self.mute[items]]

    def unvoiced(self, items: Ints) -> Ints:
        """The others."""
        return items[:0] if self.mute is None else items[self.mute[items]]

    def place(self, items: Ints, labels: NDArray[Any]) -> NDArray[Any]:
        """(k,) which promise is about each of `items` with these `labels` (k,); their number: none."""
        return parts(self.promises, labels if self.slices is None else self.slices[items])

    def whole_slice(self, promise: Promise | None) -> int:
        """How many items belong to the slice that `promise` is about; 0: it is about none."""
        return 0 if promise is None or self.slices is None else int((self.slices == promise.number).sum())

    @property
    def answers(self) -> int:
        """How many there are, for who has refused all but one has named it; no open question is like that.

        The last answer to an open question is heard in audits only: it is none of the classes before.
        """
        return self.n_classes if self.closed else self.n_classes + 1

    @property
    def looks(self) -> int:
        """The most suggestions that are made of one item, one after another."""
        return min(1 + self.recipe.runners, self.n_classes - 1)

    @property
    def tiered(self) -> bool:
        """Whether experts are the reference, and others are so much cheaper that checking them pays."""
        return self.prices.expert is not None and self.prices.label <= CHEAPER * self.prices.expert

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
        if self.copies is None:
            return self.first  # the same array: of ten million items it takes 80 MB
        return np.flatnonzero(self.first == np.arange(self.n_items))

    def to_record(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        """(JSON-able payload, arrays): the first line of a campaign's log."""
        payload = {
            name: getattr(self, name)
            for name in ("n_items", "n_classes", "closed", "labelers", "goal", "worth", "seed")
        }
        values = ("target", "prices", "caps", "team", "recipe")
        payload |= {name: getattr(self, name).to_dict() for name in values}
        if self.promises:
            payload["promises"] = [one.to_dict() for one in self.promises]
        arrays = {"copies": self.copies, "slices": self.slices, "mute": self.mute}
        return payload, {name: array for name, array in arrays.items() if array is not None}

    @classmethod
    def from_record(cls, payload: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> Self:
        """The setup that `to_record` wrote, after a round through JSON and npz."""
        values: dict[str, Any] = payload | {
            "target": Target.of(payload["target"]),
            "prices": Prices.of(payload["prices"]),
            "caps": Caps.of(payload["caps"]),
            "team": Team.of(payload["team"]),
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
    guess: NDArray[np.int32]  #: (p,) what it said of them
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
    labels: NDArray[np.int32]  #: (n_items,) the labels that were given, UNSURE or UNASKED
    random: NDArray[np.bool_]  #: (n_items,) member of the random part
    stay: NDArray[np.float32]  #: (n_items,) how much an item of the random part speaks for the pool of today
    unvouched: NDArray[np.bool_]  #: (n_items,) the label is not the reference's, and no audit vouches for it
    machine: NDArray[np.int32]  #: (n_items,) the machine's accepted labels, or UNASKED
    doubt: NDArray[np.float32]  #: (n_items,) chance of error of the accepted ones
    said: Said = field(default_factory=Said.nothing)  #: by those who are not the reference
    due: Ints = field(default_factory=lambda: np.empty(0, np.int64))  #: what the pending `Ask` still wants
    stage: str = "seed"  #: the purpose of the last `Ask`, audit from the freeze on, or done
    events: int = 0
    round: int = 0
    awaiting: Decision | None = None
    trained: tuple[Trained, ...] = ()  #: this round's, one of each labeler still in the race
    alive: tuple[str, ...] = ()  #: labelers still in the race
    failed: tuple[Failed, ...] = ()  #: those that could not do their work
    history: tuple[Snapshot, ...] = ()
    audits: tuple[Audit, ...] = ()
    spent: Spent = field(default_factory=Spent)
    rounds: tuple[Forecast, ...] = ()  #: one row a round, forecast and actual
    finished: Finish | None = None
    exam: Ints = field(default_factory=lambda: np.empty(0, np.int64))  #: asked to examine the model

    @property
    def audit(self) -> Audit | None:
        """The audit under way or accepted; None while learning."""
        last = self.audits[-1] if self.audits else None
        return last if last and (last.accepted is None or last.accepted.count) else None

    def open(self) -> Ints:
        """The items that nobody has labelled: neither people, nor the reference, nor the machine."""
        unknown = (self.labels == UNASKED) | ((self.labels == UNSURE) & self.unvouched)
        return np.flatnonzero(unknown & (self.machine == UNASKED))

    def unasked(self) -> Ints:
        """The items that people can still be asked about: one of each group of copies."""
        originals = self.setup.originals
        still: Ints = originals[self.labels[originals] == UNASKED]
        return still

    def owed(self, items: Ints) -> Ints:
        """Those that the reference must be asked about, so that it has labelled each of `items`."""
        first = np.unique(self.setup.first[items])
        still: Ints = first[(self.labels[first] == UNASKED) | self.unvouched[first]]
        return still

    def evolve(self, **changes: object) -> Self:
        """The next state."""
        return replace(self, **changes)  # type: ignore[arg-type] # checked by the fields


def waiting_for(state: State) -> Ints:
    """Which items of the pending `Ask` still want an answer."""
    return state.due


def missing_labelers(state: State) -> tuple[str, ...]:
    """Which labelers of the pending `Train` have not been trained yet."""
    if not isinstance(state.awaiting, Train):
        return ()
    done = {one.labeler for one in state.trained} | {one.labeler for one in state.failed}
    return tuple(name for name in state.awaiting.labelers if name not in done)

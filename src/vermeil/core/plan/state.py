"""What a campaign knows at one moment: frozen values; arrays are never written to in place."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.audit import Plan, draw
from vermeil.core.errors import BadInput
from vermeil.core.model import Prices, Spent, Target
from vermeil.core.plan.events import Accept, Decision, Finish, Forecast, Freeze, Train, Trained
from vermeil.core.plan.recipe import Recipe
from vermeil.core.plan.said import Said

Ints = NDArray[np.int64]
UNSURE = -1  #: those who were asked could not say
UNASKED = -2
CHEAPER = (
    0.4  #: people who may err save less than it costs to check them above this share of an expert's price
)


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

    def allowed(self, pool: int) -> int:
        """How many labels of an audited `pool` may be wrong."""
        return self.recipe.most_wrong(self.target.allowed(self.n_items), pool, self.n_items)

    @property
    def team(self) -> bool:
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
        return np.flatnonzero(self.first == np.arange(self.n_items))

    def to_record(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        """(JSON-able payload, arrays): the first line of a campaign's log."""
        payload = {
            name: getattr(self, name) for name in ("n_items", "n_classes", "labelers", "budget", "seed")
        }
        payload |= {"target": self.target.to_dict(), "prices": self.prices.to_dict()}
        payload["recipe"] = self.recipe.to_dict()
        return payload, {} if self.copies is None else {"copies": self.copies}

    @classmethod
    def from_record(cls, payload: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> Self:
        """The setup that `to_record` wrote, after a round through JSON and npz."""
        values: dict[str, Any] = payload | {
            "target": Target.of(payload["target"]),
            "prices": Prices.of(payload["prices"]),
            "labelers": tuple(payload["labelers"]),
            "recipe": Recipe.of(payload.get("recipe", {})),
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
    ranks: Ints | None = None  #: the draw: ranks in the order, as far as people were asked
    accepted: Accept | None = None

    def whole_draw(self) -> Ints:
        """All that the audit may ask: ranks in the order."""
        return draw(self.freeze.order_hash, self.entropy or "", Plan.of(self.freeze.plan))


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
    done = {one.labeler for one in state.trained}
    return tuple(name for name in state.awaiting.labelers if name not in done)

"""What every method sees and pays: items without labels, people who sell them, labelers that take time."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from benchmarks.cost.data import Data
from vermeil.core.model import Prices, Target
from vermeil.core.plan.entrants import usual
from vermeil.core.plan.events import Trained
from vermeil.integrations.labelers import Bench

Array = NDArray[Any]
NOBODY = -2  #: nobody was asked


@dataclass(frozen=True, slots=True)
class Terms:
    """What is wanted and what things cost."""

    target: Target
    prices: Prices
    seed: int


class World:
    """One campaign of one method. Everything it learns goes through `ask` and `train`, and is charged."""

    def __init__(self, data: Data, terms: Terms, memory: dict[Any, Any] | None = None) -> None:
        """`memory`: what was trained, and the like, for the next world of the same data and seed."""
        self.data, self.terms = data, terms
        self.memory = {} if memory is None else memory
        self.labels = np.full(data.truth.size, NOBODY, np.int32)
        self.asked: Counter[str] = Counter()  #: labels bought, by purpose
        self.seconds = 0.0  #: of training
        self.remembered = 0.0  #: seconds of these that passed in another world
        self.checks = 0.0  #: paid for confirming suggestions; who refuses one is paid a label besides
        self.rng = np.random.default_rng([terms.seed, data.truth.size])
        self.bench = Bench(data.features)

    @property
    def n(self) -> int:
        """Items."""
        return self.labels.size

    @property
    def allowed(self) -> int:
        """How many labels may be wrong."""
        return self.terms.target.allowed(self.n)

    @property
    def names(self) -> tuple[str, ...]:
        """The labelers that every method may use: those that Vermeil takes by default."""
        return usual(self.n, self.data.n_classes, self.data.features.shape[1])

    @property
    def compute(self) -> float:
        """The price of the training so far."""
        return self.terms.prices.seconds(self.seconds)

    @property
    def total(self) -> float:
        """Everything paid so far."""
        return self.terms.prices.label * self.asked.total() + self.checks + self.compute

    @property
    def people_only(self) -> float:
        """What people alone cost."""
        return self.terms.prices.label * self.n

    def open(self) -> Array:
        """(k,) the items that nobody was asked about."""
        return np.flatnonzero(self.labels == NOBODY)

    def draw(self, count: int) -> Array:
        """(count,) of the open items, uniformly at random."""
        still = self.open()
        return self.rng.choice(still, min(count, still.size), replace=False)

    def ask(self, items: Array, purpose: str) -> Array:
        """(k,) the true labels of `items`; those asked before are not paid for again."""
        fresh = np.unique(items[self.labels[items] == NOBODY])
        self.asked[purpose] += fresh.size
        self.labels[fresh] = self.data.truth[fresh]
        said: Array = self.labels[items]
        return said

    def train(self, name: str, items: Array) -> Trained:
        """Labeler `name`, trained on the labels of `items` and nothing else, tells of every item."""
        known = np.full(self.n, -1, np.int32)
        known[items] = self.labels[items]
        assert (known[items] >= 0).all(), "only what was paid for can be learned from"
        key, none = (name, known.tobytes()), np.zeros(self.n, bool)
        if key in self.memory:
            self.remembered += self.memory[key].seconds
        else:  # no out-of-fold predictions: only Vermeil uses them, and pays for them
            self.memory[key] = self.bench.train(
                name, known, none, n_classes=self.data.n_classes, seed=self.terms.seed
            )
        told: Trained = self.memory[key]
        self.seconds += told.seconds
        return told

    def train_all(self, names: Iterable[str], items: Array) -> dict[str, Trained]:
        """`train` for several labelers."""
        return {name: self.train(name, items) for name in names}

    def fork(self) -> Self:
        """The same moment, from which another story can go on; the first one is not touched."""
        twin = type(self)(self.data, self.terms, self.memory)
        twin.labels, twin.asked, twin.seconds = self.labels.copy(), self.asked.copy(), self.seconds
        twin.rng.bit_generator.state = self.rng.bit_generator.state
        twin.bench = self.bench
        return twin

    def become(self, other: "World") -> None:
        """Take over what another story asked and paid."""
        self.labels, self.asked, self.seconds = other.labels, other.asked, other.seconds


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What a method itself knows of how wrong its order is: labelled items that it did not train on."""

    place: Array  #: (k,) in [0, 1]: how far down the frozen order the item would stand
    wrong: Array  #: (k,) bool

    @classmethod
    def of(cls, score: Array, wrong: Array, order_scores: Array) -> Self:
        """From scores (k,) of the sample and `order_scores` (n,) of the frozen order, highest first."""
        above = order_scores.size - np.searchsorted(np.sort(order_scores), score, side="right")
        return cls(above / max(order_scores.size, 1), wrong)


UNKNOWN = Sample(np.zeros(0), np.zeros(0, bool))  #: of an order that nothing is known of


@dataclass(frozen=True, slots=True, eq=False)
class Frozen:
    """A method's last word before people label the rest."""

    order: Array  #: (k,) open items, most trusted first
    predicted: Array  #: (k,) the machine's label of each
    count: int  #: the method itself leaves the first so many to the machine
    sample: Sample
    publish: Callable[["World", "Frozen"], "Ending"] | None = None  #: the method's own ending, if it has one

    @classmethod
    def nothing(cls, n: int) -> Self:
        """People label all of `n` items."""
        return cls(np.arange(n), np.zeros(n, np.int32), 0, UNKNOWN)


@dataclass(frozen=True, slots=True, eq=False)
class Ending:
    """A labelled data set."""

    labels: Array  #: (n,)
    machine: int  #: labels that the machine gave
    certified: bool
    details: dict[str, Any] = field(default_factory=dict)
    again: Callable[[int], "Outcome"] | None = None  #: the same, with draw number i of its audits


Outcome = tuple[World, Ending]

"""Whole campaigns with people who err beside experts; CIFAR-10's own labels are what experts say.

Of all images a random `ITEMS` each seed; people give the first vote on an image, then the second, the third.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.cost.data import load
from benchmarks.cost.people import careful
from benchmarks.cost.people.again import MOST, crowd
from vermeil.core.model import Prices, Target
from vermeil.library import label

Array = NDArray[Any]
CACHE = Path.home() / ".cache" / "vermeil-benchmarks"
ITEMS, SEEDS, ERROR, EXPERT = 3000, 5, 0.05, 5.0
LABELERS = ("kernel",)  #: one, so that a campaign takes seconds


@dataclass(slots=True, eq=False)
class Crowd:
    """People who answer each time with the next vote there is of an image."""

    votes: Array  #: (n, most)
    asked: Array  #: (n,) how often

    @classmethod
    def of(cls, votes: Array) -> "Crowd":
        """Nobody was asked yet."""
        return cls(votes, np.zeros(len(votes), np.int64))

    def __call__(self, items: Array) -> Array:
        """(k,) labels."""
        said: Array = self.votes[items, np.minimum(self.asked[items], MOST - 1)]
        self.asked[items] += 1
        return said


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What is to be labelled, and what the crowd says of it."""

    features: Array  #: (n, d)
    truth: Array  #: (n,)
    votes: Array  #: (n, most)


def hasty() -> Task:
    """The crowd of CIFAR-10N; features of the packaged encoder."""
    data = load("cifar10", CACHE)
    return Task(data.features, data.truth.astype(np.int64), crowd().votes)


def slow() -> Task:
    """The people of CIFAR-10H; the features are the logarithms of another model's scores."""
    pool = careful.load()
    votes = pool.votes(np.arange(pool.truth.size), MOST, np.random.default_rng(8))
    return Task(np.log(pool.scores + 1e-3), pool.truth, votes)


TASKS: dict[str, Callable[[], Task]] = {"CIFAR-10N": hasty, "CIFAR-10H": slow}


def rows() -> Iterator[dict[str, Any]]:
    """One for each task, seed and policy; Absent where the data are not on this machine."""
    for name, read in TASKS.items():
        whole = read()
        for seed in range(SEEDS):
            some = np.sort(np.random.default_rng([8, seed]).permutation(whole.truth.size)[:ITEMS])
            part = Task(whole.features[some], whole.truth[some], whole.votes[some])
            for policy, prices in POLICIES.items():
                yield {"task": name, "policy": policy, "seed": seed} | _played(part, prices, seed)


def _played(task: Task, prices: Prices | None, seed: int) -> dict[str, Any]:
    """One campaign; without prices experts label all."""
    if prices is None:
        return {"cost": EXPERT, "experts": 1.0, "error": 0.0, "broken": False}
    people: Callable[[Array], Array] = Crowd.of(task.votes)
    expert: Callable[[Array], Array] = task.truth.__getitem__
    team = prices.expert is not None
    result = label(
        task.features,
        people if team else expert,
        classes=10,
        expert=expert if team else None,
        prices=prices,
        target=Target(ERROR),
        labelers=LABELERS,
        seed=seed,
        progress=False,
    )
    error = float((result.labels != task.truth).mean())
    assert result.certificate.holds
    return {
        "cost": result.cost.total / ITEMS,
        "experts": result.certificate.human / ITEMS,
        "error": error,
        "broken": error > ERROR,
    }


POLICIES: dict[str, Prices | None] = {
    "experts label all": None,
    "experts and machine": Prices(label=EXPERT, verify=EXPERT),
    "people and machine, audited by experts": Prices(label=1, verify=1, expert=EXPERT),
    "the same, confirming at 0.2": Prices(label=1, verify=0.2, expert=EXPERT),
}

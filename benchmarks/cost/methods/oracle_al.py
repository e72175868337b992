"""Oracle-assisted active learning with fixed batches, as the MCAL paper compares with: it knows the truth.

For every labeler and every batch size (1, 2, 5, 10, 20 % of the pool): start from a random batch, train,
let people label the next batch by smallest margin, and so on. The oracle sees after every round how many of
the most confident items (by margin) the machine may label within the target, and so what stopping there
costs. The cheapest moment of the cheapest batch size of the cheapest labeler is the result; only that one
campaign is charged. No real method can do this: it pays for no test, breaks no promise, and never stops at
a bad moment.

In its favour: the threshold is continuous (the paper: steps of 5 %), the labeler is the best in hindsight
(the paper: one architecture), and the batch sizes reach below and above the best on every data set here.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.cost.world import Array, Frozen, Sample, World

BATCHES = (0.01, 0.02, 0.05, 0.1, 0.2)


@dataclass(frozen=True)
class Moment:
    """One round of one campaign: what was bought and paid, and the order in which the machine is trusted."""

    world: World
    order: Array
    predicted: Array

    def stop(self, allowed: int) -> tuple[int, float]:
        """(machine labels, total cost) of stopping here, with the truth known."""
        wrong = np.cumsum(self.predicted != self.world.data.truth[self.order])
        count = int(np.searchsorted(wrong, allowed, side="right"))
        rest = self.order.size - count
        return count, self.world.total + rest * self.world.terms.prices.label


class Campaign:
    """A fixed batch size and a fixed labeler; its moments do not depend on target or price: kept."""

    def __init__(self, world: World, labeler: str, share: float) -> None:
        self.kept: list[Moment] = []
        self.more = self._moments(World(world.data, world.terms), labeler, share)

    def moments(self) -> Iterator[Moment]:
        """From the first round on."""
        number = 0
        while number < len(self.kept) or self._grow():
            yield self.kept[number]
            number += 1

    def _grow(self) -> bool:
        found = next(self.more, None)
        if found is not None:
            self.kept.append(found)
        return found is not None

    @staticmethod
    def _moments(world: World, labeler: str, share: float) -> Iterator[Moment]:
        size = math.ceil(share * world.n)
        batch = world.draw(size)
        while batch.size:
            world.ask(batch, "learn")
            told = world.train(labeler, np.flatnonzero(world.labels >= 0))
            still = world.open()
            order = still[np.argsort(-told.margin[still], kind="stable")]
            yield Moment(world.fork(), order, told.label[order])
            batch = order[::-1][:size]


def campaign(world: World, labeler: str, share: float, ceiling: float) -> tuple[Moment | None, float]:
    """The cheapest moment of one campaign and its total; none where nothing is below `ceiling`.

    What is spent never falls: when it has reached the ceiling, the rest of the campaign cannot be cheaper.
    """
    key = "oracle_al", labeler, share
    if key not in world.memory:
        world.memory[key] = Campaign(world, labeler, share)
    best = None
    for moment in world.memory[key].moments():
        here = at_terms(moment, world)
        if here.world.total >= ceiling:
            break
        cost = here.stop(world.allowed)[1]
        if cost < ceiling:
            best, ceiling = here, cost
    return best, ceiling


def at_terms(moment: Moment, world: World) -> Moment:
    """The same moment, paid at the prices of `world`."""
    same = moment.world.fork()
    same.terms = world.terms
    return Moment(same, moment.order, moment.predicted)


def run(world: World) -> Frozen:
    """The best of all campaigns in hindsight."""
    best, ceiling = None, world.people_only
    for labeler in world.names:
        for share in BATCHES:
            found, ceiling = campaign(world, labeler, share, ceiling)
            best = found or best
    if best is None:
        return Frozen.nothing(world.n)
    world.become(best.world)
    wrong = best.predicted != world.data.truth[best.order]
    place = np.arange(1, wrong.size + 1) / max(wrong.size, 1)
    return Frozen(best.order, best.predicted, best.stop(world.allowed)[0], Sample(place, wrong))

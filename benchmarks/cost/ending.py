"""How a campaign ends: as its method was published, or with our audit of the order that it froze."""

import math

import numpy as np

from benchmarks.cost.world import NOBODY, Array, Ending, Frozen, Sample, World
from vermeil.core.certify.audit import Plan, accepted, design, draw, least_share, order_hash
from vermeil.core.certify.bound import Look, walk

SIZES = 14  #: audit sizes tried
LUCK = (-1.5, -0.75, 0.0, 0.75, 1.5)  #: standard deviations
STEPS = 300  #: thresholds, enough for choosing a size
POOREST = 2  #: times the allowed errors: Vermeil takes no part of which half may be wrong, and here no method


def published(world: World, frozen: Frozen) -> Ending:
    """The machine labels as many as the method says, people the rest."""
    if frozen.publish:
        return frozen.publish(world, frozen)
    return ended(world, frozen, frozen.count, certified=False)


def certified(world: World, frozen: Frozen, number: int = 0) -> Ending:
    """A fresh audit of the frozen order, of the size that looks cheapest; people label what is refused.

    `number`: of the draw.
    """
    n = frozen.order.size
    if not n:
        return ended(world, frozen, 0, certified=True)
    delta = world.terms.target.delta
    size = audit_size(n, world.allowed, delta, frozen.sample)
    if not size:
        return ended(world, frozen, 0, certified=True)
    block, draws = design(n, size / n)
    plan = Plan(pool=n, block=block, draws=draws, allowed=world.allowed, delta=delta)
    return audited(world, frozen, plan, number)


def audited(world: World, frozen: Frozen, plan: Plan, number: int) -> Ending:
    """Draw number `number` of a planned audit, with its second look where that may save what it asks."""
    commitment = order_hash(frozen.order, frozen.predicted, plan)
    ranks = draw(commitment, f"{world.terms.seed}:{number}", plan)
    asked = count = 0
    for size in map(plan.size, plan.looks):
        if not asked or size - asked < plan.pool - count:
            asked, some = size, ranks[:size]
            wrong = world.ask(frozen.order[some], "audit") != frozen.predicted[some]
            found = accepted(plan, some, wrong)
            count = found if found > POOREST * world.allowed else 0
    return ended(world, frozen, count, certified=True)


def ended(world: World, frozen: Frozen, count: int, *, certified: bool) -> Ending:
    """The machine labels what is open of the first `count`, people the rest."""
    world.ask(frozen.order[count:], "rest")
    labels = world.labels.copy()
    first, said = frozen.order[:count], frozen.predicted[:count]
    free = labels[first] == NOBODY
    labels[first[free]] = said[free]
    assert (labels != NOBODY).all()
    return Ending(labels, int(free.sum()), certified)


def audit_size(n: int, allowed: int, delta: float, sample: Sample) -> int:
    """The audit of a pool of `n` after which people are expected to have labelled the fewest; 0: none pays.

    The error along the order is what `sample` shows, half an error more, evenly spread.
    """
    grid = np.unique(np.linspace(1, n, min(n, STEPS)).astype(int))
    share = grid / n
    found = np.searchsorted(np.sort(sample.place[sample.wrong]), share, side="right")
    errors = n * (found + share / 2) / (sample.place.size + 1)
    shares = np.geomspace(least_share(allowed, delta), 1, SIZES)
    costs = [_people(float(one), grid, errors, allowed, delta) for one in shares]
    best = int(np.argmin(costs))
    return int(np.ceil(shares[best] * n)) if costs[best] < n - 1 else 0


def _people(rate: float, grid: Array, errors: Array, allowed: int, delta: float) -> float:
    """Expected labels of people with an audit of a share `rate`, over a few kinds of luck."""
    n = int(grid[-1])
    drawn = np.floor(rate * grid)
    mean = rate * errors
    reached = []
    for luck in LUCK:
        wrong = np.maximum.accumulate(np.clip(np.rint(mean + luck * np.sqrt(mean * (1 - rate))), 0, drawn))
        count = walk(Look(grid, drawn, wrong, rate), allowed, delta)
        reached.append(count if count > POOREST * allowed else 0)
    return rate * n + (n - math.fsum(reached) / len(LUCK)) * (1 - rate)

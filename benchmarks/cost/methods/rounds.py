"""The loop that threshold-based auto-labelling and the hosted services share.

Buy a validation set and a seed at random; then in rounds: train, choose a threshold on the validation set,
let the machine label every open item above it, and ask people about a batch of what is left; until nothing
is left, or the labels for training are spent.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.cost.world import NOBODY, Array, Frozen, Sample, World
from vermeil.core.plan.events import Trained

#: scores of every item -> (k,) bool: which items are above their threshold
Rule = Callable[[World, Trained, Array, Array], Array]
#: (world, told, validation items) -> (n,) score and the validation items that may choose thresholds
Score = Callable[[World, Trained, Array], tuple[Array, Array]]
Choose = Callable[[World, Trained, Array, int], Array]


@dataclass(frozen=True)
class Recipe:
    """What makes one of these methods."""

    validation: float  #: share of the pool
    seed: float
    batch: float
    most: float  #: share of the pool that may be bought for training
    score: Score
    rule: Rule  #: (world, told, score, validation items) -> which of all items it would label
    choose: Choose  #: (world, told, open items, count) -> the next batch
    drop: bool  #: validation items above the threshold leave the validation set, as the others leave the pool


class Pool:
    """What the machine has labelled so far, and where it stands in the order of trust."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.round = np.full(world.n, np.inf)  #: in which the machine labelled the item
        self.score, self.label = np.zeros(world.n), np.zeros(world.n, np.int32)

    def free(self) -> Array:
        """Open items that the machine has not labelled."""
        return np.flatnonzero((self.world.labels == NOBODY) & np.isinf(self.round))

    def observe(self, told: Trained, score: Array) -> None:
        """The newest model speaks for all that was not labelled by an earlier one."""
        later = np.isinf(self.round)
        self.score[later], self.label[later] = score[later], told.label[later]

    def frozen(self, validation: Array) -> Frozen:
        """First the blocks in the order in which they were labelled, then the rest by the last scores."""
        everything = np.lexsort((-self.score, self.round))
        rank = np.empty(self.world.n)
        rank[everything] = np.arange(self.world.n)
        order = everything[self.world.labels[everything] == NOBODY]
        count = int(np.isfinite(self.round[order]).sum())
        wrong = self.label[validation] != self.world.labels[validation]
        sample = Sample.of(-rank[validation], wrong, -rank[order])
        return Frozen(order, self.label[order], count, sample)


def play(world: World, recipe: Recipe) -> Frozen:
    """The whole campaign."""
    n = world.n
    validation = world.draw(math.ceil(recipe.validation * n))
    world.ask(validation, "validation")
    batch = world.draw(max(math.ceil(recipe.seed * n), world.data.n_classes))
    train, pool, active, number = np.empty(0, np.int64), Pool(world), validation, 0
    while batch.size:
        world.ask(batch, "learn")
        train, number = np.concatenate([train, batch]), number + 1
        told = _best(world, train, validation)
        score, judges = recipe.score(world, told, active)
        pool.observe(told, score)
        above = recipe.rule(world, told, score, judges)
        done = np.union1d(pool.free(), active if recipe.drop else active[:0])
        pool.round[done[above[done]]] = number
        active = active[np.isinf(pool.round[active])]
        left = min(math.ceil(recipe.batch * n), math.floor(recipe.most * n) - train.size)
        free = pool.free()
        batch = recipe.choose(world, told, free, left) if left > 0 and free.size else free[:0]
    return pool.frozen(validation)


def _best(world: World, train: Array, validation: Array) -> Trained:
    """The labeler that is right most often on the validation set; all are paid for."""
    told = world.train_all(world.names, train)
    truth = world.labels[validation]
    return max(told.values(), key=lambda one: float((one.label[validation] == truth).mean()))


def least_confident(_: World, told: Trained, free: Array, count: int) -> Array:
    """The `count` of `free` with the smallest margin."""
    return free[np.argsort(told.margin[free], kind="stable")[:count]]


def least_confident_half(world: World, told: Trained, free: Array, count: int) -> Array:
    """`count` of the 2 x `count` with the smallest margin, at random (the code's margin_random_v2)."""
    near = least_confident(world, told, free, 2 * count)
    return world.rng.permutation(near)[:count]


def by_margin(_: World, told: Trained, active: Array) -> tuple[Array, Array]:
    """The labeler's own margin; all validation items choose thresholds."""
    return told.margin.astype(float), active


def longest(score: Array, wrong: Array, bound: Callable[[Array, Array], Array], error: float) -> float:
    """The lowest threshold on `score` (k,) above which bound(share, count) is within `error`; inf: none."""
    order = np.argsort(-score, kind="stable")
    count = np.arange(1, score.size + 1)
    share = np.cumsum(wrong[order]) / count
    last = np.append(np.diff(score[order]) != 0, True)  # items of one score stand or fall together
    fits = np.flatnonzero((bound(share, count) <= error) & last)
    return float(score[order][fits[-1]]) if fits.size else np.inf

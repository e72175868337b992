"""Probably approximately correct labels (Candes, Ilyas, Zrnic, 2025): cheap labels trusted up to a threshold.

The paper takes the cheap labeler as given; here it is trained on a first random batch, which is paid for,
and is the one that is right most often in 5-fold cross-validation on that batch. Then, as in the paper and
its code: m items are drawn uniformly with replacement and labelled by people; for each uncertainty u (1 -
the largest probability) the error of trusting all below u is bounded from above at level alpha by betting
(Waudby-Smith and Ramdas; the code's own plug-in bets, c = 0.75); the largest u whose bound is within the
target is taken; people label the rest. This is a valid certificate of the whole data set, by itself; with
our certificate, our audit takes the place of this one.

Tuned on digits, TrashNet and TREC at 5 %: a batch of 3, 6, 12, 24 %, m of 6 and 10 % of the pool. Easy sets
want a small batch, hard ones a large; m = n / 10, as in the paper, is the smallest that certifies anything
on TrashNet.
"""

import math
from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.cost.ending import ended
from benchmarks.cost.world import Array, Ending, Frozen, Sample, World
from vermeil.core.plan.events import Trained

FOLDS = 5
CAP = 0.75  #: c of the code: bets never risk more


@dataclass(frozen=True)
class Tuning:
    """Sizes as shares of the pool."""

    batch: float = 0.12
    audit: float = 0.1
    least: int = 40  #: items in the first batch at least, or three a class


TUNED = Tuning()


def run(world: World, tuning: Tuning = TUNED) -> Frozen:
    """Train once; what is known of the order without an audit is the cross-validation."""
    size = max(math.ceil(tuning.batch * world.n), tuning.least, 3 * world.data.n_classes)
    train = world.draw(size)
    world.ask(train, "learn")
    told, sample = cheap_labeler(world, train)
    order = world.open()
    order = order[np.argsort(-told.top[order], kind="stable")]
    sample = Sample.of(sample.place, sample.wrong, told.top[order])
    audit = partial(audited, draws=math.ceil(tuning.audit * world.n))
    return Frozen(order, told.label[order], 0, sample, publish=audit)


def audited(world: World, frozen: Frozen, draws: int) -> Ending:
    """The paper's own audit, and people on what it does not trust."""
    ranks = world.rng.integers(0, frozen.order.size, draws)
    wrong = world.ask(frozen.order[ranks], "audit") != frozen.predicted[ranks]
    allowed = world.terms.target.error * world.n / frozen.order.size
    count = trusted(ranks, wrong, frozen.order.size, allowed, world.terms.target.delta)
    return ended(world, frozen, count, certified=True)


def cheap_labeler(world: World, train: Array) -> tuple[Trained, Sample]:
    """The best labeler by cross-validation on the batch, trained on all of it; its words out of fold.

    The sample's places are still confidences.
    """
    fold = np.arange(train.size) % FOLDS
    best = Sample(np.zeros(train.size), np.ones(train.size, bool))
    chosen = world.names[0]
    for name in world.names:
        trial = Sample(np.zeros(train.size), np.ones(train.size, bool))
        for number in range(FOLDS):
            out = fold == number
            told = world.train(name, train[~out])
            trial.place[out] = told.top[train[out]]
            trial.wrong[out] = told.label[train[out]] != world.labels[train[out]]
        if trial.wrong.sum() < best.wrong.sum():
            best, chosen = trial, name
    return world.train(chosen, train), best


def trusted(ranks: Array, wrong: Array, n: int, error: float, alpha: float) -> int:
    """How many of an order of `n` are trusted, after looks at `ranks` (m,), in the order in which they came.

    The loss of trusting the first t grows with t, so that each bound need only hold by itself: bisection.
    """
    low, high = 0, n
    while low < high:
        middle = (low + high + 1) // 2
        inside = within(np.where(ranks < middle, wrong, False), error, alpha)
        low, high = (middle, high) if inside else (low, middle - 1)
    return low


def within(losses: Array, error: float, alpha: float) -> bool:
    """Whether bets against "the mean loss is above `error`" multiply their money by 1/alpha at any time."""
    x, t = losses.astype(float), np.arange(1, losses.size + 1)
    if error >= 1:
        return True
    mean = (0.5 + np.cumsum(x)) / (1 + t)
    variance = (0.25 + np.cumsum((x - mean) ** 2)) / (1 + t)
    before = np.append(0.25, variance[:-1])
    bets = np.minimum(np.sqrt(2 * np.log(2 / alpha) / (x.size * before)), CAP / (1 - error))
    money = np.cumsum(np.log1p(-bets * (x - error)))
    return bool(money.max(initial=0.0) >= np.log(1 / alpha))

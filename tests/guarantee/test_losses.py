"""Audits of losses in [0, 1]: the sum of what is accepted stays within the promise, whatever the losses."""

from collections.abc import Callable

import numpy as np
import pytest
from worlds import Array, planned, within_the_law

from vermeil.core.certify.audit import Plan, draw
from vermeil.core.certify.audit import accepted as right_or_wrong
from vermeil.core.certify.losses import accepted

N, ERROR, DELTA = 1200, 0.05, 0.05
K = int(N * ERROR)
World = Callable[[np.random.Generator], Array]
Rule = Callable[[Plan, Array, Array], int]


def scaled(losses: Array, total: float) -> Array:
    """The same losses with this sum, none above 1."""
    for _ in range(50):
        losses = np.minimum(losses * total / losses.sum(), 1)
    return losses


def even(rng: np.random.Generator) -> Array:
    """A little more than allowed, on every item alike."""
    return scaled(rng.uniform(0.9, 1.1, N), K * 1.001)


def few_large(rng: np.random.Generator) -> Array:
    """As right and wrong: one more is wrong than may be."""
    losses = np.zeros(N)
    losses[rng.choice(N, K + 1, replace=False)] = 1
    return losses


def heavy_tailed(rng: np.random.Generator) -> Array:
    """Mostly small ones, and a few that hold most of the sum."""
    return scaled(rng.beta(0.1, 1.5, N), K * 1.001)


def hidden(rng: np.random.Generator) -> Array:
    """Nearly all of it in a few blocks."""
    losses = np.full(N, 0.001)
    start = int(rng.integers(0, N - 70))
    losses[start : start + 70] = 0.95
    return losses


def late(rng: np.random.Generator) -> Array:
    """Small at first and large from some point on: most of the order is within the promise."""
    return np.where(np.arange(N) < rng.integers(600, 1000), rng.beta(1, 60, N), rng.beta(3, 3, N))


def drifting(rng: np.random.Generator) -> Array:
    """Larger and larger, as a calibrated machine's."""
    return np.clip(0.16 * (np.arange(N) / N) ** 2 * rng.gamma(2, 0.5, N), 0, 1)


WORLDS = [even, few_large, heavy_tailed, hidden, late, drifting]


def played(world: World, plan: Plan, worlds: int, rule: Rule = accepted) -> tuple[int, float]:
    """(promises broken before anything is put right, mean share accepted)."""
    broken, share = 0, 0.0
    for seed in range(worlds):
        losses = world(np.random.default_rng([seed, 31]))
        ranks = draw("order", str(seed), plan)
        t = rule(plan, ranks, losses[ranks])
        broken += bool(losses[:t].sum() > plan.allowed)
        share += t / N / worlds
    return broken, share


@pytest.mark.parametrize("looks", [1, 2])
@pytest.mark.parametrize("share", [0.1, 0.3])
@pytest.mark.parametrize("world", WORLDS, ids=lambda one: one.__name__)
def test_sums_of_losses_stay_within_the_promise(world: World, share: float, looks: int) -> None:
    broken, _ = played(world, planned(N, share, K, DELTA, looks), worlds=250)
    assert within_the_law(broken, 250, DELTA)


def point_estimate(plan: Plan, ranks: Array, losses: Array) -> int:
    """The longest part whose estimated sum is allowed. No guarantee."""
    order = np.argsort(ranks)
    t = ranks[order] + 1
    fits = np.flatnonzero(np.cumsum(losses[order]) / np.arange(1, t.size + 1) * t <= plan.allowed)
    return int(t[fits[-1]]) if fits.size else 0


def rounded_up(plan: Plan, ranks: Array, losses: Array) -> int:
    """The test for right and wrong, where a loss below a half counts as right. No guarantee."""
    return accepted(plan, ranks, np.where(losses >= 0.5, 1.0, 0.0))


@pytest.mark.parametrize(("rule", "world"), [(point_estimate, drifting), (rounded_up, even)])
def test_the_harness_catches_rules_without_a_guarantee(rule: Rule, world: World) -> None:
    broken, _ = played(world, planned(N, 0.1, K, DELTA), 250, rule)
    assert not within_the_law(broken, 250, DELTA)


def rounded(plan: Plan, ranks: Array, losses: Array) -> int:
    """Each loss becomes 1 with its value as the chance, and the test for right and wrong on that."""
    rng = np.random.default_rng(int(ranks.sum()))
    return right_or_wrong(plan, ranks, rng.random(ranks.size) < losses)


def test_small_losses_are_seen_for_what_they_are() -> None:
    """Evenly three fifths of what is allowed: a fifth of the items shows it, unless each is made 0 or 1."""
    plan = planned(N, 0.2, K, DELTA)
    _, share = played(lambda rng: rng.uniform(0.025, 0.035, N), plan, 50)
    _, by_rounding = played(lambda rng: rng.uniform(0.025, 0.035, N), plan, 50, rounded)
    assert share > 0.99
    assert by_rounding < 0.9

"""The bet against too large a sum of losses: fair at best, by enumeration; its walk, bound and refusals."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vermeil.core.certify.audit import Plan, draw
from vermeil.core.certify.bound import thresholds
from vermeil.core.certify.losses import Losses, accepted, bound, smallest_allowed, stakes, walk, worth
from vermeil.core.errors import BadInput

LOSS = st.floats(0, 1) | st.sampled_from([0.0, 1.0])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(LOSS, min_size=7, max_size=7),
    st.lists(st.floats(0.01, 1), min_size=1, max_size=3),
    st.integers(1, 3),
)
def test_the_bet_is_fair_at_best_for_any_losses(losses: list[float], staked: list[float], draws: int) -> None:
    """Every draw from blocks of 3, 3 and 1: the mean worth, where the sum is what is bet against or more."""
    x, grid = np.array(losses), thresholds(7, 3)
    blocks = [(0, 1, 2), (3, 4, 5), (6,)]
    ways = itertools.product(*(itertools.combinations(block, min(draws, len(block))) for block in blocks))
    seen = [np.array([rank for block in way for rank in block]) for way in ways]
    for place, t in enumerate(grid):
        total = float(x[:t].sum())
        values = [
            np.exp(worth(Losses.of(grid, ranks, x[ranks], draws / 3, np.array(staked)), total)[place])
            for ranks in seen
        ]
        assert np.mean(values) <= 1 + 1e-7


@settings(max_examples=40, deadline=None)
@given(st.integers(20, 400), st.integers(0, 2**32), st.floats(0.0, 0.3), st.booleans())
def test_the_bound_is_the_smallest_sum_that_the_evidence_supports(
    n: int, seed: int, mean: float, two: bool
) -> None:
    plan = Plan(pool=n, block=9, draws=4, allowed=n // 8, delta=0.05, first=2 if two else 0)
    ranks = draw("a", str(seed), plan)
    losses = np.random.default_rng(seed).beta(1, 1 / max(mean, 0.01), ranks.size)
    t = accepted(plan, ranks, losses)
    assert 0 <= t <= n
    if t > plan.allowed:
        least = bound(plan, ranks, losses, t)
        assert least <= plan.allowed * (1 + 1e-5)
        looks = [
            Losses.of(thresholds(n, 9), ranks[: plan.size(k)], losses[: plan.size(k)], k / 9, staked)
            for k in plan.looks
            for staked in [stakes(plan.allowed, k / 9, plan.share)]
        ]
        assert max(walk(look, least * 1.001, plan.share) for look in looks) >= t
        assert max(walk(look, least * 0.99, plan.share) for look in looks) < t
        assert least == min(smallest_allowed(look, t, plan.share) for look in looks)


@given(st.floats(0.1, 1e5), st.floats(0.01, 1), st.floats(1e-4, 0.5))
def test_stakes_are_never_more_than_one_has(most: float, rate: float, delta: float) -> None:
    staked = stakes(most, rate, delta)
    assert ((staked > 0) & (staked <= 1)).all()
    assert (np.diff(staked) >= 0).all()


def test_without_any_loss_all_is_accepted_and_with_large_ones_little() -> None:
    plan = Plan(pool=1000, block=10, draws=2, allowed=50, delta=0.05)
    ranks = draw("a", "b", plan)
    assert accepted(plan, ranks, np.zeros(ranks.size)) == 1000
    assert accepted(plan, ranks, np.ones(ranks.size)) == 50


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_what_is_no_loss_is_refused(wrong: float) -> None:
    plan = Plan(pool=100, block=10, draws=2, allowed=5, delta=0.05)
    ranks = draw("a", "b", plan)
    losses = np.zeros(ranks.size)
    losses[3] = wrong
    with pytest.raises(BadInput, match="from 0"):
        accepted(plan, ranks, losses)

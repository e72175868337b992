"""The bounds on what people get wrong, against scipy, enumeration and the worst case."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import beta as beta_law
from scipy.stats import hypergeom

from vermeil.core.certify.audit import Plan, accepted, draw
from vermeil.core.certify.bound import too_few
from vermeil.core.judge.audit import (
    Replicated,
    accepted_counting,
    accepted_thinned,
    settled,
)
from vermeil.core.judge.bounds import highest_share, most_wrong

Array = NDArray[Any]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_most_that_can_be_wrong_is_the_last_that_is_not_rejected(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 400))
    drawn = data.draw(st.integers(0, n))
    found = data.draw(st.integers(0, drawn))
    delta = data.draw(st.sampled_from([0.2, 0.05, 0.001]))
    most = most_wrong(found, drawn, n, delta)
    assert found <= most <= n - (drawn - found)
    assert hypergeom.cdf(found, n, most, drawn) > delta * (1 - 1e-9)
    if most < n:
        assert hypergeom.cdf(found, n, most + 1, drawn) <= delta * (1 + 1e-9)


@given(st.integers(0, 300), st.integers(1, 300), st.sampled_from([0.2, 0.05, 0.001]))
def test_the_highest_share_is_that_of_clopper_and_pearson(found: int, drawn: int, delta: float) -> None:
    found = min(found, drawn)
    exact = beta_law.ppf(1 - delta, found + 1, drawn - found) if found < drawn else 1.0
    assert highest_share(found, drawn, delta) == pytest.approx(exact, abs=1e-9)


def test_without_a_sample_nothing_is_bounded() -> None:
    assert most_wrong(0, 0, 50, 0.05) == 50
    assert highest_share(0, 0, 0.05) == 1.0
    assert most_wrong(3, 50, 50, 0.05) == 3


@pytest.mark.parametrize("mean", [0.2, 0.5])
def test_no_misses_of_a_mean_make_few_flags_likelier_than_the_bound(mean: float) -> None:
    """Exact laws for all spreads of 6 wrong items over 3 blocks of 4, 2 drawn of each, with many misses."""
    rng = np.random.default_rng(6)
    for way in itertools.product(range(5), repeat=3):
        if sum(way) != 6:
            continue
        for spread in (0.2, 1.0, 20.0):
            misses = rng.beta(spread * mean, spread * (1 - mean), 6)
            law, start = np.ones(1), 0
            for inside in way:
                law, start = np.convolve(law, block_law(misses[start : start + inside], 4, 2)), start + inside
            few = np.cumsum(law)
            most = too_few(np.arange(few.size), np.array(6), np.array(6), 0.5 * (1 - misses.mean()))
            assert (few <= most[: few.size] + 1e-9).all()


def block_law(misses: Array, block: int, draws: int) -> Array:
    """The law of the number flagged in one block, whose first items are wrong, by hand."""
    ways = list(itertools.combinations(range(block), draws))
    total = np.zeros(draws + 1)
    for drawn in ways:
        law = np.ones(1)
        for i in drawn:
            law = np.convolve(law, [misses[i], 1 - misses[i]] if i < misses.size else [1.0, 0.0])
        total += law / len(ways)
    return total


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000))
def test_without_misses_both_rules_are_the_walk(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = 600
    plan = Plan(pool=n, block=8, draws=2, allowed=[0, 1, 60][seed % 3], delta=0.05)
    ranks = draw("order", str(seed), plan)
    flagged = rng.random(ranks.size) < 0.25 * (ranks / n) ** 2
    walk = accepted(plan, ranks, flagged)
    assert accepted_thinned(plan, ranks, flagged, 0.0) == walk
    sample = Replicated(drawn=n, missed=0)  # every item's truth was settled: nothing can be missed
    assert accepted_counting(plan, ranks, flagged, sample, 1e-9) == walk


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000))
def test_more_misses_accept_less(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = 600
    plan = Plan(pool=n, block=9, draws=3, allowed=60, delta=0.05)
    ranks = draw("order", str(seed), plan)
    flagged = rng.random(ranks.size) < 0.2 * (ranks / n) ** 2
    by_chance = [accepted_thinned(plan, ranks, flagged, beta) for beta in (0, 0.1, 0.3, 1)]
    assert by_chance == sorted(by_chance, reverse=True)
    assert by_chance[-1] <= 60
    by_count = [
        accepted_counting(plan, ranks, flagged, Replicated(drawn=100, missed=missed), 0.2)
        for missed in (0, 2, 5, 30)
    ]
    assert by_count == sorted(by_count, reverse=True)
    assert by_count[-1] == 0


def test_a_tie_is_held_against_the_machine() -> None:
    tally = np.array([[6, 0, 0], [3, 3, 0], [2, 1, 3], [2, 4, 0], [0, 0, 0], [3, 2, 1]])
    labels, flagged = settled(tally, np.array([0, 0, 1, 0, 0, 0]))
    assert flagged.tolist() == [False, True, True, True, True, False]
    assert labels.tolist()[:4] == [0, 1, 2, 1]
    assert labels[5] == 0

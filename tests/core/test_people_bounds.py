"""The bounds on what people get wrong, against scipy, enumeration and the worst case."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import beta as beta_law
from scipy.stats import binom, hypergeom

from vermeil.core.certify.audit import Plan, accepted
from vermeil.core.judge.audit import (
    Replicated,
    accepted_counting,
    accepted_thinned,
    flagged_at_most,
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


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_thinned_law_is_hypergeometric_then_binomial(data: st.DataObject) -> None:
    t = data.draw(st.integers(10, 300))
    wrong, m = data.draw(st.integers(1, t // 2)), data.draw(st.integers(2, t))
    e, beta = data.draw(st.integers(0, m)), data.draw(st.floats(0, 0.9))
    ours = flagged_at_most(np.array([e]), np.array([t]), wrong, np.array([m]), beta)[0]
    h = np.arange(wrong + 1)
    exact = (hypergeom.pmf(h, t, wrong, m) * binom.cdf(e, h, 1 - beta)).sum()
    assert ours >= exact - 1e-9
    if exact < 0.05 and e <= np.floor((m - 2) / (t - 2) * (wrong * (1 - beta) - 2)):
        assert ours == pytest.approx(exact, rel=0.2)  # at_most is 1 above each mean: a little more at most
    elif beta and e > np.floor((m - 2) / (t - 2) * (wrong * (1 - beta) - 2)):
        assert ours == 1.0


def chance_of_few(misses: Array, t: int, m: int, e: int) -> float:
    """P[at most e flagged] by hand: all draws of m from t, whose first items are wrong, some missed."""
    total = 0.0
    for drawn in itertools.combinations(range(t), m):
        law = np.ones(1)
        for i in drawn:
            if i < misses.size:
                law = np.convolve(law, [misses[i], 1 - misses[i]])
        total += law[: e + 1].sum()
    return total / len(list(itertools.combinations(range(t), m)))


@pytest.mark.parametrize("e", [0, 1, 2])
def test_no_unequal_misses_of_the_same_mean_are_worse_than_equal_ones(e: int) -> None:
    """The proof's second step, by enumeration; and behind its limit it is not claimed."""
    t, m, wrong, beta = 10, 8, 7, 0.3
    limit = np.floor((m - 2) / (t - 2) * (wrong * (1 - beta) - 2))
    bound = flagged_at_most(np.array([e]), np.array([t]), wrong, np.array([m]), beta)[0]
    if e > limit:
        assert bound == 1.0
        return
    equal = chance_of_few(np.full(wrong, beta), t, m, e)
    assert bound >= equal - 1e-12
    rng = np.random.default_rng(e)
    worst = 0.0
    for spread in (0.3, 1.0, 5.0):
        for _ in range(15):
            misses = rng.beta(spread * beta, spread * (1 - beta), wrong)
            misses = np.clip(misses - misses.mean() + beta, 0, 1)
            misses *= min(1.0, beta / misses.mean())
            worst = max(worst, chance_of_few(misses, t, m, e))
    certain = np.array([1.0, 1.0, 0.1, 0, 0, 0, 0])  # the same mean: some are always missed
    assert max(worst, chance_of_few(certain, t, m, e)) <= equal + 1e-12


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000))
def test_without_misses_both_rules_are_the_walk(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, m, allowed = 600, 150, [0, 1, 60][seed % 3]
    ranks = rng.choice(n, m, replace=False)
    flagged = rng.random(m) < 0.25 * (ranks / n) ** 2
    walk = accepted(Plan(pool=n, size=m, allowed=allowed, delta=0.05), ranks, flagged)
    thinned = accepted_thinned(n, ranks, flagged, allowed=allowed, delta=0.05, beta=0.0)
    assert thinned == walk
    sample = Replicated(drawn=n, missed=0)  # every item's truth was settled: nothing can be missed
    counted = accepted_counting(n, ranks, flagged, allowed=allowed, delta=0.05, sample=sample, share=1e-9)
    assert counted == walk


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000))
def test_more_misses_accept_less(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, m = 600, 200
    ranks = rng.choice(n, m, replace=False)
    flagged = rng.random(m) < 0.2 * (ranks / n) ** 2
    by_chance = [
        accepted_thinned(n, ranks, flagged, allowed=60, delta=0.05, beta=beta) for beta in (0, 0.1, 0.3, 1)
    ]
    assert by_chance == sorted(by_chance, reverse=True)
    assert by_chance[-1] <= 60
    by_count = [
        accepted_counting(
            n,
            ranks,
            flagged,
            allowed=60,
            delta=0.05,
            sample=Replicated(drawn=100, missed=missed),
            share=0.2,
        )
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

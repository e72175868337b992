"""The test of an audit against enumeration, the draw, and certificates that were tampered with."""

import itertools
import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, hypergeom

from vermeil.core.certify.audit import (
    Plan,
    accepted,
    bound,
    design,
    draw,
    least_share,
    level,
    order_hash,
)
from vermeil.core.certify.bound import Look, smallest_allowed, thresholds, too_few, walk
from vermeil.core.certify.verify import verify


def compositions(total: int, parts: int, most: int) -> list[tuple[int, ...]]:
    """All ways to put `total` wrong items into so many blocks of `most` items."""
    ways = itertools.product(range(most + 1), repeat=parts)
    return [way for way in ways if sum(way) == total]


@pytest.mark.parametrize(("block", "draws", "blocks"), [(4, 1, 4), (5, 2, 3), (8, 3, 3), (3, 3, 3)])
def test_no_spread_of_the_wrong_items_makes_few_finds_likelier_than_the_bound(
    block: int, draws: int, blocks: int
) -> None:
    """Every number of wrong items in every block, against the exact law of what is found."""
    for wrong in range(1, block * blocks + 1):
        for way in compositions(wrong, blocks, block):
            law = np.ones(1)
            for inside in way:
                law = np.convolve(law, hypergeom.pmf(np.arange(draws + 1), block, inside, draws))
            found = np.arange(law.size)
            most = too_few(found, np.array(draws * blocks), np.array(wrong), draws / block)
            assert (np.cumsum(law) <= most + 1e-9).all()


@given(st.integers(1, 400), st.integers(1, 400), st.floats(0.01, 0.9))
def test_the_tail_is_that_of_the_binomial_law(wrong: int, m: int, rate: float) -> None:
    trials = min(wrong, m)
    mean = min(wrong * rate, trials)
    e = np.arange(max(0, math.floor(mean - 1)) + 1)
    ours = too_few(e, np.array(m), np.array(wrong), rate)
    exact = np.where(e <= mean - 1, binom.cdf(e, trials, mean / trials), 1.0)
    assert ours == pytest.approx(exact, rel=1e-8, abs=1e-12)


@given(st.integers(1, 100_000), st.integers(1, 3000))
def test_thresholds_are_the_ends_of_the_blocks(pool: int, block: int) -> None:
    grid = thresholds(pool, block)
    assert grid[-1] == pool
    assert (np.diff(grid, prepend=0) <= block).all()
    assert (grid[:-1] % block == 0).all()


@pytest.mark.parametrize("delta", [0.05, 0.2, 0.4])
def test_no_order_of_a_small_pool_breaks_the_promise_too_often(delta: float) -> None:
    """Every order of 9 items, every draw of 2 from each of 3 blocks: the exact chance to accept too much."""
    allowed, rate = 1, 2 / 3
    grid = thresholds(9, 3)
    pairs = list(itertools.combinations(range(3), 2))
    draws = [
        np.array([3 * i + x for i, pair in enumerate(way) for x in pair])
        for way in itertools.product(pairs, repeat=3)
    ]
    for pattern in itertools.product([False, True], repeat=9):
        wrong = np.array(pattern)
        errors = np.concatenate([[0], np.cumsum(wrong)])
        broken = sum(
            errors[walk(Look.of(grid, ranks, wrong[ranks], rate), allowed, delta)] > allowed
            for ranks in draws
        )
        assert broken <= delta * len(draws) + 1e-9


@settings(max_examples=50)
@given(st.integers(20, 400), st.integers(0, 2**32), st.floats(0.0, 0.3), st.booleans())
def test_the_bound_is_the_smallest_that_the_evidence_supports(
    n: int, seed: int, rate: float, two: bool
) -> None:
    rng = np.random.default_rng(seed)
    plan = Plan(pool=n, block=9, draws=4, allowed=n // 10, delta=0.05, first=2 if two else 0)
    ranks = draw("a", str(seed), plan)
    wrong = rng.random(ranks.size) < rate
    t = accepted(plan, ranks, wrong)
    if not t:
        return
    least = bound(plan, ranks, wrong, t)
    looks = [
        Look.of(thresholds(n, 9), ranks[: plan.size(k)], wrong[: plan.size(k)], k / 9) for k in plan.looks
    ]
    assert least <= plan.allowed
    assert max(walk(look, least, plan.share) for look in looks) >= t
    assert least == 0 or max(walk(look, least - 1, plan.share) for look in looks) < t
    assert least == min(smallest_allowed(look, t, plan.share) for look in looks)


@given(st.integers(1, 500), st.integers(1, 60), st.integers(1, 60), st.text(max_size=20))
def test_a_draw_takes_the_same_number_of_every_block_and_is_repeatable(
    pool: int, block: int, draws: int, entropy: str
) -> None:
    draws = min(draws, block)
    plan = Plan(pool=pool, block=block, draws=draws, allowed=1, delta=0.05, first=draws // 2)
    ranks = draw("order", entropy, plan)
    assert ranks.size == np.unique(ranks).size == plan.size(draws)
    for part, each in ((ranks, draws), (ranks[: plan.size(plan.looks[0])], plan.looks[0])):
        taken = np.bincount(part // block, minlength=-(-pool // block))
        lengths = np.diff(thresholds(pool, block), prepend=0)
        assert (taken == np.minimum(lengths, each)).all()
    assert (ranks == draw("order", entropy, plan)).all()


def test_draws_are_uniform_in_their_block() -> None:
    plan = Plan(pool=40, block=20, draws=5, allowed=1, delta=0.05)
    seen = np.bincount(np.concatenate([draw("x", str(i), plan) for i in range(4000)]), minlength=40)
    assert (((seen - 1000) ** 2) / 1000).sum() < 72.1  # chi square, 39 degrees, 0.1 %


@given(st.integers(1, 10**7), st.floats(1e-4, 1.0))
def test_a_design_draws_a_little_more_than_wanted(pool: int, share: float) -> None:
    block, draws = design(pool, share)
    assert 1 <= draws <= block
    assert share - 1e-6 <= draws / block <= max(1.35 * share, share + 0.15)


def test_below_the_least_share_nothing_can_be_certified() -> None:
    least, n, allowed = least_share(50, 0.05), 10_000, 50
    for block, certified in ((math.floor(1 / least), n), (math.ceil(1 / least) + 1, 0)):
        plan = Plan(pool=n, block=block, draws=1, allowed=allowed, delta=0.05)
        ranks = draw("o", "e", plan)
        assert (accepted(plan, ranks, np.zeros(ranks.size, bool)) > 10 * allowed) == bool(certified)


def test_levels_of_all_attempts_together_stay_within_delta() -> None:
    assert sum(level(0.05, attempt) for attempt in range(1, 50)) == pytest.approx(0.05)


def test_the_order_hash_commits_to_order_labels_and_plan() -> None:
    plan = Plan(pool=3, block=3, draws=2, allowed=1, delta=0.05)
    order, said = np.array([2, 0, 1]), np.array([1, 1, 0])
    hashes = {
        order_hash(order, said, plan),
        order_hash(order[::-1], said, plan),
        order_hash(order, said[::-1], plan),
        order_hash(order, said, Plan(pool=3, block=3, draws=3, allowed=1, delta=0.05)),
    }
    assert len(hashes) == 4


def change(body: dict[str, Any], path: tuple[Any, ...], value: object) -> dict[str, Any]:
    """A copy of `body` with one value replaced."""
    copy = json.loads(json.dumps(body))
    inside = copy
    for step in path[:-1]:
        inside = inside[step]
    assert inside[path[-1]] != value
    inside[path[-1]] = value
    return copy


TAMPERED = [
    (("target", "error"), 0.01, "allowed errors"),
    (("parts", 0, "accepted"), 1_000_000, "labelled by the machine"),
    (("error_upper",), 0.001, "upper bound"),
    (("entropy",), "other", "audited ranks"),
    (("parts", 0, "order_hash"), "0" * 64, "audited ranks"),
    (("evidence", 3, 0), 0, "audited ranks"),
    (("parts", 0, "plan", "delta"), 0.3, "chance of error"),
    (("parts", 0, "most"), 1, "upper bound"),
    (("by_class", 0, "wrong"), 99, "table of classes"),
    (("target",), {"error": 0.05, "confidence": 0.95, "classes": {"crack": 0.1}}, "promises by class"),
    (("machine",), 1, "add up"),
    (("holds",), False, "holds"),
    (("method",), "people", "no audit"),
    (("method",), "luck", "no method"),
    (("facts",), {"guideline": 2}, "seal"),
    (("labeler",), "other", "seal"),
    (("issued",), "2020-01-01T00:00:00.000Z", "seal"),
    (("issued",), "", "issued"),
    (("issued",), "2026-13-01T00:00:00Z", "issued"),
    (("issued",), "2026-11-21T05:00:00+01:00", "issued"),
    (("evidence",), [[1, 2]], "whole certificate"),
]


@pytest.mark.parametrize(("path", "value", "words"), TAMPERED, ids=lambda one: str(one)[:20])
def test_a_tampered_certificate_fails_with_the_reason(
    certified: dict[str, Any], path: tuple[Any, ...], value: object, words: str
) -> None:
    found = verify(change(certified, path, value))
    assert any(words in one for one in found), found


def test_an_error_put_into_the_evidence_is_noticed(certified: dict[str, Any]) -> None:
    agreed = next(i for i, (_, _, person, machine) in enumerate(certified["evidence"]) if person == machine)
    found = verify(change(certified, ("evidence", agreed, 2), 77))
    assert any("errors found" in one for one in found), found


def test_an_honest_certificate_stands(certified: dict[str, Any]) -> None:
    assert verify(json.loads(json.dumps(certified))) == []


def test_wrong_labels_cannot_be_hidden_by_a_new_seal(certified: dict[str, Any]) -> None:
    """Making every audited label right, seal and counts redone, is still seen: the bound does not fit."""
    from vermeil.core.certify.certificate import seal  # noqa: PLC0415 - only a forger needs it

    assert certified["found"] > 0
    forged = json.loads(json.dumps(certified)) | {"found": 0}
    forged["evidence"] = [[rank, item, person, person] for rank, item, person, _ in forged["evidence"]]
    forged["seal"] = seal(forged)
    assert any("upper bound" in one for one in verify(forged))

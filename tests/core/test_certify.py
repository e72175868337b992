"""The exact test against enumeration, the draw, and certificates that were tampered with."""

import itertools
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from vermeil.core.certify.audit import Plan, accepted, bound, draw, level, order_hash
from vermeil.core.certify.bound import at_most, counts, smallest_allowed, thresholds, walk
from vermeil.core.certify.verify import verify


@given(st.data())
def test_the_tail_is_that_of_the_hypergeometric_law(data: st.DataObject) -> None:
    t = data.draw(st.integers(1, 5000))
    wrong, m = data.draw(st.integers(0, t)), data.draw(st.integers(0, t))
    e = data.draw(st.integers(0, m))
    ours = at_most(*(np.array([x]) for x in (e, t, wrong, m)))[0]
    exact = hypergeom.cdf(e, t, wrong, m)
    assert ours == pytest.approx(exact, rel=1e-8, abs=1e-12) or (ours == 1 and e >= m * wrong / t)
    assert ours >= exact - 1e-9  # never smaller: that would accept too much


@given(st.integers(1, 100_000), st.integers(1, 3000))
def test_thresholds_grow_and_end_at_the_whole_pool(n: int, steps: int) -> None:
    grid = thresholds(n, steps)
    assert grid[-1] == n
    assert grid[0] >= 1
    assert grid.size <= steps
    assert (np.diff(grid) > 0).all()


@pytest.mark.parametrize("delta", [0.05, 0.2, 0.4])
def test_no_order_of_a_small_pool_breaks_the_promise_too_often(delta: float) -> None:
    """Every order of 9 items and every draw of 4: the exact chance to accept too many wrong ones."""
    n, m, allowed = 9, 4, 1
    grid = thresholds(n)
    draws = [np.array(ranks) for ranks in itertools.combinations(range(n), m)]
    for pattern in itertools.product([False, True], repeat=n):
        wrong = np.array(pattern)
        errors = np.concatenate([[0], np.cumsum(wrong)])
        broken = sum(
            errors[walk(grid, *counts(grid, ranks, wrong[ranks]), allowed, delta)] > allowed
            for ranks in draws
        )
        assert broken <= delta * len(draws) + 1e-9


@settings(max_examples=50)
@given(st.integers(20, 400), st.integers(0, 2**32), st.floats(0.0, 0.3))
def test_the_bound_is_the_smallest_that_the_evidence_supports(n: int, seed: int, rate: float) -> None:
    rng = np.random.default_rng(seed)
    plan = Plan(pool=n, size=n // 3, allowed=n // 10, delta=0.05)
    ranks = draw("a", str(seed), n, n // 3)
    wrong = rng.random(ranks.size) < rate
    t = accepted(plan, ranks, wrong)
    if not t:
        return
    least, grid = bound(plan, ranks, wrong, t), thresholds(n)
    evidence = counts(grid, ranks, wrong)
    assert least <= plan.allowed
    assert walk(grid, *evidence, least, 0.05) >= t
    assert least == 0 or walk(grid, *evidence, least - 1, 0.05) < t
    assert smallest_allowed(grid, *evidence, t, 0.05) == least


@given(st.integers(1, 500), st.integers(0, 600), st.text(max_size=20))
def test_a_draw_is_distinct_in_range_and_repeatable(pool: int, size: int, entropy: str) -> None:
    ranks = draw("order", entropy, pool, size)
    assert ranks.size == min(pool, size) == np.unique(ranks).size
    assert ((ranks >= 0) & (ranks < pool)).all()
    assert (ranks == draw("order", entropy, pool, size)).all()


def test_draws_are_uniform() -> None:
    seen = np.bincount(np.concatenate([draw("x", str(i), 20, 5) for i in range(4000)]), minlength=20)
    assert (((seen - 1000) ** 2) / 1000).sum() < 43.8  # chi square, 19 degrees, 0.1 %


def test_levels_of_all_attempts_together_stay_within_delta() -> None:
    assert sum(level(0.05, attempt) for attempt in range(1, 50)) == pytest.approx(0.05)


def test_the_order_hash_commits_to_order_labels_and_plan() -> None:
    plan = Plan(pool=3, size=2, allowed=1, delta=0.05)
    order, said = np.array([2, 0, 1]), np.array([1, 1, 0])
    hashes = {
        order_hash(order, said, plan),
        order_hash(order[::-1], said, plan),
        order_hash(order, said[::-1], plan),
        order_hash(order, said, Plan(pool=3, size=3, allowed=1, delta=0.05)),
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
    (("accepted",), 1_000_000, "labelled by the machine"),
    (("error_upper",), 0.001, "upper bound"),
    (("entropy",), "other", "audited ranks"),
    (("order_hash",), "0" * 64, "audited ranks"),
    (("evidence", 3, 0), 0, "audited ranks"),
    (("audit", "delta"), 0.3, "chance of error"),
    (("machine",), 1, "add up"),
    (("holds",), False, "holds"),
    (("method",), "people", "no audit"),
    (("method",), "luck", "no method"),
    (("facts",), {"guideline": 2}, "seal"),
    (("labeler",), "other", "seal"),
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

"""Audits by people who err: one blind vote, more where it disagrees with the machine (METHOD 3.7).

Proofs, and what each rule assumes: docs/explanation/people.md.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.bound import at_most, counts, thresholds, walk
from vermeil.core.judge.bounds import most_wrong

Array = NDArray[Any]
FURTHER = 5  #: votes on an audited item whose first vote disagrees with the machine
NEGLIGIBLE = 1e-13


def settled(tally: Array, machine: Array) -> tuple[Array, Array]:
    """(label (m,), flagged (m,) bool) of audited items, from all their votes `tally` (m, c).

    The label has the most votes. It is the machine's only if no other class has as many: a tie counts as an
    error found, which can only make an audit stricter. Without a vote an item is flagged too.
    """
    rows = np.arange(len(tally))
    others = tally.copy()
    others[rows, machine] = -1
    flagged: Array = tally[rows, machine] <= others.max(axis=1)
    return np.where(flagged, others.argmax(axis=1), machine), flagged


@dataclass(frozen=True, slots=True, kw_only=True)
class Replicated:
    """A uniform sample of an audited pool whose truth was settled whatever the first vote had said."""

    drawn: int
    missed: int  #: of them: the machine was wrong, but the protocol would not have flagged it


def accepted_counting(
    pool: int, ranks: Array, flagged: Array, *, allowed: int, delta: float, sample: Replicated, share: float
) -> int:
    """How many of a frozen order are accepted, from its start; 0: none. Nothing is assumed of the misses.

    `flagged` (m,) says which of the audited `ranks` (m,) were found wrong. At level `share` * delta the whole
    pool holds at most U errors that the protocol would miss; the walk, at the rest of delta, leaves room for
    them. `sample` was drawn from the same pool, as a random part of the same audit or apart.
    """
    unseen = most_wrong(sample.missed, sample.drawn, pool, share * delta)
    if unseen > allowed:
        return 0
    grid = thresholds(pool)
    return walk(grid, *counts(grid, ranks, flagged), allowed - unseen, (1 - share) * delta)


def accepted_thinned(
    pool: int, ranks: Array, flagged: Array, *, allowed: int, delta: float, beta: float
) -> int:
    """The same with a bound on the chance of a miss: the walk with the law of `flagged_at_most`.

    Assumes that each wrong label is missed independently, given who audits, and that the mean chance of that
    over the wrong labels of S_t is at most `beta` for every t behind `allowed`. A `beta` that was measured on
    the whole pool does not prove that of its most trusted part, where people and machine may
    share their errors.
    """
    grid = thresholds(pool)
    m, e = counts(grid, ranks, flagged)
    long = grid > allowed
    passed = ~long
    passed[long] = flagged_at_most(e[long], grid[long], allowed + 1, m[long], beta) <= delta
    steps = grid.size if passed.all() else int(np.argmin(passed))
    return int(grid[steps - 1]) if steps else 0


def flagged_at_most(e: Array, t: Array, wrong: int, m: Array, beta: float) -> Array:
    """P[at most e wrong items are flagged], of m drawn from t with `wrong` wrong, each missed with `beta`.

    Elementwise over arrays (k,). How many of the wrong ones would be flagged if drawn is
    F ~ Bin(wrong, 1 - beta); of these the draw finds Hypergeometric(t, F, m). An upper bound also where the
    chances of a miss differ between items and `beta` is their mean: that is proved up to
    e <= (m - 2)/(t - 2) * (wrong (1 - beta) - 2), and behind it this is 1.
    """
    e, t, m = (np.asarray(a, dtype=float) for a in (e, t, m))
    ways, chances = _binomial(wrong, 1 - beta)
    each = [a.repeat(ways.size) for a in (e, t, m)]
    tails = at_most(each[0], each[1], np.tile(ways, e.size), each[2]).reshape(e.size, ways.size)
    result = tails @ chances + (1 - chances.sum())
    proved = np.floor((m - 2) / np.maximum(t - 2, 1) * (wrong * (1 - beta) - 2))
    known = (beta == 0) | ((e <= proved) & (m > 1))  # without misses there are no chances that differ
    bounded: Array = np.where(known, np.minimum(result, 1.0), 1.0)
    return bounded


def _binomial(n: int, p: float) -> tuple[Array, Array]:
    """(values, their chances) of Bin(n, p), without the negligible ones."""
    k = np.arange(n + 1)
    if p in {0.0, 1.0}:
        return np.array([n * p]), np.ones(1)
    gamma = np.array([math.lgamma(i) for i in range(1, n + 2)])
    chances = np.exp(gamma[n] - gamma - gamma[::-1] + k * math.log(p) + (n - k) * math.log1p(-p))
    kept = chances > NEGLIGIBLE
    return k[kept].astype(float), chances[kept]

"""The exact test on nested sets (METHOD 3.3).

The order of the pool is frozen; S_t is its first t items and E_t the unknown number of wrong labels among
them. Of a uniform draw without replacement, m_t items fall into S_t and e_t of them are wrong. Given m_t,
e_t is hypergeometric: population t, E_t wrong, m_t draws. Nothing is assumed of labels, scores or order.
The proof: docs/explanation/certificate.md.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
STEPS = 2000  #: thresholds of a walk: beyond a few hundred, more cost nothing and bring nothing


def thresholds(n: int, steps: int = STEPS) -> Array:
    """The grid of t that a walk over a pool of `n` looks at: (at most `steps`,) int64, ending in n."""
    count = min(n, steps)
    return -(-np.arange(1, count + 1, dtype=np.int64) * n // max(count, 1))


def at_most(e: Array, t: Array, wrong: Array, m: Array) -> Array:
    """P[at most e of m draws are wrong, of t with `wrong` wrong], elementwise; 1.0 where e is above the mean.

    Above the mean the true value is at least about a half, and no test here has a level as high. Summed from
    its
    largest term down, so that nothing underflows: exact to rounding also for populations of many millions.
    """
    e, t, wrong, m = (a.astype(float) for a in np.broadcast_arrays(e, t, wrong, m))
    result = np.where(e >= np.maximum(m * wrong / np.maximum(t, 1), 1e-300), 1.0, 0.0)
    result[(e < 0) | (m - e > t - wrong)] = 0.0  # so few wrong cannot be drawn
    rows = np.flatnonzero((result == 0) & (e >= 0) & (m - e <= t - wrong))
    k, t, wrong, m = e[rows], t[rows], wrong[rows], m[rows]
    log_term = _log_choose(wrong, k) + _log_choose(t - wrong, m - k) - _log_choose(t, m)
    total, ratio = np.ones(rows.size), np.ones(rows.size)
    while np.any(ratio > 1e-17 * total):
        ratio = ratio * k * (t - wrong - m + k) / ((wrong - k + 1) * (m - k + 1))
        total, k = total + ratio, k - 1
    result[rows] = np.minimum(np.exp(log_term) * total, 1.0)
    return result


def _log_choose(a: Array, b: Array) -> Array:
    return _log_factorial(a) - _log_factorial(b) - _log_factorial(a - b)


def _log_factorial(x: Array) -> Array:
    """Log x! by Stirling's series at x + 9, brought down by a product: to 1e-11, and without SciPy.

    Its import would be a third of the server's start.
    """
    y = x + 9
    product = (x + 1) * (x + 2) * (x + 3) * (x + 4) * (x + 5) * (x + 6) * (x + 7) * (x + 8)
    series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * y * y)) / (y * y)) / (y * y)) / y
    result: Array = (y - 0.5) * np.log(y) - y + 0.5 * np.log(2 * np.pi) + series - np.log(product)
    return result


def counts(grid: Array, ranks: Array, wrong: Array) -> tuple[Array, Array]:
    """(m_t, e_t) for each t of `grid`, of audited 0-based `ranks` (k,) and whether each was `wrong` (k,)."""
    return np.searchsorted(np.sort(ranks), grid), np.searchsorted(np.sort(ranks[wrong]), grid)


def walk(grid: Array, m: Array, e: Array, allowed: int, delta: float) -> int:
    """The last t of `grid` before the first where "E_t > allowed" is not rejected at level `delta`; 0: none.

    No price for many thresholds: let J be the first t with E_J > allowed. J is fixed before the draw, and a
    broken promise needs the walk to pass J, where the test errs with probability at most delta.
    """
    p = at_most(e, grid, np.minimum(allowed + 1, grid), m)
    passed = (grid <= allowed) | (p <= delta)
    steps = grid.size if passed.all() else int(np.argmin(passed))
    return int(grid[steps - 1]) if steps else 0


def smallest_allowed(grid: Array, m: Array, e: Array, accepted: int, delta: float) -> int:
    """The smallest number of allowed errors at which the walk would still have come to `accepted`."""
    upto = grid <= accepted
    grid, m, e = grid[upto], m[upto], e[upto]
    low, high = -1, accepted
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if walk(grid, m, e, middle, delta) == accepted else (middle, high)
    return high

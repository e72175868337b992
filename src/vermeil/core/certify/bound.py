"""The test on nested sets (METHOD 3.3), for an audit that draws from every block of the order alike.

The order of the pool is frozen; S_t is its first t items and E_t the unknown number of wrong labels among
them. The order is cut into blocks of equal length (the last may be shorter), and of every block the same
number is drawn uniformly without replacement. At the end of a block, of S_t m_t items were drawn, and e_t of
those are wrong. Nothing is assumed of labels, scores or order. The proof: docs/explanation/certificate.md.
"""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def thresholds(pool: int, block: int) -> Array:
    """The ends of the blocks, (blocks,) int64: the t that a walk looks at."""
    ends = np.arange(block, pool + block, block, dtype=np.int64)
    return np.minimum(ends, pool)


def too_few(e: Array, m: Array, wrong: Array, rate: float) -> Array:
    """An upper bound of P[at most e of m draws are wrong] where `wrong` or more items are, elementwise.

    `rate` is the share of each block that is drawn. The number found is a sum of independent hypergeometric
    counts, hence (Vatutin and Mikhailov 1982) of at most min(wrong, m) independent trials; its mean is at
    least wrong * rate. Below the mean less one, no such sum has a heavier tail than the binomial law
    (Hoeffding 1956, theorem 4); nearer to it the bound is 1. Summed from the largest term down: no underflow.
    """
    e, m, wrong = (a.astype(float) for a in np.broadcast_arrays(e, m, wrong))
    trials = np.minimum(wrong, m)
    mean = np.minimum(wrong * rate, trials)
    result = np.where(e <= mean - 1, 0.0, 1.0)
    rows = np.flatnonzero((result == 0) & (mean < trials))  # were all drawn wrong, so few could not be found
    k, n, p = e[rows], trials[rows], mean[rows] / trials[rows]
    log_term = log_choose(n, k) + k * np.log(p) + (n - k) * np.log1p(-p)
    total, ratio = np.ones(rows.size), np.ones(rows.size)
    while np.any(ratio > 1e-17 * total):
        ratio = ratio * k * (1 - p) / ((n - k + 1) * p)
        total, k = total + ratio, k - 1
    result[rows] = np.minimum(np.exp(log_term) * total, 1.0)
    return result


def log_choose(a: Array, b: Array) -> Array:
    """Log of a over b, elementwise."""
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


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What an audit has seen, at the end of every block."""

    grid: Array  #: (blocks,) t
    drawn: Array  #: (blocks,) m_t
    found: Array  #: (blocks,) e_t
    rate: float  #: share of each block that was drawn

    @classmethod
    def of(cls, grid: Array, ranks: Array, wrong: Array, rate: float) -> Self:
        """From 0-based audited `ranks` (k,) and whether each was `wrong` (k,)."""
        drawn, found = np.sort(ranks), np.sort(ranks[wrong])
        return cls(grid, np.searchsorted(drawn, grid), np.searchsorted(found, grid), rate)


def walk(look: Look, allowed: int | Array, delta: float, start: int = 0) -> int:
    """The last t of the grid before the first at which "E_t > allowed" is not rejected; 0: none.

    `allowed` is one number, or one for each t (blocks,); a t before `start` is neither tested nor accepted.
    No price for many thresholds: let J be the first tested t with E_J > allowed. J is fixed before the draw,
    and a broken promise needs the walk to pass J, where the test errs with probability at most delta.
    """
    most = np.broadcast_to(allowed, look.grid.shape)
    rejected = too_few(look.found, look.drawn, most + 1, look.rate) <= delta
    passed = (look.grid <= most) | rejected | (look.grid < start)
    steps = look.grid.size if passed.all() else int(np.argmin(passed))
    reached = int(look.grid[steps - 1]) if steps else 0
    return reached if reached >= start else 0


def smallest_allowed(look: Look, accepted: int, delta: float, start: int = 0) -> int:
    """The smallest number of allowed errors at which the walk would still have come as far as `accepted`."""
    upto = np.searchsorted(look.grid, accepted) + 1
    look = Look(look.grid[:upto], look.drawn[:upto], look.found[:upto], look.rate)
    low, high = -1, int(look.grid[-1])
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if walk(look, middle, delta, start) >= accepted else (middle, high)
    return high

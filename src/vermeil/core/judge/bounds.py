"""How wrong people can be at most, from a random sample whose truth was settled.

Nothing is assumed of the people: only that the sample was drawn uniformly at random after the labels were
there, and that settling it (by experts, or many votes) gave the truth. Proofs: docs/explanation/people.md.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.bound import log_choose

Array = NDArray[Any]


def most_wrong(found: int, drawn: int, population: int, delta: float) -> int:
    """The number of wrong labels in `population` that is exceeded with probability at most `delta`.

    `found` of `drawn` labels, a uniform sample without replacement, were wrong. The largest number that the
    exact hypergeometric test does not reject. The found ones are then put right, so at most
    `most_wrong(...) - found` stay: that is no further test, since both speak of the same event.
    """
    low, high = found - 1, population - (drawn - found)
    while high - low > 1:
        middle = (low + high) // 2
        tail = at_most(*(np.array([x]) for x in (found, population, middle + 1, drawn)))[0]
        low, high = (low, middle) if tail <= delta else (middle, high)
    return high


def highest_share(found: int, drawn: int, delta: float) -> float:
    """The upper bound of Clopper and Pearson (1934) for a chance: `found` of `drawn` independent trials.

    Also where trials have different chances: then for their mean, by Hoeffding (1956), while that is below
    1 - 1/drawn and delta below a quarter.
    """
    if found >= drawn:
        return 1.0
    k = np.arange(found + 1)
    ways = np.array([math.lgamma(drawn + 1) - math.lgamma(i + 1) - math.lgamma(drawn - i + 1) for i in k])
    low, high = found / drawn, 1.0
    while high - low > 1e-12:  # noqa: PLR2004 - far finer than any sample can tell
        share = (low + high) / 2
        tail = np.exp(ways + k * math.log(share) + (drawn - k) * math.log1p(-share)).sum()
        low, high = (low, share) if tail <= delta else (share, high)
    return high


def at_most(e: Array, t: Array, wrong: Array, m: Array) -> Array:
    """P[at most e of m draws are wrong, of t with `wrong` wrong], elementwise; 1.0 where e is above the mean.

    Above the mean the true value is at least about a half, and no test here has a level as high. Summed from
    its largest term down, so that nothing underflows: exact to rounding also for populations of many
    millions.
    """
    e, t, wrong, m = (a.astype(float) for a in np.broadcast_arrays(e, t, wrong, m))
    result = np.where(e >= np.maximum(m * wrong / np.maximum(t, 1), 1e-300), 1.0, 0.0)
    result[(e < 0) | (m - e > t - wrong)] = 0.0  # so few wrong cannot be drawn
    rows = np.flatnonzero((result == 0) & (e >= 0) & (m - e <= t - wrong))
    k, t, wrong, m = e[rows], t[rows], wrong[rows], m[rows]
    log_term = log_choose(wrong, k) + log_choose(t - wrong, m - k) - log_choose(t, m)
    total, ratio = np.ones(rows.size), np.ones(rows.size)
    while np.any(ratio > 1e-17 * total):
        ratio = ratio * k * (t - wrong - m + k) / ((wrong - k + 1) * (m - k + 1))
        total, k = total + ratio, k - 1
    result[rows] = np.minimum(np.exp(log_term) * total, 1.0)
    return result

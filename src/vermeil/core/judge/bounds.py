"""How wrong people can be at most, from a random sample whose truth was settled.

Nothing is assumed of the people: only that the sample was drawn uniformly at random after the labels were
there, and that settling it (by experts, or many votes) gave the truth. Proofs: docs/explanation/people.md.
"""

import math

import numpy as np

from vermeil.core.certify.bound import at_most


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

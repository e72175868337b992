"""What the campaign will cost in all, for every number of labels it might buy and every size of audit.

In each of many bootstrap worlds: how wrong the pool is in each slice (learned chances of error), how that falls
with more labels (power laws), how the audit's exact test would then end (its critical values on that slice), and
what people would still have to label. The division with the least mean cost is the plan (METHOD 3.4, 3.8).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrik, ndtri

from vermeil.core.certify.audit import floor
from vermeil.core.plan import curves

Array = NDArray[Any]
WORLDS = 64
SIZES = 16  #: audit sizes tried
FUTURES = 12  #: label counts tried
THETAS = curves.THETAS


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is known of one labeler now."""

    errors: Array  #: (worlds, thetas) expected wrong labels among the theta most trusted of the pool
    trend: curves.Curves
    pool: int  #: n: items without a label
    bought: int
    price: float  #: of one answer
    spent: float
    training: float  #: price of one more round at today's size


@dataclass(frozen=True, slots=True)
class Division:
    """The cost of stopping at `bought` labels with the best audit."""

    bought: int
    audit: int
    costs: Array  #: (worlds,) total, in the currency
    machine: Array  #: (worlds,) items that the machine labels

    @property
    def mean(self) -> float:
        """Expected total."""
        return float(self.costs.mean())


def divisions(outlook: Outlook, allowed: int, delta: float, most_audit: int | None = None) -> list[Division]:
    """The best division for each of a logarithmic grid of label counts; the first stops now."""
    return [_best(outlook, bought, allowed, delta, most_audit) for bought in _futures(outlook)]


def _futures(outlook: Outlook) -> Sequence[int]:
    last = outlook.bought + outlook.pool // 2
    grid = np.geomspace(outlook.bought, max(last, outlook.bought + 1), 4 * FUTURES)
    near = grid[grid <= 12 * outlook.bought][::4]
    return [int(b) for b in np.unique(near.round())]


def _best(outlook: Outlook, bought: int, allowed: int, delta: float, most_audit: int | None) -> Division:
    n = outlook.pool - (bought - outlook.bought)
    errors = outlook.errors * outlook.trend.ratio(bought, outlook.bought) * (n / outlook.pool)
    sizes = _sizes(n, allowed, delta, most_audit)
    accepted = _accepted(errors, sizes, n, allowed, delta)
    audited = np.minimum(sizes, n)[:, None]
    people = audited + (n - accepted) * (1 - audited / n)
    best = int(np.argmin(people.mean(axis=1)))
    growth = np.log(bought / outlook.bought) / np.log(1.5)
    training = outlook.training * growth * (1 + bought / outlook.bought) / 2
    costs = outlook.spent + training + outlook.price * (bought - outlook.bought + people[best])
    machine = n - people[best]
    return Division(bought, int(sizes[best]), costs, machine)


def _sizes(n: int, allowed: int, delta: float, most: int | None) -> Array:
    least = min(floor((allowed + 1) / max(n, allowed + 2), delta), n)
    largest = max(min(n, max(4 * least, int(12 * least**0.5 * n**0.33))), least)
    sizes = np.unique(np.geomspace(least, largest, SIZES).round().astype(int))
    return sizes if most is None else np.unique(np.minimum(sizes, max(most, 1)))


def _accepted(errors: Array, sizes: Array, n: int, allowed: int, delta: float) -> Array:
    """(sizes, worlds): how many of the pool a walk would accept, when world i's luck is the i-th quantile."""
    worlds = len(errors)
    luck = ndtri((np.random.default_rng(worlds).permutation(worlds) + 0.5) / worlds)[:, None]
    t = np.maximum(THETAS * n, 1)
    m = sizes[:, None] * THETAS
    critical = _critical(t, m, allowed, delta)
    mean = sizes[:, None, None] / n * errors
    found = np.maximum(np.rint(mean + luck * np.sqrt(mean) + (luck**2 - 1) / 6), 0)
    passed = (found <= critical[:, None, :]) | (t <= allowed)
    steps = np.where(passed.all(axis=2), t.size, np.argmin(passed, axis=2))
    reached: Array = np.concatenate([[0.0], t])[steps]
    return np.minimum(np.maximum(reached, min(allowed, n)), n)


def _critical(t: Array, m: Array, allowed: int, delta: float) -> Array:
    """(sizes, thetas): how many errors the test still accepts; -1: none. Binomial in the smaller of m and K + 1."""
    fewer = np.minimum(m, allowed + 1)
    share = np.minimum(np.maximum(m, allowed + 1) / t, 1 - 1e-9)
    with np.errstate(invalid="ignore"):
        none = fewer * np.log1p(-share) > np.log(delta)  # even no error at all is likelier than delta
        critical = np.floor(bdtrik(delta, np.ceil(fewer), share * fewer / np.ceil(fewer)))
    return np.where(none | ~np.isfinite(critical), -1.0, critical)

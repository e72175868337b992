"""What the campaign will cost in all, for every number of labels it might buy and every size of audit.

In each of many bootstrap worlds: how wrong the pool is in each slice (learned chances of error), how that
falls
with more labels (power laws), how the audit's exact test would then end (its critical values on that slice),
and
what people would still have to label. The division with the least mean cost is the plan (METHOD 3.4, 3.8).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.audit import floor
from vermeil.core.plan import curves
from vermeil.core.plan.grant import Limits, stepped
from vermeil.core.plan.recipe import Recipe

Array = NDArray[Any]
WORLDS = 64
SIZES = 12  #: audit sizes tried
FUTURES = 10  #: label counts tried
THETAS = curves.THETAS
POOREST = (
    2  #: a part is not worth having of which half may be wrong: it must hold so many times the allowed errors
)


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
    items: int  #: of the whole data set
    recipe: Recipe
    futures: int = FUTURES

    def thinned(self, step: int) -> "Outlook":
        """The same with every `step`-th world only: rougher, and so much faster."""
        trend = replace(self.trend, beta=self.trend.beta[::step])
        return replace(self, errors=self.errors[::step], trend=trend, futures=FUTURES // 2)


@dataclass(frozen=True, slots=True)
class Division:
    """The cost of stopping at `bought` labels with the best audit."""

    bought: int
    audit: int
    costs: Array  #: (worlds,) total, in the currency
    machine: Array  #: (worlds,) items that the machine labels
    training: float  #: of `costs`: what computing will cost

    @property
    def mean(self) -> float:
        """Expected total."""
        return float(self.costs.mean())


def divisions(outlook: Outlook, allowed: int, delta: float, most_audit: int | None = None) -> list[Division]:
    """The best division for each of a logarithmic grid of label counts; the first stops now."""
    return [_best(outlook, bought, allowed, delta, most_audit) for bought in _futures(outlook)]


def _futures(outlook: Outlook) -> Sequence[int]:
    last = min(outlook.bought + outlook.pool // 2, 8 * outlook.bought)
    return [int(b) for b in np.unique(_spaced(outlook.bought, last, outlook.futures))]


def _best(outlook: Outlook, bought: int, allowed: int, delta: float, most_audit: int | None) -> Division:
    n = outlook.pool - (bought - outlook.bought)
    errors = _left(outlook, bought - outlook.bought) * outlook.trend.ratio(bought, outlook.bought)
    share = outlook.recipe.audit
    fixed = min(max(round(share * n), 1), most_audit or n)
    sizes = np.array([fixed]) if share else _sizes(n, allowed, delta, most_audit)
    accepted = _accepted(errors, sizes, n, allowed, delta, outlook)
    audited = np.minimum(sizes, n)[:, None]
    people = audited + (n - accepted) * (1 - audited / n)
    best = int(np.argmin(people.mean(axis=1)))
    growth = np.log(bought / outlook.bought) / np.log(1.5)
    training = outlook.training * growth * (1 + bought / outlook.bought) / 2
    costs = outlook.spent + training + outlook.price * (bought - outlook.bought + people[best])
    machine = n - people[best]
    return Division(bought, int(sizes[best]), costs, machine, training)


def _left(outlook: Outlook, more: int) -> Array:
    """(worlds, thetas): the errors of today among the theta most trusted that are left after `more` labels.

    The random share of a batch thins the whole pool. The rest of it comes out of the doubtful end, where
    people would have had to label anyway: so to learn on costs less than what it asks.
    """
    pool, random, reach = outlook.pool, outlook.recipe.share, outlook.recipe.reach
    drawn, picked = random * more, (1 - random) * more
    thin, tail = 1 - drawn / pool, min(reach * picked, pool) if picked else 0
    start, keep = pool - tail, max(1 - picked / max(tail, 1), 1e-9)
    place = THETAS * (pool - more) / thin
    beyond = np.maximum(place - start, 0) / keep
    known = np.concatenate([[0.0], THETAS * pool])
    grown = np.hstack([np.zeros((len(outlook.errors), 1)), outlook.errors])
    trusted = _between(known, grown, np.minimum(place, start))
    doubted = _between(known, grown, start + beyond) - _between(known, grown, np.full(place.size, start))
    left: Array = thin * (trusted + keep * np.where(beyond > 0, doubted, 0))
    return left


def _between(known: Array, values: Array, places: Array) -> Array:
    """(worlds, places): every row of `values`, given at the places `known`, read between them."""
    after = np.clip(np.searchsorted(known, places), 1, known.size - 1)
    share = np.clip((places - known[after - 1]) / (known[after] - known[after - 1]), 0, 1)
    read: Array = values[:, after - 1] * (1 - share) + values[:, after] * share
    return read


def _sizes(n: int, allowed: int, delta: float, most: int | None) -> Array:
    least = min(floor((allowed + 1) / max(n, allowed + 2), delta), n)
    largest = max(min(n, max(4 * least, int(12 * least**0.5 * n**0.33))), least)
    sizes = np.unique(_spaced(least, largest, SIZES))
    return sizes if most is None else np.unique(np.minimum(sizes, max(most, 1)))


def _spaced(first: int, last: int, count: int) -> Array:
    """`count` whole numbers from `first` to `last`, evenly spaced in logarithms."""
    steps = np.exp(np.linspace(np.log(max(first, 1)), np.log(max(last, first, 1)), count))
    return np.rint(steps).astype(int)


def _accepted(errors: Array, sizes: Array, n: int, allowed: int, delta: float, outlook: Outlook) -> Array:
    """(sizes, worlds): how many of the pool a walk would accept, when world i's luck is the i-th quantile."""
    worlds = len(errors)
    luck, recipe = _luck(worlds), outlook.recipe
    t = np.maximum(THETAS * n, 1)
    m = sizes[:, None] * THETAS
    limits = Limits(recipe, allowed, outlook.items, delta)
    free = limits.untested(sizes, n)
    critical = _critical(t, m, limits.at(t), delta).astype(np.float32)
    root = np.sqrt(errors.astype(np.float32))
    scale = np.sqrt(sizes / n).astype(np.float32)[:, None, None]
    mean = scale**2 * root**2
    found = mean + (luck * scale) * root + (luck**2 - 1) / 6 - 0.5  # rounded, by comparing half an error off
    passed = (found <= critical[:, None, :]) | (t <= free[:, None, None])
    steps = np.where(passed.all(axis=2), t.size, np.argmin(passed, axis=2))
    reached: Array = np.concatenate([[0.0], t])[steps]
    worth = (reached > POOREST * allowed) & (reached > free[:, None])
    return np.where(worth, stepped(recipe, np.minimum(reached, n), n), 0.0)


@cache
def _luck(worlds: int) -> Array:
    """(worlds, 1) float32: normal quantiles, evenly spread, in an order unrelated to that of the worlds."""
    places = (np.random.default_rng(worlds).permutation(worlds) + 0.5) / worlds
    normal = NormalDist()
    return np.array([[normal.inv_cdf(float(place))] for place in places], np.float32)


def _critical(t: Array, m: Array, allowed: Array, delta: float) -> Array:
    """(sizes, thetas): how many errors the test still accepts; -1: none.

    The hypergeometric law as a binomial in the smaller of m and K + 1, its quantile by Cornish and Fisher
    (1938):
    within one of the exact value, and a hundred times faster, which is enough for a forecast.
    """
    draws = np.minimum(m, allowed + 1)
    share = np.minimum(np.maximum(m, allowed + 1) / t, 1 - 1e-9)
    z, mean = NormalDist().inv_cdf(delta), draws * share
    skewed = (z * z - 1) * (1 - 2 * share) / 6
    critical = np.floor(mean + z * np.sqrt(mean * (1 - share)) + skewed - 0.5)
    none = draws * np.log1p(-share) > np.log(delta)  # even no error at all is likelier than delta
    return np.where(none, -1.0, np.maximum(critical, 0.0))

"""What the campaign will cost in all, for every number of labels it might buy and every size of audit.

In each of many bootstrap worlds: how wrong the pool is in each slice (learned chances of error), how that
falls with more labels (power laws), how the audit's exact test would then end (its critical values on that
slice), and what people would still have to label. The division with the least mean cost is the plan (METHOD
3.4, 3.8).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan import curves
from vermeil.core.plan.audits import Ending, Pool, cheapest, spaced, together
from vermeil.core.plan.recipe import Recipe
from vermeil.core.plan.ways import Way
from vermeil.core.plan.ways import cheapest as cheapest_way

Array = NDArray[Any]
WORLDS = 64
FUTURES = 10  #: label counts tried
THETAS = curves.THETAS


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is known of one labeler now."""

    errors: Array  #: (worlds, thetas) expected wrong labels among the theta most trusted of the pool
    trend: curves.Curves
    pool: int  #: n: items without a label
    bought: int
    label: float  #: price of one label by the reference
    ways: tuple[Way, ...]  #: other ways to get one, while learning and at its end
    drawn: Way  #: how the random items of a batch get theirs
    confirmed: int  #: items whose label an audit must vouch for, doubtful ones left out
    missed: float  #: share of those that are wrong
    spent: float  #: so far, and on the doubtful ones
    training: float  #: price of one more round at today's size
    items: int  #: of the whole data set
    recipe: Recipe
    risk: float  #: what one wrong label costs, as far as is known before it ends ...
    caution: float = 1.0  #: ... and how many times as much it is held to cost
    calls: float = 0.0  #: price of the predictions that the pool still lacks
    futures: int = FUTURES

    @property
    def random(self) -> float:
        """The share of a later batch that is drawn at random; pages are for sure items, and do not count."""
        looks = (one.each for one in self.ways if one.kind == "verify")
        return self.recipe.share(min(looks, default=self.drawn.each) / self.drawn.each)

    @property
    def cautions(self) -> Sequence[float]:
        """Those that make a difference."""
        return sorted({1.0, self.recipe.caution}) if self.ways else (1.0,)

    def thinned(self, step: int) -> "Outlook":
        """The same with every `step`-th world only: rougher, and so much faster."""
        trend = replace(self.trend, beta=self.trend.beta[::step])
        return replace(self, errors=self.errors[::step], trend=trend, futures=FUTURES // 2)


@dataclass(frozen=True, slots=True)
class Division:
    """The cost of stopping at `bought` labels with the best audit."""

    bought: int
    ends: tuple[Ending, ...]  #: how each part ends that is audited by itself
    costs: Array  #: (worlds,) total, in the currency
    verified: float  #: of `costs`: what people will cost whose labels are audited
    training: float  #: of `costs`: what computing will cost
    rounds: float  #: of computing, counted as the last one
    caution: float = 1.0  #: with which it decides what people are shown

    @property
    def mean(self) -> float:
        """Expected total."""
        return float(self.costs.mean())

    @property
    def audit(self) -> Ending:
        """The endings of all parts together."""
        return together(self.ends)


def divisions(outlook: Outlook, allowed: int, delta: float, most_audit: int | None = None) -> list[Division]:
    """The best division for each of a logarithmic grid of label counts; the first stops now."""
    return [
        least(
            _best(replace(outlook, caution=one), bought, allowed, delta, most_audit)
            for one in outlook.cautions
        )
        for bought in futures(outlook)
    ]


def least(found: Iterable[Division]) -> Division:
    """The one with the least expected total."""
    return min(found, key=lambda one: one.mean)


def futures(outlook: Outlook) -> Sequence[int]:
    """Label counts from now on, evenly spaced in logarithms."""
    last = min(outlook.bought + outlook.pool // 2, 8 * outlook.bought)
    return [int(b) for b in np.unique(spaced(outlook.bought, last, outlook.futures))]


def _best(outlook: Outlook, bought: int, allowed: int, delta: float, most_audit: int | None) -> Division:
    later = pooled(outlook, bought, bought - outlook.bought)
    front = round(later.pool.confirmed)
    wrong = outlook.recipe.most_wrong(allowed, front + later.pool.n, outlook.items)
    audit = cheapest(replace(later.pool, allowed=wrong), delta, most_audit)
    training = computing(outlook, bought)
    costs = outlook.spent + training + later.asked + audit.costs
    verified = audit.verified + later.verified
    return Division(bought, (audit,), costs, verified, training, rounds(outlook, bought), outlook.caution)


@dataclass(frozen=True, slots=True, eq=False)
class Later:
    """A pool as it will be when more labels are bought."""

    pool: Pool  #: its allowed errors are still to be said
    asked: Array  #: (worlds,) price of those labels
    verified: float  #: of that, expected: what people cost whose labels are audited


def pooled(outlook: Outlook, bought: int, more: int) -> Later:
    """The pool at `bought` labels in all, `more` of them out of it."""
    left = _left(outlook, more)
    asked, confirmed, missed = _asked(outlook, more, left)
    front = outlook.confirmed + confirmed
    pool = Pool(
        n=outlook.pool - more,
        errors=left * outlook.trend.ratio(bought, outlook.bought),
        confirmed=front,
        missed=(outlook.missed * outlook.confirmed + missed) / max(front, 1),
        allowed=0,
        recipe=outlook.recipe,
        label=outlook.label,
        ways=outlook.ways,
        risk=outlook.risk,
        caution=outlook.caution,
    )
    return Later(pool, asked, float(asked.mean()) if confirmed else 0.0)


def computing(outlook: Outlook, bought: int) -> float:
    """The price of computing on the way to `bought` labels, and of calls for what is then left."""
    left = 1 - (bought - outlook.bought) / max(outlook.pool, 1)
    return outlook.training * rounds(outlook, bought) + outlook.calls * left


def rounds(outlook: Outlook, bought: int) -> float:
    """Rounds of computing on the way to `bought` labels, counted as the last one."""
    growth = np.log(bought / outlook.bought) / np.log(1.5)
    return float(growth * (1 + bought / outlook.bought) / 2)


def _asked(outlook: Outlook, more: int, left: Array) -> tuple[Array, float, float]:
    """((worlds,) price of `more` labels, how many of them an audit must vouch for, how many are wrong)."""
    share = outlook.random
    items = np.array([share * more, (1 - share) * more])
    wrong = items[0] / outlook.pool * outlook.errors[:, -1]
    errors = np.stack([wrong, np.maximum(outlook.errors[:, -1] - wrong - left[:, -1], 0)], axis=1)
    offers = [(outlook.drawn,) if outlook.drawn.passed else (), outlook.ways]
    careful = outlook.caution * outlook.risk
    risks = [outlook.risk if outlook.drawn.kind == "label" else careful, careful]
    chosen = [
        cheapest_way(one, outlook.label, items[i : i + 1], errors[:, i : i + 1], risks[i])
        for i, one in enumerate(offers)
    ]
    price = sum(one.price[:, 0] for one in chosen)
    loose = sum(float(items[i]) for i, one in enumerate(chosen) if one.way[0] >= 0)
    return np.asarray(price), loose, float(sum(one.left.mean() for one in chosen))


def _left(outlook: Outlook, more: int) -> Array:
    """(worlds, thetas): the errors of today among the theta most trusted that are left after `more` labels.

    The random share of a batch thins the whole pool. The rest of it comes out of the doubtful end, where
    people would have had to label anyway: so to learn on costs less than what it asks.
    """
    pool, random, reach = outlook.pool, outlook.random, outlook.recipe.reach
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

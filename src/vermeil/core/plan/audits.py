"""How learning would end: what the machine labels, what people do before, which audit (METHOD 3.3 to 3.5).

What people only confirm, on seeing the machine's label, is cheaper, and not blind; what people say who are
not the reference may be wrong. Both are audited like the machine's own labels, and stand in the same order,
each by its doubt: here evenly among the machine's, with most of their errors at the end.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.audit import Plan, design, least_share
from vermeil.core.plan.curves import THETAS
from vermeil.core.plan.recipe import Recipe
from vermeil.core.plan.ways import Way, risk_at
from vermeil.core.plan.ways import cheapest as cheapest_way

Array = NDArray[Any]
Design = tuple[int, int]  #: of so many items in a row so many are drawn
SIZES = 12  #: shares of the order tried
POOREST = 2  #: times the allowed errors: smaller parts, of which half may be wrong, are not worth having
DEFAULT = Recipe()
ALONE = 16  #: worlds of an audit without a machine: they differ in the luck of the draw
PARTS = np.linspace(0.2, 1, 5)  #: thresholds of an order in which the machine has nothing
STEEP = 2  #: among the first half of what people said are a quarter of its errors
LOOKS = 2  #: an audit that may end at its first look
STARTS = (0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0)  #: shares of the order at which a walk that begins late does
ADDED = ("trusted", "size", "audited", "verified", "machine")
STEPS = (-6, -3, -1, 0, 1)  #: slices around the end of what the machine alone would get


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pool:
    """The items that the reference has not labelled, as one expects them when learning ends."""

    n: int  #: open: without any label
    errors: Array  #: (worlds, thetas) wrong labels among the theta most trusted of the open ones
    confirmed: float = 0  #: people gave these a label that an audit must vouch for
    missed: float = 0.0  #: share of those labels that are wrong
    allowed: int
    error: float = 0.0  #: of the items that end with one class; 0: the pool is not about a class
    known: int = 0  #: items of that class that people have labelled blindly
    recipe: Recipe = DEFAULT
    label: float  #: price of one label by the reference
    ways: tuple[Way, ...] = ()  #: cheaper ones, that people could go before the audit
    risk: float = 0.0  #: what one wrong label costs where the machine has nothing ...
    caution: float = 1.0  #: ... and, there as elsewhere, how many times as much it is held to cost

    def most(self, t: Array) -> Array:
        """How many of the first `t` may be wrong: `certify.audit.Plan.most`."""
        own = np.floor(self.error * (self.known + t) + 1e-9) if self.error else self.allowed
        most: Array = np.minimum(self.allowed, np.broadcast_to(own, np.shape(t)))
        return most


@dataclass(frozen=True, slots=True, eq=False)
class Ending:
    """Who labels what is open, the audit of it, and what all that costs."""

    trusted: float  #: open items that the machine may label; the others are given to people beforehand
    block: int  #: of so many items in a row ...
    draws: int  #: ... so many are audited
    first: int  #: the audit may end after so many of each block; 0: it does not
    size: int  #: items audited at most
    costs: Array  #: (worlds,)
    audited: float  #: expected
    verified: float  #: price of what people do beforehand, expected
    machine: float  #: items left to the machine, expected
    risk: float  #: what one wrong label costs
    start: int = 0  #: the first threshold that is tested


@dataclass(frozen=True, slots=True, eq=False)
class _Frozen:
    """An order that ends with `trusted` items for the machine, as an audit would meet it."""

    pool: Pool
    trusted: float
    n: int  #: items in the order
    places: Array  #: (places,) thresholds
    errors: Array  #: (worlds, places)
    before: Array  #: (worlds,) price of what people do before it is frozen
    risk: float  #: what one wrong label costs

    @property
    def starts(self) -> tuple[float, ...]:
        """The first thresholds that are tried: later ones where more may be wrong, the more is accepted."""
        return tuple(share * self.n for share in STARTS) if self.pool.error else (0.0,)


def cheapest(pool: Pool, delta: float, most: int | None = None) -> Ending:
    """The division and the audit with the least expected cost; at most `most` items are drawn."""
    best = _audited(_frozen(pool, THETAS.size), delta, most)
    if not pool.ways:
        return best
    unasked = 1 - best.audited / max(pool.n + pool.confirmed, 1)  # of what is accepted, those not drawn
    reached = int(np.searchsorted(THETAS, best.machine / max(pool.n * unasked, 1)))
    offered = {0, *(min(max(reached + step, 0), THETAS.size) for step in STEPS)} - {THETAS.size}
    return min(
        [best, *(_audited(_frozen(pool, cut), delta, most) for cut in offered)],
        key=lambda one: float(one.costs.mean()),
    )


def by_people(pool: Pool) -> Ending:
    """No audit: the reference labels all of it."""
    costs = np.full(len(pool.errors), pool.label * (pool.n + pool.confirmed))
    return Ending(pool.n, 1, 0, 0, 0, costs, audited=0.0, verified=0.0, machine=0.0, risk=pool.risk)


def together(ends: Sequence[Ending]) -> Ending:
    """The sum of endings of parts that are audited each by itself; it has no blocks of its own."""
    if len(ends) == 1:
        return ends[0]
    sums = {name: sum(getattr(one, name) for one in ends) for name in ADDED}
    sums["risk"] = sum(one.risk for one in ends) / len(ends)
    return Ending(block=0, draws=0, first=0, costs=np.sum([one.costs for one in ends], axis=0), **sums)


def trusted_wrong(doubt: Array) -> Array:
    """(thetas,) wrong labels expected among the theta most trusted of those with chances of error `doubt`."""
    shares = np.arange(1, doubt.size + 1) / doubt.size
    wrong: Array = np.interp(THETAS, shares, np.cumsum(np.sort(doubt)))
    return wrong


def people_alone(
    n: int,
    errors: Array,
    allowed: int,
    delta: float,
    most: int | None = None,
    *,
    error: float = 0.0,
    known: int = 0,
) -> Ending:
    """The audit of `n` labels that people gave and of nothing else, `errors` (thetas,) as in a `Pool`.

    Its costs are in labels by the reference.
    """
    worlds = np.tile(errors, (ALONE, 1))
    pool = Pool(n=n, errors=worlds, allowed=allowed, error=error, known=known, label=1.0)
    return cheapest(pool, delta, most)


def _frozen(pool: Pool, cut: int) -> _Frozen:
    """The order in which the machine has the first `cut` slices and people were asked about the others."""
    theta, errors = np.concatenate([[0.0], THETAS]), np.pad(pool.errors, ((0, 0), (1, 0)))
    items, wrong = np.diff(theta) * pool.n, np.diff(errors)
    risk = pool.risk
    if cut:
        risk = risk_at(pool.label, float(wrong[:, cut - 1].mean() / max(items[cut - 1], 1e-9)))
    risk *= pool.caution
    asked = cheapest_way(pool.ways, pool.label, items[cut:], wrong[:, cut:], risk)
    trusted = theta[cut] * pool.n
    people = pool.confirmed + items[cut:][asked.way >= 0].sum()
    wrongly = pool.missed * pool.confirmed + asked.left.sum(axis=1)
    upto = theta[1 : cut + 1] / theta[cut] if cut else PARTS
    machine = errors[:, 1 : cut + 1] if cut else np.zeros((len(errors), PARTS.size))
    return _Frozen(
        pool,
        trusted,
        max(round(people + trusted), 1),
        (people + trusted) * upto,
        wrongly[:, None] * upto**STEEP + machine,
        asked.price.sum(axis=1),
        risk,
    )


def _audited(frozen: _Frozen, delta: float, most: int | None) -> Ending:
    """The cheapest audit of one order: with one look, or with a second one of the same size."""
    n, allowed, share = frozen.n, frozen.pool.allowed, frozen.pool.recipe.audit
    if share:
        return _best(frozen, *_once(frozen, _designs(n, share, share, most), delta))
    least = least_share(allowed, delta)
    largest = min(1.0, max(4 * least, 12 * (least / n) ** 0.5 * n**0.33))
    once = _designs(n, least, largest, most)
    ends = [_once(frozen, once, delta)]
    if twice := [(block, draws) for block, draws in once if LOOKS * draws <= block]:
        twice = [one for one in twice if most is None or _size(n, *one) * LOOKS <= most]
        ends += [_twice(frozen, twice, delta)] if twice else []
    return min((_best(frozen, *end) for end in ends), key=lambda one: float(one.costs.mean()))


def _designs(n: int, least: float, largest: float, most: int | None) -> list[Design]:
    """(block, draws) for shares from `least` to `largest` of each block; those that draw at most `most`."""
    shares = np.exp(np.linspace(np.log(least), np.log(largest), SIZES))
    designs = sorted({design(n, float(share)) for share in shares}, key=lambda one: one[1] / one[0])
    few = [one for one in designs if most is None or _size(n, *one) <= most]
    return few or [(math.ceil(n / max(most or 1, 1)), 1)]


def _size(n: int, block: int, draws: int) -> int:
    return Plan(pool=n, block=block, draws=draws, allowed=0, delta=1.0).size(draws)


def _best(frozen: _Frozen, designs: list[Design], first: bool, reached: Array, audited: Array) -> Ending:
    """The cheapest design: `reached` and `audited` say how an audit by each one ends, start by start.

    They are (starts * designs, worlds).
    """
    starts, designs = np.repeat(frozen.starts, len(designs)), designs * len(frozen.starts)
    blocks = np.array([block for block, _ in designs])[:, None]
    short = np.where(reached < frozen.n, blocks / 2, 0)  # the walk stops at the end of a block
    refused = (frozen.n - reached + short) * (1 - audited / frozen.n)
    costs = frozen.before + frozen.pool.label * (audited + refused)
    best = int(np.argmin(costs.mean(axis=1)))
    machine = reached[best] * (frozen.trusted / frozen.n) * (1 - audited[best] / frozen.n)
    block, draws = designs[best]
    return Ending(
        trusted=frozen.trusted,
        block=block,
        draws=LOOKS * draws if first else draws,
        first=draws if first else 0,
        size=_size(frozen.n, block, LOOKS * draws if first else draws),
        costs=costs[best],
        audited=float(audited[best].mean()),
        verified=float(frozen.before.mean()),
        machine=float(machine.mean()),
        risk=frozen.risk,
        start=round(starts[best]),
    )


def _once(frozen: _Frozen, designs: list[Design], delta: float) -> tuple[list[Design], bool, Array, Array]:
    rates = np.array([draws / block for block, draws in designs])
    reached = _reached(frozen, rates, delta, _luck(len(frozen.errors)))
    asked = np.tile(rates[:, None] * frozen.n, (len(frozen.starts), 1))
    return designs, False, reached, np.broadcast_to(asked, reached.shape)


def _twice(frozen: _Frozen, designs: list[Design], delta: float) -> tuple[list[Design], bool, Array, Array]:
    """An audit that ends at half its size where what it refuses is less than its second half would ask."""
    rates, worlds = np.array([draws / block for block, draws in designs]), len(frozen.errors)
    luck = _luck(worlds)
    later = (luck + _luck(worlds, 1)) / np.float32(LOOKS**0.5)  # the first half's luck is in the whole's
    early = _reached(frozen, rates, delta / LOOKS, luck)
    late = np.maximum(early, _reached(frozen, LOOKS * rates, delta / LOOKS, later))
    asked = np.tile(rates[:, None] * frozen.n, (len(frozen.starts), 1))
    ends = frozen.n - early <= asked
    return designs, True, np.where(ends, early, late), np.where(ends, 1, LOOKS) * asked


def spaced(first: int, last: int, count: int) -> Array:
    """`count` whole numbers from `first` to `last`, evenly spaced in logarithms."""
    steps = np.exp(np.linspace(np.log(max(first, 1)), np.log(max(last, first, 1)), count))
    return np.rint(steps).astype(int)


def _reached(frozen: _Frozen, rates: Array, delta: float, luck: Array) -> Array:
    """(starts * rates, worlds): how much of the order the walk would accept, given the luck in the draw."""
    t = np.maximum(frozen.places, 1)
    allowed = frozen.pool.most(t)
    critical = _critical(t, rates[:, None] * t, allowed, delta).astype(np.float32)
    root = np.sqrt(frozen.errors.astype(np.float32))
    rate = rates.astype(np.float32)[:, None, None]
    spread = np.sqrt(rate * (1 - rate))  # of each block a share is drawn without replacement
    found = rate * root**2 + (luck * spread) * root + (luck**2 - 1) / 6 - 0.5  # rounded: half an error off
    passed = (found <= critical[:, None, :]) | (t <= allowed)
    return np.vstack([_walked(frozen, passed, allowed, start) for start in frozen.starts])


def _walked(frozen: _Frozen, passed: Array, allowed: Array, start: float) -> Array:
    """(rates, worlds): the last place before the first that has not `passed`, from `start` on."""
    begin = int(np.searchsorted(frozen.places, start - 1))
    tested = passed[:, :, begin:]
    steps = np.where(tested.all(axis=2), tested.shape[2], np.argmin(tested, axis=2))
    reached: Array = np.concatenate([[0.0], frozen.places[begin:]])[steps]
    worth = reached > POOREST * np.concatenate([[0], allowed[begin:]])[steps]
    return np.where(worth, frozen.pool.recipe.stepped(reached, frozen.n), 0.0)


@cache
def _luck(worlds: int, draw: int = 0) -> Array:
    """(worlds, 1) float32: normal quantiles, evenly spread, in an order unrelated to that of the worlds."""
    places = (np.random.default_rng([worlds, draw]).permutation(worlds) + 0.5) / worlds
    normal = NormalDist()
    return np.array([[normal.inv_cdf(float(place))] for place in places], np.float32)


def _critical(t: Array, m: Array, allowed: Array, delta: float) -> Array:
    """(rates, places): how many errors the test still accepts; -1: none.

    The quantile of the binomial law by Cornish and Fisher (1938): within one of the exact value, and a
    hundred times faster, which is enough for a forecast.
    """
    draws = np.minimum(m, allowed + 1)
    share = np.minimum(np.maximum(m, allowed + 1) / t, 1 - 1e-9)
    z, mean = NormalDist().inv_cdf(delta), draws * share
    skewed = (z * z - 1) * (1 - 2 * share) / 6
    critical = np.floor(mean + z * np.sqrt(mean * (1 - share)) + skewed - 0.5)
    none = draws * np.log1p(-share) > np.log(delta)  # even no error at all is likelier than delta
    return np.where(none, -1.0, np.maximum(critical, 0.0))

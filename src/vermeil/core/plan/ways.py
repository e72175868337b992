"""Ways to get a label, what each costs and how often it is left wrong; the cheapest for a group of items.

An item for which the machine's suggestion is wrong costs and errs differently from one for which it is right,
so a group is described by two numbers: how many items, and how many wrong suggestions are expected of them.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan.state import Setup
from vermeil.core.plan.team import Rates

Array = NDArray[Any]
FRONTIER = 6.0  #: times the share that may be wrong: at that chance of error the machine's part usually ends
STEEPEST = 0.05  #: ... and at least
ALIKE = 0.4  #: of two people who are both wrong of one item so many say the same (METHOD 2.7)


@dataclass(frozen=True, slots=True)
class Refused:
    """What follows when people refuse the first suggestion: the next ones, then a label."""

    price: float  #: expected, of an item
    wrong: float = 0.0  #: expected wrong suggestions that are looked at
    runners: int = 0  #: how many are shown, one after another, at most


@dataclass(frozen=True, slots=True)
class Way:
    """One way to get labels that are not the reference's."""

    kind: str  #: how people are first asked: "label" (blindly), "verify" or "grid"
    each: float  #: price of an item ...
    wrong: float  #: ... and on top, where the machine's suggestion is wrong
    slip: float  #: share of the labels left wrong where the suggestion was right ...
    passed: float  #: ... and where it was wrong

    def price(self, items: Array, errors: Array) -> Array:
        """What it costs, and what experts cost who settle what is too doubtful."""
        return self.each * items + self.wrong * errors

    def left(self, items: Array, errors: Array) -> Array:
        """Expected labels that stay wrong."""
        return self.slip * (items - errors) + self.passed * errors


def ways(setup: Setup, known: Rates) -> tuple[Way, ...]:
    """The ways that have a price below that of the reference."""
    prices, truth = setup.prices, setup.prices.reference
    found = []
    offers = [("verify", prices.verify, known.passed), ("grid", prices.grid, known.paged)]
    for kind, price, passed in offers:
        if price is not None and price < min(prices.label, truth):
            after = refused(setup, known)
            mending = prices.label * known.mended  # of what would have done as it was
            more, missed = after.price * (1 - passed), known.fail + after.wrong * known.passed
            left = passed + (1 - passed) * min(missed, 1.0)
            found.append(Way(kind, price + mending, more - mending, 0.0, left))
            if setup.tiered:
                found.append(Way(kind, price, more + truth * (1 - passed), 0.0, passed))
    if setup.tiered:
        label, slip, fail, same = prices.label, known.slip, known.fail, known.same
        found += [Way("label", label, 0.0, slip, fail), settled(setup, known)]
        if setup.recipe.votes > 1:
            each, wrong = label * (1 + slip), label * (1 - same - slip)
            found.append(Way("label", each, wrong, slip * ALIKE, same + (fail - same) * ALIKE))
    return tuple(found)


def refused(setup: Setup, known: Rates) -> Refused:
    """The cheapest way on: a next suggestion is made where it costs less than to label at once.

    Who has refused all classes but one need not label.
    """
    prices, only = setup.prices, setup.answers - 2  # so many can be shown until one class is left
    after = Refused(0.0 if only == 0 else prices.label)
    for turn, right in reversed(list(enumerate(known.runners, 1))):
        rest = 0.0 if turn == only else after.price
        price = prices.verify + (1 - right) * rest
        if price < prices.label:
            after = Refused(price, (1 - right) * (1 + after.wrong), after.runners + 1)
        else:
            after = Refused(prices.label)
    return after


def settled(setup: Setup, known: Rates) -> Way:
    """A person, and an expert where machine and person differ; without a team the reference itself."""
    prices = setup.prices
    if not setup.tiered:
        return Way("label", prices.reference, 0.0, 0.0, 0.0)
    each, wrong = (prices.reference * share for share in (known.slip, 1 - known.same - known.slip))
    return Way("label", prices.label + each, wrong, 0.0, known.same)


def of_random(setup: Setup, known: Rates, offers: tuple[Way, ...]) -> Way:
    """How random items get their labels: blindly where they measure people, too; else as others do."""
    looks = [one for one in offers if one.kind == "verify"]
    return looks[0] if looks and setup.prices.expert is None else settled(setup, known)


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The cheapest way for each of several groups."""

    way: Array  #: (groups,) index of the way; -1: the reference
    price: Array  #: (worlds, groups)
    left: Array  #: (worlds, groups) expected wrong labels


def cheapest(offers: tuple[Way, ...], reference: float, items: Array, errors: Array, risk: float) -> Choice:
    """For groups of `items` (groups,) with wrong suggestions `errors` (worlds, groups) the way to label them.

    `risk` is what one wrong label costs: the labels that could be left to the machine in its stead.
    """
    errors = np.clip(errors, 0, items)  # a forecast may have more of them than items
    price = np.broadcast_to(reference * items, errors.shape)
    best, left, way = (reference * items).astype(float), np.zeros(errors.shape), np.full(items.size, -1)
    for number, one in enumerate(offers):
        costs, stays = one.price(items, errors), one.left(items, errors)
        mean = costs.mean(axis=0) + risk * stays.mean(axis=0)
        better = mean < best
        way, best = np.where(better, number, way), np.where(better, mean, best)
        price, left = np.where(better, costs, price), np.where(better, stays, left)
    return Choice(way, price, left)


def usual_risk(setup: Setup) -> float:
    """What one wrong label costs, as long as nothing is known of where the machine's part will end."""
    return risk_at(setup.prices.reference, FRONTIER * setup.target.error)


def risk_at(reference: float, frontier: float) -> float:
    """What one wrong label costs where the machine's part ends at a chance of error `frontier`."""
    return reference / min(max(frontier, STEEPEST), 1.0)

"""What is told of a forecast: the costs of its worlds, widened by how forecasts have turned out before.

The worlds of `forecast` know the luck of the sample and of the audit. They do not know that a data set learns
faster or slower than its curves say, nor that the engine looks again after every round and changes its mind.
That is measured: over whole campaigns (docs/benchmarks/forecast.md) the logarithm of what was still to be
paid, against its forecast, was off by `Past.shift` in the middle and scattered by `Past.more` beside the
worlds' own spread. Decisions compare futures with one another and use the worlds as they are.
"""

from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan.caps import band, hours
from vermeil.core.plan.curves import FEWEST
from vermeil.core.plan.forecast import Division
from vermeil.core.plan.state import State
from vermeil.core.plan.team import elsewhere

Array = NDArray[Any]
LEAST = 1e-9  #: money: what is still to be paid is never less


@dataclass(frozen=True, slots=True)
class Past:
    """How forecasts have turned out, in logarithms of what was still to be paid."""

    shift: float  #: the mean of actual less forecast
    more: float  #: standard deviation beside the spread of the worlds


GUESSED = Past(0.24, 0.40)  #: with fewer rounds than a learning curve needs
FITTED = Past(-0.09, 0.20)  #: from then on; both from `python -m benchmarks.cost --report`


def expected(state: State, labeler: str, division: Division) -> tuple[dict[str, float], dict[str, Any]]:
    """(cost, time): the total of a campaign that goes on to `division`, with 90 % intervals, JSON-able."""
    setup, spent = state.setup, state.spent
    total = totals(state, labeler, division)
    people = np.maximum(total - spent.total - division.training - division.verified, 0.0)
    label, price = people / setup.prices.reference, setup.prices.verify
    confirmed = division.verified / price if price else 0.0  # what is free cannot be counted by its price
    seconds = spent.people_seconds + label * setup.team.label_seconds + confirmed * setup.team.verify_seconds
    device = spent.device_seconds + division.rounds * sum(one.seconds for one in state.trained)
    return band(total), hours(setup.team, seconds, device)


def totals(state: State, labeler: str, division: Division) -> Array:
    """(worlds,) what the whole campaign will have cost."""
    rounds = sum(one.labeler == labeler for one in state.history)
    past = GUESSED if rounds < FEWEST else FITTED
    left = np.maximum(division.costs - state.spent.total, LEAST)
    total: Array = state.spent.total + corrected(left, past, most(state, division))
    return total


def most(state: State, division: Division) -> float:
    """What is still to be paid at most: people label everything, and anew what people said elsewhere."""
    left = state.unasked().size + elsewhere(state).size
    return float(left * state.setup.prices.reference + division.training)


def corrected(left: Array, past: Past, most: float) -> Array:
    """(worlds,) what is still to be paid, which is `left` (worlds,) in the eyes of the forecast."""
    result: Array = np.minimum(left * np.exp(past.shift + past.more * _even(left.size)), most)
    return result


@cache
def _even(worlds: int) -> Array:
    """(worlds,) normal quantiles, evenly spread, in an order unrelated to that of the worlds."""
    places = (np.random.default_rng([worlds, 3]).permutation(worlds) + 0.5) / worlds
    normal = NormalDist()
    return np.array([normal.inv_cdf(float(place)) for place in places])

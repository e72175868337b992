"""The forecast of the total, against what campaigns come to, in cheap worlds whose learning curves vary."""

from functools import cache

import numpy as np
import pytest
from scipy.stats import binom
from worlds import Simulated, campaign

from vermeil.core.model import Target
from vermeil.core.plan import outlook

WORLDS = 150
FROM = 3  #: the round from which the promise of docs/benchmarks/forecast.md holds
LOW, HIGH = 0.85, 0.95  #: of a 90 % interval


@pytest.fixture(autouse=True)
def _no_curve(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost for other targets is for people to look at, and half of the time."""
    monkeypatch.setattr(outlook, "TARGETS", ())


@cache
def world(seed: int) -> tuple[float, tuple[dict[str, float], ...], float]:
    """(actual total, forecasts by round, people only) of one campaign, its items and its labeler drawn."""
    rng = np.random.default_rng([seed, 97])
    n, n_classes = int(rng.choice([1500, 3000])), int(rng.choice([5, 10]))
    hard = rng.beta(rng.uniform(0.2, 0.6), rng.uniform(1.0, 2.0), n)
    truth = rng.integers(0, n_classes, n)
    power, honest = rng.uniform(0.3, 1.0), rng.uniform(0.6, 1.0)
    labeler = Simulated(truth, hard, n_classes, power=power, honest=honest, seed=seed)
    state, _ = campaign(truth, labeler, target=Target(), seed=seed)
    return state.spent.total, tuple(row["forecast"] for row in state.rounds if "forecast" in row), n * 0.04


def covered(scale: float = 1.0) -> tuple[int, int, float]:
    """(intervals with the actual total, intervals, mean width); one a campaign, so independent."""
    hits, widths = [], []
    for seed in range(WORLDS):
        actual, rounds, people = world(seed)
        late = rounds[FROM - 1 :]
        if late:
            one = late[seed % len(late)]
            hits.append(scale * one["low"] <= actual <= scale * one["high"])
            widths.append((one["high"] - one["low"]) / people)
    return sum(hits), len(hits), float(np.mean(widths))


def test_from_round_3_on_the_interval_has_the_actual_total_as_often_as_it_says() -> None:
    hits, count, width = covered()
    assert count > WORLDS / 2
    assert binom.ppf(0.005, count, LOW) <= hits <= binom.ppf(0.995, count, HIGH)
    assert width < 0.3  # of people only: an interval from nothing to everything covers, too


def test_a_forecast_that_is_off_by_a_third_is_found_out() -> None:
    hits, count, _ = covered(scale=1.33)
    assert hits < binom.ppf(0.005, count, LOW)

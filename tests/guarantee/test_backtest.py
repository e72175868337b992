"""What is learned from past forecasts: on pairs whose law is known; a data set is judged by the others."""

from pathlib import Path

import numpy as np
import pytest
from benchmarks.cost import backtest, runs
from benchmarks.cost.backtest import Pair

from vermeil.core.plan.told import Past, corrected

WORLDS = 64


def pairs(data: str, past: Past, count: int = 300) -> list[Pair]:
    """Forecasts whose worlds spread by 0.2, of totals that are off by `past` beside that."""
    rng = np.random.default_rng(len(data))
    found = []
    for number in range(count):
        level = rng.uniform(1, 3)
        left = np.exp(level + 0.2 * rng.normal(size=WORLDS))
        actual = float(np.exp(level + 0.2 * rng.normal() + past.shift + past.more * rng.normal()))
        found.append(Pair(data, (data, 0.05, 0.04, number), 3, True, 1.0, 1e9, left, actual))
    return found


def test_shift_and_spread_are_found_again() -> None:
    past = backtest.learn(pairs("a", Past(-0.2, 0.4)))
    assert past.shift == pytest.approx(-0.2, abs=0.08)
    assert past.more == pytest.approx(0.4, abs=0.11)
    assert backtest.learn(pairs("b", Past(0.0, 0.0))).more <= 0.1


def test_a_data_set_is_judged_by_the_others_alone() -> None:
    same, other = pairs("a", Past(0.0, 0.1)) + pairs("bb", Past(0.0, 0.1)), pairs("ccc", Past(1.0, 0.1))
    learned = backtest.left_out(same + other)
    tested = backtest.judged(same + other, learned)
    share = {
        name: np.mean([one.covered(past) for one, past in tested if one.data == name])
        for name in ("a", "bb", "ccc")
    }
    assert share["ccc"] < 0.2  # what it is like could not be known
    assert learned["ccc", True].shift == pytest.approx(0.0, abs=0.08)
    assert learned["a", True].shift == pytest.approx(0.5, abs=0.08)


def test_what_is_told_is_never_more_than_people_cost() -> None:
    told = corrected(np.full(WORLDS, 10.0), Past(0.5, 0.5), 12.0)
    assert told.max() == 12
    assert told.min() < 10


def test_the_page_is_drawn_from_what_was_kept(tmp_path: Path) -> None:
    backtest.write(runs.rows(), tmp_path)
    kept = backtest.DOCS
    assert (tmp_path / "forecast.md").read_text() == (kept / "forecast.md").read_text()
    assert (tmp_path / "forecast.svg").stat().st_size > 5_000

"""How sure a labeler taught by few examples says to be, in worlds where the truth is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vermeil.core.train import calibrated, share

WORLDS, SEEN, UNSEEN = 200, 40, 2_000


def world(seed: int, sharpness: float) -> tuple[np.ndarray, np.ndarray]:
    """(what it says, whether it is right): it overstates its odds `sharpness` times."""
    rng = np.random.default_rng(seed)
    odds = rng.normal(1.5, 1.0, SEEN + UNSEEN)
    right = rng.random(odds.size) < 1 / (1 + np.exp(-odds))
    return 1 / (1 + np.exp(-odds * sharpness)), right


@pytest.mark.parametrize("sharpness", [0.5, 1.0, 3.0])
def test_it_says_on_average_how_often_it_is_right(sharpness: float) -> None:
    off, believed = [], []
    for seed in range(WORLDS):
        top, right = world(seed, sharpness)
        sure = calibrated(top[SEEN:], top[:SEEN], right[:SEEN])
        off.append(sure.mean() - right[SEEN:].mean())
        believed.append(top[SEEN:].mean() - right[SEEN:].mean())
    assert abs(np.mean(off)) < 0.02
    assert abs(np.mean(believed)) > 0.04 or sharpness == 1


@given(
    st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=50), st.lists(st.floats(0, 1), min_size=2)
)
def test_it_is_a_chance_in_the_order_that_it_had(seen: list[tuple[float, bool]], top: list[float]) -> None:
    part, right = np.array([one for one, _ in seen], float), np.array([one for _, one in seen], bool)
    sure = calibrated(np.sort(top), part, right)
    assert ((sure >= 0) & (sure <= 1)).all()
    assert (np.diff(sure) >= -1e-12).all()


def test_the_interval_of_a_share_holds_as_often_as_it_says() -> None:
    rng, held = np.random.default_rng(3), 0
    worlds = [(int(n), p) for n in (10, 30, 100) for p in (0.3, 0.6, 0.8, 0.9) for _ in range(200)]
    for n, p in worlds:
        low, high = share(int(rng.binomial(n, p)), n)
        held += low <= p <= high
    assert held / len(worlds) > 0.93

"""What labelers share is made once, and changes nothing of what they say."""

import time

import numpy as np
import pytest

from vermeil.core.errors import BadInput
from vermeil.core.plan.entrants import BUILT_IN
from vermeil.core.plan.events import Trained
from vermeil.integrations.labelers import Bench

ITEMS, KNOWN = 600, 120


def world() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    truth = rng.integers(3, size=ITEMS)
    features = rng.normal(size=(ITEMS, 20)) + 2 * rng.normal(size=(3, 20))[truth]
    labels = np.where(np.arange(ITEMS) < KNOWN, truth, -1).astype(np.int32)
    return features.astype(np.float32), labels, np.arange(ITEMS) < KNOWN // 2


def train(bench: Bench, name: str, labels: np.ndarray, random: np.ndarray) -> Trained:
    return bench.train(name, labels, random, n_classes=3, seed=1)


def test_the_kernel_of_the_blend_is_the_kernel_alone() -> None:
    features, labels, random = world()
    shared, alone = Bench(features), Bench(features)
    train(shared, "blend", labels, random)
    for more in (labels, np.where(np.arange(ITEMS) < KNOWN + 9, features.argmax(1) % 3, -1).astype(np.int32)):
        one, other = (train(bench, "kernel", more, random) for bench in (shared, alone))
        for name in ("label", "top", "margin", "entropy", "part", "part_label", "part_top"):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_preparing_is_charged_to_what_is_trained_next() -> None:
    features, labels, random = world()
    bench = Bench(features)
    bench.prepare(("blend", "kernel"))
    bench._prepared = 100.0
    assert train(bench, "logistic", labels, random).seconds > 100
    assert train(bench, "logistic", labels, random).seconds < 100


def test_labelers_trained_at_the_same_time_say_what_each_says_alone() -> None:
    features, labels, random = world()
    names = tuple(BUILT_IN)
    told = Bench(features).train_all(names, labels, random, n_classes=3, seed=1)
    assert tuple(one.labeler for one in told) == names
    for one in told:
        alone = train(Bench(features), one.labeler, labels, random)
        for field in ("label", "top", "margin", "entropy", "part", "part_label", "part_top"):
            np.testing.assert_array_equal(getattr(one, field), getattr(alone, field))


def test_together_labelers_charge_no_more_than_the_time_that_passed() -> None:
    features, labels, random = world()
    bench = Bench(features)
    bench.prepare(("kernel", "forest", "logistic"))
    bench._prepared = 0.0
    began = time.perf_counter()
    told = bench.train_all(("kernel", "forest", "logistic"), labels, random, n_classes=3, seed=1)
    assert 0 < sum(one.seconds for one in told) <= time.perf_counter() - began


def test_a_fault_in_one_labeler_is_told() -> None:
    features, labels, random = world()
    with pytest.raises(BadInput, match="no labeler 'oracle'"):
        Bench(features).train_all(("kernel", "oracle"), labels, random, n_classes=3)

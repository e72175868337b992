"""What is said of a labeler taught by few answers, in worlds where the truth is known."""

from functools import cache

import numpy as np
import pytest

from vermeil.flow.fewshot import Taught, taught
from vermeil.flow.train import Answers, Census
from vermeil.integrations.labelers import Bench

WORLDS, ITEMS, SAID, CLASSES = 30, 300, 60, 3


@cache
def worlds() -> list[tuple[Taught, np.ndarray]]:
    """(what was taught, the truth) of worlds whose classes overlap; people have said 60, blindly."""
    found = []
    for seed in range(WORLDS):
        rng = np.random.default_rng(seed)
        truth = rng.integers(CLASSES, size=ITEMS)
        features = rng.normal(size=(CLASSES, 8))[truth] * 1.2 + rng.normal(size=(ITEMS, 8))
        known = np.arange(ITEMS) < SAID
        said = Answers(np.where(known, truth, -1).astype(np.int32), known)
        census = Census(np.arange(1, ITEMS + 1), np.arange(ITEMS))
        found.append((taught(Bench(features), said, census, CLASSES), truth))
    return found


def accuracy(one: Taught, truth: np.ndarray) -> float:
    return float((one.label[SAID:] == truth[SAID:]).mean())


def test_the_interval_holds_the_accuracy_on_what_nobody_has_said() -> None:
    points = [(one.accuracy[-1], accuracy(one, truth)) for one, truth in worlds()]
    held = sum(point["low"] - 0.05 <= right <= point["high"] + 0.05 for point, right in points)
    assert held >= 0.9 * WORLDS  # 5 points of room: the unlabelled items are a sample, too
    assert np.mean([point["mid"] - right for point, right in points]) == pytest.approx(0, abs=0.02)


def test_it_is_as_sure_as_it_is_right() -> None:
    off = [one.sure[SAID:].mean() - accuracy(one, truth) for one, truth in worlds()]
    assert np.mean(off) == pytest.approx(0, abs=0.02)


def test_more_examples_are_worth_more() -> None:
    few, more = (
        [one.accuracy[place]["mid"] for one, _ in worlds() if len(one.accuracy) > 2] for place in (0, -1)
    )
    assert len(few) > WORLDS / 2
    assert np.mean(more) > np.mean(few)


def test_only_what_was_said_blindly_judges() -> None:
    rng = np.random.default_rng(1)
    truth = rng.integers(2, size=100)
    features = truth[:, None] * 3.0 + rng.normal(size=(100, 4))
    census = Census(np.arange(1, 101), np.arange(100))
    labels, nobody = np.where(np.arange(100) < 40, truth, -1).astype(np.int32), np.zeros(100, bool)
    shown = taught(Bench(features), Answers(labels, nobody), census, 2)
    assert shown.accuracy == []
    assert (shown.label == truth).mean() > 0.9

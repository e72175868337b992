"""Self-training: what it may teach itself, and that a fold left out is left out of everything."""

import numpy as np

from vermeil.integrations.labelers import Bench, kernel, selftrain
from vermeil.integrations.labelers.lesson import Lesson

ITEMS = 900


def world(noise: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    truth = rng.integers(3, size=ITEMS)
    return (noise * rng.normal(size=(ITEMS, 6)) + 2 * np.eye(3, 6)[truth]).astype(np.float32), truth


def lesson(truth: np.ndarray, labels: np.ndarray | None = None) -> Lesson:
    items = np.arange(0, ITEMS, 9)
    fold = np.where(items % 2, np.arange(items.size) // 2 % 3, -1)
    said = truth[items] if labels is None else labels
    return Lesson(items, said, 3, fold, 1, np.setdiff1d(np.arange(ITEMS), items))


def test_sure_enough_is_what_labels_left_out_bear_out() -> None:
    rng = np.random.default_rng(0)
    top = rng.uniform(0.34, 1, 4000)
    shares = np.column_stack([top, (1 - top) / 2, (1 - top) / 2])
    honest = (rng.random(4000) > top).astype(int)
    found = selftrain.threshold(shares, honest)
    right = (shares[top >= found].argmax(axis=1) == honest[top >= found]).mean()
    assert 0.93 < right < 0.97
    assert found < 0.95
    boastful = (rng.random(4000) > 0.6).astype(int)  # right six times in ten, however sure
    assert selftrain.threshold(shares, boastful) > 0.99


def test_labels_of_a_fold_do_not_reach_its_predictions() -> None:
    features, truth = world()
    spaces = Bench(features)._spaces
    told = lesson(truth)
    _, left_out = selftrain.chances(spaces, told)
    changed = np.where(told.fold == 1, (told.labels + 1) % 3, told.labels)
    _, other = selftrain.chances(spaces, lesson(truth, changed))
    np.testing.assert_array_equal(left_out[told.fold == 1], other[told.fold == 1])
    assert (left_out[told.fold == 0] != other[told.fold == 0]).any()


def test_it_learns_from_its_own_surest_labels() -> None:
    features, truth = world(noise=0.9)
    spaces = Bench(features)._spaces
    told = lesson(truth)
    alone, _ = kernel.chances(spaces, told.items, told.labels, 3, 1)
    everything, _ = selftrain.chances(spaces, told)
    assert not np.allclose(everything, alone)
    assert (everything.argmax(axis=1) == truth).mean() >= (alone.argmax(axis=1) == truth).mean() - 0.01


def test_where_nothing_can_be_learned_it_teaches_itself_nothing() -> None:
    features, truth = world()
    spaces, told = Bench(features)._spaces, lesson(np.random.default_rng(5).permutation(truth))
    alone, _ = kernel.chances(spaces, told.items, told.labels, 3, 1)
    everything, _ = selftrain.chances(spaces, told)
    np.testing.assert_array_equal(everything, alone)

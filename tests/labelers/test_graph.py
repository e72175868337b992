"""Label spreading: where the scores settle, and leaving a fold out."""

import numpy as np

from vermeil.integrations.labelers import graph


def world() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    labels = rng.integers(3, size=60)
    space = rng.normal(size=(400, 5))
    space[:60, 0] += 2 * labels
    return space.astype(np.float32), np.arange(60), labels


def test_the_scores_are_where_passing_on_settles() -> None:
    space, items, labels = world()
    near = graph.build(space)
    start = np.zeros((400, 3), np.float32)
    start[items, labels] = 1
    exact = np.linalg.solve(np.eye(400) - graph.KEPT * near.toarray().astype(float), start)
    np.testing.assert_allclose(graph._settled(near, start), exact, atol=0.02 * exact.max())


def test_a_fold_left_out_has_not_spread() -> None:
    space, items, labels = world()
    near, fold = graph.build(space), np.where(items < 20, items % 2, -1)
    _, left_out = graph.chances(near, items, labels, 3, fold)
    for number in (0, 1):
        stay = fold != number
        alone, _ = graph.chances(near, items[stay], labels[stay], 3, fold[stay])
        np.testing.assert_allclose(left_out[~stay], alone[items[~stay]], atol=1e-3)

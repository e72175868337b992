"""What is chosen a block at a time follows the law of k-means++; what is packed in pieces is the same."""

from itertools import permutations

import numpy as np
import pytest
from scipy.stats import chisquare

from vermeil.core import train
from vermeil.core.plan import choose


def test_blocks_draw_by_the_law_of_k_means_plus_plus() -> None:
    points = np.array([[0, 0], [1, 0], [0, 2], [3, 1], [2, 2], [1, 3]], np.float32)
    squared = ((points[:, None] - points) ** 2).sum(axis=2)
    chances = {}
    for first, second, third in permutations(range(len(points)), 3):
        gap = np.minimum(squared[first], squared[second])
        chances[first, second, third] = (
            squared[first, second] / squared[first].sum() * gap[third] / gap.sum() / len(points)
        )
    rng, times = np.random.default_rng(0), 20_000
    drawn = [tuple(choose.spread(points, 3, rng).tolist()) for _ in range(times)]
    seen = [drawn.count(order) for order in chances]
    assert sum(seen) == times
    assert chisquare(seen, np.array(list(chances.values())) * times).pvalue > 1e-3


def test_copies_fill_up_what_distances_cannot() -> None:
    points = np.repeat(np.array([[0, 0], [5, 5]], np.float32), 20, axis=0)
    chosen = choose.spread(points, 30, np.random.default_rng(0))
    assert np.unique(chosen).size == 30
    assert np.unique(chosen[:2] // 20).size == 2, "the second is of the other place"


def test_typical_items_are_the_nearest_to_the_centres_of_their_clusters() -> None:
    rng = np.random.default_rng(1)
    centres = rng.normal(scale=20, size=(6, 5))
    kind = np.repeat(np.arange(6), 50)
    features = centres[kind] + rng.normal(size=(300, 5))
    found = choose.typical(features, np.arange(300), 6, rng)
    assert sorted(kind[found]) == [0, 1, 2, 3, 4, 5]
    far = ((features[found] - np.array([features[kind == k].mean(axis=0) for k in kind[found]])) ** 2).sum(1)
    for k, distance in zip(kind[found], far, strict=True):
        own = features[kind == k]
        assert distance == pytest.approx(((own - own.mean(axis=0)) ** 2).sum(axis=1).min())


def test_a_crowd_without_clusters_gives_as_many_typical_items_as_were_wanted() -> None:
    features = np.random.default_rng(3).normal(size=(2100, 100))
    found = choose.typical(features, np.arange(100, 2100), 10, np.random.default_rng(4))
    assert np.unique(found).size == 10
    assert found.min() >= 100


@pytest.mark.parametrize("n_classes", [2, 3, 11, 300])
def test_packing_in_pieces_changes_nothing(n_classes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chances = np.random.default_rng(2).random((100, n_classes)) ** 4
    chances[::7] = 1 / n_classes
    monkeypatch.setattr(train, "ROWS", 33)
    label, top, margin, entropy = train.packed(chances)
    p = chances / chances.sum(axis=1, keepdims=True)
    two = np.sort(p, axis=1)[:, -2:]
    np.testing.assert_array_equal(label, p.argmax(axis=1))
    np.testing.assert_allclose(top, two[:, 1], rtol=1e-5)
    np.testing.assert_allclose(margin, two[:, 1] - two[:, 0], atol=1e-6)
    np.testing.assert_allclose(entropy, -(p * np.log(np.maximum(p, 1e-12))).sum(axis=1), atol=1e-5)

"""Any scikit-learn classifier as a labeler."""

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.ensemble import ExtraTreesClassifier

from vermeil.integrations.labelers import estimator


def test_a_forest_votes_as_scikit_learn_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    pixels, truth = load_digits(return_X_y=True)
    forest = ExtraTreesClassifier(20, min_samples_leaf=2, random_state=0)
    items, labels = np.arange(0, 600, 2), truth[:600:2] % 7  # not every class was seen
    monkeypatch.setattr(estimator, "ROWS", 256)
    everything, left_out = estimator.chances(forest, pixels, items, labels, 10, np.arange(300) % 3)
    expected = forest.fit(pixels[items], labels).predict_proba(pixels)
    np.testing.assert_array_equal(everything[:, :7], expected)
    assert not everything[:, 7:].any()
    assert (left_out.argmax(axis=1) == labels).mean() < (everything[items].argmax(axis=1) == labels).mean()

"""Any scikit-learn classifier as a labeler, and our forest beside scikit-learn's."""

import warnings

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier

from vermeil.integrations.labelers import Bench, estimator, forest
from vermeil.integrations.labelers.lesson import Lesson


def test_a_forest_votes_as_scikit_learn_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    pixels, truth = load_digits(return_X_y=True)
    items, labels = np.arange(0, 600, 2), truth[:600:2] % 7  # not every class was seen
    monkeypatch.setattr(forest, "ROWS", 256)
    lesson = Lesson(items, labels, 10, np.arange(300) % 3, 0, np.arange(600, 700))
    everything, left_out = estimator.chances(forest.Forest(20, seed=3), pixels, lesson, at_once=True)
    theirs = ExtraTreesClassifier(20, min_samples_leaf=2, random_state=3).fit(pixels[items], labels)
    np.testing.assert_array_equal(everything[:, :7], theirs.predict_proba(pixels))
    assert not everything[:, 7:].any()
    assert (left_out.argmax(axis=1) == labels).mean() < (everything[items].argmax(axis=1) == labels).mean()


def test_training_leaves_the_filters_of_warnings_as_they_were() -> None:
    pixels, truth = load_digits(return_X_y=True)
    labels = np.where(np.arange(truth.size) < 200, truth, -1).astype(np.int32)
    own = {"one": RandomForestClassifier(20), "two": RandomForestClassifier(20)}
    names = ("kernel", "logistic", "forest", "boosted", "self", "one", "two")
    before = list(warnings.filters)
    with warnings.catch_warnings(record=True) as told:
        Bench(pixels, own).train_all(names, labels, labels >= 0, n_classes=10)
    assert [str(one.message) for one in told] == []
    assert list(warnings.filters) == before

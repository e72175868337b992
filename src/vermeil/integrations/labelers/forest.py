"""Extremely randomised trees (Geurts, Ernst and Wehenkel 2006), grown and asked on all cores.

The trees of scikit-learn without its forest: that one changes the filters of warnings for each tree, for the
whole process, and so must not be in several threads at a time.
"""

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.tree import ExtraTreeClassifier

from vermeil.integrations.labelers import cores

Array = NDArray[Any]
ROWS = 4096  #: that all trees look at, one after the other, while they stay in the cache


class Forest(ClassifierMixin, BaseEstimator):  # type: ignore[misc] # scikit-learn has no types
    """The same trees and votes as `ExtraTreesClassifier(trees, min_samples_leaf=2, random_state=seed)`."""

    def __init__(self, trees: int = 100, seed: int = 0) -> None:
        self.trees, self.seed = trees, seed

    def fit(self, seen: Array, labels: Array) -> Self:
        """Learn the `labels` (k,) of the rows `seen` (k, d)."""
        self.classes_, kinds = np.unique(labels, return_inverse=True)
        rows, wanted = np.ascontiguousarray(seen, np.float32), kinds.astype(np.float64)[:, None]
        draws = np.random.RandomState(self.seed)
        seeds = [draws.randint(np.iinfo(np.int32).max) for _ in range(self.trees)]
        self.grown_ = [self._grown(rows, wanted, seed) for seed in seeds]
        return self

    def _grown(self, rows: Array, wanted: Array, seed: int) -> Any:  # noqa: ANN401 - a tree without types
        tree = ExtraTreeClassifier(min_samples_leaf=2, max_features="sqrt", random_state=seed)
        return tree.fit(rows, wanted, check_input=False).tree_

    def predict_proba(self, unseen: Array) -> Array:
        """(n, C) the mean of the trees' shares."""
        unseen = np.asarray(unseen, np.float32)

        def votes(start: int) -> Array:
            rows = unseen[start : start + ROWS]
            found = np.zeros((len(rows), self.classes_.size))
            for tree in self.grown_:
                found += tree.predict(rows).reshape(len(rows), -1)
            return found

        return np.concatenate(cores.each(votes, range(0, len(unseen), ROWS))) / self.trees

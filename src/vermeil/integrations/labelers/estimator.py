"""Any scikit-learn classifier as a labeler: fitted on all labels, and once per fold for the random part."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import ClassifierMixin, clone
from sklearn.ensemble import ExtraTreesClassifier

from vermeil.integrations.labelers import cores
from vermeil.integrations.labelers.kernel import softmax

Array = NDArray[Any]
ROWS = 4096  #: that all trees of a forest look at, one after the other, while they stay in the cache


def chances(
    model: ClassifierMixin, features: Array, items: Array, labels: Array, n_classes: int, fold: Array
) -> tuple[Array, Array]:
    """Probabilities (n, C) of all items, and out of fold (k, C) of `items`.

    `fold` (k,) is -1 for those never left out.
    """

    def predicted(number: int | None) -> Array:
        if number is None:
            return _predict(model, features[items], labels, features, n_classes)
        out = fold == number
        return _predict(model, features[items[~out]], labels[~out], features[items[out]], n_classes)

    everything, *parts = cores.each(predicted, [None, *range(int(fold.max(initial=-1)) + 1)])
    left_out = everything[items].copy()
    for number, part in enumerate(parts):
        left_out[fold == number] = part
    return everything, left_out


def _predict(model: ClassifierMixin, seen: Array, labels: Array, unseen: Array, n_classes: int) -> Array:
    known = np.unique(labels)
    result = np.zeros((len(unseen), n_classes))
    if known.size == 1:
        result[:, known] = 1
        return result
    fitted = clone(model).fit(seen, labels)
    if type(fitted) is ExtraTreesClassifier:  # not what somebody made of it
        result[:, fitted.classes_] = _votes(fitted, unseen)
    elif hasattr(fitted, "predict_proba"):
        result[:, fitted.classes_] = fitted.predict_proba(unseen)
    else:
        scores = fitted.decision_function(unseen)
        if scores.ndim == 1:
            scores = np.column_stack([-scores, scores])
        result[:, fitted.classes_] = softmax(scores)
    return result


def _votes(forest: ExtraTreesClassifier, unseen: Array) -> Array:
    """What `predict_proba` gives, to the last bit, in half its time where there are many items."""
    unseen = np.asarray(unseen, np.float32)

    def votes(start: int) -> Array:
        rows = unseen[start : start + ROWS]
        found = np.zeros((len(rows), forest.n_classes_))
        for tree in forest.estimators_:
            found += tree.tree_.predict(rows).reshape(len(rows), -1)
        return found

    return np.concatenate(cores.each(votes, range(0, len(unseen), ROWS))) / len(forest.estimators_)

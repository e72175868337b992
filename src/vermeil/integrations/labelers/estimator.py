"""Any scikit-learn classifier as a labeler: fitted on all labels, and once per fold for the random part."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import ClassifierMixin, clone

from vermeil.integrations.labelers import cores
from vermeil.integrations.labelers.kernel import softmax
from vermeil.integrations.labelers.lesson import Lesson

Array = NDArray[Any]


def chances(
    model: ClassifierMixin, features: Array, lesson: Lesson, *, at_once: bool = False
) -> tuple[Array, Array]:
    """Probabilities (n, C) of all items, and out of fold (k, C) of those of the lesson.

    `at_once`: the folds on all cores, for models that are known to bear it.
    """
    items, labels, fold, count = lesson.items, lesson.labels, lesson.fold, lesson.n_classes

    def predicted(number: int | None) -> Array:
        if number is None:
            return _predict(model, features[items], labels, features, count)
        out = fold == number
        return _predict(model, features[items[~out]], labels[~out], features[items[out]], count)

    pieces = [None, *range(int(fold.max(initial=-1)) + 1)]
    everything, *parts = cores.each(predicted, pieces) if at_once else map(predicted, pieces)
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
    if hasattr(fitted, "predict_proba"):
        result[:, fitted.classes_] = fitted.predict_proba(unseen)
    else:
        scores = fitted.decision_function(unseen)
        if scores.ndim == 1:
            scores = np.column_stack([-scores, scores])
        result[:, fitted.classes_] = softmax(scores)
    return result

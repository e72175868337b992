"""A labeler taught by the few answers that there are: what it says of the rest, and how often it is right."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan.events import Trained
from vermeil.core.train import calibrated, folds, share
from vermeil.flow.train import Answers, Census
from vermeil.integrations.labelers import Bench

LABELER = "kernel"  #: the best of the built-in ones where labels are few
POINTS = (5, 10, 20)  #: examples a class at which the accuracy is measured
FOLDS = 5
Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """What the labeler says of every item."""

    label: NDArray[np.int32]  #: (n,)
    sure: NDArray[np.float64]  #: (n,) the chance that it is right, as far as people's answers bear it out
    accuracy: list[dict[str, Any]]  #: by examples a class, and with all there are (`per_class` None)


def taught(bench: Bench, said: Answers, census: Census, classes: int) -> Taught:
    """The labeler, and its accuracy out of fold on what people said blindly."""

    def train(labels: Array, judges: Array) -> Trained:
        return bench.train(LABELER, labels, judges, n_classes=classes, first=census.first)

    every = train(said.labels, said.blind)
    right = every.part_label == said.labels[every.part]
    sure = calibrated(every.top, every.part_top, right)
    if not right.size:  # nobody has answered blindly: nothing is known of it, and nothing is said
        return Taught(every.label, sure, [])
    points = [_at(number, train, said) for number in POINTS]
    known = [one for one in points if one is not None]
    return Taught(every.label, sure, [*known, _point(None, right)])


def _at(number: int, train: Callable[[Array, Array], Trained], said: Answers) -> dict[str, Any] | None:
    """Taught by `number` examples of each class, of which none is judged; None where they are too few.

    That is where half of the classes have fewer; of the others, any that has fewer gives all it has.
    """
    judged = np.flatnonzero(said.blind)
    fold = folds(judged, FOLDS, seed=0)
    right = np.zeros(judged.size, bool)
    nobody = np.zeros(said.labels.size, bool)
    for one in range(FOLDS):
        left = said.labels.copy()
        left[judged[fold == one]] = -1
        _, counts = np.unique(left[left >= 0], return_counts=True)
        if not counts.size or np.median(counts) < number:
            return None
        few = _drawn(left, number, one)
        part = judged[fold == one]
        right[fold == one] = train(few, nobody).label[part] == said.labels[part]
    return _point(number, right)


def _drawn(labels: Array, number: int, seed: int) -> Array:
    """`labels` with at most `number` of each class, drawn by lot."""
    order = np.random.default_rng([seed, number]).permutation(np.flatnonzero(labels >= 0))
    few = np.full_like(labels, -1)
    for kind in np.unique(labels[order]):
        chosen = order[labels[order] == kind][:number]
        few[chosen] = kind
    return few


def _point(number: int | None, right: Array) -> dict[str, Any]:
    low, high = share(int(right.sum()), right.size)
    return {
        "per_class": number,
        "mid": float(right.mean()),
        "low": low,
        "high": high,
        "judged": int(right.size),
    }

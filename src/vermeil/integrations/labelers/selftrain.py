"""Self-training: a kernel machine learns once more, from people's labels and from its own surest ones.

How sure is sure enough is set by the errors that the machine makes on labels left out, never by what it says
of itself, so that it does not drift (the threshold of FixMatch, Sohn et al. 2020, in place of its 0.95). For
each fold of the random part everything is done without that fold's labels, the threshold too.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.integrations.labelers import cores, kernel
from vermeil.integrations.labelers.lesson import Lesson

Array = NDArray[Any]
CROWD = 2_000  #: items without a label that it may teach itself
WRONG = 0.05  #: share of wrong labels among its surest ones
MOST_LABELS = 4_000  #: people's, beyond which its own teach it nothing


def chances(spaces: tuple[Array, ...], lesson: Lesson) -> tuple[Array, Array]:
    """Probabilities (n, C) of all items, and out of fold (k, C) of `lesson.items`."""
    folds = range(int(lesson.fold.max(initial=-1)) + 1)
    everything, *parts = cores.each(lambda number: _learned(spaces, lesson, number), [None, *folds])
    left_out = everything[lesson.items]
    for number, part in enumerate(parts):
        left_out[lesson.fold == number] = part
    return everything, left_out


def _learned(spaces: tuple[Array, ...], lesson: Lesson, number: int | None) -> Array:
    """Chances of every item; of those of a fold, without their labels."""
    stay = np.ones(lesson.items.size, bool) if number is None else lesson.fold != number
    items, labels = lesson.items[stay], lesson.labels[stay]
    first, left_out = kernel.fitted(spaces, items, labels, lesson.n_classes, lesson.seed)
    space = spaces[first.shape.space]
    rng = np.random.default_rng([lesson.seed, len(space)])
    crowd = np.setdiff1d(rng.permutation(len(space))[:CROWD], items)
    taught = first.chances(space[crowd])
    sure = taught.max(axis=1) >= threshold(left_out, labels)
    asked = space if number is None else space[lesson.items[~stay]]
    if not sure.any() or items.size > MOST_LABELS:
        return first.chances(asked)
    near = space[np.concatenate([items, crowd[sure]])]
    both = np.concatenate([labels, taught[sure].argmax(axis=1)])
    return kernel.refitted(first, near, both, lesson.n_classes).chances(asked)


def threshold(left_out: Array, labels: Array) -> float:
    """The least chance from which on at most `WRONG` are wrong, by labels (k,) left out; 2: there is none."""
    top = left_out.max(axis=1)
    order = np.argsort(-top, kind="stable")
    wrong = np.cumsum((left_out.argmax(axis=1) != labels)[order])
    good = np.flatnonzero((wrong + 1) / (np.arange(wrong.size) + 2) <= WRONG)
    return float(top[order[good[-1]]]) if good.size else 2.0

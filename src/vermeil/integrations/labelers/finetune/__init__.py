"""The packaged image network, taught on its own: last stages and head, on views of the labelled images.

Needs PyTorch (the extra `torch`); the CPU is enough. For each of three folds of the random part it is taught
anew, from the weights as they come, by the labels outside the fold: never by a label that it then predicts.
What the lower stages see is the same for all of them.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from vermeil.core.train import folds
from vermeil.integrations.labelers import cores
from vermeil.integrations.labelers.finetune import network, training, views
from vermeil.integrations.labelers.lesson import Lesson

Array = NDArray[Any]
FOLDS = 3  #: trainings beside the one on all labels: each costs as much as that
KEPT = 10_000  #: images whose maps are kept between rounds, 44 kB each; of more they are made again


class Images:
    """The images of one campaign: what the lower stages see in them is kept, and taught to upper stages."""

    def __init__(self, images: Sequence[bytes | Path | str]) -> None:
        self.images = images
        self._plain: dict[int, Array] = {}  # by the first image of a piece
        self._shown: dict[int, Array] = {}  # by labelled item: its views

    def chances(self, lesson: Lesson) -> tuple[Array, Array]:
        """Probabilities (n, C) of all items, and out of fold (k, C) of `lesson.items`.

        Threads are those of `cores.each`; PyTorch's own beside them would wait for one another.
        """
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            return self._chances(lesson)
        finally:
            torch.set_num_threads(threads)

    def _chances(self, lesson: Lesson) -> tuple[Array, Array]:
        shown, fold = self._views(lesson.items), _fold(lesson)
        numbers = range(int(fold.max(initial=-1)) + 1)

        def learned(number: int | None) -> training.Fitted | None:
            stay = np.ones(fold.size, bool) if number is None else fold != number
            if np.unique(lesson.labels[stay]).size <= 1:
                return None
            return training.fitted(shown[:, stay], lesson.labels[stay], lesson.seed)

        whole, *parts = cores.each(learned, [None, *numbers])
        pieces = cores.each(
            lambda start: _told(whole, self._maps(start), lesson), range(0, len(self.images), network.ROWS)
        )
        everything = np.concatenate(pieces)
        left_out = everything[lesson.items]
        for number, one in enumerate(parts):
            left_out[fold == number] = _told(one, shown[0, fold == number], lesson, fold != number)
        return everything, left_out

    def _maps(self, start: int) -> Array:
        """Of one piece of the images as they are."""
        if start in self._plain:
            return self._plain[start]
        piece = self.images[start : start + network.ROWS]
        pictures = [views.plain(views.opened(one, network.SIDE), network.SIDE) for one in piece]
        made = network.seen(np.stack(pictures))
        if len(self.images) <= KEPT:
            self._plain[start] = made
        return made

    def _views(self, items: Array) -> Array:
        """(V, k, c, s, s) of labelled items."""
        new = [item for item in items.tolist() if item not in self._shown]
        self._shown |= dict(zip(new, cores.each(self._view, new), strict=True))
        return np.stack([self._shown[item] for item in items.tolist()], axis=1)

    def _view(self, item: int) -> Array:
        picture = views.opened(self.images[item], network.SIDE)
        return network.seen(views.views(picture, network.SIDE, item))


def _fold(lesson: Lesson) -> Array:
    """(k,) fewer folds of the random part than the lesson's; -1: not of it."""
    part = np.flatnonzero(lesson.fold >= 0)
    fold = np.full(lesson.items.size, -1)
    fold[part] = folds(lesson.items[part], min(FOLDS, max(part.size, 1)), lesson.seed)
    return fold


def _told(one: training.Fitted | None, maps: Array, lesson: Lesson, stay: Array | None = None) -> Array:
    """(n, C) of `maps`; where there was one class to learn from, that class."""
    if one is not None:
        return one.chances(maps, lesson.n_classes)
    only = lesson.labels if stay is None else lesson.labels[stay]
    row = (
        np.eye(lesson.n_classes)[only[:1]]
        if only.size
        else np.full((1, lesson.n_classes), 1 / lesson.n_classes)
    )
    return np.repeat(row, len(maps), axis=0)

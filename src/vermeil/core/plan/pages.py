"""Pages of look-alikes with one suggested class: who looks clicks the odd ones out."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
PAGE = 60  #: items on a page, at most
ITERATIONS, TINY = 16, 1e-30


def pages(features: Array, items: Array, suggested: Array, paged: Array) -> Array:
    """(k,) int32: the page of each of `items` (k,) that is `paged` (k,); -1 of the others.

    All of a page are `suggested` (k,) the same class. Within a class items stand along the direction in which
    they differ most, so that neighbours look alike.
    """
    page, number = np.full(items.size, -1, np.int32), 0
    for kind in np.unique(suggested[paged]):
        places = np.flatnonzero(paged & (suggested == kind))
        places = places[np.argsort(_along(features[items[places]]), kind="stable")]
        page[places] = number + np.arange(places.size) // PAGE
        number = int(page.max()) + 1
    return page


def _along(points: Array) -> Array:
    """(k,) the place of each of `points` (k, d) on their first principal axis, nearly.

    By power iteration: an exact one takes seconds where there are thousands of features.
    """
    centred = points - points.mean(axis=0)
    axis = centred[np.argmax((centred**2).sum(axis=1))]
    for _ in range(ITERATIONS):
        axis = centred.T @ (centred @ axis)
        axis = axis / max(float(np.linalg.norm(axis)), TINY)
    place: Array = centred @ axis
    return place

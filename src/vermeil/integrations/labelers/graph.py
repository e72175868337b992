"""Label spreading on the graph of nearest neighbours (Zhou et al. 2004): uses the items that have no label.

Spreading is linear in the labels: leaving a fold's labels out is subtracting what they spread, so that all
folds are computed in one run.
"""

from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.neighbors import kneighbors_graph

Array = NDArray[Any]
NEIGHBOURS = 10
KEPT = 0.95  #: share of an item's score that comes from its neighbours
STEPS = 14  #: of Chebyshev: as near to where scores settle as 50 rounds of plain passing on


def build(space: Array) -> sp.csr_array:
    """(n, n) sparse: symmetrically normalised similarities of near neighbours."""
    near = kneighbors_graph(space, min(NEIGHBOURS, len(space) - 1), mode="distance")
    unit = max(float(np.median(near.data)), 1e-9)
    near.data = (
        np.exp(-((near.data / unit) ** 2)) + 1e-6
    )  # a similarity: copies, at distance 0, keep their edge
    near = near.maximum(near.T).tocsr()
    scale = sp.diags(np.asarray(near.sum(axis=1)).ravel() ** -0.5)
    return (scale @ near @ scale).tocsr().astype(np.float32)


def chances(
    spread: sp.csr_array, items: Array, labels: Array, n_classes: int, fold: Array
) -> tuple[Array, Array]:
    """Probabilities (n, C) of all items, and out of fold (k, C) of `items`.

    `fold` (k,) is -1 for those never left out.
    """
    count = int(fold.max(initial=-1)) + 1
    start = np.zeros((spread.shape[0], (count + 1) * n_classes), np.float32)
    start[items, labels] = 1
    inside = np.flatnonzero(fold >= 0)
    start[items[inside], (fold[inside] + 1) * n_classes + labels[inside]] = 1
    blocks = _settled(spread, start).reshape(len(start), count + 1, n_classes)
    everything = blocks[:, 0]
    left_out = everything[items].copy()
    left_out[inside] -= blocks[items[inside], fold[inside] + 1]
    return _shares(everything), _shares(left_out)


def _settled(spread: sp.csr_array, start: Array) -> Array:
    """(n, columns): scores x with x = KEPT * spread @ x + start (Golub and Varga 1961, Chebyshev's method).

    The steps do not depend on the labels, so that the result is linear in `start`.
    """
    before, scores, weight = np.zeros_like(start), start, 2.0
    for _ in range(STEPS):
        weight = 1 / (1 - KEPT**2 * weight / 4)
        before, scores = scores, weight * (KEPT * (spread @ scores) + start - before) + before
    return scores


def _shares(scores: Array) -> Array:
    scores = np.maximum(scores, 0) + 1e-9
    shares: Array = scores / scores.sum(axis=1, keepdims=True)
    return shares

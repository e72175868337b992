"""Kernel ridge classification: one linear solve, and leave-one-out predictions in closed form.

A Gaussian (or linear) kernel with width and ridge chosen by leave-one-out error (Allen's PRESS: the residual
of a linear smoother is r_i / (1 - h_ii)); from 8,000 labels on with Nystroem landmarks (Williams & Seeger
2001) and predictions out of fold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.linalg.lapack import dpotri

from vermeil.integrations.labelers import cores

Array = NDArray[Any]
WIDTHS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)  #: of the Gaussian, in inverse median squared distances
RIDGES = (1e-3, 1e-2, 1e-1)
TRIAL = 500  #: labels on which width and ridge are chosen
EXACT = 8000  #: labels up to which every one is a landmark, and leave-one-out is exact
LANDMARKS = 5000  #: beyond
FOLDS = 8
TEMPERATURES = (0.03, 0.05, 0.08, 0.12, 0.2, 0.3, 0.5)
ROWS = 1024  #: predicted at once: so many stay in the cache between one pass over them and the next


@dataclass(frozen=True, slots=True)
class Shape:
    """A kernel: `width` 0 is the linear one."""

    space: int  #: which scaling of the features
    width: float
    ridge: float
    unit: float  #: median squared distance, or mean squared norm

    def between(self, a: Array, b: Array) -> Array:
        """(len(a), len(b)) float32."""
        if self.width == 0:
            return (a @ b.T) / np.float32(self.unit)
        scale = np.float32(self.width / self.unit)
        near: Array = a @ (2 * scale * b).T  # what follows writes in place: it is as long as the product
        near -= scale * (a * a).sum(1)[:, None]
        near -= scale * (b * b).sum(1)
        return np.exp(np.minimum(near, 0, out=near), out=near)


def chances(
    spaces: tuple[Array, ...], items: Array, labels: Array, n_classes: int, seed: int
) -> tuple[Array, Array]:
    """Probabilities (n, C) of all items, and leave-one-out (k, C) of `items` (k,); out of fold of many."""
    wanted = np.eye(n_classes)[labels] - 1 / n_classes
    rng = np.random.default_rng([seed, items.size])
    trial = rng.permutation(items.size)[:TRIAL]
    shape = _best(spaces, items[trial], wanted[trial])
    space = spaces[shape.space]
    base = space[items]
    if items.size <= EXACT:
        weights, left_out = _fit(shape, base, wanted)
    else:
        base = space[items[rng.permutation(items.size)[:LANDMARKS]]]
        weights, left_out = _fit_on(base, shape, space[items], wanted, rng.permutation(items.size) % FOLDS)
    temperature = _temperature(left_out, labels)
    scores = cores.each(
        lambda start: shape.between(space[start : start + ROWS], base) @ weights, range(0, len(space), ROWS)
    )
    return softmax(np.concatenate(scores) / temperature), softmax(left_out / temperature)


def _best(spaces: tuple[Array, ...], items: Array, wanted: Array) -> Shape:
    def loss(shape: Shape) -> float:
        near = spaces[shape.space][items]
        return float(((_fit(shape, near, wanted)[1] - wanted) ** 2).mean())

    shapes = list(_shapes(spaces, items))
    return shapes[int(np.argmin(cores.each(loss, shapes)))]


def _shapes(spaces: tuple[Array, ...], items: Array) -> Iterator[Shape]:
    for number, space in enumerate(spaces):
        near = space[items]
        norms = (near * near).sum(1)
        squared = norms[:, None] + norms - 2 * near @ near.T
        median = float(np.median(squared[np.triu_indices(len(near), 1)])) if len(near) > 1 else 1.0
        for ridge in RIDGES:
            yield Shape(number, 0.0, ridge * 10, max(float(norms.mean()), 1e-12))
            yield from (Shape(number, width, ridge, max(median, 1e-12)) for width in WIDTHS)


def _fit(shape: Shape, near: Array, wanted: Array) -> tuple[Array, Array]:
    """Weights (k, C) and leave-one-out scores (k, C)."""
    matrix = shape.between(near, near).astype(float)
    matrix[np.diag_indices(len(near))] += shape.ridge
    factor = cho_factor(matrix, lower=True, overwrite_a=True)
    weights = cho_solve(factor, wanted)
    inverse, _ = dpotri(factor[0], lower=1, overwrite_c=1)
    return weights.astype(np.float32), wanted - weights / np.diag(inverse)[:, None]


def _fit_on(landmarks: Array, shape: Shape, near: Array, wanted: Array, fold: Array) -> tuple[Array, Array]:
    """Weights (landmarks, C), and scores (k, C) of each item out of fold.

    Not leave-one-out: where a landmark stands alone its leverage is one up to rounding, and the closed form
    becomes noise.
    """
    tall = shape.between(near, landmarks).astype(float)
    ridge = shape.ridge * shape.between(landmarks, landmarks) + 1e-6 * len(near) * np.eye(len(landmarks))
    parts = [np.flatnonzero(fold == number) for number in range(FOLDS)]
    left = [tall[part].T @ tall[part] for part in parts]
    right = [tall[part].T @ wanted[part] for part in parts]
    whole, aim = sum(left, ridge), sum(right, np.zeros_like(right[0]))
    scores = np.empty_like(wanted)
    for part, taken, missed in zip(parts, left, right, strict=True):
        scores[part] = tall[part] @ cho_solve(cho_factor(whole - taken), aim - missed)
    return cho_solve(cho_factor(whole), aim).astype(np.float32), scores


def _temperature(scores: Array, labels: Array) -> float:
    def loss(temperature: float) -> float:
        p = softmax(scores / temperature)[np.arange(len(labels)), labels]
        return float(-np.log(np.maximum(p, 1e-9)).mean())

    return min(TEMPERATURES, key=loss)


def softmax(scores: Array) -> Array:
    """Rows that sum to 1."""
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Array = grown / grown.sum(axis=1, keepdims=True)
    return result

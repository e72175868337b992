"""The chance that a machine's label is wrong, learned from the random part out of fold (METHOD 3.2, item 6).

A small logistic regression on what the labeler said of itself. Its prior believes the labeler's own
probability a little; the random part corrects it, so that an over-confident labeler is not believed.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan.events import Trained

Array = NDArray[Any]
#: coefficients of: constant, logit of the error that the labeler admits, margin, entropy
PRIOR, PRECISION = np.array([0.0, 0.7, 0.0, 0.0]), np.array([0.15, 3.0, 6.0, 6.0])
STEPS = 12
TINY = np.float32(1e-3)
ROWS = 65_536  #: looked at at once: what the pool's signals take beside does not grow with it


def signals(top: Array, margin: Array, entropy: Array) -> Array:
    """(n, 4) float32: what the labeler says of each item."""
    admitted = np.log((1 - top + TINY) / (top + TINY))
    return np.column_stack([np.ones_like(top), admitted, np.log(1 - margin + TINY) / 4, np.sqrt(entropy)])


def signals_of(trained: Trained, items: Array) -> Array:
    """(k, 4) float32: what a trained labeler says of `items` (k,)."""
    return signals(trained.top[items], trained.margin[items], trained.entropy[items])


def fit(seen: Array, wrong: Array, weights: Array) -> Array:
    """(b, 4) coefficients, a row for each of `weights` (b, p), from signals (p, 4) and `wrong` (p,) bool."""
    squares = (seen[:, :, None] * seen[:, None, :]).reshape(len(seen), -1)
    beta = np.tile(PRIOR, (len(weights), 1))
    for _ in range(STEPS):
        p = chances(seen, beta)
        slope = (weights * (wrong - p)) @ seen - PRECISION * (beta - PRIOR)
        bend = ((weights * p * (1 - p)) @ squares).reshape(-1, 4, 4) + np.diag(PRECISION)
        step = np.linalg.solve(bend, slope[:, :, None])[:, :, 0]
        beta = beta + np.clip(step, -2, 2)
    return beta


def chances(seen: Array, beta: Array) -> Array:
    """(b, n): the chance of error of each item under each row of coefficients; (n,) under one."""
    scores = np.clip(beta.astype(seen.dtype) @ seen.T, -30, 30)
    result: Array = 1 / (1 + np.exp(-scores))
    return result


def doubts(trained: Trained, items: Array, beta: Array) -> Array:
    """(k,) float32: the chance of error of each of `items` (k,) under coefficients `beta` (4,)."""
    result = np.empty(items.size, np.float32)
    for start in range(0, items.size, ROWS):
        rows = slice(start, start + ROWS)
        result[rows] = chances(signals_of(trained, items[rows]), beta)
    return result

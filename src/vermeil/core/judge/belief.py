"""Beliefs from several sources that are not independent, each weighed by what it proved to be worth.

People err together on hard items, and together with the machine. A consensus that takes them to be
independent is far too sure of itself; the weights are learned from items whose truth is known.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
PRECISION = 1.0  #: of the prior, which believes that each source is what it says: weight 1
STEPS = 30
STILL = 1e-9


def pool(sources: Array, weights: Array) -> Array:
    """(n, c) the belief proportional to exp(sum_s weights[s] * sources[s]), from `sources` (s, n, c) logs.

    The logarithmic opinion pool (Genest & Zidek 1986). One source with a weight below 1: the same, less sure.
    """
    score = np.tensordot(weights, sources, axes=1)
    score = np.exp(score - score.max(axis=1, keepdims=True))
    result: Array = score / score.sum(axis=1, keepdims=True)
    return result


def weigh(sources: Array, truth: Array) -> Array:
    """(s,) weights with which the pool fits the known `truth` (n,) of `sources` (s, n, c) logs best.

    Maximum a posteriori by Newton's steps: the likelihood is concave in the weights. Steps that would not
    rise are halved.
    """
    weights = np.ones(len(sources))
    right = sources[:, np.arange(truth.size), truth]
    for _ in range(STEPS):
        chance = pool(sources, weights)
        mean = (sources * chance).sum(axis=2)
        slope = (right - mean).sum(axis=1) - PRECISION * (weights - 1)
        bend = np.einsum("snc,tnc,nc->st", sources, sources, chance) - mean @ mean.T
        step = np.linalg.solve(bend + PRECISION * np.eye(len(weights)), slope)
        now = _fit(sources, truth, weights)
        while _fit(sources, truth, weights + step) < now and np.abs(step).max() > STILL:
            step = step / 2
        weights = weights + step
        if np.abs(step).max() < STILL:
            break
    return weights


def _fit(sources: Array, truth: Array, weights: Array) -> float:
    chance = pool(sources, weights)[np.arange(truth.size), truth]
    logs = np.log(np.maximum(chance, 1e-300)).sum()
    return float(logs - PRECISION * ((weights - 1) ** 2).sum() / 2)

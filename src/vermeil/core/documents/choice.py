"""One of several, by what each is like: the conditional logit with weights that start somewhere.

McFadden 1974, "Conditional logit analysis of qualitative choice behavior". The weights have a normal prior
around where they start; a choice of which several are right counts as the sum over these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Features = Mapping[str, float]
STIFF = 0.3  #: one over the variance of a weight around where it starts


@dataclass(frozen=True, slots=True)
class Choice:
    """What there was to choose from, and which of it was right: at least one."""

    offers: Sequence[Features]
    right: Sequence[bool]


def chances(weights: Features, offers: Sequence[Features]) -> list[float]:
    """How probable it is of each that it is the right one."""
    scores = np.array([sum(weights.get(name, 0.0) * size for name, size in one.items()) for one in offers])
    odds = np.exp(scores - scores.max())
    return [float(one) for one in odds / odds.sum()]


def fitted(choices: Sequence[Choice], start: Features) -> dict[str, float]:
    """The most probable weights after `choices`, by feature; those never met stay where they start."""
    names = sorted({name for choice in choices for one in choice.offers for name in one})
    if not names:
        return dict(start)
    place = {name: n for n, name in enumerate(names)}
    offers = [one for choice in choices for one in choice.offers]
    ends = np.cumsum([0, *(len(one) for one in offers)])
    columns = [place[name] for one in offers for name in one]
    sizes = [size for one in offers for size in one.values()]
    matrix = csr_array((sizes, columns, ends), shape=(len(offers), len(names)))
    starts = np.cumsum([0, *(len(choice.offers) for choice in choices)])[:-1]
    right = np.array([fits for choice in choices for fits in choice.right])
    centre = np.array([start.get(name, 0.0) for name in names])

    def surprise(weights: Floats) -> tuple[float, Floats]:
        scores = matrix @ weights
        among_all, spread = _log_sum(scores, starts)
        among_right, share = _log_sum(np.where(right, scores, -np.inf), starts)
        away = weights - centre
        loss = float((among_all - among_right).sum() + STIFF / 2 * away @ away)
        return loss, matrix.T @ (spread - share) + STIFF * away

    best = minimize(surprise, centre, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return dict(start) | dict(zip(names, best.tolist(), strict=True))


def _log_sum(scores: Floats, starts: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Of each choice, the logarithm of the sum of its odds, and the share of each offer in that sum."""
    lengths = np.diff([*starts, len(scores)])
    top = np.maximum.reduceat(scores, starts)
    odds = np.exp(scores - np.repeat(top, lengths))
    total = np.add.reduceat(odds, starts)
    return top + np.log(total), odds / np.repeat(total, lengths)

"""How well each worker answers, from what the labels of the items are believed to be."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.judge.votes import Votes

Array = NDArray[Any]
STRENGTH = 1.0  #: what is known of all workers weighs as much as so many answers of each class
FIRM = 1e-10  #: no answer is held to be impossible


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Skill:
    """The share of right answers of each worker, all arrays (n_workers,)."""

    answers: Array  #: how many the worker gave
    share: Array  #: the estimate; NaN without answers
    low: Array
    high: Array


def skills(votes: Votes, posterior: Array, confidence: float = 0.95) -> Skill:
    """The share of right answers with an approximate interval: Wilson's, at the information that there is.

    `posterior` (n_items, n_classes) is the belief about the items. Where it is not certain, an answer tells
    less of its worker: the missing information (Louis 1982), r (1 - r) for an answer that is right with
    chance r, is taken off. Known truth gives Wilson's interval itself. It is no guarantee: if workers err
    together, all are taken for better than they are.
    """
    right = posterior[votes.item, votes.label]
    n = np.bincount(votes.worker, minlength=votes.n_workers).astype(float)
    hits = np.bincount(votes.worker, right, votes.n_workers)
    doubt = np.bincount(votes.worker, right * (1 - right), votes.n_workers)
    smooth = (hits + 1) / (n + 2)
    weight = np.maximum(n - doubt / (smooth * (1 - smooth)), 0.0)
    with np.errstate(invalid="ignore"):
        share = hits / n
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    p = np.nan_to_num(share)
    middle = (weight * p + z * z / 2) / (weight + z * z)
    half = z * np.sqrt(weight * p * (1 - p) + z * z / 4) / (weight + z * z)
    return Skill(
        answers=n.astype(np.int64),
        share=share,
        low=np.clip(middle - half, 0, 1),
        high=np.clip(middle + half, 0, 1),
    )


def told(votes: Votes, posterior: Array) -> Array:
    """(n_workers, n_classes, n_classes) expected numbers of answers: [w, k, l] when w said l of a true k."""
    w, c = votes.n_workers, votes.n_classes
    cell = votes.worker * c + votes.label
    by_class = np.ascontiguousarray(posterior.T)
    counts = [np.bincount(cell, chance[votes.item], w * c).reshape(w, c) for chance in by_class]
    return np.stack(counts, axis=1)


def team(counts: Array, strength: float = STRENGTH) -> Array:
    """(n_classes, n_classes) P(answer l | truth k) of somebody of whom nothing else is known, rows k.

    `counts` are those of all workers together; a class that was hardly met is taken to be like the others.
    """
    c = len(counts)
    right = (np.trace(counts) + 1) / (counts.sum() + 2)
    plain = np.full((c, c), (1 - right) / max(c - 1, 1))
    np.fill_diagonal(plain, right)
    return _rows(counts + strength * plain)


def confusions(counts: Array, strength: float = STRENGTH) -> Array:
    """(n_workers, n_classes, n_classes) P(answer l | truth k) of each worker.

    The mean under a Dirichlet prior whose mean is the team's and which weighs as much as `strength`
    answers of each class; 0: the plain maximum likelihood of Dawid and Skene (1979).
    """
    return _rows(counts + strength * team(counts.sum(axis=0), strength))


def _rows(counts: Array) -> Array:
    counts = np.maximum(counts, FIRM)
    result: Array = counts / counts.sum(axis=-1, keepdims=True)
    return result

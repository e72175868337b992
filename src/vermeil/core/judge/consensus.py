"""The true label behind several answers, and how sure it is.

Which method when, and why they are written here: docs/decisions/consensus.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.judge.skill import STRENGTH, confusions, team, told
from vermeil.core.judge.votes import Votes

Array = NDArray[Any]
UNKNOWN = -1  #: in `gold`: the label of this item is not known
ROUNDS = 200
STILL = 1e-5  #: beliefs that move less than this in the mean over items have converged
PER_CELL = 5  #: answers of a typical worker for each cell of a confusion, below which it is not estimated


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Consensus:
    """What is believed of every item."""

    posterior: Array  #: (n_items, n_classes), rows sum to 1
    answers: Array  #: (n_classes, n_classes) P(answer | truth) of one more vote by anybody, rows: truth

    @property
    def labels(self) -> Array:
        """(n_items,) the most probable class; of equal ones the first."""
        result: Array = self.posterior.argmax(axis=1)
        return result

    @property
    def error(self) -> Array:
        """(n_items,) the believed chance that the label is wrong."""
        result: Array = 1 - self.posterior.max(axis=1)
        return result


def majority(votes: Votes, gold: Array | None = None) -> Consensus:
    """Every vote counts the same: the posterior is the share of the votes; without votes all are equal."""
    return _consensus(votes, _known(_shares(votes), gold))


def dawid_skene(votes: Votes, gold: Array | None = None, strength: float = STRENGTH) -> Consensus:
    """Labels and every worker's confusion of classes, each explaining the other (Dawid & Skene 1979).

    `gold` (n_items,) int holds known labels, elsewhere UNKNOWN. `strength` is the weight of the prior, in
    answers of each class (`skill.confusions`); 0 is the plain estimate of the paper, which learns nothing
    from a worker with one answer.
    """
    cell = votes.worker * votes.n_classes + votes.label

    def explain(posterior: Array) -> Array:
        likely = np.log(confusions(told(votes, posterior), strength))
        by_truth = likely.transpose(1, 0, 2).reshape(votes.n_classes, -1)
        return np.stack([np.bincount(votes.item, row[cell], votes.n_items) for row in by_truth], axis=1)

    return _consensus(votes, _alternate(votes, gold, explain, strength))


def one_coin(votes: Votes, gold: Array | None = None, strength: float = STRENGTH) -> Consensus:
    """Dawid and Skene's model with one number for each worker: the share of right answers.

    The wrong ones fall evenly on the other classes. For many classes or few answers by each worker.
    """
    n = np.bincount(votes.worker, minlength=votes.n_workers)
    cell = votes.item * votes.n_classes + votes.label

    def explain(posterior: Array) -> Array:
        right = posterior[votes.item, votes.label]
        hits = np.bincount(votes.worker, right, votes.n_workers)
        mean = (right.sum() + 1) / (right.size + 2)
        share = (hits + strength * mean) / np.maximum(n + strength, 1e-10)
        share = np.clip(share, 1e-10, 1 - 1e-10)
        weight = np.log(share / (1 - share) * max(votes.n_classes - 1, 1))
        sums = np.bincount(cell, weight[votes.worker], votes.n_items * votes.n_classes)
        return sums.reshape(votes.n_items, votes.n_classes)

    return _consensus(votes, _alternate(votes, gold, explain, strength))


def consensus(votes: Votes, gold: Array | None = None) -> Consensus:
    """The method that the votes support.

    Nobody's skill can be seen where each item has one vote and nothing is known: then every vote counts the
    same. A whole confusion of classes needs some answers for each of its cells; with fewer, one number for
    each worker.
    """
    overlap = np.bincount(votes.item, minlength=votes.n_items).max(initial=0) > 1
    if not overlap and (gold is None or (gold == UNKNOWN).all()):
        return majority(votes, gold)
    n = np.bincount(votes.worker, minlength=votes.n_workers)
    typical = np.median(n[votes.worker]) if votes.worker.size else 0
    return (dawid_skene if typical >= PER_CELL * votes.n_classes**2 else one_coin)(votes, gold)


def _alternate(votes: Votes, gold: Array | None, explain: Callable[[Array], Array], strength: float) -> Array:
    """Expectation and maximisation in turn, from the shares of the votes.

    `explain` gives the log-likelihood (n_items, n_classes) of the votes on each item, up to a constant, with
    the skills that follow from a posterior.
    """
    seen = np.bincount(votes.item, minlength=votes.n_items) > 0
    posterior = _known(_shares(votes), gold)
    for _ in range(ROUNDS):
        before, prior = posterior, posterior[seen].sum(axis=0) + bool(strength)
        score = np.log(np.maximum(prior / prior.sum(), 1e-10)) + explain(posterior)
        score = np.exp(score - score.max(axis=1, keepdims=True))
        posterior = _known(score / score.sum(axis=1, keepdims=True), gold)
        if np.abs(posterior - before).sum() <= STILL * votes.n_items:
            break
    return posterior


def _shares(votes: Votes) -> Array:
    tally = votes.tally().astype(float)
    n = tally.sum(axis=1, keepdims=True)
    result: Array = np.where(n > 0, tally / np.maximum(n, 1), 1 / votes.n_classes)
    return result


def _known(posterior: Array, gold: Array | None) -> Array:
    """`posterior` with certainty where the label is known."""
    if gold is None:
        return posterior
    rows = np.flatnonzero(gold != UNKNOWN)
    result = posterior.copy()
    result[rows] = 0.0
    result[rows, gold[rows]] = 1.0
    return result


def _consensus(votes: Votes, posterior: Array) -> Consensus:
    return Consensus(posterior=posterior, answers=team(told(votes, posterior).sum(axis=0)))

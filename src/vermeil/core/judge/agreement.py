"""How far people agree beyond chance: 1 wholly, 0 as by chance."""

import numpy as np

from vermeil.core.errors import BadInput
from vermeil.core.judge.votes import Votes


def krippendorff(votes: Votes) -> float:
    """Krippendorff's alpha for classes (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability").

    Items may have any number of votes; those with fewer than two say nothing. NaN where only one class was
    ever said.
    """
    tally = votes.tally()
    tally = tally[tally.sum(axis=1) > 1].astype(float)
    n = tally.sum(axis=1, keepdims=True)
    seen = (tally * (n - tally) / np.maximum(n - 1, 1)).sum()
    classes, every = tally.sum(axis=0), tally.sum()
    chance = (classes * (every - classes)).sum() / max(every - 1, 1)
    return float(1 - seen / chance) if chance else float("nan")


def fleiss(votes: Votes) -> float:
    """Fleiss' kappa (Fleiss 1971). BadInput unless every item has the same number of votes, two at least."""
    tally = votes.tally().astype(float)
    n = tally.sum(axis=1)
    if not n.size or n.min() != n.max() or n[0] < 2:  # noqa: PLR2004 - a pair
        raise BadInput("Fleiss' kappa needs the same number of votes for every item: use Krippendorff's.")
    shares = tally.sum(axis=0) / tally.sum()
    agree = ((tally**2).sum(axis=1) - n) / (n * (n - 1))
    chance = (shares**2).sum()
    return float((agree.mean() - chance) / (1 - chance)) if chance < 1 else float("nan")

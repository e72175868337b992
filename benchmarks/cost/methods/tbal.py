"""Threshold-based auto-labelling (Vishwakarma et al., NeurIPS 2023), also with Colander's score (2024).

As in the papers and their code: validation items at random; in rounds a threshold for each predicted class,
the lowest above which p + 0.25 sqrt(p (1 - p)) stays within the target on the validation items (the code's
"independent", C1 = 0.25, "sigma"), with at least 25 of them above it; what lies above is labelled and
leaves the pool, validation items included; people label a random half of the least confident 2 x batch.

The papers stop at a number of training labels and leave the rest unlabelled; here people label it. Where a
class has fewer than 25 validation items on average, one threshold serves all classes (the code's "joint"):
otherwise nothing could be labelled on small sets. Tuned on digits, TrashNet and TREC at 5 % for the least
published cost: validation 5, 10, 20 % (Colander, which halves it: 10, 20 %), batch 2, 3, 5 %, at most 15,
30, 50 % for training.
"""

import numpy as np

from benchmarks.cost.methods import colander, rounds
from benchmarks.cost.methods.rounds import Recipe
from benchmarks.cost.world import Array, Frozen, World
from vermeil.core.plan.events import Trained

MARGIN = 0.25  #: C1
FEWEST = 25  #: validation items above a threshold


def bounded(share: Array, count: Array) -> Array:
    """The code's upper bound of an error estimated as `share` on `count` items: no confidence level."""
    return np.where(count >= FEWEST, share + MARGIN * np.sqrt(share * (1 - share)), np.inf)


def above(world: World, told: Trained, score: Array, judges: Array) -> Array:
    """(n,) bool: the items above the threshold of their predicted class."""
    error, said = world.terms.target.error, told.label
    wrong = said[judges] != world.labels[judges]
    if judges.size < FEWEST * world.data.n_classes:
        joint: Array = score >= rounds.longest(score[judges], wrong, bounded, error)
        return joint
    found = np.zeros(world.n, bool)
    for kind in range(world.data.n_classes):
        own = said[judges] == kind
        threshold = rounds.longest(score[judges][own], wrong[own], bounded, error)
        found |= (said == kind) & (score >= threshold)
    return found


def recipe(
    validation: float = 0.05, batch: float = 0.03, most: float = 0.5, *, learned: bool = False
) -> Recipe:
    """The method with these sizes; `learned`: with Colander's score."""
    return Recipe(
        validation=validation,
        seed=batch,
        batch=batch,
        most=most,
        score=colander.score if learned else rounds.by_margin,
        rule=above,
        choose=rounds.least_confident_half,
        drop=True,
    )


TUNED = recipe()
TUNED_COLANDER = recipe(validation=0.1, learned=True)


def run(world: World) -> Frozen:
    """With the labeler's own margin."""
    return rounds.play(world, TUNED)


def run_colander(world: World) -> Frozen:
    """With a score learned on half of the validation items."""
    return rounds.play(world, TUNED_COLANDER)

"""The 95 % rule of the best known hosted service (SageMaker Ground Truth, automated data labelling).

As its guide says: a random sample goes to people and is split into training and validation; validation is
20 % of the data below 5,000 items and 10 % above; after each training the lowest confidence is sought above
which the expected accuracy on the validation set is at least 95 %; what lies above is labelled by the
machine; people label the least confident; and so on until nothing is left. A point estimate on a reused
validation set.

The guide's rule is fixed at 95 %; for other targets the same rule runs at their accuracy. The console asks
people for 1,000 items a round, which is more than some data sets here hold: the batch is a share of the
pool; of 2, 5 and 10 % the smallest was the cheapest on digits, TrashNet and TREC.
"""

from benchmarks.cost.methods import rounds
from benchmarks.cost.methods.rounds import Recipe
from benchmarks.cost.world import Array, Frozen, World
from vermeil.core.plan.events import Trained

BOUNDARY = 5000  #: items from which on the validation set is the smaller share


def estimated(share: Array, _: Array) -> Array:
    """The error as it is measured."""
    return share


def above(world: World, told: Trained, score: Array, judges: Array) -> Array:
    """(n,) bool: the items above one threshold."""
    wrong = told.label[judges] != world.labels[judges]
    found: Array = score >= rounds.longest(score[judges], wrong, estimated, world.terms.target.error)
    return found


def recipe(n: int, batch: float = 0.02) -> Recipe:
    """The rule for `n` items."""
    return Recipe(
        validation=0.2 if n < BOUNDARY else 0.1,
        seed=batch,
        batch=batch,
        most=1.0,
        score=rounds.by_margin,
        rule=above,
        choose=rounds.least_confident,
        drop=False,
    )


def run(world: World) -> Frozen:
    """The hosted service's loop."""
    return rounds.play(world, recipe(world.n))

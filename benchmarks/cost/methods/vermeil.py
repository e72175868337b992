"""Vermeil as users call it: `vermeil.label` with its own defaults. Nothing is tuned for a data set.

It is given the features, not the files, so that no method gains by dropping copies.
"""

import time
from collections import Counter

from benchmarks.cost.world import Ending, World
from vermeil.core.plan.recipe import Recipe
from vermeil.library import Result, label

DEFAULT = Recipe()


def run(world: World, recipe: Recipe = DEFAULT) -> Ending:
    """One call of the library; what it asked and paid is read from its own log and ledger."""
    began = time.perf_counter()
    result = label(
        world.data.features,
        lambda items: world.data.truth[items],
        classes=world.data.n_classes,
        target=world.terms.target,
        prices=world.terms.prices,
        recipe=recipe,
        seed=world.terms.seed,
        progress=False,
    )
    world.asked = _purposes(result)
    world.seconds = sum(payload["seconds"] for kind, payload, _ in result.log if kind == "trained")
    assert abs(world.total - result.cost.total) < 1e-6, "every cost is counted here, too"
    details = {
        "reason": result.reason,
        "labelers": [row["labeler"] for row in result.rounds if "labeler" in row],
        "planning_seconds": time.perf_counter() - began - world.seconds,
    }
    machine = int((result.source == "machine").sum())
    return Ending(result.labels, machine, certified=result.certificate.holds, details=details)


def _purposes(result: Result) -> Counter[str]:
    """Questions by purpose: an answer belongs to the `Ask` before it."""
    asked: Counter[str] = Counter()
    purpose = ""
    for kind, payload, arrays in result.log:
        if kind == "ask":
            purpose = payload["purpose"]
        elif kind == "answered":
            asked[purpose] += arrays["items"].size
    assert asked.total() == result.cost.human_labels
    return asked

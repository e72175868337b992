"""Vermeil as users call it: `vermeil.label` with its own defaults. Nothing is tuned for a data set.

It is given the features, not the files, so that no method gains by dropping copies. `verifying` is the same
where to confirm what the machine thinks costs a fifth of a label; people are right here, also when they do.
"""

import time
from collections import Counter
from dataclasses import replace

from benchmarks.cost.world import Ending, World
from vermeil.core.plan.recipe import Recipe
from vermeil.library import Result, label

VERIFY = 0.2  #: price of confirming, in labels


def run(world: World, recipe: Recipe | None = None) -> Ending:
    """One call of the library, in which everybody labels blindly."""
    return _labelled(world, world.terms.prices.label, recipe)


def verifying(world: World) -> Ending:
    """One call of the library, in which people confirm where that is cheaper."""
    return _labelled(world, VERIFY * world.terms.prices.label, None)


def _labelled(world: World, verify: float, recipe: Recipe | None) -> Ending:
    """What it asked and paid is read from its own log and ledger."""
    began = time.perf_counter()
    result = label(
        world.data.features,
        lambda items: world.data.truth[items],
        classes=world.data.n_classes,
        target=world.terms.target,
        prices=replace(world.terms.prices, verify=verify),
        seed=world.terms.seed,
        recipe=recipe,
        progress=False,
    )
    world.asked, shown = _purposes(result)
    world.checks = verify * shown
    world.seconds = sum(payload["seconds"] for kind, payload, _ in result.log if kind == "trained")
    assert abs(world.total - result.cost.total) < 1e-6, "every cost is counted here, too"
    details = {
        "reason": result.reason,
        "labelers": [row["labeler"] for row in result.rounds if "labeler" in row],
        "confirmed": shown,
        "planning_seconds": time.perf_counter() - began - world.seconds,
    }
    machine = int((result.source == "machine").sum())
    return Ending(result.labels, machine, certified=result.certificate.holds, details=details)


def _purposes(result: Result) -> tuple[Counter[str], int]:
    """Labels by purpose, an answer belongs to the `Ask` before it; and how many items were shown with one."""
    asked: Counter[str] = Counter()
    purpose, shown, suggested = "", 0, {}
    for kind, payload, arrays in result.log:
        if kind == "ask":
            purpose = "rest" if payload["purpose"] == "verify" else payload["purpose"]
            suggested = dict(zip(arrays["items"].tolist(), arrays["suggested"].tolist(), strict=False))
        elif kind == "answered":
            offers = [suggested.get(item, -1) for item in arrays["items"].tolist()]
            asked[purpose] += sum(
                offer != said for offer, said in zip(offers, arrays["labels"].tolist(), strict=True)
            )
            shown += sum(offer >= 0 for offer in offers)
    return asked, shown

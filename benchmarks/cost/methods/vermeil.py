"""Vermeil as users call it: `vermeil.label` with its own defaults. Nothing is tuned for a data set.

It is given the features, not the files, so that no method gains by dropping copies. `verifying` is the same
where to confirm what the machine thinks costs a fifth of a label; people are right here, also when they do.
"""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from benchmarks.cost import forecasts
from benchmarks.cost.forecasts import Line
from benchmarks.cost.world import Ending, Outcome, World
from vermeil.core.certify import certificate
from vermeil.core.plan.campaign import (
    Answered,
    Ask,
    Drawn,
    Event,
    Finish,
    Pool,
    Setup,
    State,
    Train,
    begin,
    decide,
    from_record,
    missing_labelers,
    observe,
    outcome,
    summary,
    taught,
    to_record,
    waiting_for,
)
from vermeil.core.plan.recipe import Recipe
from vermeil.library import label

VERIFY = 0.2  #: price of confirming, in labels


def run(world: World, recipe: Recipe | None = None) -> Ending:
    """One call of the library, in which everybody labels blindly."""
    return _labelled(world, world.terms.prices.label, recipe)


def verifying(world: World, recipe: Recipe | None = None) -> Ending:
    """One call of the library, in which people confirm where that is cheaper."""
    return _labelled(world, VERIFY * world.terms.prices.label, recipe)


def _labelled(world: World, verify: float, recipe: Recipe | None) -> Ending:
    """What it asked and paid is read from its own log."""
    began = time.perf_counter()
    prices = replace(world.terms.prices, verify=verify)
    result = label(
        world.data.features,
        lambda items: world.data.truth[items],
        classes=world.data.n_classes,
        target=world.terms.target,
        prices=prices,
        seed=world.terms.seed,
        recipe=recipe,
        progress=False,
    )
    end = _told(world, list(result.log), _replayed(result.log))
    lasted = time.perf_counter() - began
    end.details["planning_seconds"] = lasted - world.seconds
    if recipe is None and verify == world.terms.prices.label:
        end.details["forecasts"] = forecasts.of(result.log)
    drawn = [at for at, (kind, *_) in enumerate(result.log) if kind == "drawn"]
    return replace(end, again=partial(_again, world, result.log[: drawn[0]])) if drawn else end


def _replayed(log: Sequence[Line]) -> State:
    """The state after the lines of a log."""
    state = begin(Setup.from_record(*log[0][1:]))
    for line in log[1:]:
        state = observe(state, from_record(*line))
    return state


def _again(world: World, frozen: Sequence[Line], number: int) -> Outcome:
    """How the campaign goes on from its first frozen order when other items are drawn."""
    state, pool = _replayed(frozen), Pool(world.data.features)
    twin, log = world.fork(), list(frozen)
    event: Event = Drawn(f"{world.terms.seed}:{number}")
    while not isinstance(event, Finish):
        if event is not state.awaiting:
            state = observe(state, event)
            log.append(to_record(event))
        event = decide(state, pool)
        if event is state.awaiting:
            event = act(twin, state, len(log))
    return twin, _told(twin, log, state)


def act(world: World, state: State, events: int) -> Event:
    """What comes of the pending decision; `events`: of the log so far, by which an audit is drawn."""
    setup = state.setup
    match state.awaiting:
        case Ask():
            items = waiting_for(state)
            return Answered(items, world.data.truth[items])
        case Train():
            name = missing_labelers(state)[0]
            known, random, classes = taught(state), state.random, setup.n_classes
            return world.bench.train(
                name, known, random, n_classes=classes, seed=setup.seed, first=setup.first
            )
    return Drawn(f"{setup.seed}:{events}")


def _told(world: World, log: list[Line], state: State) -> Ending:
    """What a log says was asked and paid; the world is told."""
    world.asked, looked = _purposes(log, state.setup.n_classes)
    world.checks = state.setup.prices.verify * looked
    world.seconds = sum(payload["seconds"] for kind, payload, _ in log if kind == "trained")
    assert abs(world.total - state.spent.total) < 1e-6, "every cost is counted here, too"
    end, rounds = outcome(state), summary(state)
    details = {
        "reason": rounds["reason"],
        "labelers": [row["labeler"] for row in rounds["rounds"] if "labeler" in row],
        "suggested": looked,
    }
    sure = certificate.of(state).holds
    return Ending(end.labels, int((end.source == "machine").sum()), certified=sure, details=details)


def _purposes(log: Iterable[Line], n_classes: int) -> tuple[Counter[str], int]:
    """Labels by purpose, an answer belongs to the `Ask` before it; and how many suggestions were looked at.

    Counted item by item, in another way than the engine counts.
    """
    asked: Counter[str] = Counter()
    purpose, looked, offers = "", 0, {}
    for kind, payload, arrays in log:
        if kind == "ask":
            purpose = "rest" if payload["purpose"] == "verify" else payload["purpose"]
            rows = arrays["suggested"], *(arrays["runners"].T if arrays["runners"].size else ())
            turns = zip(*(row.tolist() for row in rows), strict=True)
            offers = dict(zip(arrays["items"].tolist(), turns, strict=False))
        elif kind == "answered":
            for item, said in zip(arrays["items"].tolist(), arrays["labels"].tolist(), strict=True):
                made = [one for one in offers.get(item, ()) if one >= 0]
                seen = made.index(said) + 1 if said in made else len(made)
                looked += seen
                asked[purpose] += said not in made and len(made) < n_classes - 1
    return asked, looked

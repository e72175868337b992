"""Vermeil as users call it: `vermeil.label` with its own defaults. Nothing is tuned for a data set.

It is given the features, not the files, so that no method gains by dropping copies. `verifying` is the same
where to confirm what the machine thinks costs a fifth of a label; people are right here, also when they do.
In `hasty` they are not: one wrong suggestion in twenty gets past them. Vermeil is not told; it plants wrong
suggestions to find out.
"""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from benchmarks.cost import forecasts
from benchmarks.cost.forecasts import Line
from benchmarks.cost.world import Array, Ending, Outcome, World
from vermeil.core.certify import certificate
from vermeil.core.model import Prices
from vermeil.core.plan.campaign import (
    Answered,
    Ask,
    Drawn,
    Event,
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
HASTE = 0.05  #: chance that hasty people let a wrong suggestion pass


def run(world: World, recipe: Recipe | None = None) -> Ending:
    """One call of the library, in which everybody labels blindly."""
    return _labelled(world, world.terms.prices.label, recipe)


def verifying(world: World, recipe: Recipe | None = None) -> Ending:
    """One call of the library, in which people confirm where that is cheaper."""
    return _labelled(world, VERIFY * world.terms.prices.label, recipe)


def hasty(world: World, recipe: Recipe | None = None) -> Ending:
    """`verifying`, among people who confirm too much."""
    prices = replace(world.terms.prices, verify=VERIFY * world.terms.prices.label)
    setup = replace(setup_of(world, prices), recipe=recipe or Recipe())
    state, log = _played(world.fork(), begin(setup), [("setup", *setup.to_record())], HASTE)
    return _drawn_again(world, _told(world, log, state), log, HASTE)


def setup_of(world: World, prices: Prices) -> Setup:
    """What the library sets up where nothing else is said."""
    return Setup(
        n_items=world.n,
        n_classes=world.data.n_classes,
        target=world.terms.target,
        prices=prices,
        labelers=world.names,
        seed=world.terms.seed,
    )


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
    if recipe is None:
        end.details["forecasts"] = forecasts.of(result.log)
    return _drawn_again(world, end, result.log)


def _drawn_again(world: World, end: Ending, log: Sequence[Line], haste: float = 0.0) -> Ending:
    """The ending, with other draws of its first audit."""
    drawn = [at for at, (kind, *_) in enumerate(log) if kind == "drawn"]
    return replace(end, again=partial(_again, world, log[: drawn[0]], haste)) if drawn else end


def _replayed(log: Sequence[Line]) -> State:
    """The state after the lines of a log."""
    state = begin(Setup.from_record(*log[0][1:]))
    for line in log[1:]:
        state = observe(state, from_record(*line))
    return state


def _again(world: World, frozen: Sequence[Line], haste: float, number: int) -> Outcome:
    """How the campaign goes on from its first frozen order when other items are drawn."""
    twin, drawn = world.fork(), Drawn(f"{world.terms.seed}:{number}")
    state, log = _played(twin, observe(_replayed(frozen), drawn), [*frozen, to_record(drawn)], haste)
    return twin, _told(twin, log, state)


def _played(world: World, state: State, log: list[Line], haste: float) -> tuple[State, list[Line]]:
    """To the end of the campaign."""
    pool = Pool(world.data.features)
    while state.finished is None:
        event: Event = decide(state, pool)
        if event is state.awaiting:
            event = act(world, state, len(log), haste)
        state = observe(state, event)
        log.append(to_record(event))
    return state, log


def act(world: World, state: State, events: int, haste: float = 0.0) -> Event:
    """What comes of the pending decision; `events`: of the log so far, by which an audit is drawn."""
    setup = state.setup
    match state.awaiting:
        case Ask():
            items = waiting_for(state)
            return Answered(items, _said(world, state.awaiting.part(items), haste, events))
        case Train():
            name = missing_labelers(state)[0]
            known, random, classes = taught(state), state.random, setup.n_classes
            return world.bench.train(
                name, known, random, n_classes=classes, seed=setup.seed, first=setup.first
            )
    return Drawn(f"{setup.seed}:{events}")


def _said(world: World, asked: Ask, haste: float, events: int) -> Array:
    """(k,) the truth, or a wrong suggestion where one gets past people before it."""
    said = truth = world.data.truth[asked.items]
    rng = np.random.default_rng([world.terms.seed, events])
    for offer in asked.offers.T[::-1]:
        taken = (offer == truth) | ((offer >= 0) & (rng.random(truth.size) < haste))
        said = np.where(taken, offer, said)
    return said


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

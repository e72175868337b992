"""A plan as a job: what it would cost, forecast from what people have labelled so far."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.model import Prices, Target
from vermeil.core.plan import campaign as engine
from vermeil.core.plan import outlook
from vermeil.core.plan.events import Answered, Ask, Train
from vermeil.core.plan.state import Setup, State
from vermeil.flow import train
from vermeil.integrations.labelers import Bench, default_labelers
from vermeil.jobs.shop import Shop
from vermeil.store import items, jobs, plans, projects
from vermeil.store.jobs import Job

Body = dict[str, Any]
PILOT = 200  #: labels from which a forecast is worth its name
PILOT_PER_CLASS = 6


def run(shop: Shop, job: Job) -> Iterator[bool]:
    """Compute one plan; it begins anew when its worker dies."""
    with shop.store.read() as tx:
        plan = plans.get(tx, job.args["plan"])
        assert plan is not None
        project = projects.get(tx, plan.project_id)
        assert project is not None
        census = train.census(tx, project.id, items.last_id(tx, project.id))
        said = train.said_before(tx, project.id, census, project.schema["classes"])
    yield True
    setup = setup_of(plan.request, census, len(project.schema["classes"]))
    labelled, needed = int((said[setup.originals] >= 0).sum()), pilot(setup)
    if labelled < needed:
        body = cold(setup, labelled, needed)
    else:
        features = train.embed(shop.store, shop.blobs, shop.cache, project.id, census, lambda *_: None)
        body = forecast(setup, features, said)
    with shop.writing(job) as tx:
        plans.finish(tx, plan.id, body)
        jobs.finish(tx, job)


def setup_of(request: Body, census: train.Census, n_classes: int) -> Setup:
    """What a campaign would be about."""
    return Setup(
        n_items=len(census.ids),
        n_classes=n_classes,
        target=Target.of(request["target"]),
        prices=Prices.of(request["prices"]),
        labelers=default_labelers(len(census.ids), n_classes),
        budget=request["budget"],
        copies=census.copies,
    )


def pilot(setup: Setup) -> int:
    """How many labels make a forecast worth its name."""
    return min(len(setup.originals), max(PILOT, PILOT_PER_CLASS * setup.n_classes))


def cold(setup: Setup, labelled: int, needed: int) -> Body:
    """What can be said before there is anything to learn from."""
    price, currency = setup.prices.label, setup.prices.currency
    people = len(setup.originals) * price
    missing = needed - labelled
    sentence = (
        f"People alone would cost {people:,.2f} {currency}. How much a model can take over is not known "
        f"before about {needed} items are labelled ({labelled} are): {missing} more, for "
        f"{missing * price:,.2f} {currency}. A campaign begins with them; label them first if you want the "
        "forecast before you decide."
    )
    more = {"labels": missing, "cost": missing * price}
    return {"curve": [], "pilot_needed": more, "sentence": sentence, "all_human_cost": people}


def forecast(setup: Setup, features: NDArray[np.float32], said: NDArray[np.int32]) -> Body:
    """Cost against accuracy, as the engine would see it if the labels so far were a random part."""
    state, views = learned(setup, features, said)
    best = min(views, key=lambda view: view.best.mean)
    row = outlook.figures(state, best)
    curve = [
        {
            "error_target": point["error"],
            "cost": point["cost"],
            "split": _split(point, setup.prices.label),
            "machine_share": point["machine_share"],
        }
        for point in row["curve"]
    ]
    words = sentence(
        setup, next(p for p in curve if p["error_target"] == setup.target.error), row["all_human"]
    )
    return {"curve": curve, "pilot_needed": None, "sentence": words, "all_human_cost": row["all_human"]}


def _split(point: Body, price: float) -> Body:
    """What the expected cost is made of; nothing was paid yet."""
    split = {"verify": point["verify"], "audit": point["audit"] * price, "training": point["training"]}
    return {"label": point["cost"]["mid"] - sum(split.values())} | split


def learned(
    setup: Setup, features: NDArray[np.float32], said: NDArray[np.int32]
) -> tuple[State, list[outlook.View]]:
    """A campaign that has asked for exactly these labels, and has trained on them."""
    known = np.flatnonzero((said >= 0) & (setup.first == np.arange(setup.n_items)))
    state = engine.begin(setup)
    ask = Ask(known, np.ones(known.size, bool), "seed", round=1)
    for event in (ask, Answered(known, said[known]), Train(setup.labelers, round=1)):
        state = engine.observe(state, event)
    # these labels are there already: the plan is about what is still to be paid
    state = state.evolve(spent=type(state.spent)())
    told = Bench(features).train_all(
        setup.labelers,
        state.labels,
        state.random,
        n_classes=setup.n_classes,
        seed=setup.seed,
        first=setup.first,
    )
    for trained in told:
        state = engine.observe(state, trained)
    return state, [outlook.view(state, one) for one in state.trained]


def sentence(setup: Setup, point: Body, people: float) -> str:
    """The plan in words."""
    cost, currency = point["cost"], setup.prices.currency
    words = (
        f"At most {setup.target.error:.1%} wrong, {setup.target.confidence:.0%} sure: about "
        f"{cost['mid']:,.2f} {currency} more (between {cost['low']:,.2f} and {cost['high']:,.2f}), with "
        f"{point['machine_share']:.0%} labelled by the machine. People alone: {people:,.2f} {currency}."
    )
    if setup.budget is not None and cost["high"] > setup.budget:
        words += f" The budget of {setup.budget:,.2f} {currency} may not be enough."
    return words

"""A plan as a job: what it would cost, forecast from what people have labelled so far."""

import time
from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan import best_model, outlook
from vermeil.core.plan import campaign as engine
from vermeil.core.plan.caps import verdict
from vermeil.core.plan.events import Answered, Ask, Event, Train
from vermeil.core.plan.state import Setup, State
from vermeil.flow import race, train
from vermeil.integrations.labelers import Bench
from vermeil.integrations.labelers.llm import Reader
from vermeil.jobs import lots
from vermeil.jobs.quote import quote
from vermeil.jobs.race import bench_of
from vermeil.jobs.setup import setup_of
from vermeil.jobs.shop import Shop
from vermeil.store import items, jobs, plans, projects
from vermeil.store.jobs import Job

Body = dict[str, Any]
PILOT = 200  #: labels from which a forecast is worth its name
PILOT_PER_CLASS = 6
NOT_BY_LOT = (
    "The {n:,} labels that this is worked out from were not drawn by lot. If they are easier or harder than "
    "the rest, the forecast is off by as much, and its interval does not know. A campaign does not rely on "
    "them: it begins with a sample of its own."
)


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What people have said before."""

    before: train.Before
    by_lot: NDArray[np.bool_]  #: (n,) drawn uniformly

    @property
    def said(self) -> NDArray[np.int32]:
        """(n,) class ids given blindly, or by the guideline; -1: neither."""
        return self.before.known

    def judges(self, setup: Setup) -> NDArray[np.bool_]:
        """(n,) the labels that stand for the rest: those drawn by lot where they are enough, else all."""
        known = (self.said >= 0) & (setup.first == np.arange(setup.n_items))
        lot: NDArray[np.bool_] = known & self.by_lot
        return lot if lot.sum() >= pilot(setup) else known


def run(shop: Shop, job: Job) -> Generator[bool]:
    """Compute one plan; it begins anew when its worker dies."""
    with shop.store.read() as tx:
        plan = plans.get(tx, job.args["plan"])
        assert plan is not None
        project = projects.get(tx, plan.project_id)
        assert project is not None
        census = train.census(tx, project.id, items.last_id(tx, project.id))
        code = train.code_of(tx, project.id, plan.request, census, begun_ms=plan.created_ms)
        before = train.said_before(tx, project.id, census, code)
        setup = setup_of(tx, project.id, plan.request, code, census)
        sample = Sample(before, lots.drawn(tx, shop.blobs, project.id, census))
        texts = train.texts(tx, project.id, census) if plan.request["llm"] else []
    yield True
    labelled, needed = int((sample.said[setup.originals] >= 0).sum()), pilot(setup)
    trial = None
    if llm := plan.request["llm"]:
        trial = quote(setup, Reader(race.llm_of(llm), texts, tuple(code.names)), labelled)
    free = setup.labelers[:-1] if llm else setup.labelers
    if not free:
        body = untried(setup)
    elif labelled < needed:
        body = cold(setup, labelled, needed)
    else:
        began = time.perf_counter()
        features = train.embed(shop.store, shop.blobs, shop.cache, project.id, census, code, lambda *_: None)
        bench = bench_of(shop, project.id, (census, code), features, free)
        ahead = {"embedding": time.perf_counter() - began, "calls": trial.trial if trial else 0.0}
        body = forecast(replace(setup, labelers=free), bench, sample, **ahead)
    if trial:
        body |= {"notes": [*body["notes"], trial.words], "calls": trial.to_dict()}
    with shop.writing(job) as tx:
        plans.finish(tx, plan.id, body)
        jobs.finish(tx, job)


def pilot(setup: Setup) -> int:
    """How many labels make a forecast worth its name."""
    return min(len(setup.originals), max(PILOT, PILOT_PER_CLASS * setup.n_classes))


def cold(setup: Setup, labelled: int, needed: int) -> Body:
    """What can be said before there is anything to learn from."""
    currency, people = setup.prices.currency, len(setup.originals) * setup.prices.reference
    price = setup.prices.label if setup.tiered else setup.prices.reference
    missing, who = needed - labelled, "People alone" if setup.prices.expert is None else "Experts alone"
    sentence = (
        f"{who} would cost {people:,.2f} {currency}. How much a model can take over is not known "
        f"before about {needed} items are labelled blindly ({labelled} are): {missing} more, for "
        f"{missing * price:,.2f} {currency}. A campaign begins with them; label them first if you want the "
        "forecast before you decide."
    )
    more = {"labels": missing, "cost": missing * price}
    return {
        "curve": [],
        "pilot_needed": more,
        "sentence": sentence,
        "notes": [],
        "all_human_cost": people,
    }


def untried(setup: Setup) -> Body:
    """What can be said of a labeler that nobody can judge before it was asked."""
    people = len(setup.originals) * setup.prices.reference
    sentence = (
        f"People alone would cost {people:,.2f} {setup.prices.currency}. How much {setup.labelers[-1]} can "
        "take over is not known before it was tried, which a campaign begins with."
    )
    return {"curve": [], "pilot_needed": None, "sentence": sentence, "notes": [], "all_human_cost": people}


def forecast(
    setup: Setup, bench: Bench, sample: Sample, *, embedding: float = 0.0, calls: float = 0.0
) -> Body:
    """Cost against accuracy, as the engine would see it; with the price of `calls` beside it.

    `embedding`: seconds that the features took.
    """
    state = learned(setup, bench, sample)
    row = best_model.figures(state) if setup.goal == "model" else _labelled(state)
    curve = [_point(point, setup, embedding, calls) for point in row["curve"]]
    own = _own(setup, row, curve)
    judges = sample.judges(setup)
    notes = [verdict(setup.caps, own["cost"], own["time"])]
    notes += [] if sample.by_lot[judges].all() else [NOT_BY_LOT.format(n=int(judges.sum()))]
    return {
        "curve": curve,
        "pilot_needed": None,
        "sentence": (of_model if setup.goal == "model" else sentence)(setup, own, row["all_human"]),
        "notes": [note for note in notes if note],
        "all_human_cost": row["all_human"],
    }


def _labelled(state: State) -> Body:
    views = [outlook.view(state, one) for one in state.trained]
    return outlook.figures(state, min(views, key=lambda view: view.best.mean))


def _own(setup: Setup, row: Body, curve: list[Body]) -> Body:
    """The point of the curve that is planned."""
    if setup.goal == "model":
        bought = row["forecast"]["labels"]
        return next(point for one, point in zip(row["curve"], curve, strict=True) if one["labels"] == bought)
    return next(point for point in curve if point["error_target"] == setup.target.error)


def _point(point: Body, setup: Setup, embedding: float, calls: float) -> Body:
    """One target of the curve, with the computing of the features and the calls; nothing was paid yet."""
    price = setup.prices.seconds(embedding)
    time = {**point["time"], "device_hours": point["time"]["device_hours"] + embedding / 3600}
    split = {"verify": point["verify"], "audit": point["audit"] * setup.prices.reference}
    split |= {"training": point["training"], "embedding": price, "calls": calls}
    cost = {name: value + price + calls for name, value in point["cost"].items()}
    return {
        "error_target": point["error"],
        "cost": cost,
        "time": time,
        "split": {"label": max(cost["mid"] - sum(split.values()), 0.0)} | split,
        "machine_share": point["machine_share"],
        "accuracy": point.get("accuracy"),
    }


def learned(setup: Setup, bench: Bench, sample: Sample) -> State:
    """A campaign that has asked for exactly these labels, and has trained on them."""
    said = sample.said
    known = np.flatnonzero((said >= 0) & (setup.first == np.arange(setup.n_items)))
    state = engine.begin(setup)
    ask = Ask(known, sample.judges(setup)[known], "seed", round=1)
    loose = [one for one in sample.before.events() if not one.blind]
    heard: list[Event] = [*loose, ask, Answered(known, said[known]), Train(setup.labelers, round=1)]
    for event in heard:
        state = engine.observe(state, event)
    # these labels are there already: the plan is about what is still to be paid
    state = state.evolve(spent=type(state.spent)())
    told = bench.train_all(
        setup.labelers,
        state.labels,
        state.random,
        n_classes=setup.n_classes,
        seed=setup.seed,
        first=setup.first,
    )
    for trained in told:
        state = engine.observe(state, trained)
    return state


def sentence(setup: Setup, point: Body, people: float) -> str:
    """The plan of labels in words."""
    cost, currency = point["cost"], setup.prices.currency
    alone = "People alone" if setup.prices.expert is None else "People and experts alone"
    days, people_hours = point["time"]["days"], point["time"]["people_hours"]
    words = (
        f"At most {setup.target.error:.1%} wrong, {setup.target.confidence:.0%} sure: about "
        f"{cost['mid']:,.2f} {currency} more (between {cost['low']:,.2f} and {cost['high']:,.2f}), with "
        f"{point['machine_share']:.0%} labelled by the machine. {alone}: {people:,.2f} {currency}."
    )
    if setup.promises:
        words += (
            f" {len(setup.promises)} {setup.promises[0].by}(es) with a promise of their own are counted in."
        )
    return (
        f"{words} People answer for {people_hours['mid']:,.1f} hours: at the pace of the team that takes "
        f"{days['mid']:,.1f} days (between {days['low']:,.1f} and {days['high']:,.1f})."
    )


def of_model(setup: Setup, point: Body, people: float) -> str:
    """The plan of a model in words."""
    accuracy, currency = point["accuracy"], setup.prices.currency
    return (
        f"The best model for {point['cost']['mid']:,.2f} {currency} more would be right on about "
        f"{accuracy['mid']:.1%} of all items (between {accuracy['low']:.1%} and {accuracy['high']:.1%}); "
        f"an exam that it never learned from tells in the end. People alone would label all for "
        f"{people:,.2f} {currency}. At the team's pace it takes {point['time']['days']['mid']:,.1f} days."
    )

"""The second goal: the best model that the caps pay for, instead of a label for every item.

People label what is expected to teach most, as long as the next round is worth its price or until a cap
binds. Then the model is examined: items that were set aside by lot before anything was asked, and that it has
never learned from, are labelled blindly. What it gets right of them bounds its accuracy on items like these
(Clopper and Pearson 1934). The exam is looked at once, and neither picks the model nor teaches it: so it is
no label that is promised here, only how often the model is right.
"""

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.judge.bounds import highest_share
from vermeil.core.plan import choose, curves, outlook
from vermeil.core.plan.audits import spaced
from vermeil.core.plan.caps import affordable, answers, band, hours, next_training, reached, trainable
from vermeil.core.plan.events import Ask, Decision, Finish, Forecast, Train, Trained
from vermeil.core.plan.state import UNASKED, Setup, State
from vermeil.core.plan.team import rates

Array = NDArray[Any]
EXAM, FEWEST, MOST = 0.2, 30, 1000  #: share of all answers that examine, and its bounds
PER_CLASS, LEAST = 5, 40  #: size of the first random part: the larger of these ...
TYPICAL = 0.7  #: ... and typical items, as a share of it
GROWTH = 0.5  #: of the labels, from one round to the next
LOSING = 0.1  #: a labeler leaves that is the better one in fewer of the worlds
FUTURES = 8  #: label counts forecast


@dataclass(frozen=True, slots=True)
class Exam:
    """How a model did on items that it never learned from."""

    labeler: str
    items: int
    right: int
    low: float  #: of its accuracy on items like these
    high: float
    confidence: float

    def to_dict(self) -> dict[str, Any]:
        """JSON-able, with the `accuracy` found."""
        return asdict(self) | {"accuracy": self.right / self.items}


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """One labeler, as the random part shows it."""

    trained: Trained
    error: Array  #: (worlds,) share that it gets wrong
    trend: curves.Curves

    def later(self, bought: int, more: int) -> Array:
        """(worlds,) what it would get wrong after `more` labels."""
        shares: Array = self.error * self.trend.ratio(bought + more, bought)[:, -1]
        return shares


def decide(state: State, features: Array) -> Decision:
    """The next thing to do."""
    if state.stage == "exam":
        return _finish(state)
    if not state.round:
        return _begin(state, features)
    if not state.trained and not trainable(state):
        return Finish("The caps do not pay for another training.")
    if not state.trained:
        return Train(state.alive, state.round)
    if not all((state.labels[one.part] >= 0).any() for one in state.trained):
        return Finish("People could not say what the random items are: nothing was learned.")
    return _next(state, features)


def figures(state: State) -> Forecast:
    """Accuracy against money, as it is seen now."""
    best = min((_seen(state, one) for one in state.trained), key=lambda one: float(one.error.mean()))
    return _figures(state, best, min(_room(state), _teachers(state).size))


def set_aside(setup: Setup) -> Array:
    """The items that the exam may ask, in the order drawn by the seed alone, before anything is asked."""
    size = min(MOST, max(FEWEST, int(EXAM * answers(setup))), answers(setup) // 3, setup.originals.size // 3)
    drawn: Array = np.random.default_rng([setup.seed, 77]).permutation(setup.originals)[:size]
    return drawn


def examined(state: State) -> Exam | None:
    """What the exam has shown; None before it, and where there was none."""
    if state.stage != "done" or not state.exam.size:
        return None
    model, items = judge(state), state.exam
    right = int((model.label[items] == state.labels[items]).sum())
    delta, m = state.setup.target.delta / 2, items.size
    low, high = 1 - highest_share(m - right, m, delta), highest_share(right, m, delta)
    return Exam(model.labeler, m, right, low, high, state.setup.target.confidence)


def judge(state: State) -> Trained:
    """What the chosen model tells of every item."""
    name = state.rounds[-1]["labeler"]
    return next(one for one in state.trained if one.labeler == name)


def _begin(state: State, features: Array) -> Decision:
    """A uniform random part and typical items, all but those set aside."""
    setup, among = state.setup, _teachers(state)
    room = min(_room(state), among.size)
    wanted = min(max(PER_CLASS * setup.n_classes, LEAST), room // 2)
    if wanted < setup.n_classes:
        return Finish(f"{reached(state)} before a model could be taught.")
    sizes = choose.Sizes(drawn=wanted, more=min(int(TYPICAL * wanted), room - wanted), tests=0)
    rng = np.random.default_rng([setup.seed, state.events])
    items, random = choose.seed(features, among, sizes, rng, central=setup.recipe.typical)
    return Ask(items, random, "seed", 1)


def _teachers(state: State) -> Array:
    """The items that can still be asked for learning."""
    return np.setdiff1d(state.unasked(), set_aside(state.setup), assume_unique=True)


def _exam(state: State, more: int = 0) -> Array:
    """What the exam asks once `more` labels have taught: a fixed share of all that was then asked."""
    aside = set_aside(state.setup)
    size = max(FEWEST, math.ceil(EXAM / (1 - EXAM) * (_bought(state) + more)))
    still: Array = aside[state.labels[aside] == UNASKED][:size]
    return still


def _room(state: State) -> int:
    """How many labels the caps pay for beside the exam."""
    return max(affordable(state) - set_aside(state.setup).size, 0)


def _next(state: State, features: Array) -> Decision:
    """Another batch, or the exam."""
    setup, among = state.setup, _teachers(state)
    views = [_seen(state, one) for one in state.trained]
    best = min(views, key=lambda one: float(one.error.mean()))
    bought = _bought(state)
    step = min(max(int(GROWTH * bought), 10), _room(state), among.size)
    row = _figures(state, best, min(_room(state), among.size))
    if why := _enough(state, best, step):
        return _examine(state, row | {"reason": why})
    stays = [one for one in views if (one.error <= best.error).mean() >= LOSING]
    row |= {"alive": [one.trained.labeler for one in stays]}
    rng, recipe = np.random.default_rng([setup.seed, state.events]), setup.recipe
    drawn = rng.choice(among, max(1, round(recipe.share() * step)), replace=False)
    free, known = np.setdiff1d(among, drawn, assume_unique=True), np.flatnonzero(state.labels != UNASKED)
    look = choose.Look(
        features=features, among=free, known=known, told=best.trained, near=recipe.near, rng=rng
    )
    chosen = choose.batch(recipe.metric, look, min(step - drawn.size, free.size))
    items = np.concatenate([drawn, chosen])
    return Ask(items, np.arange(items.size) < drawn.size, "learn", state.round + 1, row)


def _enough(state: State, best: _Seen, step: int) -> str:
    """Why there is no next round, in words; "" where there is one."""
    setup = state.setup
    if not _teachers(state).size:
        return "Every item that may teach has a label."
    if step <= 0 or not trainable(state):
        return f"{reached(state, training=step > 0)}."
    if setup.worth is None:
        return ""
    gain = 100 * float((best.error - best.later(_bought(state), step)).mean())
    price = step * setup.prices.label + next_training(state).money
    if gain * setup.worth >= price:
        return ""
    words = f"{gain:.2g} points for {price:,.2f} {setup.prices.currency}"
    return f"The next round would bring about {words}: less than a point is worth."


def _examine(state: State, row: Forecast) -> Decision:
    items = _exam(state)[: affordable(state)]
    if not items.size:
        return Finish(f"{row['reason']} Nothing is left for an exam: nothing is known of the model for sure.")
    return Ask(items, np.zeros(items.size, bool), "exam", state.round, row)


def _finish(state: State) -> Finish:
    told = examined(state.evolve(stage="done"))
    assert told is not None
    return Finish(
        f"The model {told.labeler} is right on {told.right:,} of {told.items:,} items that were drawn by lot "
        f"and that it never learned from: {told.right / told.items:.1%}, and on items like these between "
        f"{told.low:.1%} and {told.high:.1%}, {told.confidence:.0%} sure. {state.rounds[-1]['reason']}"
    )


def _bought(state: State) -> int:
    return max(int((state.labels != UNASKED).sum()), 1)


def _seen(state: State, trained: Trained) -> _Seen:
    part = trained.part[state.labels[trained.part] >= 0]
    wrong = (trained.part_label != state.labels[trained.part])[state.labels[trained.part] >= 0]
    weights = outlook.weights(np.random.default_rng([state.setup.seed, state.events]), np.ones(part.size))
    error = (weights @ wrong + 0.5) / (weights.sum(axis=1) + 1)
    return _Seen(trained, error, outlook.trend(state, trained.labeler, rates(state)))


def _figures(state: State, best: _Seen, room: int) -> Forecast:
    """One row of the campaign's table: accuracy now, and against money."""
    bought, setup = _bought(state), state.setup
    further = spaced(1, room, FUTURES).tolist() if room else []
    curve = [_point(state, best, more) for more in sorted({0, *further})]
    worth = setup.worth
    plan = curve[-1] if worth is None else max(curve, key=lambda one: _value(one, worth))
    cost = {name: plan["cost"][name] for name in ("low", "mid", "high")}
    return {
        "round": state.round,
        "labels": bought,
        "spent": state.spent.total,
        "labeler": best.trained.labeler,
        "error": _mirrored(curve[0]["accuracy"]),
        "forecast": cost | {"labels": plan["labels"], "accuracy": plan["accuracy"]},
        "time": plan["time"],
        "certify_now": curve[0]["cost"]["mid"],
        "all_human": outlook.people_only(state),
        "audit": plan["audit"],
        "verify": 0.0,
        "machine_share": plan["machine_share"],
        "fit": best.trend.words,
        "seconds": sum(one.seconds for one in state.trained),
        "curve": curve,
    }


def _value(point: dict[str, Any], worth: float) -> float:
    return float(100 * worth * point["accuracy"]["mid"] - point["cost"]["mid"])


def _mirrored(values: dict[str, float]) -> dict[str, float]:
    return {"low": 1 - values["high"], "mid": 1 - values["mid"], "high": 1 - values["low"]}


def _point(state: State, best: _Seen, more: int) -> dict[str, Any]:
    """What `more` labels would cost, exam included, and how often the model would then be right."""
    setup, bought, exam = state.setup, _bought(state), _exam(state, more).size
    rounds = np.log((bought + more) / bought) / np.log(1 + GROWTH) * (1 + (bought + more) / bought) / 2
    seconds = float(rounds) * sum(one.seconds for one in state.trained)
    total = state.spent.total + (more + exam) * setup.prices.label + setup.prices.seconds(seconds)
    people = state.spent.people_seconds + setup.team.seconds(more + exam)
    accuracy = band(1 - best.later(bought, more))
    return {
        "error": 1 - accuracy["mid"],
        "accuracy": accuracy,
        "cost": {"low": total, "mid": total, "high": total},
        "time": hours(setup.team, np.array([people]), state.spent.device_seconds + seconds),
        "labels": bought + more,
        "audit": exam,
        "verify": 0.0,
        "training": setup.prices.seconds(seconds),
        "machine_share": 1 - (bought + more + exam) / setup.n_items,
    }

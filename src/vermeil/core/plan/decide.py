"""The next decision of a campaign, from its state alone (METHOD 3.8); its randomness is seeded by it too."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.autolabel import order
from vermeil.core.certify.audit import Plan, accepted, level, order_hash
from vermeil.core.plan import choose
from vermeil.core.plan.events import Accept, Ask, Decision, Finish, Forecast, Freeze, Train
from vermeil.core.plan.forecast import POOREST
from vermeil.core.plan.grant import granted
from vermeil.core.plan.outlook import View, attempt, figures, people_only, survivors, view
from vermeil.core.plan.state import UNASKED, Audit, State

Array = NDArray[Any]
PER_CLASS, LEAST, SHARE = 5, 40, 0.005  #: size of the first random part: the largest of these ...
MOST = 0.03  #: ... but no more than this share of the items, where they are few
TYPICAL = 0.7  #: typical items, as a share of the first random part
ENOUGH = 1000  #: random items from which any forecast can start
GROWTH = 0.5  #: of the labels, from one round to the next
WORTH = 0.002  #: of the all-human price: less than this is no reason to go on
PATIENCE = 3  #: rounds before people are left alone with the rest
TAX = 0.1  #: of the all-human price: so much computing may be spent on finding out
AUDITS = 3  #: attempts


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """What the engine looks at when it seeks typical and diverse items."""

    features: Array  #: (n_items, d) float32


def decide(state: State, pool: Pool) -> Decision:
    """The next thing to do; the pending decision itself while it waits for what it asked for."""
    if state.awaiting is not None:
        return state.awaiting
    match state.stage:
        case "seed" if not state.round or not (state.labels >= 0).any():
            return _seed(state, pool)
        case "seed" | "learn":
            return _learn(state, pool)
        case "audit":
            return _audit(state)
    return _rest(state)


def affordable(state: State) -> int:
    """How many more answers the budget pays for, one more round of computing kept back."""
    budget, prices = state.setup.budget, state.setup.prices
    if budget is None:
        return state.setup.n_items
    kept = prices.seconds(1.5 * sum(one.seconds for one in state.trained))
    return max(0, math.floor((budget - state.spent.total - kept) / prices.label + 1e-9))


def _rng(state: State) -> np.random.Generator:
    return np.random.default_rng([state.setup.seed, state.events])


def _seed(state: State, pool: Pool) -> Decision:
    """A uniform random part, and typical items of the clusters of the rest."""
    setup, among, rng = state.setup, state.unasked(), _rng(state)
    wanted = max(PER_CLASS * setup.n_classes, min(int(SHARE * among.size), ENOUGH), LEAST)
    wanted = min(wanted, max(LEAST, int(MOST * among.size)))
    extra = int(TYPICAL * wanted)
    if state.round or among.size <= 2 * (wanted + extra):
        return _rest(state, "People label everything: the set is too small for a machine to help.")
    wanted = min(wanted, affordable(state) // 3)
    if wanted < setup.n_classes:
        return _rest(state, "The budget does not pay for teaching a machine.")
    tests = min(math.ceil(setup.recipe.test_set * among.size), affordable(state) // 3)
    sizes = choose.Sizes(drawn=wanted, more=min(extra, affordable(state) // 3), tests=tests)
    items, random = choose.seed(pool.features, among, sizes, rng, central=setup.recipe.typical)
    return Ask(items, random, "seed", 1)


def _learn(state: State, pool: Pool) -> Decision:
    if not state.trained:
        return Train(state.alive, state.round)
    if not all(one.part.size and (state.labels[one.part] >= 0).any() for one in state.trained):
        return _rest(state, "People label everything: they could not say what the random items are.")
    if not state.open().size:
        return _finish(state)
    views = [view(state, one, _most_audit(state)) for one in state.trained]
    best = min(views, key=lambda one: one.best.mean)
    row = figures(state, best) | {"labelers": {one.trained.labeler: one.best.mean for one in views}}
    all_human = people_only(state)
    hopeless = best.best.mean > all_human * (1 - 5 * WORTH)
    if state.spent.compute > TAX * all_human and hopeless:
        return _rest(state, "People label the rest: computing costs more than a machine can save.", row)
    if hopeless and (state.round >= PATIENCE or best.now.bought > 0.25 * state.setup.n_items):
        return _rest(state, "People label the rest: a machine cannot make it cheaper here.", row)
    if not hopeless and _enough(state, best, all_human):
        return _freeze(state, best, row)
    return _more(state, pool, best, views, row)


def _most_audit(state: State) -> int | None:
    return None if state.setup.budget is None else max(affordable(state), 1)


def _enough(state: State, best: View, all_human: float) -> bool:
    """Whether more labels can no longer make it cheaper by an amount worth a round; or are not to be had."""
    gain = best.now.mean - best.best.mean
    return gain < WORTH * all_human or affordable(state) <= best.now.audit


def _more(state: State, pool: Pool, best: View, views: list[View], row: Forecast) -> Decision:
    """The next batch: what the metric picks, and a random share."""
    among, rng, recipe = state.unasked(), _rng(state), state.setup.recipe
    bought = best.now.bought
    wanted = min(max(best.best.bought - bought, bought // 8, 10), max(int(GROWTH * bought), 10))
    wanted = min(wanted, among.size, max(affordable(state) - best.now.audit, 0))
    if not wanted:
        return _rest(state, "The budget is spent.", row)
    alive = survivors(views)
    row = row | {"alive": list(alive)}
    drawn = rng.choice(among, max(int(recipe.share > 0), round(recipe.share * wanted)), replace=False)
    free = among[~np.isin(among, drawn)]
    known, near = np.flatnonzero(state.labels != UNASKED), recipe.near
    look = choose.Look(features=pool.features, among=free, known=known, told=best.trained, near=near, rng=rng)
    chosen = choose.batch(recipe.metric, look, min(wanted - drawn.size, free.size))
    items = np.concatenate([drawn, chosen])
    return Ask(items, np.arange(items.size) < drawn.size, "learn", state.round + 1, row)


def _freeze(state: State, best: View, row: Forecast) -> Decision:
    setup, number = state.setup, attempt(state)
    ranked = order(best.doubt, setup.seed)
    items = best.open[ranked]
    plan = Plan(
        pool=items.size,
        size=min(best.now.audit, items.size),
        allowed=setup.target.allowed(setup.n_items),
        delta=level(setup.target.delta, number),
        attempt=number,
    )
    predicted = best.trained.label[items]
    commitment = order_hash(items, predicted, plan)
    labeler = best.trained.labeler
    return Freeze(
        labeler,
        items,
        predicted,
        best.doubt[ranked],
        plan.to_dict(),
        commitment,
        state.round,
        row | _now(best),
    )


def _now(best: View) -> Forecast:
    """The forecast of certifying now."""
    low, high = np.quantile(best.now.costs, [0.05, 0.95])
    band = {"low": float(low), "mid": best.now.mean, "high": float(high), "labels": best.now.bought}
    return {"forecast": band, "audit": best.now.audit}


def _audit(state: State) -> Decision:
    """Ask the drawn items; then say what they prove."""
    audit = state.audits[-1]
    assert audit.ranks is not None
    drawn = audit.freeze.order[audit.ranks]
    wanted = np.unique(state.setup.first[drawn])
    wanted = wanted[state.labels[wanted] == UNASKED]
    if wanted.size and affordable(state) < wanted.size:
        return _rest(state, "The budget is spent.")
    if wanted.size:
        return Ask(wanted, np.zeros(wanted.size, bool), "audit", state.round)
    plan = Plan.of(audit.freeze.plan)
    wrong = state.labels[drawn] != audit.freeze.predicted[audit.ranks]
    count = granted(state.setup, plan, audit.ranks, wrong, accepted(plan, audit.ranks, wrong))
    found = f"{int(wrong.sum())} of {wrong.size} audited labels were wrong"
    if _retry(state, audit, count):
        return Accept(0, f"{found}: fewer items are certified than was forecast; learning on is cheaper.")
    if count <= POOREST * plan.allowed:
        return Accept(0, f"{found}: nothing is certified.")
    return Accept(count, f"{found}: {count} of {plan.pool} machine labels are certified.")


def _retry(state: State, audit: Audit, count: int) -> bool:
    """Whether learning on and a fresh audit are forecast to be cheaper than people on what was refused."""
    trained = next((one for one in state.trained if one.labeler == audit.freeze.labeler), None)
    if trained is None or len(state.audits) >= AUDITS or affordable(state) < state.setup.n_classes:
        return False
    rest = audit.freeze.order[count:]
    first = np.unique(state.setup.first[rest])
    cost = state.spent.total + state.setup.prices.label * int((state.labels[first] == UNASKED).sum())
    again = view(state, trained, _most_audit(state), trial=audit)
    return again.best.mean < cost - 5 * WORTH * people_only(state)


def _rest(state: State, reason: str = "", row: Forecast | None = None) -> Decision:
    """People label what is left, as far as the budget goes."""
    open_items = np.unique(state.setup.first[state.open()])
    wanted = open_items[: affordable(state)] if state.setup.budget is not None else open_items
    if not wanted.size:
        return _finish(state)
    said = (row or {}) | ({"reason": reason} if reason and row else {})
    return Ask(wanted, np.zeros(wanted.size, bool), "rest", state.round, said)


def _finish(state: State) -> Finish:
    left = state.open().size
    if left:
        return Finish(
            f"The budget is spent: {left} items have no label, so nothing is promised of the whole."
        )
    if not (state.machine != UNASKED).any():
        return Finish("People labelled everything: that was the cheapest sure way.")
    return Finish("Every item has a label, and the audit certifies them.")

"""The next decision of a campaign, from its state alone (METHOD 3.8); its randomness is seeded by it too."""

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.autolabel import order
from vermeil.core.certify.audit import Plan, accepted, level, order_hash
from vermeil.core.plan import choose, crew
from vermeil.core.plan.audits import POOREST, Ending, people_alone
from vermeil.core.plan.crew import referee
from vermeil.core.plan.curves import THETAS
from vermeil.core.plan.events import Accept, Ask, Decision, Finish, Forecast, Freeze, Train
from vermeil.core.plan.outlook import View, attempt, figures, people_first, people_only, survivors, view
from vermeil.core.plan.state import UNASKED, Audit, State
from vermeil.core.plan.team import beliefs, rates
from vermeil.core.plan.ways import risk_at

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
CONFIRMED = "people"  #: who labelled an order in which the machine has nothing


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
        case "seed" | "learn" | "settle":
            return _learn(state, pool)
        case "verify" | "again" if state.trained and state.open().size:
            return _certify(state, _view_of(state, state.rounds[-1]["labeler"]), {})
        case "audit":
            return _audit(state)
    return _rest(state)


def affordable(state: State) -> int:
    """How many more answers the budget pays for, one more round of computing kept back."""
    budget, prices = state.setup.budget, state.setup.prices
    if budget is None:
        return state.setup.n_items
    kept = prices.seconds(1.5 * sum(one.seconds for one in state.trained))
    return max(0, math.floor((budget - state.spent.total - kept) / prices.reference + 1e-9))


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
    return Ask(items, random, "seed", 1, by="people" if setup.team else referee(state))


def _learn(state: State, pool: Pool) -> Decision:
    if not state.trained:
        return crew.checked(state, affordable(state)) or Train(state.alive, state.round)
    if not all(one.part.size and (state.labels[one.part] >= 0).any() for one in state.trained):
        return _rest(state, "People label everything: they could not say what the random items are.")
    if not state.open().size:
        return _finish(state)
    views = [view(state, one, _most_audit(state)) for one in state.trained]
    best = min(views, key=lambda one: one.best.mean)
    if ask := crew.settled(state, best.trained, affordable(state)):
        return ask
    row = figures(state, best) | {"labelers": {one.trained.labeler: one.best.mean for one in views}}
    all_human = people_only(state)
    hopeless = best.best.mean > all_human * (1 - 5 * WORTH)
    if state.spent.compute > TAX * all_human and hopeless:
        return _rest(state, "People label the rest: computing costs more than a machine can save.", row, best)
    if hopeless and (state.round >= PATIENCE or best.now.bought > 0.25 * state.setup.n_items):
        return _rest(state, "People label the rest: a machine cannot make it cheaper here.", row, best)
    if not hopeless and _enough(state, best, all_human):
        return _confirm(state, pool, best, row | _now(best)) or _certify(state, best, row | _now(best))
    return _more(state, pool, best, views, row)


def _most_audit(state: State) -> int | None:
    return None if state.setup.budget is None else max(affordable(state), 1)


def _enough(state: State, best: View, all_human: float) -> bool:
    """Whether more labels can no longer make it cheaper by an amount worth a round; or are not to be had."""
    gain = best.now.mean - best.best.mean
    return gain < WORTH * all_human or affordable(state) <= best.now.audit.size


def _more(state: State, pool: Pool, best: View, views: list[View], row: Forecast) -> Decision:
    """The next batch: what the metric picks, and a random share."""
    among, rng, recipe = state.unasked(), _rng(state), state.setup.recipe
    bought = best.now.bought
    wanted = min(max(best.best.bought - bought, bought // 8, 10), max(int(GROWTH * bought), 10))
    wanted = min(wanted, among.size, max(affordable(state) - best.now.audit.size, 0))
    if not wanted:
        return _rest(state, "The budget is spent.", row)
    alive = survivors(views)
    row = row | {"alive": list(alive)}
    drawn = rng.choice(among, max(int(recipe.share > 0), round(recipe.share * wanted)), replace=False)
    free = np.delete(among, np.searchsorted(among, drawn))
    known, near = np.flatnonzero(state.labels != UNASKED), recipe.near
    look = choose.Look(features=pool.features, among=free, known=known, told=best.trained, near=near, rng=rng)
    chosen = choose.batch(recipe.metric, look, min(wanted - drawn.size, free.size))
    items = np.concatenate([drawn, chosen])
    random = np.arange(items.size) < drawn.size
    if crew.experts_teach(state, best, items):
        return Ask(items, random, "learn", state.round + 1, row, by="expert")
    batch = crew.batch(state, best, items, pool.features, risk_at(state.setup.prices.reference))
    batch.blind(slice(drawn.size))  # the random part says how good the machine is
    return batch.ask("learn", state.round + 1, row, random)


def _confirm(state: State, pool: Pool, best: View, row: Forecast) -> Ask | None:
    """What people label or confirm before the audit, since the machine would not get it; None: nothing."""
    ranked = best.open[order(best.doubt, state.setup.seed)]
    items = np.unique(state.setup.first[ranked[round(best.now.audit.trusted) :]])
    batch = crew.batch(state, best, items, pool.features, best.now.audit.risk)
    if (
        state.setup.prices.expert is not None
    ):  # what only experts can settle they see when the audit refuses it
        batch = batch.without_reference()
    prices, keep = state.setup.prices, best.now.audit.size
    dearest = batch.items.size * (1 + prices.verify / prices.label)
    if not batch.worth or affordable(state) < dearest + keep:
        return None
    return batch.ask("verify", state.round, row, np.zeros(batch.items.size, bool))


def _view_of(state: State, labeler: str) -> View:
    return view(state, next(one for one in state.trained if one.labeler == labeler), _most_audit(state))


def _certify(state: State, best: View, row: Forecast) -> Decision:
    """Another vote where it pays; else what people said and the machine's labels, most trusted first."""
    if ask := crew.again(state, best.beliefs, best.known, best.now.audit.risk, row):
        return ask
    loose = best.beliefs
    items = np.concatenate([loose.items, best.open])
    labels = np.concatenate([loose.label, best.trained.label[best.open]])
    doubt = np.concatenate([loose.doubt, best.doubt]).astype(np.float32)
    ranked = order(doubt, state.setup.seed)
    return _frozen(
        state, best.trained.labeler, best.now.audit, items[ranked], labels[ranked], doubt[ranked], row
    )


def _frozen(
    state: State, labeler: str, audit: Ending, items: Array, labels: Array, doubt: Array, row: Forecast
) -> Freeze:
    target, number = state.setup.target, attempt(state)
    plan = Plan(
        pool=items.size,
        block=audit.block,
        draws=audit.draws,
        allowed=state.setup.allowed(items.size),
        delta=level(target.delta, number),
        attempt=number,
        first=audit.first,
    )
    return Freeze(
        labeler=labeler,
        order=items,
        predicted=labels,
        doubt=doubt,
        plan=plan.to_dict(),
        order_hash=order_hash(items, labels, plan),
        round=state.round,
        forecast=row,
        people=state.unvouched[items] & (state.labels[items] == labels),
    )


def _now(best: View) -> Forecast:
    """The forecast of certifying now."""
    low, high = np.quantile(best.now.costs, [0.05, 0.95])
    band = {"low": float(low), "mid": best.now.mean, "high": float(high), "labels": best.now.bought}
    return {"forecast": band, "audit": round(best.now.audit.audited)}


def _audit(state: State) -> Decision:
    """Ask the drawn items; then say what they prove."""
    audit = state.audits[-1]
    assert audit.ranks is not None
    plan, drawn = Plan.of(audit.freeze.plan), audit.freeze.order[audit.ranks]
    wanted = state.owed(drawn)
    if wanted.size:
        return _ask_audit(state, wanted)
    wrong = state.labels[drawn] != audit.freeze.predicted[audit.ranks]
    passed = np.array(accepted(plan, audit.ranks, wrong))
    count = int(state.setup.recipe.stepped(passed, plan.pool))
    count = count if count > POOREST * plan.allowed else 0
    found = f"{int(wrong.sum())} of {wrong.size} audited labels were wrong"
    more = _second_look(state, audit, count)
    if _retry(state, audit, count, more.size):
        return Accept(0, f"{found}: fewer items are certified than was forecast; learning on is cheaper.")
    if more.size:
        return _ask_audit(state, more)
    certified = f"{count} of {plan.pool} machine labels are certified" if count else "nothing is certified"
    return Accept(count, f"{found}: {certified}.")


def _ask_audit(state: State, items: Array) -> Decision:
    if affordable(state) < items.size:
        return _rest(state, "The budget is spent.")
    return Ask(items, np.zeros(items.size, bool), "audit", state.round, by=referee(state))


def _second_look(state: State, audit: Audit, count: int) -> Array:
    """What to ask for the second look; nothing where that is more than the first one has refused."""
    assert audit.ranks is not None
    whole = audit.whole_draw()
    more = state.owed(audit.freeze.order[whole])
    refused = audit.freeze.order.size - count
    return more if more.size <= affordable(state) and whole.size - audit.ranks.size < refused else more[:0]


def _retry(state: State, audit: Audit, count: int, second_look: int) -> bool:
    """Whether learning on and a fresh audit are forecast to be cheaper than people on what was refused.

    And cheaper than a second look would be at best, where there can be one.
    """
    trained = next((one for one in state.trained if one.labeler == audit.freeze.labeler), None)
    if trained is None or len(state.audits) >= AUDITS or affordable(state) < state.setup.n_classes:
        return False
    if not state.open().size:
        return False
    refused = state.owed(audit.freeze.order[count:]).size
    people = min(refused, second_look or refused)
    again = view(state, trained, _most_audit(state), trial=audit)
    cost = state.spent.total + state.setup.prices.reference * people
    return again.best.mean < cost - 5 * WORTH * people_only(state)


def _rest(state: State, reason: str = "", row: Forecast | None = None, best: View | None = None) -> Decision:
    """The reference labels what is left, or people do who are audited then; as far as the budget goes."""
    open_items = np.unique(state.setup.first[state.open()])
    fresh = open_items[state.labels[open_items] == UNASKED]
    people = fresh.size > 0 and not state.audits and people_first(state)
    open_items = fresh if people else open_items
    wanted = open_items[: affordable(state)] if state.setup.budget is not None else open_items
    if not wanted.size:
        return _finish(state)
    said = (row or {}) | ({"reason": reason} if reason and row else {})
    ask = Ask(wanted, np.zeros(wanted.size, bool), "rest", state.round, said)
    return crew.guessed(ask, state, best) if people else replace(ask, by=referee(state))


def _vouch(state: State) -> Decision:
    """An audit of what people said, where the machine has labelled nothing; else the reference is asked."""
    failed = state.audits and state.audits[-1].freeze.labeler == CONFIRMED
    known, target = rates(state), state.setup.target
    loose = beliefs(state, None, None, known)
    if ask := not state.audits and crew.again(state, loose, known, risk_at(state.setup.prices.reference), {}):
        return ask
    items, doubt, size = loose.items, loose.doubt, loose.items.size
    allowed, delta = state.setup.allowed(size), level(target.delta, attempt(state))
    places = np.arange(1, size + 1) / max(size, 1)
    errors = np.interp(THETAS, places, np.cumsum(np.sort(doubt))) if size else np.zeros(THETAS.size)
    audit = people_alone(size, errors, allowed, delta, _most_audit(state))
    if failed or audit.size >= size:
        owed = state.owed(np.flatnonzero(state.unvouched))
        return Ask(owed, np.zeros(owed.size, bool), "rest", state.round, by=referee(state))
    ranked = order(doubt, state.setup.seed)
    return _frozen(state, CONFIRMED, audit, items[ranked], loose.label[ranked], doubt[ranked], {})


def _finish(state: State) -> Decision:
    if (owed := state.owed(np.flatnonzero(state.unvouched))).size and affordable(state) >= owed.size:
        return _vouch(state)
    left = state.open().size
    if left:
        return Finish(
            f"The budget is spent: {left} items have no label, so nothing is promised of the whole."
        )
    if not (state.machine != UNASKED).any():
        return Finish("People labelled everything: that was the cheapest sure way.")
    return Finish("Every item has a label, and the audit certifies them.")

"""The next decision of a campaign, from its state alone (METHOD 3.8); its randomness is seeded by it too."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.autolabel import order
from vermeil.core.certify.audit import Plan, accepted, level, order_hash
from vermeil.core.plan import choose
from vermeil.core.plan.audits import POOREST, Ending, confirmed_only
from vermeil.core.plan.curves import FEWEST
from vermeil.core.plan.events import Accept, Ask, Decision, Finish, Forecast, Freeze, Train
from vermeil.core.plan.outlook import View, attempt, figures, losers, people_only, survivors, view
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
        case "seed" | "learn":
            return _learn(state, pool)
        case "verify":
            return _freeze(state, _view_of(state, state.rounds[-1]["labeler"]), {})
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
        return _confirm(state, best, row | _now(best)) or _freeze(state, best, row | _now(best))
    return _more(state, pool, best, views, row)


def _most_audit(state: State) -> int | None:
    return None if state.setup.budget is None else max(affordable(state), 1)


def _enough(state: State, best: View, all_human: float) -> bool:
    """Whether more labels can no longer make it cheaper by an amount worth a round; or are not to be had.

    Before a learning curve can be fitted the first forecasts decide, and the luckiest would stop: not yet,
    unless a round is dear.
    """
    gain, worth = best.now.mean - best.best.mean, WORTH * all_human
    early = state.round < FEWEST and best.outlook.training < worth
    return (gain < worth and not early) or affordable(state) <= best.now.audit.size


def _more(state: State, pool: Pool, best: View, views: list[View], row: Forecast) -> Decision:
    """The next batch: what the metric picks, and a random share."""
    among, rng, recipe = state.unasked(), _rng(state), state.setup.recipe
    bought = best.now.bought
    wanted = min(max(best.best.bought - bought, bought // 8, 10), max(int(GROWTH * bought), 10))
    wanted = min(wanted, among.size, max(affordable(state) - best.now.audit.size, 0))
    if not wanted:
        return _rest(state, "The budget is spent.", row)
    lost = losers(state, views)
    row = row | {"lost": list(lost), "alive": list(survivors(state, lost))}
    drawn = rng.choice(among, max(int(recipe.share > 0), round(recipe.share * wanted)), replace=False)
    free = np.delete(among, np.searchsorted(among, drawn))
    known, near = np.flatnonzero(state.labels != UNASKED), recipe.near
    look = choose.Look(features=pool.features, among=free, known=known, told=best.trained, near=near, rng=rng)
    chosen = choose.batch(recipe.metric, look, min(wanted - drawn.size, free.size))
    items = np.concatenate([drawn, chosen])
    suggested = _suggested(state, best, items)
    suggested[: drawn.size] = -1  # the random part says how good the machine is: it is labelled blindly
    random = np.arange(items.size) < drawn.size
    return Ask(items, random, "learn", state.round + 1, row, suggested)


def _suggested(state: State, best: View, items: Array) -> Array:
    """(k,) int32: what to show with each item where confirming is cheaper than labelling; -1: nothing."""
    prices, doubt = state.setup.prices, np.ones(state.setup.n_items, np.float32)
    doubt[best.open] = best.doubt
    cheaper = prices.verify + doubt[items] * prices.label < prices.label
    return np.where(cheaper, best.trained.label[items], -1).astype(np.int32)


def _confirm(state: State, best: View, row: Forecast) -> Ask | None:
    """What people confirm before the audit, since the machine would not get it; None: nothing."""
    ranked = best.open[order(best.doubt, state.setup.seed)]
    items = np.unique(state.setup.first[ranked[round(best.now.audit.trusted) :]])
    suggested = _suggested(state, best, items)
    prices, keep = state.setup.prices, best.now.audit.size
    dearest = items.size * (1 + prices.verify / prices.label)
    if not (suggested >= 0).any() or affordable(state) < dearest + keep:
        return None
    return Ask(items, np.zeros(items.size, bool), "verify", state.round, row, suggested)


def _view_of(state: State, labeler: str) -> View:
    return view(state, next(one for one in state.trained if one.labeler == labeler), _most_audit(state))


def _freeze(state: State, best: View, row: Forecast) -> Decision:
    """What people confirmed, and then the machine's labels, most trusted first."""
    ranked, shown = order(best.doubt, state.setup.seed), np.flatnonzero(state.shown)
    items = np.concatenate([shown, best.open[ranked]])
    labels = np.concatenate([state.labels[shown], best.trained.label[best.open[ranked]]])
    doubt = np.concatenate([np.full(shown.size, best.outlook.missed, np.float32), best.doubt[ranked]])
    return _frozen(state, best.trained.labeler, best.now.audit, items, labels, doubt, row)


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
        confirmed=int(state.shown.sum()),
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
    return Ask(items, np.zeros(items.size, bool), "audit", state.round)


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
    refused = state.owed(audit.freeze.order[count:]).size
    people = min(refused, second_look or refused)
    again = view(state, trained, _most_audit(state), trial=audit)
    cost = state.spent.total + state.setup.prices.label * people
    return again.best.mean < cost - 5 * WORTH * people_only(state)


def _rest(state: State, reason: str = "", row: Forecast | None = None) -> Decision:
    """People label what is left, as far as the budget goes."""
    open_items = np.unique(state.setup.first[state.open()])
    wanted = open_items[: affordable(state)] if state.setup.budget is not None else open_items
    if not wanted.size:
        return _finish(state)
    said = (row or {}) | ({"reason": reason} if reason and row else {})
    return Ask(wanted, np.zeros(wanted.size, bool), "rest", state.round, said)


def _vouch(state: State) -> Decision:
    """An audit of what people confirmed, where the machine has labelled nothing; else blind labels."""
    failed = state.audits and state.audits[-1].freeze.labeler == CONFIRMED
    items, target = np.flatnonzero(state.shown), state.setup.target
    allowed, delta = state.setup.allowed(items.size), level(target.delta, attempt(state))
    audit = confirmed_only(items.size, allowed, delta, _most_audit(state))
    if failed or audit.size >= items.size:
        owed = state.owed(items)
        return Ask(owed, np.zeros(owed.size, bool), "rest", state.round)
    shuffled, none = items[order(np.zeros(items.size), state.setup.seed)], np.zeros(items.size, np.float32)
    return _frozen(state, CONFIRMED, audit, shuffled, state.labels[shuffled], none, {})


def _finish(state: State) -> Decision:
    if (owed := state.owed(np.flatnonzero(state.shown))).size and affordable(state) >= owed.size:
        return _vouch(state)
    left = state.open().size
    if left:
        return Finish(
            f"The budget is spent: {left} items have no label, so nothing is promised of the whole."
        )
    if not (state.machine != UNASKED).any():
        return Finish("People labelled everything: that was the cheapest sure way.")
    return Finish("Every item has a label, and the audit certifies them.")

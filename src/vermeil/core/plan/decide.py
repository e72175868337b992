"""The next decision of a campaign, from its state alone (METHOD 3.8); its randomness is seeded by it too."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.autolabel import order
from vermeil.core.certify.audit import accepted, level
from vermeil.core.plan import choose
from vermeil.core.plan.audits import POOREST, confirmed_only
from vermeil.core.plan.curves import FEWEST
from vermeil.core.plan.events import Accept, Ask, Decision, Finish, Forecast, Train
from vermeil.core.plan.outlook import View, attempt, figures, losers, people_only, survivors, view
from vermeil.core.plan.parts import Count, Piece, allotted, freeze
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
    doubted = [
        best.open[_ranked(state, best, part.open)[round(end.trusted) :]]
        for part, end in zip(best.parts, best.now.ends, strict=True)
    ]
    items = np.unique(state.setup.first[np.concatenate(doubted)])
    suggested = _suggested(state, best, items)
    prices, keep = state.setup.prices, best.now.audit.size
    dearest = items.size * (1 + prices.verify / prices.label)
    if not (suggested >= 0).any() or affordable(state) < dearest + keep:
        return None
    return Ask(items, np.zeros(items.size, bool), "verify", state.round, row, suggested)


def _view_of(state: State, labeler: str) -> View:
    return view(state, next(one for one in state.trained if one.labeler == labeler), _most_audit(state))


def _ranked(state: State, best: View, some: Array) -> Array:
    """`some` (k,) places among the open items, most trusted first."""
    ranked: Array = some[order(best.doubt[some], state.setup.seed)]
    return ranked


def _freeze(state: State, best: View, row: Forecast) -> Decision:
    """In each part worth an audit what people confirmed, then the machine's labels, most trusted first."""
    pieces = []
    for part, end in zip(best.parts, best.now.ends, strict=True):
        if end.draws:
            ranked, shown = _ranked(state, best, part.open), part.shown
            items = np.concatenate([shown, best.open[ranked]])
            labels = np.concatenate([state.labels[shown], best.trained.label[best.open[ranked]]])
            missed = np.full(shown.size, best.outlook.missed, np.float32)
            doubt = np.concatenate([missed, best.doubt[ranked]])
            count = Count(part.promise, items.size, part.items, part.known)
            pieces.append(Piece(count, end, items, labels, doubt, shown.size))
    if not pieces:
        return _rest(state, "People label the rest: no part of it is worth an audit.", row)
    return freeze(state, best.trained.labeler, pieces, row)


def _now(best: View) -> Forecast:
    """The forecast of certifying now."""
    low, high = np.quantile(best.now.costs, [0.05, 0.95])
    band = {"low": float(low), "mid": best.now.mean, "high": float(high), "labels": best.now.bought}
    return {"forecast": band, "audit": round(best.now.audit.audited)}


def _audit(state: State) -> Decision:
    """Ask the drawn items; then say what they prove."""
    audit = state.audits[-1]
    assert audit.drawn is not None
    drawn, pool = audit.freeze.order[audit.ranks], audit.freeze.order.size
    wanted = state.owed(drawn)
    if wanted.size:
        return _ask_audit(state, wanted)
    wrong = int((state.labels[drawn] != audit.freeze.predicted[audit.ranks]).sum())
    counts = _counts(state, audit)
    found = f"{wrong} of {drawn.size} audited labels were wrong"
    more = _second_look(state, audit, counts)
    if _retry(state, audit, counts, more):
        none = (0,) * len(counts)
        return Accept(none, f"{found}: fewer items are certified than was forecast; learning on is cheaper.")
    if any(one.size for one in more):
        return _ask_audit(state, np.unique(np.concatenate(more)))
    certified = (
        f"{sum(counts)} of {pool} machine labels are certified" if sum(counts) else "nothing is certified"
    )
    return Accept(counts, f"{found}: {certified}.")


def _counts(state: State, audit: Audit) -> tuple[int, ...]:
    """How many of each part of the order are certified."""
    counts = []
    for part, ranks in zip(audit.freeze.cut, audit.drawn or (), strict=True):
        plan, where = part.plan, part.start + ranks
        wrong = state.labels[audit.freeze.order[where]] != audit.freeze.predicted[where]
        passed = np.array(accepted(plan, ranks, wrong))
        count = int(passed if plan.error else state.setup.recipe.stepped(passed, plan.pool))
        counts.append(count if count > POOREST * int(plan.most(np.array(count))) else 0)
    return tuple(counts)


def _ask_audit(state: State, items: Array) -> Decision:
    if affordable(state) < items.size:
        return _rest(state, "The budget is spent.")
    return Ask(items, np.zeros(items.size, bool), "audit", state.round)


def _second_look(state: State, audit: Audit, counts: tuple[int, ...]) -> list[Array]:
    """What to ask of each part for its second look; nothing where the first has refused less than that."""
    more, drawn = [], audit.drawn or ()
    for part, ranks, whole, count in zip(audit.freeze.cut, drawn, audit.whole_draw(), counts, strict=True):
        wanted = state.owed(audit.freeze.order[part.start + whole])
        pays = whole.size - ranks.size < part.plan.pool - count
        more.append(wanted if pays else wanted[:0])
    dear = np.unique(np.concatenate(more)).size > affordable(state)
    return [one[:0] for one in more] if dear else more


def _retry(state: State, audit: Audit, counts: tuple[int, ...], more: list[Array]) -> bool:
    """Whether learning on and a fresh audit are forecast to be cheaper than people on what was refused.

    And cheaper than a second look would be at best, where there can be one.
    """
    trained = next((one for one in state.trained if one.labeler == audit.freeze.labeler), None)
    if trained is None or len(state.audits) >= AUDITS or affordable(state) < state.setup.n_classes:
        return False
    frozen = audit.freeze.order
    left_out = np.setdiff1d(np.concatenate([state.open(), np.flatnonzero(state.shown)]), frozen)
    people = state.owed(left_out).size
    for part, count, second in zip(audit.freeze.cut, counts, more, strict=True):
        refused = state.owed(frozen[part.ranks][count:]).size
        people += min(refused, second.size or refused)
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
    pieces = [] if failed else _confirmed(state)
    if not pieces:
        owed = state.owed(np.flatnonzero(state.shown))
        return Ask(owed, np.zeros(owed.size, bool), "rest", state.round)
    return freeze(state, CONFIRMED, pieces, {})


def _confirmed(state: State) -> list[Piece]:
    """What people confirmed, in parts; those that are not worth an audit are left out."""
    setup, items = state.setup, np.flatnonzero(state.shown)
    place, blind = setup.place(items, state.labels[items]), np.flatnonzero((state.labels >= 0) & ~state.shown)
    of_blind = setup.place(blind, state.labels[blind])
    counts = []
    for number, promise in enumerate((*setup.promises, None)):
        pool, known = int((place == number).sum()), int((of_blind == number).sum())
        counts.append(Count(promise, pool, setup.whole_slice(promise) or pool + known, known))
    counts = [one for one in counts if one.pool]
    given = allotted(counts, setup.target.allowed(setup.n_items), setup.n_items, setup.recipe)
    delta, pieces = level(setup.target.delta, attempt(state)) / len(counts), []
    for count, allowed in zip(counts, given, strict=True):
        most, error = _most_audit(state), count.error
        audit = confirmed_only(count.pool, allowed, delta, most, error=error, known=count.known)
        if audit.size < count.pool:
            number = setup.promises.index(count.promise) if count.promise else len(setup.promises)
            some = items[place == number]
            shuffled, none = some[order(np.zeros(some.size), setup.seed)], np.zeros(some.size, np.float32)
            pieces.append(Piece(count, audit, shuffled, state.labels[shuffled], none, some.size))
    return pieces


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

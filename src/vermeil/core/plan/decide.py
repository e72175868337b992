"""The next decision of a campaign, from its state alone (METHOD 3.8); its randomness is seeded by it too."""

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.autolabel import order
from vermeil.core.certify.audit import accepted, level
from vermeil.core.plan import best_model, choose, crew
from vermeil.core.plan.audits import POOREST, Ending, people_alone, trusted_wrong
from vermeil.core.plan.caps import affordable, for_calls, reached, trainable
from vermeil.core.plan.crew import referee
from vermeil.core.plan.curves import FEWEST
from vermeil.core.plan.events import Accept, Ask, Decision, Finish, Forecast, Train
from vermeil.core.plan.outlook import (
    View,
    attempt,
    figures,
    losers,
    people_first,
    people_only,
    survivors,
    view,
)
from vermeil.core.plan.pace import GROWTH, by_lot, by_then
from vermeil.core.plan.parts import Count, Part, Piece, allotted, freeze
from vermeil.core.plan.state import UNASKED, Audit, State
from vermeil.core.plan.team import Beliefs, beliefs, elsewhere, rates
from vermeil.core.plan.told import expected
from vermeil.core.plan.ways import usual_risk

Array = NDArray[Any]
TYPICAL = 0.7  #: typical items, as a share of the first random part
WORTH = 0.002  #: of the all-human price: less than this is no reason to go on
PATIENCE = 3  #: rounds before people are left alone with the rest
TAX = 0.1  #: of the all-human price: so much computing may be spent on finding out
AUDITS = 3  #: attempts
TOO_DEAR = "People label the rest: the caps do not pay for another training."
CONFIRMED = "people"  #: who labelled an order in which the machine has nothing


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """What the engine looks at when it seeks typical and diverse items."""

    features: Array  #: (n_items, d) float32


def decide(state: State, pool: Pool) -> Decision:
    """The next thing to do; the pending decision itself while it waits for what it asked for."""
    if state.awaiting is not None:
        return state.awaiting
    if state.setup.goal == "model":
        return best_model.decide(state, pool.features)
    match state.stage:
        case "seed" if not state.round or not (state.labels >= 0).any():
            return _seed(state, pool)
        case "seed" | "learn" | "settle":
            return _learn(state, pool)
        case "verify" | "again" if state.trained and state.setup.voiced(state.open()).size:
            return _certify(state, _view_of(state, state.rounds[-1]["labeler"]), {})
        case "audit":
            return _audit(state)
    return _rest(state)


def _rng(state: State) -> np.random.Generator:
    return np.random.default_rng([state.setup.seed, state.events])


def _seed(state: State, pool: Pool) -> Decision:
    """A uniform random part, and typical items of the clusters of the rest."""
    setup, among, rng = state.setup, state.setup.voiced(state.unasked()), _rng(state)
    wanted = by_lot(setup, among.size)
    extra = int(TYPICAL * wanted)
    if setup.caps.device_hours == 0:
        return _rest(state, "People label everything: no computing is allowed.")
    if state.round or among.size <= 2 * (wanted + extra):
        return _rest(state, "People label everything: the set is too small for a machine to help.")
    wanted = min(wanted, affordable(state) // 3)
    if wanted < setup.n_classes:
        return _rest(state, "The caps do not pay for teaching a machine.")
    tests = min(math.ceil(setup.recipe.test_set * among.size), affordable(state) // 3)
    sizes = choose.Sizes(drawn=wanted, more=min(extra, affordable(state) // 3), tests=tests)
    items, random = choose.seed(pool.features, among, sizes, rng, central=setup.recipe.typical)
    again = crew.sampled(state, rng, affordable(state) - items.size)
    items, random = np.concatenate([items, again]), np.concatenate([random, np.zeros(again.size, bool)])
    return Ask(items, random, "seed", 1, by="people" if setup.tiered else referee(state))


def _learn(state: State, pool: Pool) -> Decision:
    if not state.trained:
        return crew.checked(state, affordable(state)) or _train(state)
    if not all(one.part.size and (state.labels[one.part] >= 0).any() for one in state.trained):
        return _rest(state, "People label everything: they could not say what the random items are.")
    if not state.setup.voiced(state.open()).size:
        return _rest(state)
    views = [view(state, one, _most_audit(state)) for one in state.trained]
    best = min(views, key=lambda one: (_too_dear(state, one), one.best.mean))
    if ask := crew.settled(state, best.trained, affordable(state)):
        return ask
    row = figures(state, best) | {"labelers": {one.trained.labeler: one.best.mean for one in views}}
    all_human = row["all_human"]
    hopeless = best.best.mean > all_human * (1 - 5 * WORTH) or _too_dear(state, best)
    if hopeless and (why := _given_up(state, best, all_human)):
        return _rest(state, why, row, best)
    if not hopeless and _enough(state, best, all_human):
        if not best.whole:
            most = for_calls(state, whole=True)
            return Train((best.trained.labeler,), state.round, whole=True, most=most)
        row |= _now(state, best)
        return _confirm(state, pool, best, row) or _certify(state, best, row)
    return more(state, pool, best, views, row)


def _train(state: State) -> Decision:
    if not state.alive:
        reasons = " ".join(f"{one.labeler}: {one.reason}" for one in state.failed)
        return _rest(state, f"People label everything: no labeler is left. {reasons}")
    if not trainable(state):
        return _rest(state, TOO_DEAR)
    return Train(state.alive, state.round, most=for_calls(state))


def _given_up(state: State, best: View, all_human: float) -> str:
    """Why people label the rest, where a machine is not expected to make it cheaper; "": it may learn yet."""
    if state.spent.compute + state.spent.calls > TAX * all_human:
        return "People label the rest: computing costs more than a machine can save."
    bought = best.now.bought - elsewhere(state).size
    if state.round >= by_then(state.setup, PATIENCE) or bought > 0.25 * state.setup.n_items:
        return "People label the rest: a machine cannot make it cheaper here."
    return "" if trainable(state) else TOO_DEAR


def _too_dear(state: State, one: View) -> bool:
    """Whether the budget does not pay for the predictions that a labeler still lacks."""
    return not one.whole and one.trained.ahead > affordable(state) * state.setup.prices.reference


def _most_audit(state: State) -> int | None:
    return max(affordable(state), 1) if state.setup.caps.on_answers else None


def _enough(state: State, best: View, all_human: float) -> bool:
    """Whether more labels can no longer make it cheaper by an amount worth a round; or are not to be had.

    Before a learning curve can be fitted the first forecasts decide, and the luckiest would stop: not yet,
    unless a round is dear.
    """
    gain, worth = best.now.mean - best.best.mean, WORTH * all_human
    early = state.round < by_then(state.setup, FEWEST) and best.outlook.training < worth
    out = affordable(state) <= best.now.audit.size or not trainable(state)
    return (gain < worth and not early) or out


def more(state: State, pool: Pool, best: View, views: list[View], row: Forecast) -> Decision:
    """The next batch, which the best view asks for: what the metric picks, and a random share."""
    among, rng, recipe = state.setup.voiced(state.unasked()), _rng(state), state.setup.recipe
    bought = best.now.bought
    wanted = min(max(best.best.bought - bought, bought // 8, 10), max(int(GROWTH * bought), 10))
    shows = state.setup.prices.verify < state.setup.prices.label
    wanted = min(wanted, among.size, max(affordable(state, shown=shows) - best.now.audit.size, 0))
    if not wanted:
        return _rest(state, f"{reached(state)}.", row)
    lost = losers(state, views)
    judge = min((one for one in views if one.whole), key=lambda one: one.best.mean, default=None)
    row = row | {"lost": list(lost), "alive": list(survivors(state, lost))}
    row = row | {"judge": judge.trained.labeler if judge else ""}
    share = best.outlook.random
    drawn = rng.choice(among, max(int(share > 0), round(share * wanted)), replace=False)
    free = np.delete(among, np.searchsorted(among, drawn))
    known, near = np.flatnonzero(state.labels != UNASKED), recipe.near
    whole = judge or best
    look = choose.Look(
        features=pool.features, among=free, known=known, told=whole.trained, near=near, rng=rng
    )
    metric = recipe.metric if judge else "random"  # nothing is known of most items yet
    chosen = choose.batch(metric, look, min(wanted - drawn.size, free.size))
    items = np.concatenate([drawn, chosen])
    random = np.arange(items.size) < drawn.size
    if crew.experts_teach(state, whole, items):
        return Ask(items, random, "learn", state.round + 1, row, by="expert")
    risk = best.best.caution * usual_risk(state.setup)
    batch = crew.batch(state, whole, items, pool.features, risk)
    if whole.outlook.drawn.kind == "label":
        batch.blind(slice(drawn.size))
    return batch.ask("learn", state.round + 1, row, random)


def _confirm(state: State, pool: Pool, best: View, row: Forecast) -> Ask | None:
    """What people label or confirm before the audit, since the machine would not get it; None: nothing."""
    doubted = [
        best.open[_ranked(state, best, part.open)[round(end.trusted) :]]
        for part, end in zip(best.parts, best.now.ends, strict=True)
    ]
    items = np.unique(state.setup.first[np.concatenate(doubted)])
    batch = crew.batch(state, best, items, pool.features, best.now.audit.risk)
    if state.setup.prices.expert is not None:
        batch = batch.without_reference()  # what only experts can settle they see when the audit refuses it
    needed = batch.items.size + best.now.audit.size
    if not batch.worth or (state.setup.caps.on_answers and affordable(state, shown=True) < needed):
        return None
    return batch.ask("verify", state.round, row, np.zeros(batch.items.size, bool))


def _view_of(state: State, labeler: str) -> View:
    return view(state, next(one for one in state.trained if one.labeler == labeler), _most_audit(state))


def _ranked(state: State, best: View, some: Array) -> Array:
    """`some` (k,) places among the open items, most trusted first."""
    ranked: Array = some[order(best.doubt[some], state.setup.seed)]
    return ranked


def _certify(state: State, best: View, row: Forecast) -> Decision:
    """Another vote where it pays; else an audit of each part that is worth one, most trusted first."""
    if ask := crew.again(state, best.beliefs, best.known, best.now.audit.risk, row):
        return ask
    found = zip(best.parts, best.now.ends, strict=True)
    pieces = [_piece(state, best, part, end) for part, end in found if end.draws]
    if not pieces:
        return _rest(state, "People label the rest: no part of it is worth an audit.", row)
    return freeze(state, best.trained.labeler, pieces, row)


def _piece(state: State, best: View, part: Part, end: Ending) -> Piece:
    """What people said whose word is not the last, and the machine's labels, by their doubt."""
    loose, some = best.beliefs, best.open[part.open]
    items = np.concatenate([loose.items[part.loose], some])
    labels = np.concatenate([loose.label[part.loose], best.trained.label[some]])
    doubt = np.concatenate([loose.doubt[part.loose], best.doubt[part.open]]).astype(np.float32)
    count = Count(part.promise, items.size, part.items, part.known)
    return _sorted(state, count, end, (items, labels, doubt))


def _sorted(state: State, count: Count, end: Ending, rows: tuple[Array, Array, Array]) -> Piece:
    """`rows` (items, labels, doubt) in the order of trust."""
    ranked = order(rows[2], state.setup.seed)
    items, labels, doubt = (one[ranked] for one in rows)
    people = state.unvouched[items] & (state.labels[items] == labels)
    return Piece(count, end, items, labels, doubt, people)


def _now(state: State, best: View) -> Forecast:
    """The forecast of certifying now."""
    cost, time = expected(state, best.trained.labeler, best.now)
    band = cost | {"labels": best.now.bought}
    return {"forecast": band, "time": time, "audit": round(best.now.audit.audited)}


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
        return _rest(state, f"{reached(state)}.")
    return Ask(items, np.zeros(items.size, bool), "audit", state.round, by=referee(state))


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
    if trained is None or len(state.audits) >= AUDITS or not trainable(state):
        return False
    if affordable(state) < state.setup.n_classes or not state.setup.voiced(state.open()).size:
        return False
    frozen, left_out = audit.freeze.order, state.unvouched.copy()
    left_out[state.open()] = True
    left_out[frozen] = False
    people = state.owed(np.flatnonzero(left_out)).size
    for part, count, second in zip(audit.freeze.cut, counts, more, strict=True):
        refused = state.owed(frozen[part.ranks][count:]).size
        people += min(refused, second.size or refused)
    again = view(state, trained, _most_audit(state), trial=audit)
    cost = state.spent.total + state.setup.prices.reference * people
    return again.best.mean < cost - 5 * WORTH * people_only(state)


def _rest(state: State, reason: str = "", row: Forecast | None = None, best: View | None = None) -> Decision:
    """The reference labels what is left, or people do who are audited then; as far as the caps go."""
    left = np.unique(state.setup.first[state.open()])
    fresh = left[state.labels[left] == UNASKED]
    people = fresh.size > 0 and not state.audits and people_first(state)
    wanted = (fresh if people else left)[: affordable(state)]
    if not wanted.size:
        return _finish(state)
    said = (row or {}) | ({"reason": reason} if reason and row else {})
    ask = Ask(wanted, np.zeros(wanted.size, bool), "rest", state.round, said)
    return crew.guessed(ask, state, best) if people else replace(ask, by=referee(state))


def _vouch(state: State) -> Decision:
    """An audit of what people said, where the machine has labelled nothing; else the reference is asked."""
    failed = state.audits and state.audits[-1].freeze.labeler == CONFIRMED
    known = rates(state)
    loose = beliefs(state, None, None, known)
    risk = usual_risk(state.setup)
    if ask := not state.audits and crew.again(state, loose, known, risk, {}):
        return ask
    pieces = [] if failed else _people_alone(state, loose)
    if not pieces:
        owed = state.owed(np.flatnonzero(state.unvouched))
        return Ask(owed, np.zeros(owed.size, bool), "rest", state.round, by=referee(state))
    return freeze(state, CONFIRMED, pieces, {})


def _people_alone(state: State, loose: Beliefs) -> list[Piece]:
    """What people said, in parts; those that are not worth an audit are left out."""
    setup, sure = state.setup, np.flatnonzero((state.labels >= 0) & ~state.unvouched)
    place, of_sure = setup.place(loose.items, loose.label), setup.place(sure, state.labels[sure])
    parts, counts = [], []
    for number, promise in enumerate((*setup.promises, None)):
        some, known = np.flatnonzero(place == number), int((of_sure == number).sum())
        if some.size:
            items = setup.whole_slice(promise) or some.size + known
            parts.append(some)
            counts.append(Count(promise, some.size, items, known))
    given = allotted(counts, setup.target.allowed(setup.n_items), setup.n_items, setup.recipe)
    delta, pieces = level(setup.target.delta, attempt(state)) / max(len(counts), 1), []
    most = _most_audit(state)
    for some, count, allowed in zip(parts, counts, given, strict=True):
        rows = loose.items[some], loose.label[some], loose.doubt[some].astype(np.float32)
        errors = trusted_wrong(rows[2])
        audit = people_alone(count.pool, errors, allowed, delta, most, error=count.error, known=count.known)
        if audit.size < count.pool:
            pieces.append(_sorted(state, count, audit, rows))
    return pieces


def _finish(state: State) -> Decision:
    if (owed := state.owed(np.flatnonzero(state.unvouched))).size and affordable(state) >= owed.size:
        return _vouch(state)
    left = state.open().size
    if left:
        return Finish(f"{reached(state)}: {left:,} items have no label, so nothing is promised of the whole.")
    if not (state.machine != UNASKED).any():
        return Finish("People labelled everything: that was the cheapest sure way.")
    return Finish("Every item has a label, and the audit certifies them.")

"""From what was observed to a plan: chances of error, forecasts, and the race between labelers."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.audit import level
from vermeil.core.plan import chance, curves, team
from vermeil.core.plan.audits import people_alone, trusted_wrong
from vermeil.core.plan.caps import hours
from vermeil.core.plan.events import Trained
from vermeil.core.plan.forecast import THETAS, WORLDS, Division, Outlook
from vermeil.core.plan.held_out import taught
from vermeil.core.plan.parts import Part, divisions
from vermeil.core.plan.state import UNASKED, Audit, State
from vermeil.core.plan.told import expected
from vermeil.core.plan.ways import Way, of_random, usual_risk, ways

Array = NDArray[Any]
SAMPLE = 4000  #: pool items on which the bootstrap worlds are worked out
TARGETS = (0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.1)  #: of the cost-accuracy curve
#: (votes an item, share of the errors left): one; two and a third where they differ
VOTES = ((1.0, 1.0), (2.3, 0.4))


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One labeler, seen from the present state."""

    trained: Trained
    open: Array  #: (n,) the items without a label, those left out of which the machine can say nothing
    doubt: Array  #: (n,) float32: chance of error of each
    beliefs: team.Beliefs  #: of the labels that nobody vouches for
    known: team.Rates  #: how far people may be believed
    ways: tuple[Way, ...]  #: to get a label that is not the reference's
    outlook: Outlook
    parts: tuple[Part, ...]  #: each audited by itself
    divisions: list[Division]
    error: Array  #: (worlds,) share of wrong predictions on the random part
    whole: bool  #: every open item is predicted; else what is known of them comes from the random part

    @property
    def best(self) -> Division:
        """The cheapest future."""
        return min(self.divisions, key=lambda one: one.mean)

    @property
    def now(self) -> Division:
        """Stopping and certifying now."""
        return self.divisions[0]


def attempt(state: State) -> int:
    """The number of the next audit, from 1."""
    return len(state.audits) + 1


def view(state: State, trained: Trained, most_audit: int | None = None, trial: Audit | None = None) -> View:
    """How things stand with one labeler; `trial`: an audit of it whose answers count as evidence."""
    setup = state.setup
    rng = np.random.default_rng([setup.seed, state.events])
    known = team.rates(state, trained)
    items, seen, wrong = _evidence(state, trained, known, trial)
    drawn = weights(rng, state.stay[items])
    beta = chance.fit(seen, wrong, drawn)
    unlabelled = state.open()
    still = setup.voiced(unlabelled)
    mute = np.unique(setup.first[setup.unvoiced(unlabelled)]).size
    whole = bool((trained.label[still] >= 0).all())
    learned = setup.recipe.learned_chance
    doubt = chance.doubts(trained, still, beta[0]) if learned else 1 - trained.margin[still]
    calls = 0.0 if whole else trained.ahead
    if most_audit is not None:
        most_audit = max(most_audit - math.ceil(calls / setup.prices.reference), 1)

    def profile(some: Array) -> Array:
        if whole:
            return _profile(trained, still[some], doubt[some], beta, rng)
        return _sketch(seen, state.stay[items], some.size, beta)

    loose = team.beliefs(state, trained, beta[0], known)
    offers, each = ways(setup, known), _asked_share(state, still)
    price, missed, sound = _resolved(state, loose)
    outlook = Outlook(
        errors=profile(np.arange(still.size)),
        trend=trend(state, trained.labeler, known),
        pool=still.size,
        bought=max(int((taught(state) != UNASKED).sum()), 1),
        label=setup.prices.reference * each,
        ways=() if state.stage in {"verify", "again"} else scaled(offers, each),
        drawn=scaled((of_random(setup, known, offers),), each)[0],
        confirmed=sound,
        missed=missed / max(sound, 1),
        spent=state.spent.total + price + setup.prices.reference * mute,
        training=setup.prices.seconds(sum(one.seconds for one in state.trained)),
        items=setup.n_items,
        recipe=setup.recipe,
        calls=calls,
        risk=usual_risk(setup),
    )
    delta = level(setup.target.delta, attempt(state))
    cut = _parts(state, trained.label[still], loose, outlook, profile)
    options = divisions(outlook, cut, setup.target.allowed(setup.n_items), delta, most_audit)
    error = (drawn @ wrong) / drawn.sum(axis=1)
    return View(trained, still, doubt, loose, known, offers, outlook, cut, options, error, whole)


def _parts(
    state: State, said: Array, loose: team.Beliefs, outlook: Outlook, profile: Callable[[Array], Array]
) -> tuple[Part, ...]:
    """The parts of what is open, `said` (n,) its labels by the machine, and of what nobody vouches for."""
    setup = state.setup
    if not setup.promises:
        every = np.arange(said.size), np.arange(loose.items.size)
        return (Part(None, *every, setup.n_items, 0, 1.0, outlook),)
    still = setup.voiced(state.open())
    sure = np.flatnonzero((state.labels >= 0) & ~state.unvouched)
    of_open, of_loose, of_sure = (
        setup.place(items, labels)
        for items, labels in ((still, said), (loose.items, loose.label), (sure, state.labels[sure]))
    )
    found = []
    for number, promise in enumerate((*setup.promises, None)):
        some, seen = np.flatnonzero(of_open == number), np.flatnonzero(of_loose == number)
        if some.size + seen.size:
            known, errors = int((of_sure == number).sum()), profile(some)
            own = replace(
                outlook,
                errors=errors,
                pool=max(some.size, 1),
                confirmed=seen.size,
                spent=0.0,
                training=0.0,
            )
            whole = setup.whole_slice(promise) or known + some.size + seen.size
            found.append(Part(promise, some, seen, whole, known, _share(outlook, own), own))
    return tuple(found)


def _share(outlook: Outlook, part: Outlook) -> float:
    """The share of a later batch that falls into a part: by size where drawn, by errors where picked."""
    random = outlook.random
    errors = float(part.errors[:, -1].mean()) / max(float(outlook.errors[:, -1].mean()), 1e-9)
    return random * part.pool / outlook.pool + (1 - random) * min(errors, 1.0)


def _resolved(state: State, loose: team.Beliefs) -> tuple[float, float, int]:
    """(price, wrong labels left, how many): what becomes of labels that nobody vouches for.

    Each is left as it is, or people are asked once more, or the reference.
    """
    prices, doubt = state.setup.prices, loose.doubt.astype(float)
    risk = usual_risk(state.setup)
    votes, share = VOTES[1]
    more = (votes - 1) * prices.label + risk * share * doubt
    more_votes = state.setup.tiered and state.setup.recipe.votes > 1
    again = more_votes & (loose.votes == 1) & (more < risk * doubt) & (more < prices.reference)
    refused = ~again & (risk * doubt >= prices.reference)
    asked = (state.setup.first[loose.items] == loose.items).astype(float)  # one of each group of copies
    price = (votes - 1) * prices.label * asked[again].sum() + prices.reference * asked[refused].sum()
    left = np.where(again, share * doubt, doubt)[~refused].sum()
    return float(price), float(left), int((~refused).sum())


def _evidence(
    state: State, trained: Trained, known: team.Rates, trial: Audit | None
) -> tuple[Array, Array, Array]:
    """(items, signals, wrong) of the random part out of fold, and of an audit not yet learned from."""
    part = state.labels[trained.part] >= 0
    items = trained.part[part]
    wrong = team.wrong(state, items, trained.part_label[part], known)
    seen = chance.signals(trained.part_top[part], trained.part_margin[part], trained.part_entropy[part])
    if trial is None or trial.drawn is None:
        return items, seen, wrong
    fresh = trial.freeze.order[trial.ranks[~trial.freeze.people[trial.ranks]]]  # those taught nothing
    more = chance.signals_of(trained, fresh)
    missed = trained.label[fresh] != state.labels[fresh]
    return np.concatenate([items, fresh]), np.concatenate([seen, more]), np.concatenate([wrong, missed])


def weights(rng: np.random.Generator, stay: Array) -> Array:
    """(worlds, p) bootstrap weights of a random part that counts `stay` (p,); the first world is itself."""
    drawn = rng.exponential(size=(WORLDS, stay.size))
    drawn[0] = 1
    drawn *= stay
    drawn *= stay.sum() / np.maximum(drawn.sum(axis=1, keepdims=True), 1e-9)
    return drawn


def _profile(trained: Trained, still: Array, doubt: Array, beta: Array, rng: np.random.Generator) -> Array:
    """(worlds, thetas): expected errors among the theta least doubtful of the pool."""
    n = doubt.size
    sample = np.arange(n) if n <= SAMPLE else rng.choice(n, SAMPLE, replace=False)
    sample = sample[np.argsort(doubt[sample], kind="stable")]
    if sample.size == 0:
        return np.zeros((len(beta), THETAS.size))
    signals = chance.signals_of(trained, still[sample])
    total = np.cumsum(chance.chances(signals, beta), axis=1) * (n / sample.size)
    places = np.arange(1, sample.size + 1) / sample.size
    return np.stack([np.interp(THETAS, places, one) for one in total])


def _sketch(seen: Array, stay: Array, pool: int, beta: Array) -> Array:
    """`_profile` of a pool that is not predicted: the random part stands for it, each item by its `stay`."""
    order = np.argsort(chance.chances(seen, beta[0]), kind="stable")
    mass = np.cumsum(stay[order])
    total = np.cumsum(chance.chances(seen[order], beta) * stay[order], axis=1) * (pool / mass[-1])
    return np.stack([np.interp(THETAS, mass / mass[-1], one) for one in total])


def trend(state: State, labeler: str, known: team.Rates) -> curves.Curves:
    """The learning curves of one labeler, through all its rounds; people are right as far as is `known`."""
    past = [one for one in state.history if one.labeler == labeler and one.part.size]
    rng = np.random.default_rng([state.setup.seed, len(past)])
    everyone = np.unique(np.concatenate([one.part for one in past]))
    drawn = weights(rng, state.stay[everyone])
    points = [
        curves.slice_errors(
            one.doubt,
            team.wrong(state, one.part, one.guess, known),
            drawn[:, np.searchsorted(everyone, one.part)],
        )
        for one in past
    ]
    errors, mass = (np.stack(values) for values in zip(*points, strict=True))
    return curves.fit(np.array([one.bought for one in past], float), errors, mass)


def _asked_share(state: State, still: Array) -> float:
    """Questions per item: below 1 where there are copies."""
    if state.setup.copies is None or not still.size:
        return 1.0
    return float((state.setup.first[still] == still).mean())


def losers(state: State, views: list[View]) -> tuple[str, ...]:
    """The labelers that are not expected to save as much as it costs to train them once more.

    What one may save is how much cheaper it is than the leader, in the worlds in which it is (METHOD 1.5:
    race until one is clear).
    """
    leader, price = min(views, key=lambda one: one.best.mean), state.setup.prices.seconds
    saved = [np.maximum(leader.best.costs - one.best.costs, 0).mean() for one in views]
    pairs = [(one.trained, gain) for one, gain in zip(views, saved, strict=True) if one is not leader]
    return tuple(told.labeler for told, gain in pairs if gain < price(told.seconds) + told.paid)


def survivors(state: State, lost: tuple[str, ...]) -> tuple[str, ...]:
    """Those who stay in the race: one leaves that has lost in this round and in the one before."""
    before = state.rounds[-1].get("lost", ()) if state.rounds else ()
    return tuple(name for name in state.alive if name not in lost or name not in before)


def scaled(offers: tuple[Way, ...], each: float) -> tuple[Way, ...]:
    """The same with `each` times the price."""
    return tuple(replace(one, each=one.each * each, wrong=one.wrong * each) for one in offers)


def figures(state: State, view: View) -> dict[str, Any]:
    """One row of the campaign's table: what is known and expected at this round."""
    best, setup = view.best, state.setup
    all_human, labeler = people_only(state), view.trained.labeler
    cost, time = expected(state, labeler, best)
    return {
        "round": state.round,
        "labels": view.outlook.bought,
        "spent": state.spent.total,
        "labeler": labeler,
        "error": _band(view.error),
        "forecast": cost | {"labels": best.bought},
        "time": time,
        "certify_now": expected(state, labeler, view.now)[0]["mid"],
        "all_human": all_human,
        "audit": round(best.audit.audited),
        "verify": best.verified,
        "machine_share": best.audit.machine / setup.n_items,
        "fit": view.outlook.trend.words,
        "seconds": sum(one.seconds for one in state.trained),
        "curve": _curve(state, view, all_human),
    }


def _band(values: Array) -> dict[str, float]:
    low, high = np.quantile(values, [0.05, 0.95])
    return {"low": float(low), "mid": float(values[0]), "high": float(high)}


def people_only(state: State) -> float:
    """The total if the reference labels all that is left, or people do and are audited: the cheaper."""
    return state.spent.total + min(_without_machine_price(state))


def people_first(state: State) -> bool:
    """Whether, without a machine, people label and experts only audit that."""
    experts, people = _without_machine_price(state)
    return people < experts


def _without_machine_price(state: State) -> tuple[float, float]:
    """(by the reference, by people and audited): the price of all that is left."""
    reference, left = state.setup.prices.reference, state.unasked().size
    if not state.setup.tiered:
        return reference * (left + _vouched(state)), np.inf
    owed, error = state.owed(np.flatnonzero(state.unvouched)).size, team.rates(state).error
    audited = [
        _audited_people(state, left, votes, share * error)
        for votes, share in VOTES[: state.setup.recipe.votes]
    ]
    return reference * (left + owed), min(audited)


def _vouched(state: State) -> float:
    """How many answers vouch for labels that were confirmed or brought along: an audit's, or all anew."""
    doubt = team.beliefs(state, None, None, team.rates(state)).doubt
    if not doubt.size:
        return 0.0
    delta, loose = level(state.setup.target.delta, attempt(state)), doubt.size
    audit = people_alone(loose, trusted_wrong(doubt), state.setup.allowed(loose), delta)
    return min(float(audit.costs.mean()), float(loose))


def _audited_people(state: State, left: int, votes: float, error: float) -> float:
    """The price of people for all that is `left`, of the audit of what they say, and of what it refuses."""
    setup, prices = state.setup, state.setup.prices
    delta = level(setup.target.delta, attempt(state))
    audit = people_alone(left, THETAS * left * error, setup.allowed(left), delta)
    return prices.label * votes * left + prices.reference * float(audit.costs.mean())


def _curve(state: State, view: View, people: float) -> list[dict[str, Any]]:
    """The total cost for other targets, everything else as it is; `people` alone cost so much."""
    setup, few = state.setup, view.outlook.thinned(4)
    parts = tuple(one.thinned(4) for one in view.parts)
    rows = []
    for error in sorted({*TARGETS, setup.target.error}):
        allowed = int(error * setup.n_items + 1e-9)
        delta = level(setup.target.delta, attempt(state))
        own = error == setup.target.error  # the forecast itself, so that no two figures differ
        best = view.best if own else min(divisions(few, parts, allowed, delta), key=lambda one: one.mean)
        told = _row(state, view, best) if best.mean < people else _without_machine(state, view, people)
        rows.append({"error": error} | told)
    return rows


def _row(state: State, view: View, best: Division) -> dict[str, Any]:
    cost, time = expected(state, view.trained.labeler, best)
    return {
        "cost": cost,
        "time": time,
        "labels": best.bought,
        "audit": round(best.audit.audited),
        "verify": best.verified,
        "training": best.training,
        "machine_share": best.audit.machine / state.setup.n_items,
    }


def _without_machine(state: State, view: View, people: float) -> dict[str, Any]:
    setup, spent = state.setup, state.spent
    cost = {"low": people, "mid": people, "high": people}
    seconds = np.array([spent.people_seconds + setup.team.seconds(state.unasked().size)])
    time, bought = hours(setup.team, seconds, spent.device_seconds), view.outlook.bought
    none = {"audit": 0, "verify": 0.0, "training": 0.0, "machine_share": 0.0}
    return {"cost": cost, "time": time, "labels": bought} | none

"""From what was observed to a plan: chances of error, forecasts, and the race between labelers."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.audit import level
from vermeil.core.plan import chance, curves, team
from vermeil.core.plan.audits import people_alone
from vermeil.core.plan.events import Trained
from vermeil.core.plan.forecast import THETAS, WORLDS, Division, Outlook, divisions
from vermeil.core.plan.held_out import taught
from vermeil.core.plan.state import UNASKED, Audit, Setup, State
from vermeil.core.plan.ways import FRONTIER, Way, risk_at, settled, ways

Array = NDArray[Any]
SAMPLE = 4000  #: pool items on which the bootstrap worlds are worked out
TARGETS = (0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.1)  #: of the cost-accuracy curve
VOTES = (
    (1.0, 1.0),
    (2.3, 0.4),
)  #: (votes an item, share of the errors left): one; two and a third where they differ
LOSING = 0.1  #: a labeler that is the cheaper one in fewer of the worlds has lost the race


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One labeler, seen from the present state."""

    trained: Trained
    open: Array  #: (n,) the items without a label
    doubt: Array  #: (n,) float32: chance of error of each
    beliefs: team.Beliefs  #: of the labels that nobody vouches for
    known: team.Rates  #: how far people may be believed
    ways: tuple[Way, ...]  #: to get a label that is not the reference's
    outlook: Outlook
    divisions: list[Division]
    error: Array  #: (worlds,) share of wrong predictions on the random part

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
    weights = _weights(rng, state.stay[items])
    beta = chance.fit(seen, wrong, weights)
    still = state.open()
    learned = setup.recipe.learned_chance
    doubt = chance.doubts(trained, still, beta[0]) if learned else 1 - trained.margin[still]
    loose = team.beliefs(state, trained, beta[0], known)
    offers, each = ways(setup, known), _asked_share(state, still)
    price, missed, sound = _resolved(state, loose)
    outlook = Outlook(
        errors=_profile(trained, still, doubt, beta, rng),
        trend=_trend(state, trained.labeler, known),
        pool=still.size,
        bought=max(int((taught(state) != UNASKED).sum()), 1),
        label=setup.prices.reference * each,
        ways=() if state.stage in {"verify", "again"} else scaled(offers, each),
        drawn=scaled((settled(setup, known),), each)[0],
        confirmed=sound,
        missed=missed / max(sound, 1),
        spent=state.spent.total + price,
        training=setup.prices.seconds(sum(one.seconds for one in state.trained)),
        items=setup.n_items,
        recipe=setup.recipe,
    )
    delta = level(setup.target.delta, attempt(state))
    options = divisions(outlook, setup.target.allowed(setup.n_items), delta, most_audit)
    error = (weights @ wrong) / weights.sum(axis=1)
    return View(trained, still, doubt, loose, known, offers, outlook, options, error)


def _resolved(state: State, loose: team.Beliefs) -> tuple[float, float, int]:
    """(price, wrong labels left, how many): what becomes of labels that nobody vouches for.

    Each is left as it is, or people are asked once more, or the reference.
    """
    prices, doubt = state.setup.prices, loose.doubt.astype(float)
    risk = risk_at(prices.reference)
    votes, share = VOTES[1]
    more = (votes - 1) * prices.label + risk * share * doubt
    again = state.setup.team & (loose.votes == 1) & (more < risk * doubt) & (more < prices.reference)
    refused = ~again & (doubt >= FRONTIER)
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
    if trial is None or trial.ranks is None:
        return items, seen, wrong
    fresh = trial.freeze.order[trial.ranks[~trial.freeze.people[trial.ranks]]]  # those taught nothing
    more = chance.signals_of(trained, fresh)
    missed = trained.label[fresh] != state.labels[fresh]
    return np.concatenate([items, fresh]), np.concatenate([seen, more]), np.concatenate([wrong, missed])


def _weights(rng: np.random.Generator, stay: Array) -> Array:
    """(worlds, p) bootstrap weights of a random part that counts `stay` (p,); the first world is itself."""
    weights = rng.exponential(size=(WORLDS, stay.size))
    weights[0] = 1
    weights *= stay
    weights *= stay.sum() / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    return weights


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


def _trend(state: State, labeler: str, known: team.Rates) -> curves.Curves:
    past = [one for one in state.history if one.labeler == labeler and one.part.size]
    rng = np.random.default_rng([state.setup.seed, len(past)])
    everyone = np.unique(np.concatenate([one.part for one in past]))
    weights = _weights(rng, state.stay[everyone])
    points = [
        curves.slice_errors(
            one.doubt,
            team.wrong(state, one.part, one.guess, known),
            weights[:, np.searchsorted(everyone, one.part)],
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


def scaled(offers: tuple[Way, ...], each: float) -> tuple[Way, ...]:
    """The same with `each` times the price."""
    return tuple(replace(one, each=one.each * each, wrong=one.wrong * each) for one in offers)


def survivors(views: list[View]) -> tuple[str, ...]:
    """The labelers that may still turn out the cheapest (METHOD 1.5: race until one is clear)."""
    leader = min(views, key=lambda one: one.best.mean)
    stays = [one for one in views if one is leader or (one.best.costs < leader.best.costs).mean() >= LOSING]
    return tuple(one.trained.labeler for one in stays)


def figures(state: State, view: View) -> dict[str, Any]:
    """One row of the campaign's table: what is known and expected at this round."""
    best, setup = view.best, state.setup
    low, high = np.quantile(best.costs, [0.05, 0.95])
    all_human = people_only(state)
    return {
        "round": state.round,
        "labels": view.outlook.bought,
        "spent": state.spent.total,
        "labeler": view.trained.labeler,
        "error": _band(view.error),
        "forecast": {"low": float(low), "mid": best.mean, "high": float(high), "labels": best.bought},
        "certify_now": view.now.mean,
        "all_human": all_human,
        "audit": round(best.audit.audited),
        "verify": best.verified,
        "machine_share": best.audit.machine / setup.n_items,
        "fit": view.outlook.trend.words,
        "seconds": sum(one.seconds for one in state.trained),
        "curve": _curve(state, view),
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
    setup, prices, left = state.setup, state.setup.prices, state.unasked().size
    total = prices.reference * (left + state.owed(np.flatnonzero(state.unvouched)).size)
    if not setup.team:
        return prices.reference * left, np.inf
    return total, min(_audited_people(state, votes) for votes in VOTES)


def _audited_people(state: State, votes: tuple[float, float]) -> float:
    """The price of people for all that is left, of the audit of what they say, and of what it refuses."""
    setup, prices, left = state.setup, state.setup.prices, state.unasked().size
    errors = THETAS * left * votes[1] * team.rates(state).error
    audit = people_alone(left, errors, setup.allowed(left), level(setup.target.delta, attempt(state)))
    return prices.label * votes[0] * left + prices.reference * float(audit.costs.mean())


def _curve(state: State, view: View) -> list[dict[str, Any]]:
    """The total cost for other targets, everything else as it is."""
    setup, few, people = state.setup, view.outlook.thinned(4), people_only(state)
    rows = []
    for error in sorted({*TARGETS, setup.target.error}):
        allowed = int(error * setup.n_items + 1e-9)
        delta = level(setup.target.delta, attempt(state))
        own = error == setup.target.error  # the forecast itself, so that no two figures differ
        best = view.best if own else min(divisions(few, allowed, delta), key=lambda one: one.mean)
        pays = best.mean < people
        row = _row(best, setup) if pays else _without_machine(view.outlook.bought, people)
        rows.append({"error": error} | row)
    return rows


def _row(best: Division, setup: Setup) -> dict[str, Any]:
    low, high = np.quantile(best.costs, [0.05, 0.95])
    return {
        "cost": {"low": float(low), "mid": best.mean, "high": float(high)},
        "labels": best.bought,
        "audit": round(best.audit.audited),
        "verify": best.verified,
        "training": best.training,
        "machine_share": best.audit.machine / setup.n_items,
    }


def _without_machine(bought: int, people: float) -> dict[str, Any]:
    cost = {"low": people, "mid": people, "high": people}
    return {"cost": cost, "labels": bought, "audit": 0, "verify": 0.0, "training": 0.0, "machine_share": 0.0}

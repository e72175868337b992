"""From what was observed to a plan: chances of error, forecasts, and the race between labelers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.audit import level
from vermeil.core.plan import chance, curves
from vermeil.core.plan.events import Trained
from vermeil.core.plan.forecast import THETAS, WORLDS, Division, Outlook
from vermeil.core.plan.held_out import taught
from vermeil.core.plan.parts import Part, divisions
from vermeil.core.plan.state import UNASKED, Audit, Setup, Snapshot, State

Array = NDArray[Any]
SAMPLE = 4000  #: pool items on which the bootstrap worlds are worked out
TARGETS = (0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.1)  #: of the cost-accuracy curve
CAREFUL = 100  #: who confirms lets one wrong label in so many pass, until audits know better


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One labeler, seen from the present state."""

    trained: Trained
    open: Array  #: (n,) the items without a label
    doubt: Array  #: (n,) float32: chance of error of each
    outlook: Outlook
    parts: tuple[Part, ...]  #: each audited by itself
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
    items, seen, wrong = _evidence(state, trained, trial)
    weights = _weights(rng, state.stay[items])
    beta = chance.fit(seen, wrong, weights)
    still = state.open()
    learned = setup.recipe.learned_chance
    doubt = chance.doubts(trained, still, beta[0]) if learned else 1 - trained.margin[still]
    outlook = Outlook(
        errors=_profile(trained, still, doubt, beta, rng),
        trend=_trend(state, trained.labeler),
        pool=still.size,
        bought=max(int((taught(state) != UNASKED).sum()), 1),
        label=setup.prices.label * _asked_share(state, still),
        verify=(setup.prices.label if state.stage == "verify" else setup.prices.verify)
        * _asked_share(state, still),  # what is left after confirming is for the machine
        confirmed=int(state.shown.sum()),
        missed=_missed(state),
        spent=state.spent.total,
        training=setup.prices.seconds(sum(one.seconds for one in state.trained)),
        items=setup.n_items,
        recipe=setup.recipe,
    )
    delta = level(setup.target.delta, attempt(state))
    cut = _parts(
        state,
        trained.label[still],
        outlook,
        lambda some: _profile(trained, still[some], doubt[some], beta, rng),
    )
    options = divisions(outlook, cut, setup.target.allowed(setup.n_items), delta, most_audit)
    error = (weights @ wrong) / weights.sum(axis=1)
    return View(trained, still, doubt, outlook, cut, options, error)


def _parts(
    state: State, said: Array, outlook: Outlook, profile: Callable[[Array], Array]
) -> tuple[Part, ...]:
    """The parts of what is open, `said` (n,) its labels by the machine, and of what people have confirmed."""
    setup, shown = state.setup, np.flatnonzero(state.shown)
    if not setup.promises:
        return (Part(None, np.arange(said.size), shown, setup.n_items, 0, 1.0, outlook),)
    still, blind = state.open(), np.flatnonzero((state.labels >= 0) & ~state.shown)
    of_open, of_shown, of_blind = (
        setup.place(items, labels)
        for items, labels in ((still, said), (shown, state.labels[shown]), (blind, state.labels[blind]))
    )
    found = []
    for number, promise in enumerate((*setup.promises, None)):
        some, seen = np.flatnonzero(of_open == number), shown[of_shown == number]
        if some.size + seen.size:
            known, errors = int((of_blind == number).sum()), profile(some)
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
    random = outlook.recipe.share
    errors = float(part.errors[:, -1].mean()) / max(float(outlook.errors[:, -1].mean()), 1e-9)
    return random * part.pool / outlook.pool + (1 - random) * min(errors, 1.0)


def _evidence(state: State, trained: Trained, trial: Audit | None) -> tuple[Array, Array, Array]:
    """(items, signals, wrong) of the random part out of fold, and of an audit not yet learned from."""
    part = state.labels[trained.part] >= 0
    items, wrong = trained.part[part], (trained.part_label != state.labels[trained.part])[part]
    seen = chance.signals(trained.part_top[part], trained.part_margin[part], trained.part_entropy[part])
    if trial is None or trial.drawn is None:
        return items, seen, wrong
    fresh = trial.freeze.order[trial.ranks[~trial.freeze.confirmed[trial.ranks]]]  # those taught nothing
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


def _trend(state: State, labeler: str) -> curves.Curves:
    past = [one for one in state.history if one.labeler == labeler and one.part.size]
    rng = np.random.default_rng([state.setup.seed, len(past)])
    everyone = np.unique(np.concatenate([one.part for one in past]))
    weights = _weights(rng, state.stay[everyone])
    points = [_point(one, weights[:, np.searchsorted(everyone, one.part)]) for one in past]
    errors, mass = (np.stack(values) for values in zip(*points, strict=True))
    return curves.fit(np.array([one.bought for one in past], float), errors, mass)


def _point(snapshot: Snapshot, weights: Array) -> tuple[Array, Array]:
    return curves.slice_errors(snapshot.doubt, snapshot.wrong, weights)


def _missed(state: State) -> float:
    """Share of the labels that people gave on seeing the machine's which are wrong, as audits have found."""
    audited, wrong = 0, 0
    for audit in state.audits:
        freeze = audit.freeze
        if audit.drawn is not None:
            ranks = audit.ranks[freeze.confirmed[audit.ranks]]
            blind = state.labels[freeze.order[ranks]]
            audited += int((blind != UNASKED).sum())
            wrong += int((blind != freeze.predicted[ranks])[blind != UNASKED].sum())
    return (wrong + 1) / (audited + CAREFUL)


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
    return tuple(told.labeler for told, gain in pairs if gain < price(told.seconds))


def survivors(state: State, lost: tuple[str, ...]) -> tuple[str, ...]:
    """Those who stay in the race: one leaves that has lost in this round and in the one before."""
    before = state.rounds[-1].get("lost", ()) if state.rounds else ()
    return tuple(name for name in state.alive if name not in lost or name not in before)


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
    """The total if people label all that is left."""
    return state.spent.total + state.unasked().size * state.setup.prices.label


def _curve(state: State, view: View) -> list[dict[str, Any]]:
    """The total cost for other targets, everything else as it is."""
    setup, few, people = state.setup, view.outlook.thinned(4), people_only(state)
    parts = tuple(one.thinned(4) for one in view.parts)
    rows = []
    for error in sorted({*TARGETS, setup.target.error}):
        allowed = int(error * setup.n_items + 1e-9)
        delta = level(setup.target.delta, attempt(state))
        own = error == setup.target.error  # the forecast itself, so that no two figures differ
        best = view.best if own else min(divisions(few, parts, allowed, delta), key=lambda one: one.mean)
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

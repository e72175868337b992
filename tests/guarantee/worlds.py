"""Worlds in which the truth is known, to count how often a promise is broken."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from vermeil.core.certify.audit import Plan, accepted, design, draw
from vermeil.core.model import Caps, Goal, Prices, Target
from vermeil.core.plan.campaign import (
    Accept,
    Answered,
    Ask,
    Drawn,
    Finish,
    Outcome,
    Pool,
    Setup,
    State,
    Train,
    Trained,
    begin,
    decide,
    missing_labelers,
    observe,
    outcome,
    taught,
)
from vermeil.core.plan.promises import promises
from vermeil.core.plan.recipe import Recipe
from vermeil.core.train import trained

Array = NDArray[Any]
Rule = Callable[[Plan, Array, Array], int]
World = Callable[[np.random.Generator], Array]


def within_the_law(broken: int, worlds: int, delta: float) -> bool:
    """Whether a level of `delta` allows so many broken promises; fails by chance once in a thousand."""
    return bool(broken <= binom.ppf(0.999, worlds, delta))


class Trial:
    """Worlds one after another: so many, or until few promises are broken beyond doubt.

    Beyond doubt: were twice as many broken as the level allows, there would be so few once in a thousand.
    Most promises break far less often than they may, and a third of the worlds shows it.
    """

    def __init__(self, most: int, delta: float) -> None:
        self.most, self.delta, self.worlds, self.broken = most, delta, 0, 0

    def __iter__(self) -> Iterator[int]:
        """Their seeds."""
        while self.worlds < self.most and binom.cdf(self.broken, self.worlds, 2 * self.delta) > 0.001:
            yield self.worlds
            self.worlds += 1

    @property
    def kept(self) -> bool:
        """Whether the level allows what was broken."""
        return within_the_law(self.broken, self.worlds, self.delta)


def planned(n: int, share: float, allowed: int, delta: float, looks: int = 1) -> Plan:
    """An audit of about a share of `n` items, in one look or in two of the same size."""
    block, each = design(n, share / looks)
    first = each if looks > 1 and 2 * each <= block else 0
    return Plan(
        pool=n, block=block, draws=2 * each if first else each, allowed=allowed, delta=delta, first=first
    )


def audit_worlds(
    world: World,
    *,
    worlds: int,
    size: int,
    error: float,
    delta: float = 0.05,
    rule: Rule = accepted,
    put_right: bool = True,
    looks: int = 1,
) -> tuple[int, float]:
    """(broken promises, mean share left to the machine) over frozen orders (n,) bool, wrong or not.

    A promise is broken when more labels than allowed stay wrong; those that were audited are `put_right`.
    """
    broken, coverage = 0, 0.0
    for number in range(worlds):
        wrong = world(np.random.default_rng([size, number]))
        plan = planned(wrong.size, size / wrong.size, int(error * wrong.size + 1e-9), delta, looks)
        ranks = draw("order", str(number), plan)
        t = rule(plan, ranks, wrong[ranks])
        inside = ranks[ranks < t]
        stays = wrong[:t].sum() - put_right * wrong[inside].sum()
        broken += bool(stays > plan.allowed)
        coverage += (t - inside.size) / wrong.size / worlds
    return broken, coverage


def point_estimate(plan: Plan, ranks: Array, wrong: Array) -> int:
    """What others do: the longest part whose estimated number of errors is allowed. No guarantee."""
    order = np.argsort(ranks)
    t = ranks[order] + 1
    estimate = np.cumsum(wrong[order]) / np.arange(1, t.size + 1) * t
    fits = np.flatnonzero(estimate <= plan.allowed)
    return int(t[fits[-1]]) if fits.size else 0


class Simulated:
    """A labeler of known skill: the more labels it has, the less it errs on an item, and the less it doubts.

    `hard` (n,) is each item's difficulty in [0, 1]; `honest` scales how much of its doubt it admits.
    """

    def __init__(
        self, truth: Array, hard: Array, n_classes: int, *, power: float, honest: float, seed: int
    ) -> None:
        self.truth, self.hard, self.n_classes = truth, hard, n_classes
        self.power, self.honest = power, honest
        rng = np.random.default_rng([seed, 1])
        self.luck, self.noise = rng.random(truth.size), rng.normal(size=truth.size)
        self.slip = rng.integers(1, n_classes, truth.size)

    def train(self, labels: Array, random: Array) -> Trained:
        chance = np.clip(self.errs(labels), 0, 0.95)
        wrong = self.luck < chance
        said = np.where(wrong, (self.truth + self.slip) % self.n_classes, self.truth)
        top = np.clip(1 - self.admits(chance), 1 / self.n_classes + 1e-3, 0.9999)
        shares = np.repeat(((1 - top) / (self.n_classes - 1))[:, None], self.n_classes, axis=1)
        shares[np.arange(said.size), said] = top
        part = np.flatnonzero(random)
        return trained("simulated", 0.001, shares, part, shares[part])

    def errs(self, labels: Array) -> Array:
        """(n,) the chance of error of each item after learning from `labels` (n,)."""
        bought = max((labels >= 0).sum(), 1)
        chance: Array = self.hard * (50 / bought) ** self.power
        return chance

    def admits(self, chance: Array) -> Array:
        """(n,) the chance of error that it states."""
        return 1 / (1 + np.exp(-np.log((chance + 1e-4) / (1 - chance)) * self.honest - 0.4 * self.noise))


def names(count: int) -> list[str]:
    """Names of so many classes or slices."""
    return [str(number) for number in range(count)]


def offered(ask: Ask, truth: Array, blind: Array, credulous: float, rng: np.random.Generator) -> Array:
    """(k,) what is said by people who let a wrong suggestion pass with chance `credulous`, each in turn.

    Who has refused them all says `blind` (k,), as does who is shown none.
    """
    said, still = blind.copy(), np.ones(truth.size, bool)
    for offer in ask.offers.T:
        taken = still & (offer >= 0) & ((offer == truth) | (rng.random(truth.size) < credulous))
        said[taken] = offer[taken]
        still &= ~taken
    return said


def campaign(
    truth: Array,
    labeler: Simulated,
    *,
    target: Target,
    seed: int,
    caps: Caps | None = None,
    copies: Array | None = None,
    verify: float = 0.04,
    credulous: float = 0.0,
    recipe: Recipe | None = None,
    watch: Callable[[State], None] = lambda _: None,
    people: Callable[[Ask], Array | Answered] | None = None,
    slices: Array | None = None,
    prices: Prices | None = None,
    goal: Goal = "labels",
    worth: float | None = None,
    closed: bool = True,
    mute: Array | None = None,
) -> tuple[State, Outcome]:
    """A whole campaign over `truth` (n,), its people right when they label blindly, unless `people` answer.

    At a price of `verify` they confirm; a wrong suggestion gets past them with chance `credulous`. Experts,
    where `prices` have any, know the truth. Classes and `slices` (n,) have their numbers as names.
    """
    rng = np.random.default_rng([seed, 2])
    setup = Setup(
        n_items=truth.size,
        n_classes=labeler.n_classes,
        target=target,
        prices=prices or Prices(verify=verify),
        labelers=("simulated",),
        goal=goal,
        worth=worth,
        caps=caps or Caps(),
        seed=seed,
        copies=copies,
        recipe=recipe or Recipe(),
        promises=promises(target, names(labeler.n_classes), names(0 if slices is None else slices.max() + 1)),
        slices=slices,
        closed=closed,
        mute=mute,
    )
    state = begin(setup)
    pool = Pool(np.column_stack([labeler.hard, labeler.truth]).astype(np.float32))
    while not isinstance(decision := decide(state, pool), Finish):
        state = observe(state, decision)
        watch(state)
        if isinstance(decision, Ask):
            said: Array | Answered
            said = offered(decision, truth[decision.items], truth[decision.items], credulous, rng)
            if people and (decision.by == "people"):
                said = people(decision)
            event = said if isinstance(said, Answered) else Answered(decision.items, said)
            state = observe(state, event)
        elif isinstance(decision, Train):
            assert missing_labelers(state) == ("simulated",)
            state = observe(state, labeler.train(taught(state), state.random))
        elif not isinstance(decision, Accept):
            state = observe(state, Drawn(f"entropy {seed}"))
    state = observe(state, decision)
    return state, outcome(state)

"""Whole campaigns against worlds that are made to deceive: their promises stay within the binomial law.

Wrong means everywhere: a label differs from what the people answered, or would have answered, of that item.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from worlds import (
    Array,
    Ask,
    Outcome,
    Rule,
    Simulated,
    State,
    Trial,
    campaign,
    point_estimate,
    within_the_law,
)

from vermeil.core.certify import certificate
from vermeil.core.certify.audit import Plan, accepted, draw, level
from vermeil.core.model import Target

WORLDS = 200  # the fewest that tell 5 % from 10 %
N, CLASSES, ERROR, DELTA = 400, 4, 0.05, 0.05
ALLOWED = int(N * ERROR)


class SureOfTraps(Simulated):
    """Worst exactly where it is most sure: an eighth of the items, which more labels do not help with."""

    def errs(self, labels: Array) -> Array:
        return np.where(self.trap, 0.5, super().errs(labels))

    def admits(self, chance: Array) -> Array:
        return np.where(self.trap, 0.0, super().admits(chance))

    @property
    def trap(self) -> Array:
        """(n,) bool."""
        return self.noise > 1.15


class Unlearning(Simulated):
    """Worse with every label that it gets, while it says that it gets better."""

    def errs(self, labels: Array) -> Array:
        bought = (labels >= 0).sum()
        return np.minimum(self.hard * 0.5 * (bought / 50) ** 0.7, 0.9)

    def admits(self, chance: Array) -> Array:
        return chance**2 * 0.2 + 0.02 * np.abs(self.noise)


class Memory(Simulated):
    """Knows every copy of what it was told, out of fold too: it looks better than it is."""

    group: Array  #: (n,) items of one group are copies of each other; nobody declared them

    def errs(self, labels: Array) -> Array:
        told = np.unique(self.group[labels >= 0])
        return np.where(np.isin(self.group, told), 0.0, super().errs(labels))


class Ignorant(Simulated):
    """Takes the last class for others, without a doubt, until it has seen a few of it."""

    def errs(self, labels: Array) -> Array:
        known = (labels == self.n_classes - 1).sum()
        return np.where(self.late, 1.0 if known < 4 else 0.3, super().errs(labels))

    def admits(self, chance: Array) -> Array:
        return np.where(self.late, 0.001, super().admits(chance))

    @property
    def late(self) -> Array:
        """(n,) bool."""
        late: Array = self.truth == self.n_classes - 1
        return late


@dataclass
class Drifting:
    """People who change their minds, item by item, while they label; during an audit they do not.

    Wrong is what differs from what they would have answered in the audit that certified it: of what they
    come to think later no audit can know.
    """

    before: Array
    after: Array
    when: Array  #: (n,) after how many answers they think otherwise of an item
    time: int = 0
    audited: int = 0

    def __call__(self, ask: Ask) -> Array:
        said = self.would(self.time)[ask.items]
        if ask.purpose == "audit":
            self.audited = self.time
        else:
            self.time += ask.items.size
        return said

    def would(self, time: int) -> Array:
        """(n,) what they would answer after so many answers."""
        return np.where(self.when < time, self.after, self.before)


@dataclass
class Surprised:
    """People who meet a class for the first time after the first questions: none of those was of it."""

    truth: Array  #: (n,) changed in place, once
    rng: np.random.Generator
    begun: bool = False

    def __call__(self, ask: Ask) -> Array:
        if not self.begun:
            others = np.setdiff1d(np.arange(self.truth.size), ask.items)
            self.truth[self.rng.choice(others, int(0.08 * self.truth.size), replace=False)] = CLASSES - 1
            self.begun = True
        return self.truth[ask.items]


@dataclass
class Played:
    """A campaign that is over, and what the people would have answered when it was audited."""

    state: State
    end: Outcome
    would: Array
    careless: int = 0  #: the audit that a point estimate reads instead: the first, if `would` holds for it

    def broken(self) -> bool:
        """Whether more of the machine's labels differ from the people's than the target allows."""
        machine = self.end.source == "machine"
        return bool((self.end.labels != self.would)[machine].sum() > ALLOWED)

    def broken_by_a_point_estimate(self, seed: int) -> bool:
        """The same of an order that it froze, had a point estimate read an audit of every tenth item."""
        if not self.state.audits:
            return False
        freeze = self.state.audits[self.careless].freeze
        plan = Plan(pool=freeze.order.size, block=10, draws=1, allowed=ALLOWED, delta=DELTA)
        wrong = freeze.predicted != self.would[freeze.order]
        ranks = draw("point estimate", str(seed), plan)
        count = point_estimate(plan, ranks, wrong[ranks])
        wrong[ranks] = False  # people have put them right
        return bool(wrong[:count].sum() > ALLOWED)


def items(seed: int) -> tuple[np.random.Generator, Array, Array]:
    """(randomness, truth, hardness) of one world."""
    rng = np.random.default_rng([seed, 96])
    return rng, rng.integers(0, CLASSES, N), rng.beta(0.4, 1.6, N)


def play(
    labeler: Simulated, seed: int, people: Callable[[Ask], Array] | None = None
) -> tuple[State, Outcome]:
    return campaign(labeler.truth, labeler, target=Target(error=ERROR), seed=seed, people=people)


def sure_of_traps(seed: int) -> Played:
    _, truth, hard = items(seed)
    labeler = SureOfTraps(truth, hard, CLASSES, power=0.8, honest=1.0, seed=seed)
    return Played(*play(labeler, seed), truth)


def unlearning(seed: int) -> Played:
    _, truth, hard = items(seed)
    return Played(*play(Unlearning(truth, hard, CLASSES, power=0, honest=1, seed=seed), seed), truth)


def undeclared_copies(seed: int) -> Played:
    rng, truth, hard = items(seed)
    group = rng.integers(0, N // 4, N)
    labeler = Memory(truth[group], 3 * hard[group], CLASSES, power=0.3, honest=0.0, seed=seed)
    labeler.group = group
    labeler.luck, labeler.slip, labeler.noise = (
        a[group] for a in (labeler.luck, labeler.slip, labeler.noise)
    )
    return Played(*play(labeler, seed), labeler.truth)


def drifting_people(seed: int) -> Played:
    rng, truth, hard = items(seed)
    people = Drifting(truth, (truth + 1) % CLASSES, rng.integers(0, 2200, N))
    state, end = play(Simulated(truth, hard, CLASSES, power=0.9, honest=1.0, seed=seed), seed, people)
    return Played(state, end, people.would(people.audited), careless=-1)


def a_late_class(seed: int) -> Played:
    rng, truth, hard = items(seed)
    truth %= CLASSES - 1
    labeler = Ignorant(truth, hard, CLASSES, power=0.8, honest=1.0, seed=seed)
    return Played(*play(labeler, seed, Surprised(truth, rng)), truth)


@dataclass(frozen=True)
class Adversary:
    """A family of worlds, and what must be seen in them for the test to mean something."""

    world: Callable[[int], Played]
    machine: float  #: mean share that the machine labels at least: no promise is kept by giving up
    caught: bool  #: whether a point estimate is seen to break it


ADVERSARIES = [
    Adversary(sure_of_traps, machine=0.05, caught=False),
    Adversary(unlearning, machine=0.15, caught=False),
    Adversary(undeclared_copies, machine=0.1, caught=True),
    Adversary(drifting_people, machine=0.15, caught=True),
    Adversary(a_late_class, machine=0.1, caught=True),
]


@pytest.mark.usefixtures("brisk")
@pytest.mark.parametrize("adversary", ADVERSARIES, ids=lambda one: one.world.__name__)
def test_promises_hold_against(adversary: Adversary) -> None:
    trial, careless, share = Trial(WORLDS, DELTA), 0, 0.0
    for seed in trial:
        played = adversary.world(seed)
        assert certificate.of(played.state).holds
        trial.broken += played.broken()
        careless += played.broken_by_a_point_estimate(seed)
        share += (played.end.source == "machine").mean()
    assert trial.kept
    assert share / trial.worlds >= adversary.machine
    if adversary.caught:
        assert not within_the_law(careless, trial.worlds, DELTA)


def restarted(seed: int, rule: Rule, *, spend: bool) -> bool:
    """Whether somebody who audits slice after slice, until one passes, ends with a slice worse than promised.

    All ten slices are a little worse than the target allows, as the machine labelled them. After each audit
    they look at all that it showed and go to the slice that has looked best so far; one that was not looked
    at yet counts as half an error in ten. `spend`: each restart has only its own share of delta.
    """
    rng = np.random.default_rng([seed, 95])
    slices = [rng.permutation(300) < 16 + extra for extra in range(10)]
    found, seen = np.full(10, 0.5), np.full(10, 10.0)
    for attempt in range(1, 16):
        chosen = int(np.argmin(found / seen))
        wrong = slices[chosen]
        delta = level(DELTA, attempt) if spend else DELTA
        plan = Plan(pool=wrong.size, block=20, draws=6, allowed=15, delta=delta, attempt=attempt)
        ranks = draw(f"slice {chosen}", f"{seed}:{attempt}", plan)
        if rule(plan, ranks, wrong[ranks]) == wrong.size:
            return True
        found[chosen] += wrong[ranks].sum()
        seen[chosen] += ranks.size
    return False


def looks_good(plan: Plan, ranks: Array, wrong: Array) -> int:
    """All of the order, where the share of wrong ones among the audited is allowed. No guarantee."""
    return plan.pool if wrong.sum() / ranks.size * plan.pool <= plan.allowed else 0


def test_slices_chosen_after_peeking_hold_only_with_fresh_audits_that_spend_delta() -> None:
    worlds = 300
    ours = sum(restarted(seed, accepted, spend=True) for seed in range(worlds))
    free = sum(restarted(seed, accepted, spend=False) for seed in range(worlds))
    careless = sum(restarted(seed, looks_good, spend=False) for seed in range(worlds))
    assert within_the_law(ours, worlds, DELTA)
    assert not within_the_law(free, worlds, DELTA)
    assert careless > 0.9 * worlds

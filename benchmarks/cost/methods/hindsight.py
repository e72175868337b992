"""Vermeil's own campaign, ended by the truth: what a better plan could save at most. A bound, not a method.

It asks the very batches that Vermeil asks, and goes on where Vermeil would stop or give up. After every round
the truth says, for each labeler that was trained, what the cheapest audit of its order would leave to people.
The cheapest moment, labeler and audit are taken, and only that campaign is charged. The audit is drawn and
tested as ever: the proof is as strong.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from benchmarks.cost.ending import audited, ended
from benchmarks.cost.methods.vermeil import act, setup_of
from benchmarks.cost.world import NOBODY, UNKNOWN, Ending, Frozen, Outcome, World
from vermeil.core.autolabel import order
from vermeil.core.certify.audit import Plan, level
from vermeil.core.plan import audits
from vermeil.core.plan.campaign import UNASKED, Ask, Pool, State, Train, begin, decide, observe
from vermeil.core.plan.curves import THETAS
from vermeil.core.plan.decide import more
from vermeil.core.plan.outlook import View, figures, view

WORLDS = 16  #: they differ in the luck of the audit alone


@dataclass(frozen=True, eq=False)
class Moment:
    """Stopping after one round with one labeler."""

    world: World
    frozen: Frozen
    audit: audits.Ending

    @property
    def cost(self) -> float:
        """Expected of the whole campaign."""
        return self.world.total + float(self.audit.costs.mean())


def run(world: World) -> Ending:
    """The cheapest moment; what is spent never falls, so that none is cheaper once that much is spent."""
    best, least = None, world.people_only
    for state, views in rounds(world):
        here = _paid(world, state)
        for found in (_moment(here, one) for one in views):
            if found.cost < least:
                best, least = found, found.cost
        if here.total >= least:
            break
    if best is None:
        return ended(world, Frozen.nothing(world.n), 0, certified=True)
    first, end = _audited(best, 0)
    world.become(first)
    return replace(end, again=partial(_audited, best))


def rounds(world: World) -> Iterator[tuple[State, list[View]]]:
    """The state after every round of a campaign that never stops, as each labeler sees it."""
    pool, state = Pool(world.data.features), begin(setup_of(world, world.terms.prices))
    learns = True
    while learns and state.open().size:
        if state.trained and state.awaiting is None:
            views = [view(state, one) for one in state.trained]
            yield state, views
            best = min(views, key=lambda one: one.best.mean)
            decision = more(state, pool, best, views, figures(state, best))
        else:
            decision = decide(state, pool)
        learns = isinstance(decision, Train) or (isinstance(decision, Ask) and decision.purpose != "rest")
        if decision is not state.awaiting:
            state = observe(state, decision)
        if learns:
            state = observe(state, act(world, state, 0))


def _paid(world: World, state: State) -> World:
    """A world in which as much was asked and paid as in `state`."""
    twin = World(world.data, world.terms)
    twin.labels = np.where(state.labels == UNASKED, NOBODY, state.labels).astype(np.int32)
    twin.asked["learn"] = state.spent.human_labels
    twin.seconds = state.spent.device_seconds
    return twin


def _moment(world: World, seen: View) -> Moment:
    ranked = order(seen.doubt, world.terms.seed)
    items, said = seen.open[ranked], seen.trained.label[seen.open[ranked]]
    wrong = np.concatenate([[0], np.cumsum(said != world.data.truth[items])])
    errors = np.interp(THETAS * items.size, np.arange(wrong.size), wrong)
    pool = audits.Pool(
        n=items.size,
        errors=np.tile(errors, (WORLDS, 1)),
        allowed=world.allowed,
        label=world.terms.prices.label,
    )
    audit = audits.cheapest(pool, level(world.terms.target.delta, 1))
    return Moment(world, Frozen(items, said, 0, UNKNOWN), audit)


def _audited(best: Moment, number: int) -> Outcome:
    """Draw number `number` of its audit."""
    world, audit = best.world.fork(), best.audit
    plan = Plan(
        pool=best.frozen.order.size,
        block=audit.block,
        draws=audit.draws,
        first=audit.first,
        allowed=world.allowed,
        delta=level(world.terms.target.delta, 1),
    )
    return world, audited(world, best.frozen, plan, number)

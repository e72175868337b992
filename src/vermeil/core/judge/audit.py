"""Audits by people who err: one blind vote, more where it disagrees with the machine (METHOD 3.7).

Proofs, and what each rule assumes: docs/explanation/people.md.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.audit import Plan, accepted
from vermeil.core.certify.bound import Look, thresholds, walk
from vermeil.core.judge.bounds import most_wrong

Array = NDArray[Any]
FURTHER = 5  #: votes on an audited item whose first vote disagrees with the machine


def settled(tally: Array, machine: Array) -> tuple[Array, Array]:
    """(label (m,), flagged (m,) bool) of audited items, from all their votes `tally` (m, c).

    The label has the most votes. It is the machine's only if no other class has as many: a tie counts as an
    error found, which can only make an audit stricter. Without a vote an item is flagged too.
    """
    rows = np.arange(len(tally))
    others = tally.copy()
    others[rows, machine] = -1
    flagged: Array = tally[rows, machine] <= others.max(axis=1)
    return np.where(flagged, others.argmax(axis=1), machine), flagged


@dataclass(frozen=True, slots=True, kw_only=True)
class Replicated:
    """A uniform sample of an audited pool whose truth was settled whatever the first vote had said."""

    drawn: int
    missed: int  #: of them: the machine was wrong, but the protocol would not have flagged it


def accepted_counting(plan: Plan, ranks: Array, flagged: Array, sample: Replicated, share: float) -> int:
    """How many of a frozen order are accepted, from its start; 0: none. Nothing is assumed of the misses.

    `flagged` (m,) says which of the audited `ranks` (m,) were found wrong. At level `share` * delta the whole
    pool holds at most U errors that the protocol would miss; the walk, at the rest of delta, leaves room for
    them. `sample` was drawn uniformly from the same pool, apart from the audit.
    """
    unseen = most_wrong(sample.missed, sample.drawn, plan.pool, share * plan.delta)
    if unseen > plan.allowed:
        return 0
    stricter = replace(plan, allowed=plan.allowed - unseen, delta=(1 - share) * plan.delta)
    return accepted(stricter, ranks, flagged)


def accepted_thinned(plan: Plan, ranks: Array, flagged: Array, beta: float) -> int:
    """The same with a bound `beta` on the chance of a miss: of each block only a smaller share is seen.

    Assumes that each wrong label is missed independently, given who audits, and that the mean chance of that
    over the wrong labels of S_t is at most `beta` for every t. A `beta` that was measured on the whole pool
    does not prove that of its most trusted part, where people and machine may share their errors.
    """
    grid, seen = thresholds(plan.pool, plan.block), (1 - beta) * plan.draws / plan.block
    return walk(Look.of(grid, ranks, flagged, seen), plan.allowed, plan.delta)

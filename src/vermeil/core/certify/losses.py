"""The audit of losses in [0, 1] other than right or wrong: boxes, spans, transcripts (METHOD 3.3).

The order of the pool is frozen; L_t is the unknown sum of the losses of its first t items, and the promise is
that the accepted part holds at most K. The draw is that of `certify.audit`: the same number from every block.
The test is a bet against "L_t > K" that cannot be won in the mean: after m draws with losses x it is worth

    the mean over the stakes a of  product(1 - a x) / (1 - a c)^m,    c = K * rate / m,

and a bet that starts with 1 and is fair at best grows past 1 / delta with a chance of delta at most (Markov).
It takes the losses as they are, so many small ones do not look like a few large ones, as they would if each
were rounded at random. Measured beside other rules: docs/benchmarks/audits.md; proof:
docs/explanation/certificate.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.audit import Plan
from vermeil.core.certify.bound import thresholds
from vermeil.core.errors import BadInput

Array = NDArray[Any]
MULTIPLES = (1.3, 4.0)  #: of the stake that suits losses of 0 and 1: one for such losses, one for small ones
FINE = 1e-6  #: relative: so near the smallest sum is sought that the evidence supports


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """What one look of an audit has seen, at the end of every block."""

    grid: Array  #: (blocks,) t
    drawn: Array  #: (blocks,) m_t
    kept: Array  #: (stakes, blocks) sum of log(1 - a x) over the losses x of the draws from the first t
    rate: float  #: share of each block that was drawn
    stakes: Array  #: (stakes,) a, each in (0, 1]

    @classmethod
    def of(cls, grid: Array, ranks: Array, losses: Array, rate: float, stakes: Array) -> Self:
        """From 0-based audited `ranks` (k,), the loss of each (k,), and the stakes."""
        order = np.argsort(ranks, kind="stable")
        drawn = np.searchsorted(ranks[order], grid)
        with np.errstate(divide="ignore"):  # who stakes all loses all with a loss of 1
            logs = np.log1p(-np.outer(stakes, losses[order]))
        kept = np.hstack([np.zeros((len(stakes), 1)), np.cumsum(logs, axis=1)])
        return cls(grid, drawn, kept[:, drawn], rate, stakes)


def stakes(most: float, rate: float, delta: float) -> Array:
    """What is staked, with equal weight; fixed before the draw, by what the audit may find at most.

    Were losses 0 or 1 and u = `most` * `rate` of them allowed among those drawn, the best bet at the edge of
    acceptance would have the stake a with u ((1 - a) log(1 - a) + a) = log(1 / delta).
    """
    low, high = 0.0, 1.0
    while high - low > FINE:
        stake = (low + high) / 2
        enough = most * rate * ((1 - stake) * np.log1p(-stake) + stake) >= -np.log(delta)
        low, high = (low, stake) if enough else (stake, high)
    return np.minimum(high * np.array(MULTIPLES), 1.0)


def worth(look: Losses, most: float) -> Array:
    """(blocks,) log of what the bet against "the first t hold more than `most`" is worth."""
    share = np.minimum(most * look.rate / np.maximum(look.drawn, 1), 1 - 1e-9)  # c, the least mean of a draw
    logs = look.kept - look.drawn * np.log1p(-np.outer(look.stakes, share))
    mean: Array = np.logaddexp.reduce(logs, axis=0) - np.log(look.stakes.size)
    return mean


def walk(look: Losses, most: float, delta: float) -> int:
    """The last t of the grid before the first at which "L_t > `most`" is not refuted; 0: none."""
    passed = (look.grid <= most) | (worth(look, most) >= -np.log(delta))
    steps = look.grid.size if passed.all() else int(np.argmin(passed))
    return int(look.grid[steps - 1]) if steps else 0


def smallest_allowed(look: Losses, accepted: int, delta: float) -> float:
    """The smallest sum of losses at which the walk would still have come as far as `accepted`."""
    upto = np.searchsorted(look.grid, accepted) + 1
    look = Losses(look.grid[:upto], look.drawn[:upto], look.kept[:, :upto], look.rate, look.stakes)
    low, high = 0.0, float(look.grid[-1])
    while high - low > FINE * high:
        middle = (low + high) / 2
        low, high = (low, middle) if walk(look, middle, delta) >= accepted else (middle, high)
    return high


def accepted(plan: Plan, ranks: Array, losses: Array) -> int:
    """How many of the order are accepted, from its start; 0: the audit failed.

    `ranks` (k,) of the draw were audited, as many as one of the looks asks; `losses` (k,) in [0, 1] say how
    far the machine was from what people said of each. `plan.allowed` is K. BadInput: a loss is none.
    """
    return max(walk(look, plan.allowed, plan.share) for look in _looks(plan, ranks, losses))


def bound(plan: Plan, ranks: Array, losses: Array, t: int) -> float:
    """The smallest sum of losses for which the same evidence would have accepted `t` items."""
    return min(smallest_allowed(look, t, plan.share) for look in _looks(plan, ranks, losses))


def _looks(plan: Plan, ranks: Array, losses: Array) -> Iterator[Losses]:
    """Every look that was made."""
    if not ((losses >= 0) & (losses <= 1)).all():
        raise BadInput("A loss is a number from 0 (right) to 1 (wholly wrong).")
    grid = thresholds(plan.pool, plan.block)
    for draws in plan.looks:
        if (size := plan.size(draws)) <= ranks.size:
            rate = draws / plan.block
            staked = stakes(plan.allowed, rate, plan.share)
            yield Losses.of(grid, ranks[:size], losses[:size], rate, staked)

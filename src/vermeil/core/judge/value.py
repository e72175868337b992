"""When another vote pays: what it is expected to save, against its price."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
AHEAD = 3  #: further votes on one item that are thought through: the second matters only with a third


def gain(posterior: Array, answers: Array, *, vote: float, error: float, ahead: int = AHEAD) -> Array:
    """(n,) what asking on is expected to save on each item, in money; 0: it does not pay.

    `posterior` (n, c) is the belief so far, `answers` (c, c) P(answer | truth) of who would be asked, `vote`
    the price of one vote, `error` what one wrong label costs (the shadow price of the error budget). The best
    plan of at most `ahead` more votes, which stops as soon as stopping is better: Bellman's recursion

        J_0(p) = error * (1 - max p),    J_h(p) = min(J_0(p), vote + sum_l P(l | p) J_(h-1)(p given l)).

    One vote alone seldom changes a label, so a rule that looks one vote ahead never buys the second.
    Where several teams could be asked, take the one with the largest gain. The votes of a plan are taken to
    err independently given the truth. Where people err together, the belief must have been set right first
    (`belief.weigh`); what further votes bring is then still forecast a little too high.
    """
    belief = np.asarray(posterior, dtype=float)
    rows, where = np.unique(belief, axis=0, return_inverse=True)
    now = error * (rows.sum(axis=1) - rows.max(axis=1))
    saved: Array = now - _least(rows, answers, vote, error, ahead)
    return saved[where.reshape(-1)]


def _least(mass: Array, answers: Array, vote: float, error: float, ahead: int) -> Array:
    """(n,) the least expected cost from unnormalised beliefs `mass` (n, c); it scales with them.

    Where one vote costs more than all that is at risk, nothing is looked at further.
    """
    total = mass.sum(axis=1)
    cost: Array = error * (total - mass.max(axis=1))
    rows = np.flatnonzero(cost > vote * total) if ahead else np.zeros(0, np.int64)
    if rows.size:
        ask = vote * total[rows]
        for said in answers.T:
            ask += _least(mass[rows] * said, answers, vote, error, ahead - 1)
        cost[rows] = np.minimum(cost[rows], ask)
    return cost

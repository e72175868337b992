"""The audit protocols of METHOD 3.7 with real people: the answers of CIFAR-10H to a model's own mistakes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.cost.people.careful import Careful
from vermeil.core.certify.audit import Plan, accepted, design, draw
from vermeil.core.judge.audit import (
    FURTHER,
    Replicated,
    accepted_counting,
    accepted_thinned,
    settled,
)
from vermeil.core.judge.bounds import highest_share

Array = NDArray[Any]
DELTA = 0.05
SHARE = 0.2  #: of delta, for the bound on what an audit misses
GOLD = 100  #: wrong machine labels that are known, to learn how often a first vote shares the mistake
SPENT = 1 + FURTHER


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draw:
    """One audit: who said what of which rank, up to six votes each."""

    pool: Careful
    truth: Array
    plan: Plan
    ranks: Array  #: (m,)
    votes: Array  #: (m, 6)
    rng: np.random.Generator

    def said(self, votes: Array) -> tuple[Array, Array]:
        """(labels, flagged) by these votes (m, k)."""
        return settled(tally(votes), self.pool.machine[self.ranks])

    def plain(self, flagged: Array, level: float = DELTA) -> int:
        """The walk that takes the flags for the truth."""
        return accepted(replace(self.plan, delta=level), self.ranks, flagged)

    def thinned(self, flagged: Array, beta: float, level: float) -> int:
        """The walk that allows for misses of chance `beta`."""
        return accepted_thinned(replace(self.plan, delta=level), self.ranks, flagged, beta)

    def disputed(self) -> tuple[Array, Array, float]:
        """(labels, flagged, votes an item) of the protocol: more votes only where the first disagrees."""
        machine = self.pool.machine[self.ranks]
        asked = self.votes[:, 0] != machine
        labels, flagged = self.said(self.votes)
        return np.where(asked, labels, machine), flagged & asked, 1 + FURTHER * asked.mean()


Result = tuple[int, Array, float]  #: accepted, labels of the audited, votes for each audited item


def tally(votes: Array) -> Array:
    """(m, 10) of votes (m, k)."""
    result: Array = (votes[:, :, None] == np.arange(10)).sum(axis=1)
    return result


def perfect(one: Draw) -> Result:
    """Labels as true as those that the error is counted against."""
    truth = one.truth[one.ranks]
    return one.plain(truth != one.pool.machine[one.ranks]), truth, 1.0


def _majority(one: Draw, most: int) -> Result:
    labels, flagged = one.said(one.votes[:, :most])
    return one.plain(flagged), labels, float(most)


def disputed(one: Draw) -> Result:
    """One vote, five more where it disagrees; what it misses is not counted."""
    labels, flagged, spent = one.disputed()
    return one.plain(flagged), labels, spent


def thinned_known(one: Draw) -> Result:
    """The same, with the thinned law at the true mean chance of a miss in the whole pool."""
    labels, flagged, spent = one.disputed()
    return one.thinned(flagged, _beta(one), DELTA), labels, spent


def thinned_gold(one: Draw) -> Result:
    """The same, with beta bounded from 100 wrong machine labels that are known, drawn from the whole pool."""
    labels, flagged, spent = one.disputed()
    wrong = np.flatnonzero(one.pool.machine != one.truth)
    items = one.rng.choice(wrong, GOLD, replace=False)
    missed = int(_missed(one.pool, items, one.pool.votes(items, SPENT, one.rng)).sum())
    beta = highest_share(missed, GOLD, SHARE * DELTA)
    t = one.thinned(flagged, beta, (1 - SHARE) * DELTA)
    return t, labels, spent + GOLD * (1 + FURTHER) / one.ranks.size


def thinned_replicated(one: Draw) -> Result:
    """The same, with beta bounded from the wrong labels among a random half of the audit, asked six times."""
    labels, flagged, spent, wrong, missed = _half(one)
    beta = highest_share(int(missed.sum()), int(wrong.sum()), SHARE * DELTA)
    return one.thinned(flagged, beta, (1 - SHARE) * DELTA), labels, spent


def counting(one: Draw) -> Result:
    """The same; how many misses there are at most is counted on a sample of half the size, drawn apart."""
    labels, flagged, spent = one.disputed()
    items = one.rng.choice(one.truth.size, one.ranks.size // 2, replace=False)
    votes = one.pool.votes(items, SPENT, one.rng)
    wrong = settled(tally(votes), one.pool.machine[items])[1]
    missed = int((wrong & (votes[:, 0] == one.pool.machine[items])).sum())
    sample = Replicated(drawn=items.size, missed=missed)
    t = accepted_counting(one.plan, one.ranks, flagged, sample, SHARE)
    return t, labels, spent + SPENT * items.size / one.ranks.size


def _half(one: Draw) -> tuple[Array, Array, float, Array, Array]:
    """(labels, flagged, votes an item, wrong, missed) where a random half has all six votes in any case."""
    labels, flagged, spent = one.disputed()
    half = one.rng.permutation(one.ranks.size)[: one.ranks.size // 2]
    whole, wrong = one.said(one.votes)
    missed = wrong & ~flagged
    labels[half] = whole[half]
    asked = (one.votes[:, 0] != one.pool.machine[one.ranks])[half]
    return labels, flagged, spent + FURTHER * (~asked).sum() / one.ranks.size, wrong[half], missed[half]


def _missed(pool: Careful, items: Array, votes: Array) -> Array:
    machine = pool.machine[items]
    _, flagged = settled(tally(votes), machine)
    missed: Array = ~(flagged & (votes[:, 0] != machine))
    return missed


def _beta(one: Draw) -> float:
    """The mean chance of a miss over the wrong labels of the pool, from 200 plays of all their audits."""
    wrong = np.flatnonzero(one.pool.machine != one.truth)
    return float(chances(one.pool, wrong).mean())


MEMORY: dict[bytes, Array] = {}


def chances(pool: Careful, wrong: Array, plays: int = 200) -> Array:
    """(k,) the chance that the protocol misses each of the `wrong` (k,) machine labels."""
    key = wrong.tobytes()
    if key not in MEMORY:
        rng = np.random.default_rng(wrong.size)
        MEMORY[key] = np.mean(
            [_missed(pool, wrong, pool.votes(wrong, SPENT, rng)) for _ in range(plays)], axis=0
        )
    return MEMORY[key]


PROTOCOLS = {
    "perfect labels": perfect,
    "one vote": lambda one: _majority(one, 1),
    "three votes, majority": lambda one: _majority(one, 3),
    "five votes, majority": lambda one: _majority(one, 5),
    "one vote, five more where it disagrees": disputed,
    "thinned, beta told": thinned_known,
    "thinned, beta from 100 gold": thinned_gold,
    "thinned, beta from a replicated half": thinned_replicated,
    "counting, from half as many again": counting,
}


def rows(
    pool: Careful, *, against: str, size: int, error: float, times: int, chosen: Iterable[str] = PROTOCOLS
) -> Iterator[dict[str, Any]]:
    """One line for each chosen protocol: `times` audits of `size`; wrong is what differs from `against`."""
    truth = getattr(pool, against)
    n = truth.size
    allowed, (block, draws) = int(error * n + 1e-9), design(n, size / n)
    plan = Plan(pool=n, block=block, draws=draws, allowed=allowed, delta=DELTA)
    wrong = pool.machine != truth
    before = np.concatenate([[0], np.cumsum(wrong)])
    for title in chosen:
        told = []
        for seed in range(times):
            rng = np.random.default_rng([size, seed])
            ranks = draw("order", str(rng.integers(2**63)), plan)
            one = Draw(
                pool=pool,
                truth=truth,
                plan=plan,
                ranks=ranks,
                votes=pool.votes(ranks, SPENT, rng),
                rng=rng,
            )
            t, labels, votes = PROTOCOLS[title](one)
            inside = ranks < t
            stay = before[t] - wrong[ranks[inside]].sum() + (labels != truth[ranks])[inside].sum()
            told.append((t / n, (t - inside.sum()) / n, before[t] > allowed, stay > allowed, votes))
        reached, left, over, broken, votes = np.array(told, dtype=float).T
        yield {
            "part": "protocols",
            "against": against,
            "items": n,
            "audited": size,
            "target": error,
            "protocol": title,
            "times": times,
            "reached": float(reached.mean()),
            "reached_spread": float(reached.std()),
            "coverage": float(left.mean()),
            "over": int(over.sum()),
            "broken": int(broken.sum()),
            "votes": float(votes.mean()),
        }


def misses(pool: Careful, against: str) -> Iterator[dict[str, Any]]:
    """How the chance of a miss grows towards the front of the order, which the thinned law assumes away."""
    truth = getattr(pool, against)
    wrong = np.flatnonzero(pool.machine != truth)
    chance = chances(pool, wrong)
    for share in (0.5, 0.7, 0.8, 0.9, 0.95, 1.0):
        front = wrong < share * truth.size
        yield {
            "part": "misses",
            "against": against,
            "share": share,
            "wrong": int(front.sum()),
            "missed": float(chance[front].mean()),
        }

"""One audit: its plan, fixed before the draw; its draw; its verdict (METHOD 3.3, 3.6)."""

import hashlib
import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.bound import Look, smallest_allowed, thresholds, walk

Array = NDArray[Any]
SHORT, LONG, FINEST = 8, 25, 60  #: blocks: so long at least, at most; so many of them where that is possible
OF_A_CLASS = ("error", "known", "start")
FIRST = 0.9  #: share of delta that the first audit spends; each further one a tenth of the one before


def level(delta: float, attempt: int) -> float:
    """The level of the `attempt`-th audit (from 1): 0.9 d, then 0.9 * 0.1^k d; all together exactly d."""
    return FIRST * (1 - FIRST) ** (attempt - 1) * delta


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a frozen order will be audited: of every `block` items in a row, `draws` are drawn by lot."""

    pool: int  #: n: items in the frozen order
    block: int
    draws: int
    allowed: int  #: K: wrong labels that may be among those it vouches for
    delta: float  #: the level of this attempt, shared equally by its looks
    attempt: int = 1
    first: int = 0  #: it may end after so many draws of each block; 0: there is one look, at the end
    error: float = 0.0  #: of the items that end with one class; 0: it is not about a class
    known: int = 0  #: items of that class that people have labelled blindly before
    start: int = 0  #: the first threshold that is tested; before it nothing is accepted

    def most(self, t: Array) -> Array:
        """K(t): wrong labels that the first `t` of the order may hold.

        A class grows with what is accepted of it, and so does what may be wrong in it; fixed before the draw.
        """
        own = np.floor(self.error * (self.known + t) + 1e-9).astype(int) if self.error else self.allowed
        most: Array = np.minimum(self.allowed, np.broadcast_to(own, np.shape(t)))
        return most

    @property
    def looks(self) -> tuple[int, ...]:
        """Draws of each block after which the test is made."""
        return (self.first, self.draws) if self.first else (self.draws,)

    @property
    def share(self) -> float:
        """The level of one look."""
        return self.delta / len(self.looks)

    def size(self, draws: int) -> int:
        """Items drawn in all, with so many of each block."""
        whole, rest = divmod(self.pool, self.block)
        return whole * min(draws, self.block) + min(draws, rest)

    def to_dict(self) -> dict[str, Any]:
        """JSON-able; what it says of a class only if it is about one."""
        body = asdict(self)
        return body if self.error else {name: body[name] for name in body if name not in OF_A_CLASS}

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """The plan that `to_dict` wrote."""
        return cls(**body)


@cache
def design(pool: int, share: float) -> tuple[int, int]:
    """(block, draws): of every `block` items `draws`, as near above `share` of them as short blocks allow."""
    longest = min(max(pool // FINEST, SHORT), LONG)
    if share * longest < 1:
        return int(1 / share), 1
    offers = [
        (block, min(math.ceil(share * block - 1e-9), block)) for block in range(SHORT // 2, longest + 1)
    ]
    return min(offers, key=lambda one: (one[1] / one[0], one[0]))


def least_share(allowed: int, delta: float) -> float:
    """The share of each block below which nothing can be certified, even with no error found."""
    return float(-math.expm1(math.log(delta) / (allowed + 1)))


def order_hash(order: Array, predicted: Array, plan: Plan) -> str:
    """Commits to what will be audited: sha256 over the order, the machine's labels and the plan."""
    digest = hashlib.sha256(json.dumps(plan.to_dict(), sort_keys=True).encode())
    digest.update(np.ascontiguousarray(order, dtype="<i8").tobytes())
    digest.update(np.ascontiguousarray(predicted, dtype="<i4").tobytes())
    return digest.hexdigest()


def draw(commitment: str, entropy: str, plan: Plan) -> Array:
    """Distinct ranks below `plan.pool`, uniform in each block: (size,) int64, those of the first look first.

    Made from sha256 alone, so that anyone can repeat it from the certificate: in any language, in any year.
    """
    first: list[int] = []
    later: list[int] = []
    for number, start in enumerate(range(0, plan.pool, plan.block)):
        length = min(plan.block, plan.pool - start)
        ranks = [start + place for place in _lots(f"{commitment}:{entropy}:{number}", length, plan.draws)]
        first += ranks[: plan.looks[0]]
        later += ranks[plan.looks[0] :]
    return np.array(first + later, dtype=np.int64)


def _lots(seed: str, below: int, count: int) -> list[int]:
    """`count` distinct uniform integers below `below`, in the order drawn; all of them where it is less."""
    chosen: dict[int, None] = {}
    lots = _uniform(seed, below)
    while len(chosen) < min(count, below):
        chosen[next(lots)] = None
    return list(chosen)


def _uniform(seed: str, below: int) -> Iterator[int]:
    """Endless independent uniform integers: blocks of sha256 in counter mode, the biased rest thrown away."""
    limit, block = 2**64 - 2**64 % below, 0
    while True:
        digest = hashlib.sha256(f"{seed}:{block}".encode()).digest()
        words = (int.from_bytes(digest[i : i + 8], "big") for i in range(0, 32, 8))
        yield from (word % below for word in words if word < limit)
        block += 1


def accepted(plan: Plan, ranks: Array, wrong: Array) -> int:
    """How many of the order are accepted, from its start; 0: the audit failed.

    `ranks` (k,) of the draw were audited, as many as one of the looks asks; `wrong` (k,) bool says which of
    them people labelled otherwise. Of the looks made the best counts: each errs with its share of the level.
    """
    looks = _looks(plan, ranks, wrong)
    return max(walk(look, plan.most(look.grid), plan.share, plan.start) for look in looks)


def bound(plan: Plan, ranks: Array, wrong: Array, t: int) -> int:
    """The smallest number of allowed errors for which the same evidence would have accepted `t` items."""
    looks = _looks(plan, ranks, wrong)
    return min(smallest_allowed(look, t, plan.share, plan.start) for look in looks)


def _looks(plan: Plan, ranks: Array, wrong: Array) -> Iterator[Look]:
    """Every look that was made."""
    grid = thresholds(plan.pool, plan.block)
    for draws in plan.looks:
        if (size := plan.size(draws)) <= ranks.size:
            yield Look.of(grid, ranks[:size], wrong[:size], draws / plan.block)

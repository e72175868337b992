"""One audit: its plan, fixed before the draw; its draw; its verdict (METHOD 3.3, 3.6)."""

import hashlib
import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from vermeil.core.certify.bound import counts, smallest_allowed, thresholds, walk

Array = NDArray[Any]
FIRST = 0.9  #: share of delta that the first audit spends; each further one a tenth of the one before


def level(delta: float, attempt: int) -> float:
    """The level of the `attempt`-th audit (from 1): 0.9 d, then 0.9 * 0.1^k d; all together exactly d."""
    return FIRST * (1 - FIRST) ** (attempt - 1) * delta


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a frozen order will be audited."""

    pool: int  #: n: items in the frozen order
    size: int  #: m: items to draw
    allowed: int  #: K: wrong labels that the whole data set may hold
    delta: float  #: the level of this attempt
    attempt: int = 1

    def to_dict(self) -> dict[str, Any]:
        """JSON-able."""
        return asdict(self)

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """The plan that `to_dict` wrote."""
        return cls(**body)


def order_hash(order: Array, predicted: Array, plan: Plan) -> str:
    """Commits to what will be audited: sha256 over the order, the machine's labels and the plan."""
    digest = hashlib.sha256(json.dumps(plan.to_dict(), sort_keys=True).encode())
    digest.update(np.ascontiguousarray(order, dtype="<i8").tobytes())
    digest.update(np.ascontiguousarray(predicted, dtype="<i4").tobytes())
    return digest.hexdigest()


def draw(commitment: str, entropy: str, pool: int, size: int) -> Array:
    """`size` distinct ranks below `pool`, uniform without replacement: (size,) int64, in the order drawn.

    Made from sha256 alone, so that anyone can repeat it from the certificate: in any language, in any year.
    """
    chosen: dict[int, None] = {}
    for rank in _uniform(f"{commitment}:{entropy}", pool):
        if len(chosen) >= min(size, pool):
            break
        chosen[rank] = None
    return np.fromiter(chosen, dtype=np.int64, count=len(chosen))


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

    `ranks` (m,) were audited; `wrong` (m,) bool says which of them people labelled otherwise.
    """
    grid = thresholds(plan.pool)
    return walk(grid, *counts(grid, ranks, wrong), plan.allowed, plan.delta)


def bound(plan: Plan, ranks: Array, wrong: Array, t: int) -> int:
    """The smallest number of allowed errors for which the same evidence would have accepted `t` items."""
    grid = thresholds(plan.pool)
    return smallest_allowed(grid, *counts(grid, ranks, wrong), t, plan.delta)


def floor(error: float, delta: float) -> int:
    """The smallest audit that can certify anything: with no error found, ln(1/delta) / -ln(1 - error)."""
    return math.ceil(math.log(delta) / math.log1p(-error)) if 0 < error < 1 else 1

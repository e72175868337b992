"""The recipe of a campaign: every choice that makes it cheap, each a switch that can be measured alone.

The switches are those of METHOD 3.2 that the planner decides about. None touches the promise: whatever they
say, an order is frozen, a fresh audit of it is drawn, and only what the exact test accepts is certified.
"""

import math
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from vermeil.core.errors import BadInput
from vermeil.core.plan.choose import METRICS

Array = NDArray[Any]
Bound = Literal["set", "machine"]
RUNNERS = 3  #: a fourth is seldom worth a question


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a campaign learns, orders and audits; docs/benchmarks/ablation.md has what each switch is worth."""

    metric: str = "diverse"  #: which items are asked: a name of `choose.METRICS`
    random: float = 0.15  #: share of every later batch that is drawn at random, and measures
    typical: bool = True  #: whether the first batch holds cluster centres beside the random items
    near: float = 2.0  #: candidates for each item of a diverse batch
    test_set: float = 0.0  #: share of the items bought only to measure, instead of out of fold; 0: none
    bound: Bound = "set"  #: whether items that people label earn allowed errors, or the audited ones only
    steps: int = 0  #: thresholds that the machine's part may end at, evenly spaced; 0: any item
    learned_chance: bool = True  #: whether a learned chance of error orders the items, or the plain margin
    audit: float = 0.0  #: share of the order that is audited; 0: whatever is cheapest
    caution: float = 3.0  #: times its usual price that a wrong label may be held to cost; 1: never more
    traps: float = 0.2  #: share of the first suggestions that are known to be wrong, to see who looks
    votes: int = 3  #: of people on one item, at most: 1 where there is nobody else to ask
    runners: int = RUNNERS  #: suggestions, at most, that follow a refused one
    race: bool = True  #: whether all labelers compete, or only the first is used

    def __post_init__(self) -> None:
        if self.metric not in METRICS:
            raise BadInput(f"There is no metric {self.metric!r}; there are {', '.join(METRICS)}.")
        if self.bound not in ("set", "machine"):
            raise BadInput(f"The bound must be on the 'set' or the 'machine'; it is {self.bound!r}.")
        for name, most in (("random", 1.0), ("test_set", 0.5), ("audit", 1.0), ("traps", 0.5)):
            value = getattr(self, name)
            if not 0 <= value <= most:
                raise BadInput(f"`{name}` is a share from 0 to {most:g}; it is {value!r}.")
        for name, words in (("near", "candidate for each item"), ("caution", "time the usual price")):
            value = getattr(self, name)
            if not 1 <= value < math.inf:
                raise BadInput(f"`{name}` must be at least 1 {words}; it is {value!r}.")
        if self.votes < 1 or self.votes != int(self.votes):
            raise BadInput(f"`votes` must be a whole number of at least 1; it is {self.votes!r}.")
        for name in ("steps", "runners"):
            value = getattr(self, name)
            if value < 0 or value != int(value):
                raise BadInput(f"`{name}` must be a whole number that is not negative; it is {value!r}.")

    def share(self, price: float = 1.0) -> float:
        """The share of a later batch that is drawn at random and joins the random part.

        `price` is that of its other items, as a multiple of a random one's. Where they are cheaper, fewer are
        random, by the root of it, as a sample is divided among strata that cost differently (Cochran,
        Sampling Techniques, 5.5).
        """
        if self.test_set:
            return 0.0  # the test set measures, so nothing else is drawn for that
        return 1.0 if self.metric == "random" else self.random * math.sqrt(min(price, 1.0))

    @property
    def reach(self) -> float:
        """How far into the doubtful end a batch reaches, as a multiple of its size; inf: the whole pool."""
        own = METRICS[self.metric].reach
        return self.near if own is None else own

    def most_wrong(self, allowed: int, pool: int, items: int) -> int:
        """How many labels of an audited `pool` may be wrong, where `allowed` of all `items` may be."""
        return allowed if self.bound == "set" else allowed * pool // items

    def stepped(self, count: Array, pool: int) -> Array:
        """`count` of the `pool`, brought down to the threshold before it: fewer are always as safe."""
        if not self.steps:
            return count
        below = np.ceil(np.floor(count / pool * self.steps + 1e-9) * pool / self.steps - 1e-9)
        fewer: Array = np.minimum(below, count)
        return fewer

    def to_dict(self) -> dict[str, Any]:
        """JSON-able."""
        return asdict(self)

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """The recipe that `to_dict` wrote; a switch that is missing has its default."""
        return cls(**body)

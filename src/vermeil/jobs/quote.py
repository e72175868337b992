"""What a language model's calls would cost, told before any of them is made.

How well it reads is not known before it was asked, and a plan asks nobody. So its forecast is that of the
other labelers, with the price of trying this one.
"""

from dataclasses import dataclass
from typing import Any

from vermeil.core.plan import campaign as engine
from vermeil.core.plan.caps import for_calls
from vermeil.core.plan.pace import by_lot
from vermeil.core.plan.state import Setup
from vermeil.integrations.labelers.llm import LEAST, SAMPLE, Reader

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Quote:
    """Of one language model; money in the currency of the prices."""

    labeler: str
    price: float  #: of a call, as expected
    sample: int  #: calls by which it is tried first; 0: the caps do not pay for that
    pool: int  #: calls for everything else that has no label
    currency: str

    @property
    def trial(self) -> float:
        """The price of trying it."""
        return self.price * self.sample

    def to_dict(self) -> Body:
        """JSON-able."""
        parts = {"sample": self.sample, "pool": self.pool}
        told = {name: {"calls": calls, "cost": self.price * calls} for name, calls in parts.items()}
        return {"labeler": self.labeler, "price": self.price} | told

    @property
    def words(self) -> str:
        """In a sentence or two."""
        if not self.sample:
            return f"{self.labeler} cannot be tried: the cap on money leaves too little for its calls."
        trial, rest = (f"{self.price * calls:,.2f} {self.currency}" for calls in (self.sample, self.pool))
        return (
            f"{self.labeler} is tried on {self.sample:,} items first, for about {trial}. To have it read the "
            f"other {self.pool:,} would cost about {rest} more: that is done only if it makes the whole "
            "cheaper. How well it reads is not known before it was tried, so nothing else here counts on it."
        )


def quote(setup: Setup, reader: Reader, labelled: int) -> Quote:
    """Of a campaign that begins with so many originals labelled; its last labeler is the language model."""
    price, open_items = reader.about(), max(len(setup.originals) - labelled, 0)
    most = for_calls(engine.begin(setup))
    sample = min(SAMPLE, by_lot(setup, open_items), open_items)
    if most is not None and price * sample > most:
        sample = int(most / price)
        sample = sample if sample >= LEAST else 0
    return Quote(setup.labelers[-1], price, sample, open_items - sample, setup.prices.currency)

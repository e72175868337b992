"""How large the first batch is, and how fast the labels grow."""

import math

from vermeil.core.plan.state import Setup

PER_CLASS, LEAST, SHARE = 5, 40, 0.005  #: size of the first random part: the largest of these ...
MOST = 0.03  #: ... but no more than this share of the items, where they are few
FEWER = 0.25  #: ... of which no fewer are drawn than this share, however cheap a look is
ENOUGH = 1000  #: random items from which any forecast can start
GROWTH = 0.5  #: of the labels, from one round to the next


def by_lot(setup: Setup, among: int) -> int:
    """How many of so many items are drawn first, uniformly, where the caps pay for them."""
    wanted = max(PER_CLASS * setup.n_classes, min(int(SHARE * among), ENOUGH), LEAST)
    wanted = min(wanted, max(LEAST, int(MOST * among)))
    return max(round(_fewer(setup) * wanted), min(max(setup.n_classes, LEAST // 2), wanted))


def _fewer(setup: Setup) -> float:
    """How much smaller the first batch, which people label blindly, is where they confirm later ones."""
    look = setup.prices.verify / setup.prices.label if setup.prices.expert is None else 1.0
    return min(max(math.sqrt(look), FEWER), 1.0)


def by_then(setup: Setup, rounds: int) -> float:
    """The round in which as much is labelled as in `rounds` that began with a whole first batch."""
    return rounds - math.log(_fewer(setup)) / math.log1p(GROWTH)

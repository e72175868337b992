"""What answers cost."""

from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from vermeil.core.model import Spent
from vermeil.core.plan.events import Ask, effort
from vermeil.core.plan.state import Setup

Array = NDArray[Any]


def pay(spent: Spent, setup: Setup, asked: Ask, said: Array, mended: Array | bool = False) -> Spent:
    """The money and the hours after `said` (k,) was said of all that was `asked`.

    Who is shown a class confirms it, alone or on a page, or refuses it and is shown the next one, each for
    the price of confirming; who refuses them all labels the item, and is paid for that on top. So is who
    has `mended` (k,) what was shown.
    """
    prices, (looked, labelled) = setup.prices, effort(asked.offers, said, setup.answers, mended)
    seconds = spent.people_seconds + setup.team.seconds(int(labelled.sum()), int(looked.sum()))
    spent = replace(spent, human_labels=spent.human_labels + said.size, people_seconds=seconds)
    if asked.by == "expert":
        kind = "audit" if asked.purpose == "audit" else "expert"
        return replace(spent, **{kind: getattr(spent, kind) + prices.reference * said.size})
    shown, pages = looked > 0, prices.grid if prices.grid is not None else prices.verify
    paged = int((shown & asked.paged).sum())  # what is refused there is looked at singly
    checked = pages * paged + prices.verify * (int(looked.sum()) - paged)
    checked += prices.label * int((shown & labelled).sum())
    kind = "audit" if asked.purpose in {"audit", "exam"} else "label"
    more = {kind: getattr(spent, kind) + prices.label * int((~shown).sum()), "verify": spent.verify + checked}
    return replace(spent, **more)

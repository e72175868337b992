"""What answers cost."""

from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from vermeil.core.model import Prices, Spent, Team
from vermeil.core.plan.caps import worked
from vermeil.core.plan.events import Ask

Array = NDArray[Any]


def pay(spent: Spent, prices: Prices, team: Team, asked: Ask, said: Array) -> Spent:
    """The money and the hours after `said` (k,) was said of all that was `asked`.

    Who is shown a label confirms it, alone or on a page, or refuses it and is paid a label on top.
    """
    seconds = spent.people_seconds + worked(team, asked.shown, said)
    spent = replace(spent, human_labels=spent.human_labels + said.size, people_seconds=seconds)
    if asked.by == "expert":
        kind = "audit" if asked.purpose == "audit" else "expert"
        return replace(spent, **{kind: getattr(spent, kind) + prices.reference * said.size})
    shown, refused = asked.shown >= 0, asked.shown != said
    pages = prices.grid if prices.grid is not None else prices.verify
    checked = prices.verify * int((shown & ~asked.paged).sum()) + pages * int((shown & asked.paged).sum())
    checked += prices.label * int((shown & refused).sum())
    kind = "audit" if asked.purpose in {"audit", "exam"} else "label"
    more = {kind: getattr(spent, kind) + prices.label * int((~shown).sum()), "verify": spent.verify + checked}
    return replace(spent, **more)

"""What a campaign is about, from its order and its items: for the campaign itself, and for a plan of one."""

from collections.abc import Mapping
from typing import Any

from vermeil.core.model import Caps, Prices, Target, Team
from vermeil.core.plan.recipe import Recipe
from vermeil.core.plan.state import Setup
from vermeil.core.tasks.code import Code, Outputs
from vermeil.flow import race, slices, train
from vermeil.store import Transaction, projects


def setup_of(
    tx: Transaction, project: int, order: Mapping[str, Any], code: Code, census: train.Census
) -> Setup:
    """The order of a project with these answers, as a campaign keeps it in its `config`.

    An item has no more votes than the project has people; of open questions one person says what is true.
    """
    outputs = code if isinstance(code, Outputs) else None
    closed = outputs is None
    votes = max(1, min(Recipe().votes, projects.able(tx, project))) if closed else 1
    return Setup(
        n_items=len(census.ids),
        n_classes=len(code.names) - (not closed),  # the last answer is heard in audits only
        closed=closed,
        target=Target.of(order["target"]),
        prices=Prices.of(order["prices"]),
        labelers=race.names(order, len(census.ids)),
        caps=Caps.of(order["caps"]),
        team=Team.of(order["team"]),
        goal=order["goal"],
        worth=order["worth"],
        copies=census.copies,
        mute=None if outputs is None else outputs.mute(),
        recipe=Recipe(votes=votes),
        **slices.promised(tx, project, order, code.names, int(census.ids[-1])),
    )

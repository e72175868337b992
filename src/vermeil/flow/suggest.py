"""What people are shown beside a question: what the machine thinks of the item, or nothing."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan.events import Ask
from vermeil.core.plan.state import State
from vermeil.flow.autolabel import value_of, version_of
from vermeil.store import campaigns, tasks

BLIND = 0.25  #: share of plain questions without a suggestion, so that its absence does not tell an audit

Thought = tuple[str, NDArray[np.int32], NDArray[np.float32]]  #: version, and (n_items,) class and confidence


def questions(
    campaign: campaigns.Campaign, state: State, ask: Ask, ids: NDArray[np.int64], number: int
) -> list[tasks.Ask]:
    """The items of a round to be asked about, in an order that says nothing; `number` is the round's line.

    `ids` (n_items,) are the items by index. In campaigns that show suggestions each plain question has one,
    but for a share; where accuracy is measured (an audit, the random part) there is none.
    """
    rng = np.random.default_rng([state.setup.seed, number])
    places = rng.permutation(len(ask.items))
    thought = _thought(state, ask) if campaign.config["suggestions"] == "shown" else None
    blind = ask.random | (rng.random(len(places)) < BLIND) | (ask.purpose == "audit")
    classes: list[str] = campaign.config["classes"]
    return [
        tasks.Ask(
            item_id=int(ids[ask.items[place]]),
            suggestion=None if thought is None or blind[place] else _said(thought, ask.items[place], classes),
        )
        for place in places
    ]


def _thought(state: State, ask: Ask) -> Thought | None:
    """What this round's best labeler thinks of all items; after its audit, as it was frozen."""
    best = ask.forecast.get("labeler")
    for one in state.trained:
        if one.labeler == best:
            return f"{one.labeler}-{state.round}", one.label, one.top
    if state.audit is None:
        return None
    freeze, n_items = state.audit.freeze, state.setup.n_items
    label, top = np.zeros(n_items, np.int32), np.zeros(n_items, np.float32)
    label[freeze.order], top[freeze.order] = freeze.predicted, 1 - freeze.doubt
    return version_of(freeze), label, top


def _said(thought: Thought, place: int, classes: list[str]) -> dict[str, Any]:
    version, label, top = thought
    value = value_of(classes, int(label[place]))
    return {"value": value, "confidence": round(float(top[place]), 4), "model_version": version}

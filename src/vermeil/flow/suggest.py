"""What people are shown beside a question: what the machine thinks of the item, or nothing."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan.events import Ask
from vermeil.core.plan.state import State
from vermeil.core.tasks.code import Code
from vermeil.store import tasks


def questions(code: Code, state: State, ask: Ask, ids: NDArray[np.int64], number: int) -> list[tasks.Ask]:
    """The items of a round to be asked about, in an order that says nothing; `number` is the round's line.

    `ids` (n_items,) are the items by index. Which of them are to be confirmed, and so shown with what the
    machine thinks, is the engine's decision: it pays for that, and has every such label audited. Where the
    label is known and what is shown is wrong, it is a test of the person (`gold`), like any other to see.
    """
    rng = np.random.default_rng([state.setup.seed, number])
    judge = next((one for one in state.trained if one.labeler == ask.judge), None)

    def question(place: int) -> tasks.Ask:
        item, shown = ask.items[place], int(ask.shown[place])
        if shown < 0 or judge is None:
            return tasks.Ask(item_id=int(ids[item]))
        test = state.labels[item] >= 0 and not state.unvouched[item]
        top = judge.part_top[judge.part == item][0] if test else judge.top[item]
        said: dict[str, Any] = {
            "value": code.value(shown, item),
            "next": [code.names[one] for one in ask.offers[place, 1:] if one >= 0],
            "confidence": round(float(top), 4),
            "model_version": f"{judge.labeler}-{state.round}",
        }
        return tasks.Ask(item_id=int(ids[item]), suggestion=said, kind="gold" if test else "verify")

    return [question(int(place)) for place in rng.permutation(len(ask.items))]

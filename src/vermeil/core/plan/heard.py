"""What people said of an open question, as the engine counts it (`core.tasks.code.Outputs`).

An answer says whether the machine's output will do. But who was shown the output may have put a value of
their own in its place. That value is the item's label, so an audit of the item judges that value.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan.events import Answered, Ask
from vermeil.core.plan.state import UNSURE, State
from vermeil.core.tasks.code import Outputs
from vermeil.core.tasks.schema import Value

Array = NDArray[Any]
Values = Mapping[int, Value | None]  #: by the index of an item


def tested(state: State, ask: Ask) -> Array:
    """Those items of `ask` whose value is known, and that are shown with an output known to be wrong."""
    items: Array = ask.items[(ask.shown >= 0) & (state.labels[ask.items] >= 0)]
    return items


def judged(state: State, ask: Ask) -> dict[int, int]:
    """Those items of an audit whose frozen label is a value that people gave: the class frozen for each."""
    if ask.purpose != "audit":
        return {}
    freeze = state.audits[-1].freeze
    rows = zip(
        state.setup.first[freeze.order[freeze.people]].tolist(),
        freeze.predicted[freeze.people].tolist(),
        strict=True,
    )
    wanted = set(ask.items.tolist())
    return {item: kind for item, kind in rows if item in wanted}


def answered(code: Outputs, state: State, ask: Ask, values: Values, kept: Values) -> Answered:
    """`values` of the items of `ask`, none where people could not say, as the engine counts them.

    `kept` has the known value of each item that is `tested`, and of those `judged` the one that was given.
    """
    frozen, tests = judged(state, ask), set(tested(state, ask).tolist())
    said, mended = np.full(ask.items.size, UNSURE, np.int32), np.zeros(ask.items.size, bool)
    for place, (item, shown) in enumerate(zip(ask.items.tolist(), ask.shown.tolist(), strict=True)):
        value, before = values.get(item), kept[item] if item in frozen else kept.get(item)
        kind = code.number(value, item)
        mended[place] = shown >= 0 and code.mended(value, item)
        if before is not None and (item in frozen or (item in tests and kind > 0)):
            kind = code.again(value, item, before, frozen.get(item, int(state.labels[item])))
        said[place] = kind
    return Answered(ask.items, said, mended)

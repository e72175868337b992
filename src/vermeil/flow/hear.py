"""What people have said in a round, handed to the engine."""

from collections.abc import Sequence

import numpy as np

from vermeil.core.plan import heard
from vermeil.core.plan.events import Answered, Ask
from vermeil.core.plan.state import State
from vermeil.core.tasks.code import Code, Outputs
from vermeil.core.tasks.schema import Value
from vermeil.flow.train import Census
from vermeil.store import Transaction, answers, labels
from vermeil.store.answers import Answer


def answered(
    tx: Transaction, code: Code, state: State, ask: Ask, census: Census, found: Sequence[Answer]
) -> Answered:
    """The answers `found` to all that was asked, as the engine counts them.

    What nobody was left to answer is as if they could not say.
    """
    places = census.places([one.item_id for one in found]).tolist()
    values = {place: one.value for place, one in zip(places, found, strict=True)}
    if isinstance(code, Outputs):
        return heard.answered(code, state, ask, values, _kept(tx, state, ask, census, found[0]))
    said = [code.number(values.get(item), item) for item in ask.items.tolist()]
    return Answered(ask.items, np.array(said, np.int32))


def _kept(tx: Transaction, state: State, ask: Ask, census: Census, one: Answer) -> dict[int, Value]:
    """The values that items have with which an answer is compared; `one` of the answers names the round."""
    tests, audited = heard.tested(state, ask), np.array(list(heard.judged(state, ask)), np.int64)
    known = labels.of_items(tx, census.ids[tests].tolist())
    values = {item: row.value for item, row in known.items() if row.value is not None}
    values |= answers.before(tx, one.task_id, census.ids[audited].tolist())
    return dict(zip(census.places(list(values)).tolist(), values.values(), strict=True))

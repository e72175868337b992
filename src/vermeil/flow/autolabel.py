"""The labels of a campaign: written in small pieces, so that nobody waits for the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.autolabel import outcome
from vermeil.core.plan.best_model import examined, judge
from vermeil.core.plan.events import Freeze
from vermeil.core.plan.state import State
from vermeil.core.tasks.code import Classes, Code
from vermeil.store import labels

CHUNK = 200
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A piece of what the machine labels."""

    model_version: str
    labels: list[labels.MachineLabel]


def accepted(code: Code, state: State, ids: NDArray[np.int64]) -> Iterator[Accepted]:
    """What the machine labels of a finished campaign, piece by piece; copies follow their originals."""
    version, places, said, sure = _predicted(state) if examined(state) else _certified(state)
    for start in range(0, len(places), CHUNK):
        piece = [
            labels.MachineLabel(
                item_id=int(ids[place]),
                value=code.value(int(said[place]), place),
                confidence=float(sure[place]),
            )
            for place in places[start : start + CHUNK].tolist()
        ]
        yield Accepted(version, piece)


def decided(code: Code, state: State, ids: NDArray[np.int64]) -> Iterator[dict[int, str | None]]:
    """What became of the items of which others than the reference have said something, piece by piece.

    {item id: its class; None: the reference could not say}. Items that ended without a label are left out. Of
    open questions only what the reference could not say is told: else the newest answer is the label.
    """
    final = outcome(state)
    heard = np.unique(state.said.item)
    heard = heard[final.source[heard] != "none"]
    heard = heard if isinstance(code, Classes) else heard[final.labels[heard] < 0]
    for start in range(0, len(heard), CHUNK):
        some = heard[start : start + CHUNK].tolist()
        yield {int(ids[one]): code.names[kind] if (kind := final.labels[one]) >= 0 else None for one in some}


def _certified(state: State) -> tuple[str, Array, Array, Array]:
    """(version, (k,) items, (n,) labels, (n,) how sure) of what the audit let the machine label."""
    audit = state.audit
    if audit is None or audit.accepted is None:
        return "", np.empty(0, np.int64), state.machine, 1 - state.doubt
    order = audit.freeze.order
    places = order[(state.machine[order] >= 0) & (state.setup.first[order] == order)]
    return version_of(audit.freeze), places, state.machine, 1 - state.doubt


def _predicted(state: State) -> tuple[str, Array, Array, Array]:
    """The same for a model that was taught and examined: what people have not labelled."""
    model = judge(state)
    return f"{model.labeler}-{state.round}", state.unasked(), model.label, model.top


def version_of(freeze: Freeze) -> str:
    """The name of a labeler as it was frozen."""
    return f"{freeze.labeler}-{freeze.order_hash[:12]}"

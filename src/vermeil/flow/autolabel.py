"""The machine's labels: written in small pieces, so that nobody waits for the database."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan.events import Freeze
from vermeil.core.plan.state import State
from vermeil.store import campaigns, labels

CHUNK = 200


@dataclass(frozen=True, slots=True)
class Accepted:
    """A piece of what the audit let the machine label."""

    model_version: str
    labels: list[labels.MachineLabel]


def accepted(campaign: campaigns.Campaign, state: State, ids: NDArray[np.int64]) -> Iterator[Accepted]:
    """What the machine labels of a finished campaign, piece by piece; copies follow their originals."""
    audit = state.audit
    if audit is None or audit.accepted is None:
        return
    classes: list[str] = campaign.config["classes"]
    order = audit.freeze.order
    places = order[(state.machine[order] >= 0) & (state.setup.first[order] == order)]
    for start in range(0, len(places), CHUNK):
        piece = [
            labels.MachineLabel(
                item_id=int(ids[place]),
                value=value_of(classes, int(state.machine[place])),
                confidence=1 - float(state.doubt[place]),
            )
            for place in places[start : start + CHUNK].tolist()
        ]
        yield Accepted(version_of(audit.freeze), piece)


def version_of(freeze: Freeze) -> str:
    """The name of a labeler as it was frozen."""
    return f"{freeze.labeler}-{freeze.order_hash[:12]}"


def value_of(classes: list[str], kind: int) -> dict[str, str]:
    """A class id as the value of a label."""
    return {"class": classes[kind]}

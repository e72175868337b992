"""The log of a campaign: written line by line, replayed when a worker begins."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.plan import campaign as engine
from vermeil.core.plan.events import Ask, Event, Train, from_record, to_record
from vermeil.core.plan.state import Setup, State
from vermeil.store import Transaction, campaigns
from vermeil.store.blobs import Blobs

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """One event as it is stored; its arrays lie in a file named by their content."""

    kind: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Replayed:
    """Where a campaign is."""

    state: State
    lines: int  #: in its log
    asked: int  #: number of the line that asked last: the round of its tasks
    begun: State | None  #: as it was when it first decided to train


def line_of(blobs: Blobs, event: Event | Setup) -> Line:
    """An event as a line; its file is written at once, and harms nobody if the line never is."""
    if isinstance(event, Setup):
        kind, (payload, arrays) = "setup", event.to_record()
    else:
        kind, payload, arrays = to_record(event)
    return Line(kind, payload | ({"arrays": blobs.put(packed(arrays))} if arrays else {}))


def append(tx: Transaction, campaign: int, first: int, lines: Iterable[Line]) -> None:
    """Write lines number `first` and following; Conflict when somebody else has written them."""
    for seq, line in enumerate(lines, first):
        campaigns.append(tx, campaign, seq=seq, kind=line.kind, payload=line.payload)


def replay(tx: Transaction, blobs: Blobs, campaign: int) -> Replayed | None:
    """The state after all that is in the log; None when it has not begun."""
    lines = campaigns.events(tx, campaign)
    first = next(lines, None)
    if first is None:
        return None
    state, asked, seq = engine.begin(Setup.from_record(*read(blobs, first.payload))), 0, 0
    begun: State | None = None
    for seq, event in events(blobs, lines):
        begun = state if begun is None and isinstance(event, Train) else begun
        state = engine.observe(state, event)
        asked = seq if isinstance(event, Ask) else asked
    return Replayed(state, seq + 1, asked, begun)


def events(blobs: Blobs, lines: Iterator[campaigns.Event]) -> Iterator[tuple[int, Event]]:
    """The events with their numbers."""
    for line in lines:
        yield line.seq, from_record(line.kind, *read(blobs, line.payload))


def read(blobs: Blobs, payload: dict[str, Any]) -> tuple[dict[str, Any], Arrays]:
    """The payload without the name of its file, and the arrays of that file."""
    rest = {name: value for name, value in payload.items() if name != "arrays"}
    return rest, unpacked(blobs.read(payload["arrays"])) if "arrays" in payload else {}


def packed(arrays: Arrays) -> bytes:
    """Arrays as the bytes of an npz file."""
    out = io.BytesIO()
    np.savez(out, allow_pickle=False, **arrays)
    return out.getvalue()


def unpacked(data: bytes) -> Arrays:
    """The arrays of an npz file."""
    with np.load(io.BytesIO(data), allow_pickle=False) as found:
        return {name: found[name] for name in found.files}

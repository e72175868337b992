"""Why an item is worth a second look: what people and models said of it, compared."""

from collections.abc import Mapping, Sequence
from typing import Any

from vermeil.core.remarks import REMARKS

Value = Mapping[str, Any]

MARKS = frozenset({"skip", "ambiguous", "wrong", "comment", REMARKS})  #: of what may stand in a note
DOUBTS = ("disagree", "against_model", "marked")  #: the first that holds is the one that counts


def doubt(said: Sequence[Value], meant: Sequence[Value | None], notes: Sequence[Value | None]) -> str | None:
    """One of DOUBTS, or None: `said` by people, the newest first, `meant` by models, `notes` of answers."""
    newest = said[0] if said else None
    if any(one != newest for one in said):
        return "disagree"
    if newest is not None and any(one not in (None, newest) for one in meant):
        return "against_model"
    return "marked" if any(note and MARKS & note.keys() for note in notes) else None

"""Lifecycles: one table each. What is not in its table cannot happen."""

from collections.abc import Mapping

from vermeil.core.errors import Conflict

Moves = Mapping[tuple[str, str], str]

TASK_MOVES: Moves = {
    ("open", "claim"): "held",
    ("held", "give_back"): "open",
    ("held", "expire"): "open",
    ("held", "submit"): "done",
    ("done", "undo"): "held",
    ("open", "withdraw"): "withdrawn",
    ("held", "withdraw"): "withdrawn",
    ("withdrawn", "reopen"): "open",
}

CAMPAIGN_MOVES: Moves = {
    ("running", "stop"): "stopping",
    ("running", "finish"): "finished",
    ("running", "fail"): "failed",
    ("running", "cancel"): "cancelled",
    ("stopping", "finish"): "finished",
    ("stopping", "fail"): "failed",
    ("stopping", "cancel"): "cancelled",
}

JOB_MOVES: Moves = {
    ("ready", "claim"): "running",
    ("running", "beat"): "running",
    ("running", "expire"): "ready",
    ("running", "retry"): "ready",
    ("running", "finish"): "done",
    ("running", "fail"): "failed",
}


def moved(moves: Moves, state: str, event: str) -> str:
    """The state after `event`; Conflict when that cannot happen now."""
    try:
        return moves[state, event]
    except KeyError:
        raise Conflict(f"{event.replace('_', ' ')} is not possible: it is {state}", state=state) from None

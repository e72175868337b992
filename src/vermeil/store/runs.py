"""Runs that fill in suggestions: what was asked for, how far it is, and what came of it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from vermeil.core.errors import Conflict
from vermeil.store import changes
from vermeil.store.tables import suggestion_run
from vermeil.store.transaction import Transaction, columns

RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Run:
    """One run; `summary` is None until its first items are done."""

    id: int
    project_id: int
    state: str
    request: dict[str, Any]
    summary: dict[str, Any] | None
    reason: str | None
    created_by: int
    created_ms: int
    finished_ms: int | None


_RUN = columns(Run, suggestion_run)


def start(tx: Transaction, *, project_id: int, request: dict[str, Any], created_by: int) -> Run:
    """A new run; Conflict while the project has a live one."""
    new = {"project_id": project_id, "state": RUNNING, "request": request, "created_by": created_by}
    try:
        made = tx.one(Run, insert(suggestion_run).values(**new, created_ms=tx.now_ms).returning(*_RUN))
    except IntegrityError as error:
        raise Conflict("Suggestions are being made already: wait for their end, or cancel it.") from error
    assert made is not None
    changes.bump(tx, project_id)
    return made


def get(tx: Transaction, run_id: int) -> Run | None:
    """The run."""
    return tx.one(Run, select(*_RUN).where(suggestion_run.c.id == run_id))


def of_project(tx: Transaction, project_id: int) -> list[Run]:
    """The runs of a project, newest first."""
    found = select(*_RUN).where(suggestion_run.c.project_id == project_id)
    return tx.all(Run, found.order_by(suggestion_run.c.id.desc()))


def show(tx: Transaction, run_id: int, summary: dict[str, Any]) -> bool:
    """Keep how far it is; False when it was cancelled (then undo, or write nothing else)."""
    return _change(tx, run_id, summary=summary)


def end(tx: Transaction, run_id: int, state: str, *, reason: str | None = None) -> bool:
    """End it as finished, failed or cancelled; whether it was running."""
    return _change(tx, run_id, state=state, reason=reason, finished_ms=tx.now_ms)


def _change(tx: Transaction, run_id: int, **new: object) -> bool:
    live = update(suggestion_run).where(suggestion_run.c.id == run_id, suggestion_run.c.state == RUNNING)
    project_id = tx.scalar(live.values(**new).returning(suggestion_run.c.project_id))
    if project_id is None:
        return False
    changes.bump(tx, project_id)
    return True

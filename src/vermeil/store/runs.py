"""Runs that fill in suggestions: what was asked for, how far it is, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from vermeil.core.errors import Conflict
from vermeil.store import changes, items, jobs
from vermeil.store.projects import Project
from vermeil.store.tables import suggestion_run
from vermeil.store.transaction import Transaction, columns

RUNNING = "running"
CURRENCY = "USD"  #: of a project that has none yet


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


def begin(
    tx: Transaction, project: Project, order: Mapping[str, Any], *, last_item: int, created_by: int
) -> Run:
    """Start what was ordered over the items without a label up to `last_item`, and have it done; Conflict."""
    request = {
        **order,
        "schema": project.schema,
        "schema_version": project.schema_version,
        "guideline": project.guideline,
        "currency": project.currency or CURRENCY,
        "last_item": last_item,
        "n_items": items.count_unlabelled(tx, project.id, upto=last_item),
    }
    made = start(tx, project_id=project.id, request=request, created_by=created_by)
    jobs.add(tx, "suggest", {"run": made.id}, dedupe_key=f"suggest:{made.id}")
    return made


def live(tx: Transaction, project_id: int) -> bool:
    """Whether a run goes on in a project."""
    found = select(suggestion_run.c.id).where(suggestion_run.c.project_id == project_id)
    return tx.scalar(found.where(suggestion_run.c.state == RUNNING)) is not None


def level(tx: Transaction, project_id: int, schema_version: int) -> int:
    """Of how many examples a class a run has learned; 0: none yet, or of other questions."""
    return max(
        (
            one.request.get("level", 0)
            for one in of_project(tx, project_id)
            if one.request["schema_version"] == schema_version
        ),
        default=0,
    )


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

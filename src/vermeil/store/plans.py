"""Plans: forecasts that were asked for, and what they said."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from vermeil.store import changes
from vermeil.store.tables import plan
from vermeil.store.transaction import Transaction, columns


@dataclass(frozen=True, slots=True)
class Plan:
    """A forecast; `body` is None while it is being computed."""

    id: int
    project_id: int
    state: str
    request: dict[str, Any]
    body: dict[str, Any] | None
    created_by: int
    created_ms: int


_PLAN = columns(Plan, plan)


def add(
    tx: Transaction,
    *,
    project_id: int,
    request: dict[str, Any],
    created_by: int,
    body: dict[str, Any] | None = None,
) -> Plan:
    """A plan: ready if there is a `body`, else computing."""
    new = {"project_id": project_id, "request": request, "body": body, "created_by": created_by}
    state = "computing" if body is None else "ready"
    made = tx.one(Plan, insert(plan).values(**new, state=state, created_ms=tx.now_ms).returning(*_PLAN))
    assert made is not None
    return made


def finish(tx: Transaction, plan_id: int, body: dict[str, Any], *, state: str = "ready") -> None:
    """The plan is computed, or has `failed`: `body` says what came of it."""
    done = update(plan).where(plan.c.id == plan_id).values(body=body, state=state)
    changes.bump(tx, tx.scalar(done.returning(plan.c.project_id)))


def get(tx: Transaction, plan_id: int) -> Plan | None:
    """The plan."""
    return tx.one(Plan, select(*_PLAN).where(plan.c.id == plan_id))


def of_project(tx: Transaction, project_id: int) -> list[Plan]:
    """The plans of a project, newest first."""
    return tx.all(Plan, select(*_PLAN).where(plan.c.project_id == project_id).order_by(plan.c.id.desc()))

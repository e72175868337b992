"""How the house is doing: live versions, readiness, figures."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from vermeil.store import Store, Transaction, certificates, figures, migrations

MICROS = 1_000_000
Gauges = Mapping[str, tuple[str, list[tuple[dict[str, str], float]]]]


def versions(store: Store, projects: Collection[int]) -> dict[int, int]:
    """For each of some projects a number that grows whenever something in it changes."""
    with store.read() as tx:
        return figures.versions(tx, projects)


def not_ready(store: Store) -> str | None:
    """Why the database cannot be used, or None."""
    try:
        with store.read() as tx:
            current = migrations.current(tx.connection)
    except SQLAlchemyError as error:
        return f"The database cannot be reached ({type(error).__name__}): see VERMEIL_DATABASE."
    return None if current else "The database has tables of another version: start the server again."


def now(tx: Transaction) -> Gauges:
    """What the database knows, for Prometheus: names, what they are, labels and values."""
    return {
        "vermeil_tasks": (
            "Tasks by state",
            [({"state": state}, n) for state, n in figures.tasks_by_state(tx).items()],
        ),
        "vermeil_answers_total": (
            "Answers by project and kind of task",
            [
                ({"project": str(project), "kind": kind}, n)
                for (project, kind), n in figures.answers_by_project(tx).items()
            ],
        ),
        "vermeil_budget_spent_total": (
            "Money paid, in units of the currency",
            [({"currency": s.currency, "kind": s.kind}, s.micros / MICROS) for s in figures.spent(tx)],
        ),
        "vermeil_audit_error_upper": (
            "Upper bound on the share of wrong labels, from a project's newest certificate",
            _bounds(tx),
        ),
    }


def _bounds(tx: Transaction) -> list[tuple[dict[str, str], float]]:
    found = []
    for project, campaign in figures.newest_certificates(tx).items():
        certificate = certificates.of_campaign(tx, campaign)
        body: dict[str, Any] = certificate.body if certificate else {}
        if isinstance(bound := body.get("error_upper"), int | float):
            found.append(({"project": str(project)}, float(bound)))
    return found

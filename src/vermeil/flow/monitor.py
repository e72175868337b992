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
    waiting = figures.waiting(tx)
    rows: dict[str, tuple[str, list[tuple[dict[str, str], float]]]] = {
        "vermeil_tasks": (
            "Tasks that wait for somebody, or for the answer of who holds them",
            [({"state": state}, waiting[state]) for state in ("open", "held")],
        ),
        "vermeil_leases_expired": (
            "Leases that have run out, of tasks that nobody else was given since",
            [({}, waiting["expired"])],
        ),
        "vermeil_jobs": (
            "Background jobs by kind and state",
            [({"kind": kind, "state": state}, n) for (kind, state), n in figures.jobs_by_state(tx).items()],
        ),
        "vermeil_campaigns": (
            "Campaigns by state",
            [({"state": state}, n) for state, n in figures.campaigns_by_state(tx).items()],
        ),
        "vermeil_campaign_rounds_total": ("Rounds of all campaigns", [({}, figures.rounds(tx))]),
        "vermeil_training_seconds_total": (
            "Time that training has taken, by labeler",
            [({"labeler": name}, seconds) for name, seconds in figures.training_seconds(tx).items()],
        ),
        "vermeil_spent_total": (
            "Money paid, in units of the currency",
            [({"currency": s.currency, "kind": s.kind}, s.micros / MICROS) for s in figures.spent(tx)],
        ),
        "vermeil_audit_error_upper_ratio": (
            "Upper bound on the share of wrong labels, from a project's newest certificate",
            _bounds(tx),
        ),
    }
    return rows


def _bounds(tx: Transaction) -> list[tuple[dict[str, str], float]]:
    found = []
    for project, campaign in figures.newest_certificates(tx).items():
        certificate = certificates.of_campaign(tx, campaign)
        body: dict[str, Any] = certificate.body if certificate else {}
        if isinstance(bound := body.get("error_upper"), int | float):
            found.append(({"project": str(project)}, float(bound)))
    return found

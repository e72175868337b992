"""Figures over many rows, for pages and for Prometheus."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from vermeil.store.tables import answer, campaign, certificate, change, label, ledger, task
from vermeil.store.transaction import Transaction

_PER_CLASS = (
    select(label.c.class_name, label.c.state, func.count())
    .where(label.c.project_id == bindparam("project"), label.c.class_name.is_not(None))
    .group_by(label.c.class_name, label.c.state)
)


@dataclass(frozen=True, slots=True)
class Spent:
    """What was paid for one kind of thing."""

    currency: str
    kind: str
    micros: int


def per_class(tx: Transaction, project_id: int) -> dict[tuple[str, str], int]:
    """How many items have each class, by class and state (human or machine)."""
    rows = tx.connection.execute(_PER_CLASS, {"project": project_id})
    return {(name, state): count for name, state, count in rows}


def versions(tx: Transaction, project_ids: Collection[int]) -> dict[int, int]:
    """For each of some projects a number that grows whenever something in it changes."""
    found = select(change.c.project_id, func.sum(change.c.version)).group_by(change.c.project_id)
    rows = tx.connection.execute(found.where(change.c.project_id.in_(project_ids)))
    return {project: int(version) for project, version in rows}


def tasks_by_state(tx: Transaction) -> dict[str, int]:
    """How many tasks are in each state."""
    rows = tx.connection.execute(select(task.c.state, func.count()).group_by(task.c.state))
    return dict(rows.all())


def answers_by_project(tx: Transaction) -> dict[tuple[int, str], int]:
    """How many answers each project has, by the kind of their task."""
    counted = select(answer.c.project_id, task.c.kind, func.count()).join(task, task.c.id == answer.c.task_id)
    rows = tx.connection.execute(counted.group_by(answer.c.project_id, task.c.kind))
    return {(project, kind): count for project, kind, count in rows}


def spent(tx: Transaction) -> list[Spent]:
    """What was paid, by currency and kind."""
    total = func.sum(ledger.c.amount_micros)
    rows = tx.connection.execute(
        select(ledger.c.currency, ledger.c.kind, total).group_by(ledger.c.currency, ledger.c.kind)
    )
    return [Spent(currency, kind, int(micros)) for currency, kind, micros in rows]


def newest_certificates(tx: Transaction) -> dict[int, int]:
    """The campaign of each project's newest certificate."""
    newest = select(func.max(certificate.c.campaign_id)).group_by(certificate.c.project_id)
    rows = tx.connection.execute(
        select(campaign.c.project_id, campaign.c.id).where(campaign.c.id.in_(newest))
    )
    return dict(rows.all())

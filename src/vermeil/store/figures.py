"""Figures over many rows, for pages and for Prometheus."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, func, select

from vermeil.store.tables import campaign, campaign_event, certificate, change, job, label, ledger, task
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


def waiting(tx: Transaction) -> dict[str, int]:
    """How many tasks are `open`, `held`, and held by a lease that has run out (`expired`)."""
    asked = {
        "open": task.c.state == "open",
        "held": task.c.state == "held",
        "expired": and_(task.c.state == "held", task.c.lease_until_ms < tx.now_ms),
    }
    return {name: int(tx.scalar(select(func.count()).where(there))) for name, there in asked.items()}


def jobs_by_state(tx: Transaction) -> dict[tuple[str, str], int]:
    """How many jobs there are, by kind and state."""
    counted = select(job.c.kind, job.c.state, func.count()).group_by(job.c.kind, job.c.state)
    return {(kind, state): count for kind, state, count in tx.connection.execute(counted)}


def campaigns_by_state(tx: Transaction) -> dict[str, int]:
    """How many campaigns are in each state."""
    rows = tx.connection.execute(select(campaign.c.state, func.count()).group_by(campaign.c.state))
    return dict(rows.all())


def rounds(tx: Transaction) -> int:
    """How often a campaign has decided to train."""
    return int(tx.scalar(select(func.count()).where(campaign_event.c.kind == "train")))


def training_seconds(tx: Transaction) -> dict[str, float]:
    """Seconds that training has taken, by labeler."""
    labeler = campaign_event.c.payload["labeler"].as_string()
    seconds = func.sum(campaign_event.c.payload["seconds"].as_float())
    found = select(labeler, seconds).where(campaign_event.c.kind == "trained").group_by(labeler)
    return dict(tx.connection.execute(found).all())


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

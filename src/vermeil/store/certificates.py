"""Certificates: what an audit proved, with its evidence. One a campaign, never changed."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from vermeil.store import changes
from vermeil.store.dialects import ignore
from vermeil.store.tables import certificate
from vermeil.store.transaction import Transaction, columns


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the audit of a campaign proved."""

    id: int
    campaign_id: int
    project_id: int
    body: dict[str, Any]
    created_ms: int


_CERTIFICATE = select(*columns(Certificate, certificate))


def add(tx: Transaction, *, campaign_id: int, project_id: int, body: dict[str, Any]) -> int:
    """Keep the certificate of a campaign; its id. The first one stays."""
    new = {"campaign_id": campaign_id, "project_id": project_id, "body": body, "created_ms": tx.now_ms}
    tx.run(ignore(tx, certificate), new)
    changes.bump(tx, project_id)
    return int(tx.scalar(select(certificate.c.id).where(certificate.c.campaign_id == campaign_id)))


def of_campaign(tx: Transaction, campaign_id: int) -> Certificate | None:
    """The certificate of a campaign, once there is one."""
    return tx.one(Certificate, _CERTIFICATE.where(certificate.c.campaign_id == campaign_id))


@dataclass(frozen=True, slots=True)
class Standing:
    """A certificate without its evidence."""

    id: int
    holds: bool  #: false: it says why nothing is promised


def standing(tx: Transaction, campaign_id: int) -> Standing | None:
    """The certificate of a campaign in short, once there is one."""
    short = select(certificate.c.id, certificate.c.body["holds"].as_boolean().label("holds"))
    return tx.one(Standing, short.where(certificate.c.campaign_id == campaign_id))


def newest(tx: Transaction, project_id: int) -> Certificate | None:
    """The newest certificate of a project."""
    found = _CERTIFICATE.where(certificate.c.project_id == project_id)
    return tx.one(Certificate, found.order_by(certificate.c.id.desc()).limit(1))

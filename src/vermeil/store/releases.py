"""Releases: immutable versions of the labelled data set."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from vermeil.core.errors import Conflict
from vermeil.store import changes
from vermeil.store.tables import release
from vermeil.store.transaction import Transaction, columns


@dataclass(frozen=True, slots=True)
class Release:
    """A version that never changes; `blob` is the key of its rows in the blob store."""

    id: int
    project_id: int
    version: int
    note: str | None
    certificate_id: int | None
    manifest: dict[str, Any]
    blob: str
    created_by: int
    created_ms: int


_RELEASE = columns(Release, release)


def add(
    tx: Transaction,
    *,
    project_id: int,
    note: str | None,
    certificate_id: int | None,
    manifest: dict[str, Any],
    blob: str,
    created_by: int,
) -> Release:
    """The next version of the project; Conflict when somebody else makes one at this moment."""
    newest = tx.scalar(select(func.max(release.c.version)).where(release.c.project_id == project_id))
    new = {"project_id": project_id, "version": (newest or 0) + 1, "note": note, "blob": blob}
    new |= {"certificate_id": certificate_id, "manifest": manifest, "created_by": created_by}
    try:
        made = tx.one(Release, insert(release).values(**new, created_ms=tx.now_ms).returning(*_RELEASE))
    except IntegrityError as error:
        raise Conflict("another release was made at the same moment: try again") from error
    assert made is not None
    changes.bump(tx, project_id)
    return made


def get(tx: Transaction, release_id: int) -> Release | None:
    """The release."""
    return tx.one(Release, select(*_RELEASE).where(release.c.id == release_id))


def of_project(tx: Transaction, project_id: int) -> list[Release]:
    """The releases of a project, newest first."""
    found = select(*_RELEASE).where(release.c.project_id == project_id)
    return tx.all(Release, found.order_by(release.c.version.desc()))

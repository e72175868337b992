"""Pages of items with their labels: filtered, by cursor, at the same cost whatever the size of the project."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from vermeil.store.tables import item, label
from vermeil.store.transaction import Transaction, columns

SCANNED = 10_000  #: items one page looks at for a text, at most


@dataclass(frozen=True, slots=True)
class Listed:
    """An item as lists show it; the label of a duplicate is that of its original."""

    id: int
    key: str
    media: str
    text: str | None
    blob: str | None
    metadata: dict[str, Any] | None
    duplicate_of: int | None
    created_ms: int
    state: str
    value: dict[str, Any] | None
    provenance: str | None
    confidence: float | None
    model_version: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which items to list; None: whatever."""

    state: str | None = None  #: human, machine, unlabelled or duplicate
    class_name: str | None = None
    text: str | None = None  #: part of the text or the key, in whatever case
    batch_id: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some items by id, and the id after which the next page starts (None: this is the last).

    A page may have fewer items than asked for, or none, and still not be the last: a search looks at
    10,000 items at a time.
    """

    items: list[Listed]
    next_after: int | None


def page(
    tx: Transaction, project_id: int, wanted: Filter = Filter(), *, after: int = 0, limit: int = 50
) -> Page:
    """The first `limit` items after id `after` that `wanted` lets through."""
    own = label.alias("own")
    here = _here(own, project_id, wanted, after)
    if wanted.text:
        seen = here.limit(SCANNED).subquery()
        match = or_(
            item.c.text.icontains(wanted.text, autoescape=True),
            item.c.key.icontains(wanted.text, autoescape=True),
        )
        here = select(seen.c.item_id).join(item, item.c.id == seen.c.item_id).where(match)
        here = here.order_by(seen.c.item_id)
    found = tx.all(Listed, _shown(here.limit(limit).subquery()))
    if len(found) == limit:
        return Page(found, found[-1].id)
    if not wanted.text:
        return Page(found, None)
    looked_at, last = tx.connection.execute(select(func.count(), func.max(seen.c.item_id))).one()
    return Page(found, last if looked_at == SCANNED else None)


def _here(own: Any, project_id: int, wanted: Filter, after: int) -> Select[tuple[int]]:
    """The ids in order, from one index: by state and class, else by batch."""
    conditions: list[ColumnElement[bool]] = [own.c.project_id == project_id]
    if wanted.state is not None:
        conditions.append(own.c.state == wanted.state)
    if wanted.class_name is not None:
        conditions.append(own.c.class_name == wanted.class_name)
    if wanted.batch_id is None:
        return select(own.c.item_id).where(*conditions, own.c.item_id > after).order_by(own.c.item_id)
    one_batch = and_(item.c.batch_id == wanted.batch_id, item.c.id > after)
    found = select(item.c.id.label("item_id")).join(own, own.c.item_id == item.c.id)
    return found.where(*conditions, one_batch).order_by(item.c.id)


def _shown(ids: Any) -> Select[Any]:
    own = label.alias("own")
    shown = columns(
        Listed,
        item,
        **{name: label.c[name] for name in ("value", "provenance", "confidence", "model_version")},
        state=own.c.state,
    )
    return (
        select(*shown)
        .select_from(ids)
        .join(item, item.c.id == ids.c.item_id)
        .join(own, own.c.item_id == item.c.id)
        .join(label, label.c.item_id == func.coalesce(item.c.duplicate_of, item.c.id))
        .order_by(item.c.id)
    )

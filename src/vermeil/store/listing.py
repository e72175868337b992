"""Pages of items with their labels: filtered, by cursor, at the same cost in a project of any size."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, SelectBase, func, or_, select, union_all

from vermeil.store.tables import item, label
from vermeil.store.transaction import Transaction, columns

SCANNED = 10_000  #: items one page looks at for a text, at most
COUNTED = 10_000  #: items that are counted one by one, at most


@dataclass(frozen=True, slots=True)
class Listed:
    """An item as lists show it; the label of a duplicate is that of its original."""

    id: int
    key: str
    media: str
    text: str | None
    blob: str | None
    width: int | None
    height: int | None
    pages: int | None
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


ANYTHING = Filter()


def page(
    tx: Transaction, project_id: int, wanted: Filter = ANYTHING, *, after: int = 0, limit: int = 50
) -> Page:
    """The first `limit` items after id `after` that `wanted` lets through."""
    seen = _ids(tx, project_id, wanted, after, SCANNED if wanted.text else limit).subquery()
    shown = listed(seen)
    if wanted.text:
        shown = shown.where(_holds(wanted.text)).limit(limit)
    found = tx.all(Listed, shown)
    if len(found) == limit:
        return Page(found, found[-1].id)
    if not wanted.text:
        return Page(found, None)
    looked_at, last = tx.connection.execute(select(func.count(), func.max(seen.c.item_id))).one()
    return Page(found, last if looked_at == SCANNED else None)


@dataclass(frozen=True, slots=True)
class Count:
    """How many items a filter lets through; not exact: these at least."""

    items: int
    exact: bool


def count(tx: Transaction, project_id: int, wanted: Filter = ANYTHING) -> Count:
    """How many items `wanted` lets through: counted up to 10,000, a text in the first 10,000 items."""
    most = SCANNED if wanted.text else COUNTED
    seen = _ids(tx, project_id, wanted, 0, most + 1).subquery()
    counts: list[ColumnElement[int]] = [func.count()]
    found = select(*counts).select_from(seen)
    if wanted.text:
        counts.append(func.count().filter(_holds(wanted.text)))
        found = select(*counts).select_from(seen).join(item, item.c.id == seen.c.item_id)
    looked_at, *held = tx.connection.execute(found).one()
    return Count(held[0] if held else min(looked_at, most), looked_at <= most)


def _holds(text: str) -> ColumnElement[bool]:
    return or_(*(part.icontains(text, autoescape=True) for part in (item.c.text, item.c.key)))


def _ids(tx: Transaction, project_id: int, wanted: Filter, after: int, limit: int) -> SelectBase:
    """The first ids in order, from one index (two for a class: what people and the machine said)."""
    here, found = [label.c.project_id == project_id], select(label.c.item_id)
    if wanted.batch_id is not None:
        # The ids of a batch lie together: a range of the index, with some of other uploads at the same time.
        # SQLite finds one end at once but not both, walks from one lower bound of two, and would rather sort
        # the whole batch than look up each item: hence two questions, one bound, and `+ 0`.
        own = item.c.batch_id == wanted.batch_id
        lowest, highest = (tx.scalar(select(end(item.c.id)).where(own)) for end in (func.min, func.max))
        after = max(after, (lowest or 0) - 1)
        here += [label.c.item_id <= (highest or 0), item.c.batch_id + 0 == wanted.batch_id]
        found = found.join(item, item.c.id == label.c.item_id)
    here += [label.c.item_id > after]
    found = found.where(*here).order_by(label.c.item_id).limit(limit)
    if wanted.class_name is None:
        return found if wanted.state is None else found.where(label.c.state == wanted.state)
    states = ("human", "machine") if wanted.state is None else (wanted.state,)
    of_class = found.where(label.c.class_name == wanted.class_name)
    each = [select(of_class.where(label.c.state == state).subquery()) for state in states]
    return union_all(*each).order_by("item_id").limit(limit)


def listed(ids: FromClause) -> Select[Any]:
    """The items with these ids (`item_id`) as Listed, by id."""
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

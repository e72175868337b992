"""Items, the batches they came in, and the records that were refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)

from vermeil.store import changes
from vermeil.store.dialects import add_many, among
from vermeil.store.tables import batch, item, label, project, refusal, task
from vermeil.store.transaction import Transaction, columns


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """An item to be stored: either `text`, or `blob` (the key of its file in the blob store)."""

    key: str
    content_hash: str
    media: str
    text: str | None = None
    blob: str | None = None
    width: int | None = None  #: of an image in pixels, upright
    height: int | None = None
    pages: int | None = None  #: of a document; an image is one
    metadata: Mapping[str, Any] | None = None
    suggestion: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of some records."""

    added: int = 0
    existing: int = 0  #: their key was there already
    duplicates: int = 0  #: of `added`: their content was there already

    def __add__(self, other: "Added") -> "Added":
        return Added(
            self.added + other.added, self.existing + other.existing, self.duplicates + other.duplicates
        )


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to label."""

    id: int
    project_id: int
    batch_id: int
    key: str
    content_hash: str
    duplicate_of: int | None
    media: str
    text: str | None
    blob: str | None
    width: int | None
    height: int | None
    pages: int | None
    metadata: dict[str, Any] | None
    suggestion: dict[str, Any] | None
    created_ms: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Items that arrived together; `counts` is None until the upload has ended."""

    id: int
    project_id: int
    name: str
    source: dict[str, Any] | None
    created_by: int
    created_ms: int
    counts: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that was left out, and why."""

    line: str
    key: str | None
    reason: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Content:
    """What an encoder needs of an item."""

    id: int
    media: str
    text: str | None
    blob: str | None
    content_hash: str


def begin_batch(
    tx: Transaction, *, project_id: int, name: str, created_by: int, source: dict[str, Any] | None = None
) -> int:
    """The id of a new batch."""
    new = {"project_id": project_id, "name": name, "source": source, "created_by": created_by}
    return int(tx.scalar(insert(batch).values(**new, created_ms=tx.now_ms).returning(batch.c.id)))


def end_batch(tx: Transaction, batch_id: int, counts: dict[str, Any]) -> None:
    """The upload has ended: what came of it."""
    tx.run(update(batch).where(batch.c.id == batch_id).values(counts=counts))


def batches(tx: Transaction, project_id: int) -> list[Batch]:
    """The batches of a project, newest first."""
    found = select(*columns(Batch, batch)).where(batch.c.project_id == project_id)
    return tx.all(Batch, found.order_by(batch.c.id.desc()))


def batch_by_id(tx: Transaction, batch_id: int) -> Batch | None:
    """The batch."""
    return tx.one(Batch, select(*columns(Batch, batch)).where(batch.c.id == batch_id))


def refuse(tx: Transaction, batch_id: int, refused: Sequence[Refused]) -> None:
    """Keep what was left out of a batch, and why."""
    new = [
        {"batch_id": batch_id, "line": r.line, "key": r.key, "reason": r.reason, "excerpt": r.excerpt}
        for r in refused
    ]
    if new:
        tx.run(insert(refusal), new)


def refusals(
    tx: Transaction, batch_id: int, *, after: int = 0, limit: int = 1000
) -> tuple[list[Refused], int | None]:
    """A page of what was left out, in the order of the upload; where the next one starts, if there is one."""
    statement = select(refusal.c.id, *columns(Refused, refusal)).order_by(refusal.c.id).limit(limit)
    rows = tx.connection.execute(statement.where(refusal.c.batch_id == batch_id, refusal.c.id > after)).all()
    return [Refused(*row[1:]) for row in rows], rows[-1][0] if len(rows) == limit else None


def add(
    tx: Transaction, *, project_id: int, batch_id: int, new: Sequence[NewItem], ask: bool = True
) -> Added:
    """Store a chunk of one upload (a few thousand at most), with a plain task for each item to be labelled.

    A key that is there already is left as it is, so a chunk can be sent again. Content that is there
    already makes a duplicate, which gets no task. `ask`: put the tasks into the plain queue.
    """
    _one_import_at_a_time(tx, project_id)
    here = select(func.coalesce(func.max(item.c.id), 0)).where(item.c.batch_id == batch_id)
    fresh = and_(item.c.batch_id == batch_id, item.c.id > int(tx.scalar(here)))
    added = _insert(tx, project_id, batch_id, new)
    duplicates = _mark_duplicates(tx, fresh) if added else 0
    if added:
        state = case((item.c.duplicate_of.is_(None), "unlabelled"), else_="duplicate")
        labels = select(item.c.id, item.c.project_id, state).where(fresh).order_by(item.c.id)
        tx.run(insert(label).from_select(["item_id", "project_id", "state"], labels))
        if ask:
            _ask(tx, fresh)
        changes.bump(tx, project_id, items=added, duplicates=duplicates)
    return Added(added, len(new) - added, duplicates)


def _one_import_at_a_time(tx: Transaction, project_id: int) -> None:
    """Two uploads at once would not see each other's content; on SQLite writers queue anyway."""
    if not tx.sqlite:
        tx.scalar(select(project.c.id).where(project.c.id == project_id).with_for_update(key_share=True))


def _insert(tx: Transaction, project_id: int, batch_id: int, new: Sequence[NewItem]) -> int:
    rows = [
        {
            "key": one.key,
            "content_hash": one.content_hash,
            "media": one.media,
            "text": one.text,
            "blob": one.blob,
            "width": one.width,
            "height": one.height,
            "pages": one.pages,
            "metadata": dict(one.metadata) if one.metadata else None,
            "suggestion": one.suggestion,
        }
        for one in new
    ]
    same = {"project_id": project_id, "batch_id": batch_id, "created_ms": tx.now_ms}
    return add_many(tx, item, rows, same)


def _mark_duplicates(tx: Transaction, fresh: ColumnElement[bool]) -> int:
    first = item.alias()
    same = and_(
        first.c.project_id == item.c.project_id,
        first.c.content_hash == item.c.content_hash,
        first.c.id < item.c.id,
    )
    original = select(func.min(first.c.id)).where(same).scalar_subquery()
    found = update(item).where(fresh, exists(select(literal(1)).select_from(first).where(same)))
    return tx.run(found.values(duplicate_of=original))


def _ask(tx: Transaction, fresh: ColumnElement[bool]) -> None:
    kind, now = literal("label"), literal(tx.now_ms)
    hidden = project.c.suggestions == "blind"
    blind = or_(hidden, item.c.suggestion.is_(None))
    shown = case((hidden, null()), else_=item.c.suggestion)
    asked = select(item.c.project_id, item.c.id, kind, blind, shown, now)
    asked = asked.join(project, project.c.id == item.c.project_id)
    into = ["project_id", "item_id", "kind", "blind", "suggestion", "created_ms"]
    tx.run(
        insert(task).from_select(into, asked.where(fresh, item.c.duplicate_of.is_(None)).order_by(item.c.id))
    )


_BY_ID = select(*columns(Item, item)).where(item.c.id == bindparam("id"))


def get(tx: Transaction, item_id: int) -> Item | None:
    """The item."""
    return tx.one(Item, _BY_ID, {"id": item_id})


def get_many(tx: Transaction, item_ids: Sequence[int]) -> dict[int, Item]:
    """The items, by id (a few thousand at most)."""
    found = tx.all(Item, select(*columns(Item, item)).where(among(tx, item.c.id, item_ids)))
    return {one.id: one for one in found}


def _unlabelled(project_id: int, after: int, upto: int) -> ColumnElement[bool]:
    here = and_(label.c.project_id == project_id, label.c.state == "unlabelled")
    return and_(here, label.c.item_id > after, label.c.item_id <= upto)


def unlabelled(tx: Transaction, project_id: int, *, after: int, upto: int, limit: int) -> list[Item]:
    """The next items after id `after` that have no label and are no duplicates."""
    found = select(*columns(Item, item)).join_from(item, label, label.c.item_id == item.c.id)
    wanted = found.where(_unlabelled(project_id, after, upto))
    return tx.all(Item, wanted.order_by(label.c.item_id).limit(limit))


def count_unlabelled(tx: Transaction, project_id: int, *, upto: int) -> int:
    """How many of them there are."""
    return int(tx.scalar(select(func.count()).select_from(label).where(_unlabelled(project_id, 0, upto))))


def unlabelled_upto(tx: Transaction, project_id: int, number: int) -> int | None:
    """The id up to which there are the first `number` of them, or all where there are fewer; None: none."""
    ids = select(label.c.item_id).where(label.c.project_id == project_id, label.c.state == "unlabelled")
    upto = tx.scalar(ids.order_by(label.c.item_id).offset(number - 1).limit(1))
    found = upto or tx.scalar(ids.order_by(label.c.item_id.desc()).limit(1))
    return None if found is None else int(found)


def by_key(tx: Transaction, project_id: int, keys: Sequence[str]) -> dict[str, int]:
    """The ids of those keys that are there (a few thousand at most)."""
    found = select(item.c.key, item.c.id).where(item.c.project_id == project_id, item.c.key.in_(keys))
    return dict(tx.connection.execute(found).all())


def hashes(tx: Transaction, project_id: int, keys: Sequence[str]) -> dict[str, str]:
    """The content hash of those keys that are there (a few thousand at most)."""
    found = select(item.c.key, item.c.content_hash).where(item.c.project_id == project_id)
    return dict(tx.connection.execute(found.where(item.c.key.in_(keys))).all())


def last_id(tx: Transaction, project_id: int) -> int:
    """The id of the newest item of a project; 0 when it has none."""
    newest = select(func.max(label.c.item_id)).where(label.c.project_id == project_id)
    return int(tx.scalar(newest) or 0)


def originals(tx: Transaction, project_id: int, *, upto: int) -> list[tuple[int, int]]:
    """(item, the item it is a copy of, or itself) of every item up to id `upto`, by id."""
    same = func.coalesce(item.c.duplicate_of, item.c.id)
    here = and_(item.c.project_id == project_id, item.c.id <= upto)
    return [
        tuple(row) for row in tx.connection.execute(select(item.c.id, same).where(here).order_by(item.c.id))
    ]


def metadata(tx: Transaction, project_id: int) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """(item, its metadata) of every item, by id."""
    found = select(item.c.id, item.c.metadata).where(item.c.project_id == project_id).order_by(item.c.id)
    return ((row.id, row.metadata) for row in tx.connection.execute(found))


def all_are(tx: Transaction, project_id: int) -> tuple[bool, bool]:
    """(texts, images): whether every item of the project is one; False where there are none."""
    here = item.c.project_id == project_id
    text, image = item.c.text.is_not(None), item.c.media == "image"
    counts = [func.count(case((one, 1))) for one in (text, image)]
    row = tx.connection.execute(select(func.count(), *counts).where(here)).one()
    return 0 < row[0] == row[1], 0 < row[0] == row[2]


def contents(tx: Transaction, project_id: int) -> Iterator[Content]:
    """The content of every item that is not a duplicate, by id, streamed."""
    found = select(*columns(Content, item)).join_from(item, label, label.c.item_id == item.c.id)
    wanted = found.where(label.c.project_id == project_id, label.c.state != "duplicate")
    return tx.stream(Content, wanted.order_by(label.c.item_id))

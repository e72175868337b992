"""Items in: read, checked, and stored chunk by chunk, so that nobody waits for an upload of somebody else."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal

from vermeil.core.errors import BadInput, NotFound
from vermeil.core.ingest import Draft, Refusal, Where, drafts
from vermeil.core.tasks.schema import Schema, value_of
from vermeil.flow import paging, projects
from vermeil.flow.accounts import Person
from vermeil.flow.clock import rfc3339
from vermeil.integrations.formats import Limits, Upload, read_upload, size_of
from vermeil.integrations.formats.labelled import read_labelled
from vermeil.integrations.formats.labels import Lost
from vermeil.integrations.pdf import page_count
from vermeil.store import Store, Transaction, campaigns, imported, items
from vermeil.store.blobs import Blobs

View = dict[str, Any]
Row = tuple[Where, Draft | Refusal]

CHUNK_RECORDS = 500  #: some 20 ms, for which other writers wait
CHUNK_BYTES = 8 * 2**20
REFUSED_TOLD = 1_000
OTHER_CONTENT = "an item with this key is here already, with other content: take another key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How an upload is read, and what its labels are: what people said, or what may be suggested to them."""

    form: str | None = None  #: the files are labels in this format of another tool, with their items
    labels: Literal["answers", "suggestions"] | None = None  #: None: as the format means it
    blind: bool = False  #: people gave them without a suggestion in view: they count as the truth

    @property
    def answers(self) -> bool:
        """Whether labels become answers; BadInput where suggestions are called blind.

        A tool's own format means by a label what people said; of a table nobody knows.
        """
        means = self.labels or ("suggestions" if self.form is None else "answers")
        if self.blind and means == "suggestions":
            raise BadInput("Only answers can be blind: say that the labels are answers (`as=answers`).")
        return means == "answers"


@dataclass(frozen=True, slots=True)
class Into:
    """Where the records of an upload go."""

    batch: int
    terms: imported.Terms
    origin: View  #: of every answer


@dataclass
class Account:
    """What became of an upload so far."""

    received: int = 0
    added: items.Added = field(default_factory=items.Added)
    refused: list[View] = field(default_factory=list)
    refused_count: int = 0

    def refuse(self, where: Where, refusal: Refusal) -> items.Refused:
        """One record was left out."""
        self.refused_count += 1
        if len(self.refused) < REFUSED_TOLD:
            self.refused.append({"line": where, "key": refusal.key, "reason": refusal.reason})
        return items.Refused(str(where), refusal.key, refusal.reason, refusal.excerpt)

    def counts(self) -> dict[str, int]:
        """In numbers."""
        return {
            "received": self.received,
            "added": self.added.added,
            "existing": self.added.existing,
            "duplicates": self.added.duplicates,
            "refused": self.refused_count,
        }


def allow(tx: Transaction, who: Person, project: int) -> None:
    """NotFound or NotAllowed unless `who` may add items; Conflict when the project is archived."""
    projects.opened(tx, who, project, "manager")


def add_items(
    store: Store,
    blobs: Blobs,
    who: Person,
    project: int,
    *,
    files: Sequence[Upload],
    limits: Limits,
    name: str,
    terms: Terms | None = None,
    between: Callable[[], None] = lambda: None,
) -> View:
    """Add what the files hold; what cannot be used is reported, and the rest goes in.

    Each chunk is a transaction of its own: what was stored stays when the process dies, and sending the
    same upload again completes it. `between` is called after each, to let others go first.
    """
    with store.read() as tx:
        opened = projects.opened(tx, who, project, "manager")
    lost, terms = Lost(), terms or Terms()
    rows = _rows(files, terms, opened.schema, limits, lost)
    first = next(rows, None)
    if first is None:
        raise BadInput("The upload holds no record.")
    with store.begin() as tx:
        batch = items.begin_batch(
            tx,
            project_id=project,
            name=name or ", ".join(file.name for file in files[:3]),
            created_by=who.id,
            source=_source(files, terms),
        )
    same = imported.Terms(
        project_id=project, worker_id=who.id, blind=terms.blind, schema_version=opened.schema_version
    )
    account, into = Account(), Into(batch, same, {"tool": terms.form} if terms.form else {})
    for chunk in _chunks(itertools.chain([first], rows)):
        _keep(store, blobs, into, chunk, account)
        between()
    with store.begin() as tx:
        items.end_batch(tx, batch, account.counts())
    return account.counts() | {
        "batch_id": batch,
        "refused": account.refused,
        "refused_count": account.refused_count,
        "lost": lost.told(),
    }


def _rows(files: Sequence[Upload], terms: Terms, asked: Schema, limits: Limits, lost: Lost) -> Iterator[Row]:
    """The records of the files as drafts or refusals."""
    answers, form = terms.answers, terms.form
    if form is None:
        found = read_upload(files, limits)
    else:
        found = read_labelled(files, form, asked, limits, lost, answers=answers)
    rows = _readable(drafts(found, partial(value_of, schema=asked), answers=answers))
    return _counted(rows, limits.pages)


def _source(files: Sequence[Upload], terms: Terms) -> View:
    known = {"kind": "upload", "files": [file.name for file in files[:20]]}
    more = ({"format": terms.form} if terms.form else {}) | ({"labels": "answers"} if terms.answers else {})
    return known | more


def batches(tx: Transaction, who: Person, project: int, *, cursor: str | None, limit: int) -> View:
    """What arrived together, newest first."""
    projects.allow(tx, who, project, "reviewer")
    page = paging.cut([{"batch": one} for one in items.batches(tx, project)], cursor, limit)
    page["items"] = [_batch_view(one["batch"]) for one in page["items"]]
    return page


def refusals(tx: Transaction, who: Person, batch: int, *, cursor: str | None, limit: int) -> View:
    """What was left out of a batch, in the order of the upload."""
    found = items.batch_by_id(tx, batch)
    if found is None:
        raise NotFound(f"There is no batch {batch}, or you may not see it.")
    projects.allow(tx, who, found.project_id, "reviewer")
    left_out, after = items.refusals(tx, batch, after=paging.after(cursor), limit=limit)
    views = [
        {
            "line": int(one.line) if one.line.isdecimal() else one.line,
            "key": one.key,
            "reason": one.reason,
            "excerpt": one.excerpt,
        }
        for one in left_out
    ]
    return {"items": views, "next_cursor": None if after is None else str(after)}


def _readable(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows up to where the upload cannot be read any further, which is told as a refusal."""
    read = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except BadInput as broken:
            if not read:
                raise
            yield "end of the upload", Refusal(str(broken))
            return
        read += 1
        yield row


def _counted(rows: Iterator[Row], most: int) -> Iterator[Row]:
    """The rows, of which each document has its pages counted; one that cannot be opened is refused."""
    for where, row in rows:
        if isinstance(row, Draft) and row.media == "document" and row.file:
            try:
                yield where, replace(row, pages=page_count(row.file, most))
            except BadInput as unfit:
                yield where, Refusal(str(unfit), row.key)
        else:
            yield where, row


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """The rows in lists of bounded length and size."""
    chunk: list[Row] = []
    size = 0
    for row in rows:
        chunk.append(row)
        draft = row[1]
        if isinstance(draft, Draft):
            size += len(draft.text or "") + len(draft.file or b"")
        if len(chunk) >= CHUNK_RECORDS or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _keep(store: Store, blobs: Blobs, into: Into, chunk: list[Row], account: Account) -> None:
    project = into.terms.project_id
    account.received += len(chunk)
    refused = [account.refuse(where, row) for where, row in chunk if isinstance(row, Refusal)]
    new = [(where, _new(blobs, row)) for where, row in chunk if isinstance(row, Draft)]
    with store.begin(lasting=False) as tx:  # what ends the batch makes all of it last
        items.alone(tx, project)
        here = items.by_key(tx, project, [one.key for _, one in new])
        ask = campaigns.live(tx, project) is None
        added = items.add(tx, project_id=project, batch_id=into.batch, new=[one for _, one in new], ask=ask)
        _keep_answers(tx, into, [row for _, row in chunk if isinstance(row, Draft) and row.key not in here])
        if added.existing:
            others = _other_content(tx, project, new)
            refused += [account.refuse(where, refusal) for where, refusal in others]
            added = items.Added(added.added, added.existing - len(others), added.duplicates)
        items.refuse(tx, into.batch, refused)
    account.added += added


def _keep_answers(tx: Transaction, into: Into, fresh: list[Draft]) -> None:
    """What was said of new items; of a copy it was said of its original."""
    told: dict[str, Draft] = {}
    for draft in fresh:
        told.setdefault(draft.key, draft)
    about = items.originals_by_key(tx, into.terms.project_id, [one.key for one in fresh if one.answers])
    said = [
        imported.Said(
            item_id=about[key],
            value=answer["value"],
            origin=into.origin | {name: part for name, part in answer.items() if name != "value"},
        )
        for key, draft in told.items()
        for answer in draft.answers
    ]
    imported.add(tx, into.terms, said)


def _other_content(
    tx: Transaction, project: int, new: list[tuple[Where, items.NewItem]]
) -> list[tuple[Where, Refusal]]:
    stored = items.hashes(tx, project, [one.key for _, one in new])
    return [
        (where, Refusal(OTHER_CONTENT, one.key, (one.text or "")[:200]))
        for where, one in new
        if stored[one.key] != one.content_hash
    ]


def _new(blobs: Blobs, draft: Draft) -> items.NewItem:
    image = draft.media == "image" and draft.file
    width, height = size_of(image) if image else (None, None)
    return items.NewItem(
        key=draft.key,
        content_hash=draft.content_hash,
        media=draft.media,
        text=draft.text,
        blob=None if draft.file is None else blobs.put(draft.file),
        width=width,
        height=height,
        pages=1 if image else draft.pages,
        metadata=draft.metadata,
        suggestion=draft.suggestion,
    )


def _batch_view(batch: items.Batch) -> View:
    return {
        "id": batch.id,
        "name": batch.name,
        "source": batch.source or {},
        "counts": batch.counts or {},
        "created_at": rfc3339(batch.created_ms),
    }

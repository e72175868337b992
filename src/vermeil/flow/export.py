"""Labels out, and frozen versions of them."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vermeil.core.errors import BadInput, NotFound
from vermeil.core.export import label_row
from vermeil.flow import projects
from vermeil.flow.accounts import Person
from vermeil.flow.clock import rfc3339
from vermeil.integrations.formats import write
from vermeil.store import Store, Transaction, certificates, labels
from vermeil.store import releases as rows
from vermeil.store.blobs import Blobs

View = dict[str, Any]
Row = Mapping[str, Any]
Stream = Iterator[bytes]
BLOCK = 2**18


@dataclass(frozen=True, slots=True)
class Frozen:
    """The labels of one moment, as a file that is kept."""

    blob: str  #: its sha256
    counts: dict[str, int]
    certificate: int | None


def current(store: Store, who: Person, project: int) -> Iterator[Row]:
    """The labels as they are now, in constant memory; who may not see them is told at once."""
    with store.read() as tx:
        projects.allow(tx, who, project, "reviewer")
    return _current(store, project)


def _current(store: Store, project: int) -> Iterator[Row]:
    with store.read() as tx:
        for one in labels.export(tx, project):
            yield label_row(asdict(one))


def allow_release(tx: Transaction, who: Person, project: int) -> None:
    """NotFound, NotAllowed unless `who` may make releases; Conflict when the project is archived."""
    projects.opened(tx, who, project, "manager")


def freeze(store: Store, blobs: Blobs, project: int, folder: Path) -> Frozen:
    """Keep the labels of this moment as a file; takes as long as an export."""
    counts: Counter[str] = Counter()
    with store.read() as tx:
        certificate = certificates.newest(tx, project)
    with tempfile.TemporaryFile(dir=folder) as file:
        for block in write(_counted(_current(store, project), counts), "jsonl"):
            file.write(block)
        if not counts:
            raise BadInput("There are no items to release yet.")
        file.seek(0)
        blob = blobs.put(file)
    return Frozen(blob, dict(counts), certificate.id if certificate else None)


def _counted(found: Iterable[Row], counts: Counter[str]) -> Iterator[Row]:
    for row in found:
        counts["items"] += 1
        counts[row["label_source"] or "unlabelled"] += 1
        yield row


def release(tx: Transaction, who: Person, project: int, frozen: Frozen, *, note: str) -> View:
    """Make the next version of the frozen labels."""
    allow_release(tx, who, project)
    made = rows.add(
        tx,
        project_id=project,
        note=note,
        certificate_id=frozen.certificate,
        manifest={"counts": frozen.counts, "sha256": frozen.blob},
        blob=frozen.blob,
        created_by=who.id,
    )
    return _view(made)


def releases(tx: Transaction, who: Person, project: int) -> list[View]:
    """The versions of a project, newest first."""
    projects.allow(tx, who, project, "reviewer")
    return [_view(one) for one in rows.of_project(tx, project)]


def shown(tx: Transaction, who: Person, release: int) -> View:
    """One version."""
    return _view(_found(tx, who, release))


def blob_of(tx: Transaction, who: Person, release: int) -> str:
    """The key of a version's file."""
    return _found(tx, who, release).blob


def thawed(blobs: Blobs, blob: str, form: str) -> Stream:
    """The file of a version in the format asked for; the same bytes every time."""
    if form == "jsonl":
        return _bytes(blobs, blob)
    return write(_lines(blobs, blob), form)


def _bytes(blobs: Blobs, blob: str) -> Stream:
    with blobs.open(blob) as file:
        while block := file.read(BLOCK):
            yield block


def _lines(blobs: Blobs, blob: str) -> Iterator[Row]:
    with blobs.open(blob) as file:
        for line in file:
            yield json.loads(line)


def _found(tx: Transaction, who: Person, release: int) -> rows.Release:
    found = rows.get(tx, release)
    if found is None:
        raise NotFound(f"There is no release {release}, or you may not see it.")
    projects.allow(tx, who, found.project_id, "reviewer")
    return found


def _view(release: rows.Release) -> View:
    return {
        "id": release.id,
        "project_id": release.project_id,
        "version": release.version,
        "note": release.note or "",
        "counts": release.manifest["counts"],
        "certificate_id": release.certificate_id,
        "created_at": rfc3339(release.created_ms),
        "sha256": release.manifest["sha256"],
    }

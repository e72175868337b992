"""Labels out, and frozen versions of them."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO

from vermeil.core.errors import BadInput, NotFound
from vermeil.core.export import label_row
from vermeil.core.tasks.schema import Schema
from vermeil.flow import projects
from vermeil.flow.accounts import Person
from vermeil.flow.clock import rfc3339
from vermeil.flow.formats import BLOCK, Row, Sent, View, sent
from vermeil.integrations.formats import write
from vermeil.integrations.formats.labels import fitting
from vermeil.store import Store, Transaction, certificates, labels
from vermeil.store import releases as rows
from vermeil.store.blobs import Blobs

#: Many times as fast as `asdict`, which copies.
FIELDS = tuple(field.name for field in fields(labels.Exported))
VALUES = attrgetter(*FIELDS)


@dataclass(frozen=True, slots=True)
class Frozen:
    """The labels of one moment, as a file that is kept."""

    blob: str  #: its sha256
    counts: dict[str, int]
    schema: Schema  #: of this moment
    certificate: int | None  #: that promises the target for all of these items


def current(tx: Transaction, who: Person, project: int, form: str, folder: Path) -> Sent:
    """The labels as they are now, in constant memory while `tx` is open; NotFound, NotAllowed at once."""
    projects.allow(tx, who, project, "reviewer")
    return sent(partial(_rows, tx, project), projects.schema(tx, project), form, folder)


def formats(tx: Transaction, who: Person, project: int) -> list[View]:
    """The formats of the field that hold something of a project, with what each has no place for."""
    projects.allow(tx, who, project, "reviewer")
    return fitting(projects.schema(tx, project))


def _rows(tx: Transaction, project: int) -> Iterator[Row]:
    for one in labels.export(tx, project):
        yield label_row(dict(zip(FIELDS, VALUES(one), strict=True)))


def allow_release(tx: Transaction, who: Person, project: int) -> None:
    """NotFound, NotAllowed unless `who` may make releases; Conflict when the project is archived."""
    projects.opened(tx, who, project, "manager")


def freeze(store: Store, blobs: Blobs, project: int, folder: Path) -> Frozen:
    """Keep the labels of this moment as a file; takes as long as an export."""
    counts: Counter[str] = Counter()
    with store.read() as tx, tempfile.TemporaryFile(dir=folder) as file:
        certificate, schema = certificates.newest(tx, project), projects.schema(tx, project)
        for block in write(_counted(_rows(tx, project), counts), "jsonl"):
            file.write(block)
        if not counts:
            raise BadInput("There are no items to release yet.")
        file.seek(0)
        blob = blobs.put(file)
    covered = certificate and certificate.body["holds"] and certificate.body["items"] == counts["items"]
    return Frozen(blob, dict(counts), schema, certificate.id if certificate and covered else None)


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
        manifest={"counts": frozen.counts, "sha256": frozen.blob, "schema": frozen.schema},
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


def kept(tx: Transaction, who: Person, release: int) -> tuple[str, Schema]:
    """The key of a version's file, and the questions that it answers."""
    found = _found(tx, who, release)
    return found.blob, found.manifest["schema"]


def thawed(file: BinaryIO, schema: Schema, form: str, folder: Path) -> Sent:
    """The file of a version in the format asked for; the same bytes every time."""
    if form == "jsonl":
        return Sent(iter(partial(file.read, BLOCK), b""), form, [])
    return sent(partial(_lines, file), schema, form, folder)


def _lines(file: BinaryIO) -> Iterator[Row]:
    file.seek(0)
    yield from map(json.loads, file)


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

"""Labels in the formats of the field: one file, whole before it is sent, with what it could not hold."""

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats import write
from vermeil.integrations.formats.labels import FORMATS, Labelled, Lost, origin_of, write_labels

View = dict[str, Any]
Row = Mapping[str, Any]
Rows = Callable[[], Iterable[Row]]  #: from the first on, each time
Stream = Iterator[bytes]
BLOCK = 2**18


@dataclass(frozen=True, slots=True)
class Sent:
    """An export on its way."""

    stream: Stream
    ending: str  #: of the file's name
    lost: list[View]  #: what the format could not hold: question, why, count


@dataclass(frozen=True, slots=True)
class _Records:
    """The rows of an export as records, as often as they are asked for."""

    rows: Rows
    form: str

    def __iter__(self) -> Iterator[Labelled]:
        return map(partial(_labelled, form=self.form), self.rows())


def _labelled(row: Row, form: str) -> Labelled:
    return Labelled(
        key=row["key"],
        media=row["media"],
        text=row["text"],
        file=row["key"] if row["image"] else None,
        size=(row["width"], row["height"]) if row["width"] and row["height"] else None,
        value=None if row["value"] is None else json.loads(row["value"]),
        origin=origin_of(row),
        extras=_extras(row, form),
    )


def _extras(row: Row, form: str) -> dict[str, Any]:
    """What only the tool of this format knew of the item, and of the answer that its label is."""
    of_item = json.loads(row["metadata"] or "{}").get(form)
    of_answer = json.loads(row["extras"]) if row["extras"] and row["tool"] == form else None
    found = of_item if isinstance(of_item, dict) else {}
    return found | ({"annotation": of_answer} if of_answer else {})


def sent(rows: Rows, schema: Schema, form: str, folder: Path) -> Sent:
    """The rows in a format: a table as it is made, a format of the field when it is whole.

    `folder`: where the file waits until it has been sent; nothing of it stays.

    Raises:
        BadInput: There is no such format, or it holds nothing of this schema.
    """
    if form not in FORMATS:
        return Sent(write(rows(), form), form, [])
    lost = Lost()
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed when it has been sent
    try:
        _pack(file, form, schema, _Records(rows, form), lost)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return Sent(_blocks(file), FORMATS[form].ending, lost.told())


def _pack(file: BinaryIO, form: str, schema: Schema, records: Iterable[Labelled], lost: Lost) -> None:
    """All files of a format in one; the same records give the same bytes."""
    files = write_labels(schema, records, form, lost)
    if FORMATS[form].ending != "zip":
        for one in files:
            file.writelines(one.parts)
        return
    with zipfile.ZipFile(file, "w") as archive:
        for one in files:
            info = zipfile.ZipInfo(one.name)  # its date is always 1980
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as member:
                member.writelines(one.parts)


def _blocks(file: BinaryIO) -> Stream:
    with file:
        yield from iter(partial(file.read, BLOCK), b"")

"""Items with labels in the format of another tool: what was said of them comes in as suggestions."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.ingest import Record, Refusal
from vermeil.core.tasks.schema import Schema, asked
from vermeil.integrations.formats.entries import Entry, Upload
from vermeil.integrations.formats.labels import Labelled, Lost, Source, read_labels
from vermeil.integrations.formats.limits import Limits
from vermeil.integrations.formats.upload import FAULTS, PICTURES, Rows, Shelf, gathered

WORDS = frozenset({"text", "transcript", "url"})  #: types that most formats do not tell apart
OTHERS = "further answers to an item: the first of a person is taken, else the first of a model"
OPEN = "answers that leave a question of the project open: their items come in without a suggestion"
EXTRAS = "what only the other tool knows of an answer (who gave it, when, ...)"


def read_labelled(files: Sequence[Upload], form: str, schema: Schema, limits: Limits, lost: Lost) -> Rows:
    """Every item that the labels name, with what was said of it, and every other picture of the upload.

    Questions are found again by name and type, else by type where the project has one of it; `lost` holds
    what has no place in `schema`.

    Raises:
        BadInput: The labels cannot be read.
    """
    entries: list[Entry] = []
    yield from gathered(files, limits, entries)
    try:
        found = read_labels(Source(files=entries, limits=limits), form, lost)
    except FAULTS as fault:
        raise BadInput(f"The files cannot be read further: {fault}.") from fault
    names = _names(found.schema, schema, lost)
    shelf = Shelf(_by_every_name(entries), limits)
    for key, some in groupby(found.records, key=attrgetter("key")):
        record = _best(list(some), lost)
        yield key, _item(record, _suggestion(record, names, schema, lost), shelf)
    for entry in entries:
        if entry.suffix in PICTURES and entry.name not in shelf.named:
            yield entry.where, shelf.file({"key": entry.name}, entry)


def _by_every_name(entries: Sequence[Entry]) -> dict[str, Entry]:
    """The files by their paths, and by each end of a path that is that of one file only."""
    ends: dict[str, list[Entry]] = {}
    for entry in entries:
        parts = PurePosixPath(entry.name).parts
        for start in range(len(parts)):
            ends.setdefault("/".join(parts[start:]), []).append(entry)
    alone = {end: found[0] for end, found in ends.items() if len(found) == 1}
    return alone | {one.name: one for one in entries}


def _names(told: Schema, schema: Schema, lost: Lost) -> dict[str, str]:
    """The project's question for each question of the files."""
    found = {}
    for question in told["questions"]:
        alike = [one for one in schema["questions"] if _alike(question["type"], one["type"])]
        same = [one for one in alike if one["name"] == question["name"]]
        for one in same or (alike if len(alike) == 1 else []):
            found[question["name"]] = one["name"]
        if question["name"] not in found:
            lost.add(f"the project has no question of the type {question['type']} for it", question["name"])
    return found


def _alike(one: str, other: str) -> bool:
    return one == other or {one, other} <= WORDS


def _best(records: list[Labelled], lost: Lost) -> Labelled:
    said = [record for record in records if record.value is not None]
    lost.add(OTHERS, count=max(len(said) - 1, 0))
    return next((one for one in said if one.by == "person"), said[0] if said else records[0])


def _suggestion(record: Labelled, names: Mapping[str, str], schema: Schema, lost: Lost) -> dict[str, Any]:
    """The record's part of an item that says what is thought of it."""
    if record.value is None:
        return {}
    lost.add(EXTRAS, count=int(bool(record.extras.keys() - {"tokens"})))
    value = {names[name]: said for name, said in record.value.items() if name in names}
    open_ones = [one for one in asked(schema, value) if one["name"] not in value and not one.get("optional")]
    if open_ones:
        lost.add(OPEN, open_ones[0]["name"])
        return {}
    told = ("model_version", "confidence") if record.by == "model" else ()
    known = {name: record.origin[name] for name in told if name in record.origin}
    return {"suggestion": {"value": value, **known}}


def _item(record: Labelled, said: Mapping[str, Any], shelf: Shelf) -> Record | Refusal:
    if record.text is not None:
        return {"key": record.key, record.media: record.text, **said}
    return shelf.with_file({"key": record.key, record.media: shelf.name_of(record.name), **said})

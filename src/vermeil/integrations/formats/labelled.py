"""Items with labels in the format of another tool: people's come in as answers, a model's as suggestions."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.ingest import MAX_METADATA, WHO, Record, Refusal
from vermeil.core.storable import storable
from vermeil.core.tasks.schema import Schema, asked
from vermeil.integrations.formats.entries import Entry, Upload
from vermeil.integrations.formats.labels import Labelled, Lost, Source, read_labels
from vermeil.integrations.formats.limits import Limits
from vermeil.integrations.formats.upload import FAULTS, PICTURES, Rows, Shelf, gathered

WORDS = frozenset({"text", "transcript", "url"})  #: types that most formats do not tell apart
OTHERS = "further suggestions for an item: the first is taken"
OPEN = "answers that leave a question of the project open: their items come in without them"
EXTRAS = "what only the other tool knows of a prediction"
TOO_MUCH = "what only the other tool knows of an item or an answer, where it is too long or cannot be stored"
OF_ANSWER = "annotation"  #: in the extras of a record: those of the answer
MAX_EXTRAS = MAX_METADATA // 2  #: bytes as JSON


def read_labelled(
    files: Sequence[Upload], form: str, schema: Schema, limits: Limits, lost: Lost, *, answers: bool
) -> Rows:
    """Every item that the labels name, with what was said of it, and every other picture of the upload.

    What people said are `answers`, each of their own; a model's is the suggestion. Without `answers` all are
    suggestions, of which people's come first. Questions are found again by name and type, else by type where
    the project has one of it; `lost` holds what has no place in `schema`. What only the other tool knows of
    an item is its metadata under the name of the format.

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
    into = Into(names, schema, lost)
    for key, some in _by_key(found.records).items():
        said = into.answers(some) if answers else {}
        thought = into.suggestion(some, machine=answers)
        yield key, _item(some[0], said | thought | into.metadata(some, form), shelf)
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


def _by_key(records: Sequence[Labelled]) -> dict[str, list[Labelled]]:
    """The records of each item, wherever they stand."""
    found: dict[str, list[Labelled]] = {}
    for record in records:
        found.setdefault(record.key, []).append(record)
    return found


@dataclass(frozen=True, slots=True)
class Into:
    """A project that takes records in."""

    names: Mapping[str, str]  #: its question for each question of the files
    schema: Schema
    lost: Lost

    def answers(self, records: Sequence[Labelled]) -> dict[str, Any]:
        """The part of an item that says what people said of it."""
        said = [self._answer(one) for one in records if one.value is not None and one.by == "person"]
        given = [one for one in said if one]
        return {"answers": given} if given else {}

    def _answer(self, record: Labelled) -> dict[str, Any]:
        value = self._value(record)
        if value is None:
            return {}
        who = {name: str(record.origin[name]) for name in WHO if record.origin.get(name) is not None}
        extras = self._kept(record.extras.get(OF_ANSWER, {}))
        return {"value": value} | who | ({"extras": extras} if extras else {})

    def suggestion(self, records: Sequence[Labelled], *, machine: bool) -> dict[str, Any]:
        """The part of an item that says what is thought of it; `machine`: by models only."""
        said = [one for one in records if one.value is not None and (one.by == "model" or not machine)]
        if not said:
            return {}
        self.lost.add(OTHERS, count=len(said) - 1)
        self.lost.add(EXTRAS, count=sum(OF_ANSWER in one.extras for one in said))
        record = next((one for one in said if one.by == "person"), said[0])
        value = self._value(record)
        if value is None:
            return {}
        told = ("model_version", "confidence") if record.by == "model" else ()
        known = {name: record.origin[name] for name in told if name in record.origin}
        return {"suggestion": {"value": value, **known}}

    def metadata(self, records: Sequence[Labelled], form: str) -> dict[str, Any]:
        """The part of an item that says what only the other tool knows of it."""
        beside = (OF_ANSWER, "tokens")  # tokens are found again in the text
        extras = {name: part for one in records for name, part in one.extras.items() if name not in beside}
        kept = self._kept(extras)
        return {"metadata": {form: kept}} if kept else {}

    def _value(self, record: Labelled) -> dict[str, Any] | None:
        given = record.value or {}
        value = {self.names[name]: said for name, said in given.items() if name in self.names}
        asked_for = [one for one in asked(self.schema, value) if one["name"] not in value]
        open_ones = [one for one in asked_for if not one.get("optional")]
        if open_ones:
            self.lost.add(OPEN, open_ones[0]["name"])
            return None
        return value

    def _kept(self, extras: Mapping[str, Any]) -> dict[str, Any]:
        try:
            storable(extras, "extras")
            if len(json.dumps(extras).encode()) <= MAX_EXTRAS:
                return dict(extras)
        except BadInput:
            pass
        self.lost.add(TOO_MUCH)
        return {}


def _item(record: Labelled, said: Mapping[str, Any], shelf: Shelf) -> Record | Refusal:
    if record.text is not None:
        return {"key": record.key, record.media: record.text, **said}
    return shelf.with_file({"key": record.key, record.media: shelf.name_of(record.name), **said})

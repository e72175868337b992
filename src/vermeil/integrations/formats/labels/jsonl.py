"""What the formats of one JSON object a line share."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.labels.record import (
    File,
    Json,
    Labelled,
    Lost,
    Read,
    Source,
    Writer,
    answered,
    complete,
)
from vermeil.integrations.formats.labels.source import NONE, asking, each_once, json_lines, named

Line = Callable[[Schema, Labelled, Lost], Json]
Held = Callable[[Iterable[Labelled], Lost], Iterator[Labelled]]
Found = Callable[[Json, str, Lost], Labelled]
LABELS = ("boxes", "polygons", "points", "segments", "spans", "relations")


def one_file(name: str, line: Line, of: Held = answered) -> Writer:
    """A writer of one object for each record that has a place, by default each that has a label."""

    def write(schema: Schema, records: Iterable[Labelled], lost: Lost) -> Iterator[File]:
        parts = (line(schema, record, lost) for record in of(records, lost))
        yield File(name, (f"{json.dumps(one, ensure_ascii=False)}\n".encode() for one in parts))

    return write


def each_line(found: Found) -> Callable[[Source, Lost], Read]:
    """A reader of one record for each object; values name their questions by type."""

    def read(source: Source, lost: Lost) -> Read:
        records = []
        for entry in named(source, ".jsonl", ".ndjson", ".json", ".manifest"):
            records += [found(one, where, lost) for where, one in json_lines(entry, source)]
        return told(records)

    return read


def told(records: Iterable[Labelled]) -> Read:
    """The records with the questions that they answer, named by their types (that of classes: class)."""
    kept = list(records)
    values = [dict(record.value) for record in kept if record.value is not None]
    names = each_once(name for value in values for name in value)
    schema = asking([_question(name, [value[name] for value in values if name in value]) for name in names])
    if any(one.get("multiple") for one in schema["questions"]):
        kept = [_several(record) for record in kept]
    return Read(schema, [complete(schema, record) for record in kept])


def _several(record: Labelled) -> Labelled:
    """The record with its class as a list, as others have several."""
    value = record.value or {}
    return replace(record, value={**value, "class": as_list(value["class"])}) if "class" in value else record


def _question(name: str, said: list[Any]) -> Json:
    if name in LABELS:
        return {
            "name": name,
            "type": name,
            "labels": each_once(part["label"] for one in said for part in one) or ["?"],
        }
    if name == "class":
        several = any(isinstance(one, list) for one in said)
        classes = each_once(part for one in said for part in (one if isinstance(one, list) else [one]))
        return {"name": name, "type": "classes", "classes": classes or [NONE]} | (
            {"multiple": True} if several else {}
        )
    return {"name": name, "type": name}


def by_type(schema: Schema, record: Labelled) -> dict[str, tuple[str, Any]]:
    """What a record says, by the type of question: (the question's name, the answer)."""
    value = record.value or {}
    return {
        one["type"]: (one["name"], value[one["name"]]) for one in schema["questions"] if one["name"] in value
    }


def as_list(said: Any) -> list[Any]:  # noqa: ANN401 - a class, or several
    """The classes that were said."""
    return said if isinstance(said, list) else [said]


def span_of(found: list[Any], where: str) -> Json:
    """A span of [start, end, label, ...]; BadInput where it is none."""
    match found:
        case [int(start), int(end), str(label), *_]:
            return {"label": label, "start": start, "end": end}
    raise BadInput(f"{where}: a span needs two whole numbers and a label; there is {found!r}.")


def key_of(found: Mapping[str, Any], where: str) -> str:
    """The key that a line gives its item, or the place of the line."""
    return str(found.get("key", found.get("id", where)))

"""doccano: one JSON object a line.

    classes      "label": ["positive"]; with spans or relations "cats": ["positive"]
    spans        "label": [[0, 2, "ORG"]]
    relations    "entities": [{"id", "start_offset", "end_offset", "label"}],
                 "relations": [{"id", "from_id", "to_id", "type"}]
    boxes        "bbox": [{"label", "x", "y", "width", "height"}]
    polygons     "segmentation": [{"label", "points": [x, y, ...]}]

Where a label came from stands beside them: what doccano does not know it keeps as `meta` of the example.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.labels import regions
from vermeil.integrations.formats.labels.jsonl import as_list, by_type, key_of, one_file, span_of, told
from vermeil.integrations.formats.labels.record import (
    ORIGIN,
    Format,
    Json,
    Labelled,
    Lost,
    Read,
    Source,
    origin_of,
    without_nothing,
)
from vermeil.integrations.formats.labels.source import (
    json_lines,
    listing,
    mapping,
    named,
    number_of,
    stem,
    text_of,
)

HOLDS = frozenset({"classes", "spans", "relations", "boxes", "polygons"})
OURS = {
    "id",
    "key",
    "text",
    "filename",
    "label",
    "labels",
    "cats",
    "entities",
    "relations",
    "bbox",
    "segmentation",
    *ORIGIN,
}
LABELS = {"label", "labels"}
NO_SPANS = "relations between parts of the text that are no spans"
NO_ENDS = "relations to entities that are not there"


def _line(schema: Schema, record: Labelled, lost: Lost) -> Json:
    said = by_type(schema, record)
    found: Json = {"key": record.key}
    found |= {"filename": record.name} if record.text is None else {"text": record.text}
    has_spans = "spans" in said or "relations" in said
    if "classes" in said:
        found["cats" if has_spans else "label"] = as_list(said["classes"][1])
    if "relations" in said:
        found |= _related(said.get("spans", ("spans", []))[1], *said["relations"], lost)
    elif "spans" in said:
        found["label"] = [[one["start"], one["end"], one["label"]] for one in said["spans"][1]]
    if "boxes" in said:
        name, boxes = said["boxes"]
        sides = [(one["label"], *regions.upright(one, lost, name)) for one in boxes]
        found["bbox"] = [dict(zip(("label", "x", "y", "width", "height"), one, strict=True)) for one in sides]
    if "polygons" in said:
        found["segmentation"] = [
            {"label": one["label"], "points": [side for point in one["points"] for side in point]}
            for one in said["polygons"][1]
        ]
    return dict(record.extras) | found | dict(record.origin)


def _related(spans: Sequence[Json], name: str, said: Sequence[Json], lost: Lost) -> Json:
    entities = [
        {"id": number, "start_offset": one["start"], "end_offset": one["end"], "label": one["label"]}
        for number, one in enumerate(spans, 1)
    ]
    numbers = {(one["start_offset"], one["end_offset"]): one["id"] for one in reversed(entities)}
    relations: list[Json] = []
    for one in said:
        ends = [numbers.get(tuple(one[end])) for end in ("from", "to")]
        if None in ends:
            lost.add(NO_SPANS, name)
        else:
            made = {"id": len(relations) + 1, "from_id": ends[0], "to_id": ends[1], "type": one["label"]}
            relations.append(made)
    return {"entities": entities, "relations": relations}


def read(source: Source, lost: Lost) -> Read:
    """Every line as a record; whether `label` holds classes or spans is seen from all lines."""
    files = named(source, ".jsonl", ".ndjson", ".json")
    people = [_stem(entry.name) if len(files) > 1 else None for entry in files]
    rows = [
        (who, *row) for entry, who in zip(files, people, strict=True) for row in json_lines(entry, source)
    ]
    labels = [listing(_labels(one), f"{where}, `label`") for _, where, one in rows]
    about = "class" if any(isinstance(label, str) for some in labels for label in some) else "spans"
    return told(_record(one, where, about, lost, who) for who, where, one in rows)


def _stem(name: str) -> str:
    """Of several files doccano names each by the person."""
    return stem(name.rpartition("/")[2])


def _labels(one: Json) -> Any:  # noqa: ANN401 - it comes from outside
    return one.get("label", one.get("labels", []))


def _record(one: Json, where: str, about: str, lost: Lost, who: str | None) -> Labelled:
    value = dict(_value(one, where, about, lost))
    text = one.get("text")
    file = one.get("filename") if text is None else None
    return Labelled(
        key=key_of(one, str(file or where)),
        media="image" if text is None else "text",
        text=None if text is None else text_of(text, f"{where}, `text`"),
        file=None if file is None else text_of(file, f"{where}, `filename`"),
        value=value or None,
        origin=without_nothing({"annotator": who}) | origin_of(one),
        extras={name: part for name, part in one.items() if name not in OURS},
    )


def _value(one: Json, where: str, about: str, lost: Lost) -> Iterator[tuple[str, Any]]:
    classes = one.get("cats", _labels(one) if about == "class" and LABELS & set(one) else None)
    if classes is not None:
        names = [text_of(name, where) for name in listing(classes, where)]
        yield "class", names[0] if len(names) == 1 else names
    if "entities" in one:
        yield from _entities(one, where, lost)
    elif about == "spans" and LABELS & set(one):
        parts = [listing(part, where) for part in _labels(one)]
        yield "spans", [span_of(part, where) for part in parts]
    if "bbox" in one:
        found = [mapping(part, where) for part in listing(one["bbox"], where)]
        yield "boxes", [box for part in found for box in _box(part, where, lost)]
    if "segmentation" in one:
        yield (
            "polygons",
            [_polygon(mapping(part, where), where) for part in listing(one["segmentation"], where)],
        )


def _entities(one: Json, where: str, lost: Lost) -> Iterator[tuple[str, Any]]:
    entities = [mapping(part, where) for part in listing(one["entities"], where)]
    spans = [
        span_of([part.get(name) for name in ("start_offset", "end_offset", "label")], where)
        for part in entities
    ]
    yield "spans", spans
    numbers = [str(part.get("id")) for part in entities]
    ends = {number: [one["start"], one["end"]] for number, one in zip(numbers, spans, strict=True)}
    relations = []
    for part in (mapping(found, where) for found in listing(one.get("relations", []), where)):
        start, end = ends.get(str(part.get("from_id"))), ends.get(str(part.get("to_id")))
        if start is None or end is None:
            lost.add(NO_ENDS, "relations")
        else:
            relations.append({"label": text_of(part.get("type"), where), "from": start, "to": end})
    if "relations" in one:
        yield "relations", relations


def _box(part: Json, where: str, lost: Lost) -> list[Json]:
    sides = [number_of(part.get(side), where) for side in ("x", "y", "width", "height")]
    return regions.box(text_of(part.get("label"), where), sides, lost)


def _polygon(part: Json, where: str) -> Json:
    sides = [number_of(side, where) for side in listing(part.get("points"), where)]
    points = [[x, y] for x, y in zip(sides[::2], sides[1::2], strict=False)]
    return {"label": text_of(part.get("label"), where), "points": points}


DOCCANO = Format(
    title="doccano", ending="jsonl", holds=HOLDS, write=one_file("labels.jsonl", _line), read=read
)

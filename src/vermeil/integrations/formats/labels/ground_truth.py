"""SageMaker Ground Truth: an augmented manifest, one JSON object a line, an attribute for each question.

    {"source-ref": "s3://b/i.png", "sport": 0, "sport-metadata": {"class-name": "football", "type":
     "groundtruth/image-classification", "human-annotated": "yes", ...}}

The metadata of an attribute hold where its label came from, and the name of the question. `creation-date` is
not written, because a label here does not carry it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.labels import regions
from vermeil.integrations.formats.labels.jsonl import as_list, key_of, one_file, span_of
from vermeil.integrations.formats.labels.record import (
    Format,
    Json,
    Labelled,
    Lost,
    Question,
    Read,
    Source,
    complete,
    origin_of,
)
from vermeil.integrations.formats.labels.source import (
    asking,
    each_once,
    json_lines,
    listing,
    mapping,
    named,
    number_of,
    size_of,
    text_of,
)

HOLDS = frozenset({"classes", "boxes", "spans"})
META, KIND = "-metadata", "groundtruth/"
SOURCES = ("source", "source-ref")
TELLS = {
    "class-name",
    "class-map",
    "confidence",
    "confidence-map",
    "type",
    "human-annotated",
    "objects",
    "entities",
    "question",
}
NO_QUESTION = "there is no question for labels of this type"


def _line(schema: Schema, record: Labelled, lost: Lost) -> Json:
    found: Json = {"source-ref": record.name} if record.text is None else {"source": record.text}
    found["key"] = record.key
    for question in schema["questions"]:
        name = question["name"]
        if name in (record.value or {}):
            said, told = WRITE[question["type"]](question, (record.value or {})[name], record, lost)
            attribute = _attribute(name)
            found[attribute] = said
            found[attribute + META] = told | _origin(record) | {"question": name}
    return dict(record.extras) | found


def _attribute(name: str) -> str:
    """The name as AWS takes it: letters, digits and single hyphens."""
    plain = re.sub(r"[^a-zA-Z0-9]+", "-", name).strip("-") or "label"
    return f"{plain}-label" if plain in SOURCES or f"-{plain}".endswith(META) or plain == "key" else plain


def _origin(record: Labelled) -> Json:
    human = {"human-annotated": "yes" if record.by == "person" else "no", "job-name": "vermeil"}
    when = {"creation-date": record.origin["annotated_at"]} if record.origin.get("annotated_at") else {}
    return {"confidence": record.origin.get("confidence", 0.0)} | human | when | dict(record.origin)


def _map(names: Sequence[str]) -> Json:
    return {str(number): name for number, name in enumerate(names)}


def _classes(question: Question, said: Any, record: Labelled, _: Lost) -> tuple[Any, Json]:  # noqa: ANN401 - as checked
    names = list(question["classes"])
    medium = "image" if record.text is None else "text"
    if question.get("multiple"):
        told = {"class-map": _map(names), "type": f"{KIND}{medium}-classification-multilabel"}
        return [names.index(one) for one in as_list(said)], told
    told = {"class-name": said, "class-map": _map(names), "type": f"{KIND}{medium}-classification"}
    return names.index(said), told


def _boxes(question: Question, said: Any, record: Labelled, lost: Lost) -> tuple[Any, Json]:  # noqa: ANN401 - as checked
    width, height = record.size or (None, None)
    places = []
    for one in said:
        left, top, w, h = regions.upright(one, lost, question["name"])
        number = question["labels"].index(one["label"])
        places.append({"class_id": number, "left": left, "top": top, "width": w, "height": h})
    sure = record.origin.get("confidence", 0.0)
    told = {"objects": [{"confidence": sure}] * len(said), "class-map": _map(question["labels"])}
    size = [{"width": width, "height": height, "depth": 3}]
    return {"image_size": size, "annotations": places}, told | {"type": f"{KIND}object-detection"}


def _spans(question: Question, said: Any, record: Labelled, _: Lost) -> tuple[Any, Json]:  # noqa: ANN401 - as checked
    entities = [{"label": one["label"], "startOffset": one["start"], "endOffset": one["end"]} for one in said]
    sure = [{"confidence": record.origin.get("confidence", 0.0)}] * len(said)
    found = {"entities": entities, "labels": [{"label": label} for label in question["labels"]]}
    return {"annotations": found}, {"entities": sure, "type": f"{KIND}text-span"}


WRITE: Mapping[str, Callable[[Question, Any, Labelled, Lost], tuple[Any, Json]]] = {
    "classes": _classes,
    "boxes": _boxes,
    "spans": _spans,
}


def read(source: Source, lost: Lost) -> Read:
    """Every line as a record."""
    asked: dict[str, Json] = {}
    records = []
    for entry in named(source, ".manifest", ".jsonl", ".ndjson", ".json"):
        records += [_record(one, asked, lost, where) for where, one in json_lines(entry, source)]
    schema = asking(list(asked.values()))
    return Read(schema, [complete(schema, one) for one in records])


def _record(one: Json, asked: dict[str, Json], lost: Lost, where: str) -> Labelled:
    attributes = [name for name in one if name + META in one]
    value: Json = {}
    origin: Json = {}
    size = None
    for attribute in attributes:
        told = mapping(one[attribute + META], f"{where}, `{attribute}{META}`")
        question = str(told.get("question", attribute))
        said = _answer(question, one[attribute], told, asked, lost, where)
        if said is not None:
            value[question] = said
            size = size or _size(one[attribute])
            origin |= _from(told)
    text = one.get("source")
    file = None if text is not None else text_of(one.get("source-ref"), f"{where}, `source-ref`")
    known = {*SOURCES, "key", *attributes, *(name + META for name in attributes)}
    return Labelled(
        key=key_of(one, file or where),
        media="image" if text is None else "text",
        text=None if text is None else text_of(text, f"{where}, `source`"),
        file=file,
        size=size,
        value=value or None,
        origin=origin,
        extras={name: part for name, part in one.items() if name not in known},
    )


def _from(told: Json) -> Json:
    source = None if told.get("human-annotated", "yes") == "yes" else "machine"
    sure = told.get("confidence") or None  # 0.0 is what Ground Truth says where it does not know
    when = told.get("annotated_at", told.get("creation-date"))
    known = told | {
        "confidence": sure,
        "label_source": told.get("label_source", source),
        "annotated_at": when,
    }
    return origin_of(known)


def _size(said: Any) -> Any:  # noqa: ANN401 - it comes from outside
    match said:
        case {"image_size": [dict() as size, *_]}:
            return size_of(size)
    return None


def _answer(name: str, said: Any, told: Json, asked: dict[str, Json], lost: Lost, where: str) -> Any:  # noqa: ANN401 - of any question
    kind = str(told.get("type", "")).removeprefix(KIND)
    names = {str(number): str(label) for number, label in mapping(told.get("class-map", {}), where).items()}
    if kind.endswith("-classification"):
        label = text_of(told.get("class-name"), f"{where}, `class-name`")
        _see(asked, {"name": name, "type": "classes", "classes": []}, "classes", [*names.values(), label])
        return label
    if kind.endswith("-multilabel"):
        _see(
            asked,
            {"name": name, "type": "classes", "classes": [], "multiple": True},
            "classes",
            names.values(),
        )
        return [_named(names, number, where) for number in listing(said, where)]
    if kind == "object-detection":
        _see(asked, {"name": name, "type": "boxes", "labels": []}, "labels", names.values())
        parts = [mapping(part, where) for part in listing(mapping(said, where).get("annotations"), where)]
        return [box for part in parts for box in _box(part, names, lost, where)]
    if kind == "text-span":
        found = mapping(mapping(said, where).get("annotations"), where)
        spans = [_span(mapping(part, where), where) for part in listing(found.get("entities"), where)]
        labels = [str(mapping(one, where).get("label")) for one in listing(found.get("labels", []), where)]
        _see(
            asked,
            {"name": name, "type": "spans", "labels": []},
            "labels",
            [*labels, *(one["label"] for one in spans)],
        )
        return spans
    lost.add(f"{NO_QUESTION} ({kind or 'none is told'})", name)
    return None


def _see(asked: dict[str, Json], question: Json, part: str, names: Any) -> None:  # noqa: ANN401 - any names
    known = asked.setdefault(question["name"], question)
    known[part] = each_once([*known.get(part, []), *names])


def _named(names: Mapping[str, str], number: object, where: str) -> str:
    if str(number) not in names:
        raise BadInput(f"{where}: the class {number!r} is not in the `class-map`.")
    return names[str(number)]


def _span(part: Json, where: str) -> Json:
    return span_of([part.get(name) for name in ("startOffset", "endOffset", "label")], where)


def _box(part: Json, names: Mapping[str, str], lost: Lost, where: str) -> Iterator[Json]:
    sides = [number_of(part.get(side), where) for side in ("left", "top", "width", "height")]
    yield from regions.box(_named(names, part.get("class_id"), where), sides, lost)


GROUND_TRUTH = Format(
    title="SageMaker Ground Truth",
    ending="manifest",
    holds=HOLDS,
    once=False,
    write=one_file("output.manifest", _line),
    read=read,
)

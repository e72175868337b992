"""Labels of every type in the formats of the field, out and in; what a format cannot hold is told."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.tasks.schema import Schema, asked, check, ready
from vermeil.integrations.formats.labels.argilla import ARGILLA
from vermeil.integrations.formats.labels.coco import COCO
from vermeil.integrations.formats.labels.conll import CONLL
from vermeil.integrations.formats.labels.doccano import DOCCANO
from vermeil.integrations.formats.labels.ground_truth import GROUND_TRUTH
from vermeil.integrations.formats.labels.hugging_face import HUGGING_FACE
from vermeil.integrations.formats.labels.label_studio import LABEL_STUDIO
from vermeil.integrations.formats.labels.prodigy import PRODIGY
from vermeil.integrations.formats.labels.record import (
    File,
    Format,
    Json,
    Labelled,
    Lost,
    Read,
    Source,
    narrowed,
    origin_of,
)
from vermeil.integrations.formats.labels.source import NONE
from vermeil.integrations.formats.labels.spacy_docs import SPACY, SPACY_DOCBIN
from vermeil.integrations.formats.labels.voc import VOC
from vermeil.integrations.formats.labels.yolo import YOLO, YOLO_OBB, YOLO_SEG

__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "File",
    "Format",
    "Labelled",
    "Lost",
    "Read",
    "Source",
    "fitting",
    "origin_of",
    "read_labels",
    "write_labels",
]

FORMATS: Mapping[str, Format] = {
    "coco": COCO,
    "yolo": YOLO,
    "yolo-seg": YOLO_SEG,
    "yolo-obb": YOLO_OBB,
    "voc": VOC,
    "label-studio": LABEL_STUDIO,
    "conll": CONLL,
    "spacy": SPACY,
    "spacy-docbin": SPACY_DOCBIN,
    "doccano": DOCCANO,
    "prodigy": PRODIGY,
    "argilla": ARGILLA,
    "hugging-face": HUGGING_FACE,
    "ground-truth": GROUND_TRUTH,
}

#: By the ending of the file that is sent.
MEDIA_TYPES = {
    "zip": "application/zip",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "manifest": "application/x-ndjson",
    "conll": "text/plain; charset=utf-8",
    "spacy": "application/octet-stream",
}


def write_labels(schema: Schema, records: Iterable[Labelled], form: str, lost: Lost) -> Iterator[File]:
    """The files of a format, one after another; `records` may be gone through more than once.

    What the format cannot hold is in `lost` when the last part of the last file has been taken.

    Raises:
        BadInput: There is no such format, or it can hold none of the questions.
    """
    if form not in FORMATS:
        raise BadInput(f"There is no format {form!r}: take one of {', '.join(FORMATS)}.")
    kept = narrowed(schema, FORMATS[form], lost)
    if not kept["questions"]:
        told = "; ".join(f"{one['question']}: {one['why']}" for one in lost.told())
        raise BadInput(f"{FORMATS[form].title} can hold nothing of this project. {told}.")
    return FORMATS[form].write(kept, records, lost)


def fitting(schema: Schema) -> list[Json]:
    """The formats that hold something of a schema, with what each has no place for; who loses least first."""
    found = []
    for name, form in FORMATS.items():
        lost = Lost()
        if narrowed(schema, form, lost)["questions"]:
            found.append({"format": name, "title": form.title, "ending": form.ending, "lost": lost.told()})
    return sorted(found, key=lambda one: len(one["lost"]))


def read_labels(source: Source, form: str, lost: Lost) -> Read:
    """The schema and the records of the files; what we cannot hold of them is in `lost`.

    A question that some record does not answer is `optional`, for the files do not say whether it was asked.

    Raises:
        BadInput: They cannot be read, or an answer is none to its question: which, and why.
    """
    if form not in FORMATS:
        raise BadInput(f"There is no format {form!r}: take one of {', '.join(FORMATS)}.")
    found, records = FORMATS[form].read(source, lost)
    schema = {"questions": [_askable(one) for one in found["questions"]]}
    ready(schema)
    values = [record.value for record in records if record.value is not None]
    loose = {one["name"] for value in values for one in asked(schema, value) if one["name"] not in value}
    for one in schema["questions"]:
        if one["name"] in loose:
            one["optional"] = True
    for record in records:
        _fits(record, schema)
    return Read(schema, records)


def _askable(question: Mapping[str, Any]) -> Json:
    """A question as a schema has it, though the files may name one of its classes only."""
    if len(question.get("classes", [])) == 1 and not question.get("multiple"):
        return {**question, "classes": [*question["classes"], NONE]}
    return dict(question)


def _fits(record: Labelled, schema: Schema) -> None:
    if record.value is None:
        return
    try:
        check(dict(record.value), schema)
    except BadInput as bad:
        raise BadInput(f"{record.key}: {bad}") from bad
    if record.text is not None:
        ends = [_last(part) for one in schema["questions"] for part in _parts(one, record.value)]
        if max(ends, default=0) > len(record.text):
            raise BadInput(f"{record.key}: a span ends at {max(ends)}; its text has {len(record.text)}.")


def _parts(question: Mapping[str, Any], value: Mapping[str, Any]) -> list[Json]:
    return list(value.get(question["name"], [])) if question["type"] in ("spans", "relations") else []


def _last(part: Json) -> int:
    return max(part["from"][1], part["to"][1]) if "from" in part else int(part["end"])

"""Items in."""

from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import AfterValidator, Field

from vermeil.integrations.formats.labels import FORMATS
from vermeil.server.schemas.base import Left, Time, Told


def known(form: str) -> str:
    """`form`, unless no labels are read so."""
    if form not in FORMATS:
        raise ValueError(f"There is no format {form!r}: take one of {', '.join(FORMATS)}.")
    return form


LabelFormat = Annotated[
    Annotated[str, AfterValidator(known)] | None,
    Query(
        description="The files are labels in this format of another tool",
        json_schema_extra={"enum": list(FORMATS)},
    ),
]


LabelsAs = Annotated[
    Literal["answers", "suggestions"] | None,
    Query(
        alias="as",
        description="What labels are that people gave elsewhere: answers, with the provenance `imported`, or "
        "suggestions. Default: answers in another tool's format, suggestions in a table of your own",
    ),
]
Blind = Annotated[
    bool,
    Query(
        description="Those answers were given without a suggestion in view, by people whose word is the "
        "truth here: a campaign takes them for the truth and does not audit them",
    ),
]


class RefusedRecord(Told):
    """A record that was left out, and why."""

    line: int | str | None = Field(description="Its line or position, or its name inside an archive")
    key: str | None = None
    reason: str = Field(examples=["the text is empty"])


class StoredRefusal(RefusedRecord):
    """A record that was left out, and how it began."""

    excerpt: str


class ImportReport(Told):
    """What became of an upload's records."""

    batch_id: int | None
    received: int
    added: int = Field(description="New items")
    existing: int = Field(description="Were here already: nothing was changed")
    duplicates: int = Field(description="Of those added, copies of another item: they are asked once")
    refused: list[RefusedRecord] = Field(description="The first thousand")
    refused_count: int
    lost: list[Left] = Field(description="Of labels in another tool's format, what has no place here")


class Batch(Told):
    """Items that arrived together."""

    id: int
    name: str
    source: dict[str, Any]
    counts: dict[str, int]
    created_at: Time


RECORD = {
    "type": "object",
    "description": "One item. Give one of `text`, `html`, `json`, `image`, `audio` or `document`; "
    "every field that is not named here is kept as metadata.",
    "properties": {
        "key": {"type": ["string", "integer"], "description": "Your own name for it; unique in the project"},
        "text": {"type": "string"},
        "html": {"type": "string", "description": "Shown without scripts, and apart from the page"},
        "json": {"description": "Any JSON; with `left` and `right`, two things side by side"},
        "image": {"type": "string", "description": "A data: URI, or the name of a file in the same upload"},
        "audio": {"type": "string", "description": "The same: WAV, FLAC, MP3, Ogg or M4A"},
        "document": {"type": "string", "description": "The same: PDF"},
        "metadata": {"type": "object"},
        "label": {
            "type": ["string", "object"],
            "description": "A value, or the answer to the only question (a class): a suggestion, or with "
            "`as=answers` what `annotator` said of it, at `annotated_at`",
        },
        "answers": {
            "type": "array",
            "description": "With `as=answers`: what several people said of it",
            "items": {
                "type": "object",
                "properties": {
                    "value": {"type": ["string", "object"]},
                    "annotator": {"type": "string"},
                    "annotated_at": {"type": "string"},
                    "extras": {"type": "object"},
                },
                "required": ["value"],
            },
        },
        "suggestion": {
            "type": "object",
            "description": "The same with how sure its model was",
            "properties": {
                "value": {"type": ["string", "object"]},
                "confidence": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
                "model_version": {"type": "string"},
            },
            "required": ["value"],
        },
    },
}
_LIST = {"type": "array", "items": {"anyOf": [{"type": "string"}, RECORD]}}

#: How items can be sent, for the description of the route, which reads the stream itself.
UPLOAD = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "anyOf": [
                        _LIST,
                        {"type": "object", "properties": {"items": _LIST}, "required": ["items"]},
                    ]
                },
                "example": [{"key": "a1", "text": "a cat sat"}, {"text": "a dog ran"}],
            },
            "application/x-ndjson": {"schema": {"type": "string"}, "example": '{"text": "a cat sat"}\n'},
            "text/csv": {"schema": {"type": "string"}, "example": "key,text\na1,a cat sat\n"},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "files": {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                            "description": "Files, .zip, .csv, .json, .jsonl; a file's name is its key",
                        }
                    },
                    "required": ["files"],
                }
            },
        },
    }
}

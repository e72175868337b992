"""Items in."""

from typing import Any

from pydantic import Field

from vermeil.server.schemas.base import Time, Told


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


class Batch(Told):
    """Items that arrived together."""

    id: int
    name: str
    source: dict[str, Any]
    counts: dict[str, int]
    created_at: Time


RECORD = {
    "type": "object",
    "description": "One item. Give `text` or `image`; every other field is kept as metadata.",
    "properties": {
        "key": {"type": ["string", "integer"], "description": "Your own name for it; unique in the project"},
        "text": {"type": "string"},
        "image": {"type": "string", "description": "A data: URI, or the name of a file in the same upload"},
        "metadata": {"type": "object"},
        "label": {"type": "string", "description": "A class: shown as a suggestion"},
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
                            "description": "Images, .zip, .csv, .json, .jsonl; an image's name is its key",
                        }
                    },
                    "required": ["files"],
                }
            },
        },
    }
}

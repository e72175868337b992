"""What may stand in a schema, as JSON Schema (draft 2020-12): editors complete and check by it."""

from collections.abc import Mapping
from typing import Any

from vermeil.core.tasks.kind import LONGEST

Json = Mapping[str, Any]

NAME: Json = {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": r"\S"}
NAMES: Json = {"type": "array", "items": NAME, "minItems": 1, "uniqueItems": True}
NUMBER: Json = {"type": "number"}
SHARE: Json = {"type": "number", "minimum": 0, "maximum": 1}
WHOLE: Json = {"type": "integer", "minimum": 2, "maximum": 100}
LABELS: Json = {"labels": {**NAMES, "description": "What a region or a part may be"}}
FIELD: Json = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": NAME,
        "kind": {"enum": ["text", "date", "amount", "number"], "description": "How two entries are compared"},
        "required": {"type": "boolean", "description": "Doubtful where it is missing"},
    },
}
CHECK: Json = {
    "type": "object",
    "description": "What should hold of the fields together",
    "anyOf": [{"required": ["sum", "is"]}, {"required": ["luhn"]}, {"required": ["iban"]}],
    "properties": {"sum": NAMES, "is": NAME, "luhn": NAME, "iban": NAME},
}
COMMON: Json = {
    "name": {**NAME, "description": "Where its answer stands in a value"},
    "ask": {"type": "string", "description": "The question in words"},
    "when": {"type": "object", "description": "Asked only after these answers to questions before it"},
    "optional": {"type": "boolean", "description": "May be left out"},
}
#: type: (what it needs, what it may have besides)
OWN: Mapping[str, tuple[Json, Json]] = {
    "classes": (
        {"classes": NAMES},
        {
            "multiple": {"type": "boolean", "description": "Any number of them"},
            "parents": {
                "type": "object",
                "additionalProperties": NAME,
                "description": "The class above each",
            },
        },
    ),
    "pair": ({}, {}),
    "boxes": (LABELS, {"iou": {**SHARE, "description": "Two boxes that share less are two things"}}),
    "polygons": (LABELS, {"iou": SHARE}),
    "points": (LABELS, {"radius": {"type": "number", "exclusiveMinimum": 0, "description": "In pixels"}}),
    "segments": (LABELS, {"iou": {**SHARE, "description": "Two parts that share less are two things"}}),
    "spans": (LABELS, {"overlap": {"type": "boolean", "description": "Whether two may share characters"}}),
    "relations": (LABELS, {}),
    "transcript": ({}, {"unit": {"enum": ["words", "characters"]}}),
    "fields": (
        {},
        {
            "fields": {"type": "array", "items": FIELD},
            "lines": {"type": "array", "items": FIELD, "description": "The columns of a table of lines"},
            "checks": {"type": "array", "items": CHECK},
        },
    ),
    "number": ({}, {"least": NUMBER, "most": NUMBER, "tolerance": {"type": "number", "minimum": 0}}),
    "rating": ({}, {"most": WHOLE}),
    "text": ({}, {}),
    "url": ({}, {}),
    "ranking": ({"options": NAMES}, {}),
    "table": ({"columns": NAMES}, {}),
}


def may_have(kind: str) -> list[str]:
    """What may stand in a question of this type."""
    needs, more = OWN[kind]
    return ["type", *COMMON, *needs, *more]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What is asked of every item",
        "type": "object",
        "required": ["questions"],
        "properties": {
            "questions": {"type": "array", "minItems": 1, "items": {"oneOf": [_question(one) for one in OWN]}}
        },
    }


def _question(kind: str) -> dict[str, Any]:
    needs, more = OWN[kind]
    return {
        "title": kind,
        "type": "object",
        "required": ["name", "type", *needs],
        "additionalProperties": False,
        "properties": {"type": {"const": kind}, **COMMON, **needs, **more},
    }

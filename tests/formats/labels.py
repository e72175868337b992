"""Labels of every type with awkward values, and the way through a format and back."""

import io
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from typing import Any

from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.entries import Entry, Opener
from vermeil.integrations.formats.labels import (
    Labelled,
    Lost,
    Read,
    Source,
    read_labels,
    write_labels,
)

ARABIC = "وُلد أحمد في القاهرة"
EMOJI = "👩🏽‍🚀 flew to Zürich, “home” 🇨🇭 again"
AWKWARD = ["dent, small", 'a "quoted" one', "größe", "猫 🐈", "<b>&amp;"]
SIZE = (640, 480)

#: type: (the question, answers that are hard to keep)
ASKED: Mapping[str, tuple[dict[str, Any], list[Any]]] = {
    "classes": ({"classes": AWKWARD}, AWKWARD),
    "multiple": ({"classes": AWKWARD, "multiple": True}, [[], AWKWARD[:1], AWKWARD]),
    "tree": (
        {
            "classes": ["animal", "cat, wild", "dog", "tabby"],
            "parents": {"cat, wild": "animal", "dog": "animal", "tabby": "cat, wild"},
        },
        ["animal", "tabby", "dog"],
    ),
    "pair": ({}, ["same", "different", "unclear"]),
    "boxes": (
        {"labels": AWKWARD, "iou": 0.3},
        [
            [],
            [{"label": AWKWARD[0], "x": 0, "y": 0, "w": 640, "h": 480}],
            [{"label": one, "x": 10.25, "y": 7.5, "w": 0.5, "h": 0.75} for one in AWKWARD],
        ],
    ),
    "turned": (
        {"labels": AWKWARD},
        [[{"label": AWKWARD[3], "x": 320, "y": 200, "w": 101.5, "h": 40, "rotation": 30}]],
    ),
    "polygons": (
        {"labels": AWKWARD},
        [[], [{"label": AWKWARD[1], "points": [[1.5, 2], [600, 2.25], [300, 470], [3, 90]]}] * 2],
    ),
    "points": ({"labels": AWKWARD}, [[], [{"label": AWKWARD[2], "x": 0, "y": 479.5}]]),
    "segments": (
        {"labels": AWKWARD, "iou": 0.3},
        [
            [],
            [
                {"label": AWKWARD[0], "start": 0, "end": 0.25},
                {"label": AWKWARD[3], "start": 0.125, "end": 61.5},
            ],
        ],
    ),
    "spans": (
        {"labels": AWKWARD},
        [
            [],
            [{"label": AWKWARD[3], "start": 0, "end": 4}, {"label": AWKWARD[0], "start": 13, "end": 19}],
            [{"label": AWKWARD[1], "start": 5, "end": 19}, {"label": AWKWARD[1], "start": 13, "end": 19}],
        ],
    ),
    "transcript": ({}, ["", ARABIC, "two\nlines"]),
    "fields": (
        {
            "fields": [{"name": "total, net", "kind": "amount", "required": True}, {"name": "date"}],
            "lines": [{"name": "what"}, {"name": "price"}],
        },
        [
            {"fields": {}},
            {
                "fields": {
                    "total, net": {"text": "1.234,50 €", "box": [2, 0.1, 0.25, 0.5, 0.125]},
                },
                "lines": [{"what": {"text": ARABIC}}, {"price": {"text": "3", "box": [0, 0, 0, 1, 1]}}],
            },
        ],
    ),
    "number": ({"least": -5, "most": 5}, [-5, 0, 2.5]),
    "rating": ({"most": 7}, [1, 7]),
    "text": ({}, ["", EMOJI, "a\nb"]),
    "url": ({}, ["https://example.org/ä?x=1&y=2#z"]),
    "ranking": ({"options": AWKWARD}, [AWKWARD, AWKWARD[::-1]]),
    "table": ({"columns": ["what", "how many"]}, [[], [{"what": ARABIC, "how many": 3}, {"what": None}]]),
}
ORIGINS: list[dict[str, Any]] = [
    {"label_source": "human", "provenance": "consensus", "n_answers": 3, "blind": True},
    {"label_source": "machine", "confidence": 0.75, "model_version": "m 1", "certificate_id": 4},
]


def of_type(name: str) -> tuple[Schema, list[Labelled]]:
    """A schema of one question, and a record for each of its answers."""
    more, answers = ASKED[name]
    kind = {"multiple": "classes", "tree": "classes", "turned": "boxes"}.get(name, name)
    schema = {"questions": [{"name": "what, where?", "type": kind, **more}]}
    media = {"segments": "audio"} | dict.fromkeys(("boxes", "polygons", "points"), "image")
    return schema, [
        record({"what, where?": one}, number, media.get(kind, "text")) for number, one in enumerate(answers)
    ]


def record(value: Any, number: int = 0, media: str = "text", **more: Any) -> Labelled:
    """An answer about a picture or a text."""
    content: dict[str, Any] = {"media": "text", "text": EMOJI}
    if media == "image":
        content = {"media": "image", "file": f"cats/größe {number}.png", "size": SIZE}
    if media == "audio":
        content = {"media": "audio", "file": f"calls/größe {number}.wav"}
    about = {"key": content.get("file", f"k{number}"), "value": value, "origin": ORIGINS[number % 2]}
    return Labelled(**(about | content | more))


def through(schema: Schema, records: Iterable[Labelled], form: str, **source: Any) -> tuple[Read, Lost]:
    """What comes back, and what was lost on both ways."""
    lost = Lost()
    return read_labels(sent(written(schema, records, form, lost), **source), form, lost), lost


def written(schema: Schema, records: Iterable[Labelled], form: str, lost: Lost) -> dict[str, bytes]:
    """The files of a format."""
    return {file.name: b"".join(file.parts) for file in write_labels(schema, records, form, lost)}


def sent(files: Mapping[str, bytes], **source: Any) -> Source:
    """Files as they come from outside."""
    return Source(files=[Entry(name, name, opener(data)) for name, data in files.items()], **source)


def opener(data: bytes) -> Opener:
    """What opens a file in memory."""
    return lambda: nullcontext(io.BytesIO(data))

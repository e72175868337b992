"""A question of every type, with values that answer it and values that do not."""

from typing import Any

Json = dict[str, Any]


def box(x: float, y: float, w: float = 10, h: float = 10, label: str = "a", **more: float) -> Json:
    return {"label": label, "x": x, "y": y, "w": w, "h": h} | more


def span(start: float, end: float, label: str = "a") -> Json:
    return {"label": label, "start": start, "end": end}


def entry(text: str) -> Json:
    return {"text": text}


RECEIPT: Json = {
    "fields": [
        {"name": "shop", "required": True},
        {"name": "day", "kind": "date"},
        {"name": "net", "kind": "amount"},
        {"name": "tax", "kind": "amount"},
        {"name": "total", "kind": "amount"},
        {"name": "card"},
        {"name": "account"},
    ],
    "lines": [{"name": "what"}, {"name": "price", "kind": "amount"}],
    "checks": [{"sum": ["net", "tax"], "is": "total"}, {"luhn": "card"}, {"iban": "account"}],
}
LABELS: Json = {"labels": ["a", "b"]}
#: type: (the question, values that answer it, values that do not)
EXAMPLES: dict[str, tuple[Json, list[Any], list[Any]]] = {
    "classes": ({"classes": ["x", "y", "z"]}, ["x", "y"], ["w", None, 3, ["x"]]),
    "pair": ({}, ["same", "different", "unclear"], ["equal", None]),
    "boxes": (
        LABELS,
        [[], [box(1, 2)], [box(1.5, 2, rotation=30), box(60, 2, label="b")]],
        [
            None,
            {},
            [box(1, 2, w=0)],
            [box(1, 2, label="c")],
            [box(float("nan"), 2)],
            [{"label": "a"}],
            [box(True, 1)],
        ],
    ),
    "polygons": (
        LABELS,
        [[], [{"label": "a", "points": [[0, 0], [4, 0], [4, 4]]}]],
        [[{"label": "a", "points": [[0, 0], [4, 0]]}], [{"label": "a", "points": [[0, 0, 1]] * 3}]],
    ),
    "points": (LABELS, [[], [{"label": "a", "x": 1, "y": 2}]], [[{"label": "a", "x": 1}], "a"]),
    "segments": (
        LABELS,
        [[], [span(0.5, 3)], [span(0.6, 3), span(2, 5.25, "b")]],
        [[span(3.0, 3)], [span(-1, 3)], [span(0, float("inf"))], [{"label": "a", "start": 1}]],
    ),
    "spans": (
        LABELS,
        [[], [span(0, 3), span(2, 5, "b")]],
        [
            [span(3, 3)],
            [span(-1, 3)],
            [span(0, 3), span(0, 3)],
            [span(0, True)],
            [{"label": "a", "start": "0", "end": 2}],
        ],
    ),
    "relations": (
        LABELS,
        [[], [{"label": "a", "from": [0, 3], "to": [5, 7]}]],
        [[{"label": "a", "from": [0, 3]}], [{"label": "a", "from": [3, 0], "to": [5, 7]}]],
    ),
    "transcript": ({}, ["", "so it is", "it is so"], [None, 3]),
    "fields": (
        RECEIPT,
        [
            {"fields": {}},
            {
                "fields": {
                    "shop": entry("Corner"),
                    "total": {"text": "3.20", "box": [0, 0.1, 0.2, 0.3, 0.1], "confidence": 0.9},
                },
                "lines": [],
            },
            {"lines": [{"what": entry("tea"), "price": entry("1.20")}]},
        ],
        [
            {"fields": {"total": {"text": "3.20", "confidence": 1.2}}},
            None,
            {"fields": {"colour": entry("red")}},
            {"fields": {"shop": "Corner"}},
            {"lines": {}},
            {"fields": {"shop": {"text": "x", "box": [0, 2, 0, 0, 0]}}},
            {"fields": {"shop": {"text": "x", "box": [0]}}},
        ],
    ),
    "number": ({"least": 0, "most": 10}, [0, 3.5, 10], ["3", None, 11, -1, float("inf"), True]),
    "rating": ({"most": 5}, [1, 3, 5], [0, 6, 2.5, "3"]),
    "text": ({}, ["", "Some words"], [None, 4, "x" * 10_001]),
    "url": (
        {},
        ["https://example.org/a?b=1", "http://example.org"],
        ["example.org", "ftp://x.y", "https://", "http://[", "http://a b"],
    ),
    "ranking": (
        {"options": ["p", "q", "r"]},
        [["p", "q", "r"], ["r", "q", "p"]],
        [["p", "q"], ["p", "p", "q"], "pqr"],
    ),
    "table": (
        {"columns": ["c", "d"]},
        [[], [{"c": "1", "d": 2}], [{"c": "1"}]],
        [[{"e": 1}], {}, [{"c": []}]],
    ),
}


def question(kind: str, **more: Any) -> Json:
    return {"name": "it", "type": kind} | EXAMPLES[kind][0] | more

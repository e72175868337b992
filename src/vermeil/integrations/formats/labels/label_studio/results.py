"""What Label Studio calls `result`: one entry for each region or answer of one annotation.

Positions in pictures are in per cent of the upright picture, a box is turned about its upper left corner, as
ours; in sounds they are seconds. Positions in texts are code points; old versions counted UTF-16 units,
which the text of the span shows.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.labels.label_studio.config import ITEM, list_name
from vermeil.integrations.formats.labels.record import NO_SIZE, Json, Lost, Question, Size

WHOLE = 100  #: per cent
POINT = 0.5  #: the width of a key point on the screen, in per cent
NO_SPANS = "relations between parts of the text that are no spans"


@dataclass
class Page:
    """What the results of one record are written from."""

    size: Size | None
    text: str | None
    lost: Lost
    spans: dict[tuple[int, int], str] = field(default_factory=dict)  #: their ids, for relations
    count: int = 0

    def next_id(self) -> str:
        """The id of a new region."""
        self.count += 1
        return f"r{self.count}"


def results(schema: Schema, value: Mapping[str, Any], page: Page) -> Iterator[Json]:
    """The entries of a value; relations last, for they name the spans."""
    for question in sorted(schema["questions"], key=lambda one: one["type"] == "relations"):
        if question["name"] in value:
            yield from WRITE.get(question["type"], _text)(question, value[question["name"]], page)


def _entry(name: str, kind: str, value: Json, page: Page) -> Json:
    return {"id": page.next_id(), "from_name": name, "to_name": ITEM, "type": kind, "value": value}


def _regions(
    kind: str, shape: Callable[[Json, Size], Json]
) -> Callable[[Question, Any, Page], Iterator[Json]]:
    def write(question: Question, said: Any, page: Page) -> Iterator[Json]:  # noqa: ANN401 - as checked
        for region in said:
            if page.size is None:
                page.lost.add(NO_SIZE, question["name"])
                continue
            yield _drawn(
                question["name"], kind, {**shape(region, page.size), kind: [region["label"]]}, page, page.size
            )

    return write


def _drawn(name: str, kind: str, value: Json, page: Page, size: Size) -> Json:
    of = {"original_width": size[0], "original_height": size[1], "image_rotation": 0}
    return _entry(name, kind, value, page) | of


def _box(region: Json, size: Size) -> Json:
    w, h = size
    return {
        "x": WHOLE * region["x"] / w,
        "y": WHOLE * region["y"] / h,
        "width": WHOLE * region["w"] / w,
        "height": WHOLE * region["h"] / h,
        "rotation": region.get("rotation", 0),
    }


def _polygon(region: Json, size: Size) -> Json:
    points = [[WHOLE * x / size[0], WHOLE * y / size[1]] for x, y in region["points"]]
    return {"points": points, "closed": True}


def _point(region: Json, size: Size) -> Json:
    return {"x": WHOLE * region["x"] / size[0], "y": WHOLE * region["y"] / size[1], "width": POINT}


def _spans(question: Question, said: Any, page: Page) -> Iterator[Json]:  # noqa: ANN401 - as checked
    for span in said:
        start, end = span["start"], span["end"]
        value = {"start": start, "end": end, "text": (page.text or "")[start:end], "labels": [span["label"]]}
        made = _entry(question["name"], "labels", value, page)
        page.spans.setdefault((start, end), made["id"])
        yield made


def _segments(question: Question, said: Any, page: Page) -> Iterator[Json]:  # noqa: ANN401 - as checked
    for one in said:
        value = {"start": one["start"], "end": one["end"], "labels": [one["label"]]}
        yield _entry(question["name"], "labels", value, page)


def _relations(question: Question, said: Any, page: Page) -> Iterator[Json]:  # noqa: ANN401 - as checked
    for one in said:
        ends = [page.spans.get((part[0], part[1])) for part in (one["from"], one["to"])]
        if None in ends:
            page.lost.add(NO_SPANS, question["name"])
            continue
        way = {"from_id": ends[0], "to_id": ends[1], "type": "relation", "direction": "right"}
        yield way | {"labels": [one["label"]]}


def _classes(question: Question, said: Any, page: Page) -> Iterator[Json]:  # noqa: ANN401 - as checked
    names = said if isinstance(said, list) else [said]
    parents = question.get("parents")
    if parents:
        yield _entry(
            question["name"], "taxonomy", {"taxonomy": [_path(name, parents) for name in names]}, page
        )
    else:
        yield _entry(question["name"], "choices", {"choices": names}, page)


def _path(name: str, parents: Mapping[str, str]) -> list[str]:
    """From the uppermost class down to this one."""
    return [*_path(parents[name], parents), name] if name in parents else [name]


def _alone(kind: str) -> Callable[[Question, Any, Page], Iterator[Json]]:
    def write(question: Question, said: Any, page: Page) -> Iterator[Json]:  # noqa: ANN401 - as checked
        yield _entry(question["name"], kind, {kind: said}, page)

    return write


def _text(question: Question, said: Any, page: Page) -> Iterator[Json]:  # noqa: ANN401 - as checked
    yield _entry(question["name"], "textarea", {"text": [said]}, page)


def _ranking(question: Question, said: Any, page: Page) -> Iterator[Json]:  # noqa: ANN401 - as checked
    name = question["name"]
    yield _entry(name, "ranker", {"ranker": {name: said}}, page) | {"to_name": list_name(name)}


def _rows(question: Question, said: Any, page: Page) -> Iterator[Json]:  # noqa: ANN401 - as checked
    yield _entry(
        question["name"], "textarea", {"text": [json.dumps(row, ensure_ascii=False) for row in said]}, page
    )


def _fields(question: Question, said: Any, page: Page) -> Iterator[Json]:  # noqa: ANN401 - as checked
    """A text for each field; its place, which is in shares of the page, needs no size."""
    name = question["name"]
    for part, entry in said.get("fields", {}).items():
        yield _entry(f"{name}.{part}", "textarea", {"text": [entry["text"]]}, page)
        if "box" in entry:
            number, *sides = entry["box"]
            value = dict(zip(("x", "y", "width", "height"), (WHOLE * side for side in sides), strict=True))
            value |= {"rotation": 0, "rectanglelabels": [part]}
            yield _drawn(f"{name}:boxes", "rectanglelabels", value, page, page.size or (1, 1)) | {
                "item_index": number
            }
    if "lines" in said:
        yield from _rows({"name": f"{name}:lines"}, said["lines"], page)


WRITE: Mapping[str, Callable[[Question, Any, Page], Iterator[Json]]] = {
    "boxes": _regions("rectanglelabels", _box),
    "polygons": _regions("polygonlabels", _polygon),
    "points": _regions("keypointlabels", _point),
    "segments": _segments,
    "spans": _spans,
    "relations": _relations,
    "classes": _classes,
    "pair": _classes,
    "number": _alone("number"),
    "rating": _alone("rating"),
    "ranking": _ranking,
    "table": _rows,
    "fields": _fields,
}

"""A value from what Label Studio calls `result`; questions that no configuration told are taken from it."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.integrations.formats.labels import regions
from vermeil.integrations.formats.labels.label_studio.config import SIDES
from vermeil.integrations.formats.labels.label_studio.results import WHOLE
from vermeil.integrations.formats.labels.record import Json, Lost, Size
from vermeil.integrations.formats.labels.source import listing, mapping, number_of, size_of, text_of

NO_SIZE = "regions without `original_width` and `original_height`"
PER_REGION = "answers about single regions (perRegion)"
BUCKETS = "rankings into several buckets"
NO_ENDS = "relations between regions that are no spans"
BOTH = "that a relation goes both ways"
TYPES = {
    "choices": "classes",
    "taxonomy": "classes",
    "pairwise": "classes",
    "rectanglelabels": "boxes",
    "polygonlabels": "polygons",
    "keypointlabels": "points",
    "labels": "spans",
    "textarea": "text",
    "number": "number",
    "rating": "rating",
    "ranker": "ranking",
}
NAMES = {
    "classes": "classes",
    "ranking": "options",
    "boxes": "labels",
    "polygons": "labels",
    "points": "labels",
    "segments": "labels",
    "spans": "labels",
}


@dataclass
class Asked:
    """The questions so far; a label that turns up in a result and not in its question is added to it."""

    lost: Lost
    questions: dict[str, Json] = field(default_factory=dict)
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)  #: tag: (question, its part)

    def add(self, question: Json) -> None:
        """One more question, as a configuration told it."""
        name = question["name"]
        self.questions[name] = question
        if question["type"] == "fields":
            parts = [one["name"] for one in question.get("fields", [])]
            self.fields |= {f"{name}.{part}": (name, part) for part in parts}
            self.fields |= {f"{name}:boxes": (name, "box"), f"{name}:lines": (name, "lines")}

    def about(self, name: str, kind: str) -> Json:
        """The question that a result answers."""
        fresh: Json = {"name": name, "type": kind, "guessed": True} | (
            {NAMES[kind]: []} if kind in NAMES else {}
        )
        return self.questions.setdefault(name, fresh)

    def see(self, question: Json, names: list[str]) -> None:
        """These labels were used."""
        known = question.get(NAMES.get(question["type"], ""), names)
        known += [name for name in names if name not in known]


def value_of(found: list[Any], asked: Asked, text: str | None, where: str) -> Json:
    """The value of one annotation's results."""
    value: Json = {}
    spans: dict[str, list[int]] = {}
    entries = [mapping(one, where) for one in found]
    for entry in entries:
        if entry.get("type") != "relation":
            _take(value, entry, asked, text, where)
            spans |= _ends(entry, text, where)
    for entry in entries:
        if entry.get("type") == "relation":
            _relation(value, entry, asked, spans, where)
    return value


def _take(value: Json, entry: Json, asked: Asked, text: str | None, where: str) -> None:
    name, kind = text_of(entry.get("from_name"), f"{where}, `from_name`"), str(entry.get("type"))
    said = mapping(entry.get("value"), f"{where}, `value`")
    if name in asked.fields:
        _field(value, name, entry, asked, where)
        return
    if kind not in TYPES or (kind == "labels" and isinstance(said.get("start"), str)):  # a place in a page
        asked.lost.add(f"there is no question for results of the type {kind}", name)
        return
    if "x" in said and not kind.endswith("labels"):
        asked.lost.add(PER_REGION, name)
        return
    if kind == "ranker" and len(mapping(said.get(kind), where)) != 1:
        asked.lost.add(BUCKETS, name)
        return
    question = asked.about(name, "segments" if kind == "labels" and text is None else TYPES[kind])
    if question["type"] in REGIONS:
        made = list(REGIONS[question["type"]](entry, said, text, asked.lost, where))
        asked.see(question, [one["label"] for one in made])
        value.setdefault(name, []).extend(made)
    else:
        value[name] = _answer(question, kind, said, asked, where)


def _answer(question: Json, kind: str, said: Json, asked: Asked, where: str) -> Any:  # noqa: ANN401 - of any question
    if kind in ("choices", "taxonomy", "pairwise"):
        return _classes(question, kind, said, asked, where)
    if kind == "ranker":
        (ranked,) = said["ranker"].values()
        options = [text_of(one, where) for one in listing(ranked, where)]
        asked.see(question, options)
        return options
    if kind in ("number", "rating"):
        return said.get(kind)
    written = said.get("text")
    lines = [text_of(one, where) for one in (written if isinstance(written, list) else [written])]
    return [_row(line, where) for line in lines] if question["type"] == "table" else "\n".join(lines)


def _row(line: str, where: str) -> Json:
    try:
        return mapping(json.loads(line), where)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{where}: a row must be a JSON object; it is {line[:100]!r}.") from error


def _classes(question: Json, kind: str, said: Json, asked: Asked, where: str) -> Any:  # noqa: ANN401 - one name or several
    if kind == "pairwise":
        names = [text_of(said.get("selected"), where)]
        asked.see(question, SIDES)
    elif kind == "taxonomy":
        paths = [
            [text_of(part, where) for part in listing(path, where)] for path in listing(said.get(kind), where)
        ]
        names = [path[-1] for path in paths if path]
        above = {child: parent for path in paths for parent, child in pairwise(path)}
        question["parents"] = above | question.get("parents", {})
        asked.see(question, [part for path in paths for part in path])
    else:
        names = [text_of(one, where) for one in listing(said.get(kind), where)]
    asked.see(question, names)
    if question.get("guessed") and len(names) != 1:
        question["multiple"] = True
    return names if question.get("multiple") or len(names) != 1 else names[0]


def _field(value: Json, name: str, entry: Json, asked: Asked, where: str) -> None:
    """One text, box or list of lines of a document's fields."""
    question, part = asked.fields[name]
    made = value.setdefault(question, {"fields": {}})
    said = entry["value"]
    if name.endswith(":lines"):
        made["lines"] = [_row(text_of(line, where), where) for line in listing(said.get("text"), where)]
    elif name.endswith(":boxes"):
        label = next(iter(listing(said.get("rectanglelabels"), where)), None)
        sides = [number_of(said.get(side), where) / WHOLE for side in ("x", "y", "width", "height")]
        box = [
            number_of(entry.get("item_index", 0), where),
            *(round(min(max(side, 0), 1), 9) for side in sides),
        ]
        made["fields"].setdefault(text_of(label, where), {"text": ""})["box"] = box
    else:
        texts = [text_of(line, where) for line in listing(said.get("text"), where)]
        made["fields"].setdefault(part, {})["text"] = "\n".join(texts)


def _labels(said: Json, kind: str, where: str) -> list[str]:
    return [text_of(one, where) for one in listing(said.get(kind, []), where)]


def _size(entry: Json, lost: Lost) -> Size | None:
    size = size_of(entry, "original_width", "original_height")
    lost.add(NO_SIZE, entry["from_name"], int(size is None))
    return size


def _pixels(said: Json, names: tuple[str, str], size: Size, where: str) -> list[float]:
    return [
        regions.pixel(number_of(said.get(one), where) / WHOLE, side)
        for one, side in zip(names, size, strict=True)
    ]


def _boxes(entry: Json, said: Json, _: str | None, lost: Lost, where: str) -> Iterator[Json]:
    if size := _size(entry, lost):
        (x, y), (w, h) = (_pixels(said, pair, size, where) for pair in (("x", "y"), ("width", "height")))
        turn = number_of(said.get("rotation", 0), where)
        for label in _labels(said, "rectanglelabels", where):
            for box in regions.box(label, (x, y, w, h), lost, entry["from_name"]):
                yield box | ({"rotation": turn} if turn else {})


def _polygons(entry: Json, said: Json, _: str | None, lost: Lost, where: str) -> Iterator[Json]:
    if size := _size(entry, lost):
        pairs = [
            dict(zip("xy", listing(point, where), strict=False))
            for point in listing(said.get("points"), where)
        ]
        points = [_pixels(pair, ("x", "y"), size, where) for pair in pairs]
        yield from ({"label": label, "points": points} for label in _labels(said, "polygonlabels", where))


def _points(entry: Json, said: Json, _: str | None, lost: Lost, where: str) -> Iterator[Json]:
    if size := _size(entry, lost):
        x, y = _pixels(said, ("x", "y"), size, where)
        yield from ({"label": label, "x": x, "y": y} for label in _labels(said, "keypointlabels", where))


def _spans(_: Json, said: Json, text: str | None, __: Lost, where: str) -> Iterator[Json]:
    start, end = _part(said, text, where)
    yield from ({"label": label, "start": start, "end": end} for label in _labels(said, "labels", where))


def _segments(_: Json, said: Json, __: str | None, ___: Lost, where: str) -> Iterator[Json]:
    start, end = (number_of(said.get(one), where) for one in ("start", "end"))
    yield from ({"label": label, "start": start, "end": end} for label in _labels(said, "labels", where))


def _part(said: Json, text: str | None, where: str) -> list[int]:
    """Start and end in code points, whichever way they were counted."""
    start, end = said.get("start"), said.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        raise BadInput(f"{where}: `start` and `end` of a span must be whole numbers.")
    shown = said.get("text")
    if text is None or shown is None or text[start:end] == shown:
        return [start, end]
    units = text.encode("utf-16-le")
    before, part = (
        units[: 2 * start].decode("utf-16-le", "replace"),
        units[2 * start : 2 * end].decode("utf-16-le", "replace"),
    )
    return [len(before), len(before) + len(part)] if part == shown else [start, end]


def _ends(entry: Json, text: str | None, where: str) -> dict[str, list[int]]:
    """The part of the text that the id of a span stands for."""
    marked = entry.get("type") == "labels" and isinstance(entry.get("id"), str) and "start" in entry["value"]
    if not marked or text is None:
        return {}
    return {entry["id"]: _part(entry["value"], text, where)}


def _relation(value: Json, entry: Json, asked: Asked, spans: Mapping[str, list[int]], where: str) -> None:
    ends = [spans.get(str(entry.get(end))) for end in ("from_id", "to_id")]
    if None in ends:
        asked.lost.add(NO_ENDS)
        return
    if entry.get("direction") == "left":
        ends.reverse()
    asked.lost.add(BOTH, count=int(entry.get("direction") == "bi"))
    for label in _labels(entry, "labels", where) or ["related"]:
        asking = [one for one in asked.questions.values() if one["type"] == "relations"]
        fresh: Json = {"name": "relations", "type": "relations", "labels": []}
        about = next((one for one in asking if label in one["labels"]), asking[0] if asking else fresh)
        asked.questions.setdefault(about["name"], about)
        about["labels"] += [] if label in about["labels"] else [label]
        value.setdefault(about["name"], []).append({"label": label, "from": ends[0], "to": ends[1]})


Reader = Callable[[Json, Json, str | None, Lost, str], Iterator[Json]]
REGIONS: Mapping[str, Reader] = {
    "boxes": _boxes,
    "polygons": _polygons,
    "points": _points,
    "segments": _segments,
    "spans": _spans,
}

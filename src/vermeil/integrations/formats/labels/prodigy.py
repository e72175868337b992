"""Prodigy: one JSON object a line, as `prodigy db-out` gives them and `prodigy db-in` takes them.

    classes              "options": [{"id", "text"}], "accept": [id]
    spans                "tokens", "spans": [{"start", "end", "label", "token_start", "token_end"}]
    relations            "relations": [{"head", "child", "head_span", "child_span", "label"}]
    boxes, polygons      "spans": [{"type": "rect" or "polygon", "points": [[x, y]], "label"}] of an "image"
    segments             "audio_spans": [{"start", "end", "label"}] of an "audio", in seconds
    text, transcript     "user_input", "transcript"

What was not accepted (`answer`) is no label. What Prodigy does not know it keeps.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.labels import regions
from vermeil.integrations.formats.labels.jsonl import as_list, by_type, each_line, key_of, one_file, span_of
from vermeil.integrations.formats.labels.record import ORIGIN, Format, Json, Labelled, Lost, origin_of
from vermeil.integrations.formats.labels.source import listing, mapping, number_of, size_of, text_of
from vermeil.integrations.formats.labels.tokens import Ends, covered, tokens

HOLDS = frozenset({"classes", "spans", "relations", "boxes", "polygons", "segments", "text", "transcript"})
WORDS = {"text": "user_input", "transcript": "transcript"}
SHAPES = {"rect": "boxes", "polygon": "polygons"}
MEDIA = ("image", "audio", "html")
OURS = {"key", "text", "tokens", "spans", "relations", "options", "accept", "width", "height", "answer"}
OURS |= {"audio_spans", *WORDS.values(), *MEDIA, *ORIGIN}
PART = ("start", "end", "label")
TRIANGLE = 3
BLANK = "spans of nothing but white space"
REFUSED = "answers that were rejected or ignored"
SHAPELESS = "regions that are neither boxes nor polygons"


def _line(schema: Schema, record: Labelled, lost: Lost) -> Json:
    said = by_type(schema, record)
    found: Json = {"key": record.key, "answer": "accept"}
    found |= {
        record.media if record.media in MEDIA else "text": record.name if record.text is None else record.text
    }
    if record.size is not None:
        found |= dict(zip(("width", "height"), record.size, strict=True))
    if "classes" in said:
        found |= _choice(schema, said["classes"][1])
    if "spans" in said or "relations" in said:
        found |= _parts(record, said, lost)
    if "boxes" in said or "polygons" in said:
        found["spans"] = [*found.get("spans", []), *_shapes(said, lost)]
    if "segments" in said:
        found["audio_spans"] = said["segments"][1]
    found |= {place: said[kind][1] for kind, place in WORDS.items() if kind in said}
    extras = {name: part for name, part in record.extras.items() if name != "tokens"}
    return found | dict(record.origin) | extras


def _choice(schema: Schema, said: Any) -> Json:  # noqa: ANN401 - a class, or several
    (question,) = (one for one in schema["questions"] if one["type"] == "classes")
    style = {"config": {"choice_style": "multiple"}} if question.get("multiple") else {}
    return {
        "options": [{"id": name, "text": name} for name in question["classes"]],
        "accept": as_list(said),
    } | style


def _parts(record: Labelled, said: Mapping[str, tuple[str, Any]], lost: Lost) -> Json:
    """Spans and relations, with the tokens that they are made of."""
    name, spans = said.get("spans", ("spans", []))
    related, relations = said.get("relations", ("relations", []))
    ends = [_span(*one[end]) for one in relations for end in ("from", "to")]
    text = record.text or ""
    parts = tokens(text, [*spans, *ends], record.extras.get("tokens", ()))
    made = [_made(one, parts, name, lost) for one in spans]
    found: Json = {"tokens": _tokens(text, parts), "spans": [one for one in made if one]}
    if "relations" in said:
        found["relations"] = [
            way for one in relations if (way := _relation(one, spans, parts, related, lost))
        ]
    return found


def _span(start: int, end: int) -> Json:
    return {"start": start, "end": end}


def _tokens(text: str, parts: Sequence[Ends]) -> list[Json]:
    after = [*(start for start, _ in parts[1:]), len(text)][: len(parts)]
    return [
        {"text": text[start:end], "start": start, "end": end, "id": number, "ws": following > end}
        for number, ((start, end), following) in enumerate(zip(parts, after, strict=True))
    ]


def _made(one: Json, parts: Sequence[Ends], question: str, lost: Lost) -> Json | None:
    """A span with its first and its last token."""
    places = covered(one, parts)
    lost.add(BLANK, question, int(places is None))
    return {**one, "token_start": places[0], "token_end": places[1]} if places else None


def _relation(
    one: Json, spans: Sequence[Json], parts: Sequence[Ends], question: str, lost: Lost
) -> Json | None:
    labels = {(span["start"], span["end"]): span["label"] for span in reversed(spans)}
    ends = [
        _made({**_span(*one[end]), "label": labels.get(tuple(one[end]))}, parts, question, lost)
        for end in ("from", "to")
    ]
    head, child = ends
    if head is None or child is None:
        return None
    # Prodigy's relations go by the last token of each side.
    return {
        "head": head["token_end"],
        "child": child["token_end"],
        "head_span": head,
        "child_span": child,
        "label": one["label"],
    }


def _shapes(said: Mapping[str, tuple[str, Any]], lost: Lost) -> Iterator[Json]:
    for kind, shape in (("boxes", "rect"), ("polygons", "polygon")):
        name, found = said.get(kind, (kind, []))
        for region in found:
            if kind == "polygons":
                yield {"label": region["label"], "type": shape, "points": region["points"]}
                continue
            x, y, w, h = regions.upright(region, lost, name)
            corners = [[x, y], [x, y + h], [x + w, y + h], [x + w, y]]
            sides = {"x": x, "y": y, "width": w, "height": h, "center": [x + w / 2, y + h / 2]}
            yield {"label": region["label"], "type": shape, "points": corners, **sides}


def _found(one: Json, where: str, lost: Lost) -> Labelled:
    medium = next((name for name in MEDIA if name in one), "text")
    content = text_of(one.get(medium), f"{where}, `{medium}`")
    accepted = one.get("answer", "accept") == "accept"
    lost.add(REFUSED, count=int(not accepted))
    is_text = medium in ("text", "html")
    ends = [[part.get("start"), part.get("end")] for part in _objects(one, "tokens", where)]
    return Labelled(
        key=key_of(one, where),
        media=medium,
        text=content if is_text else None,
        file=None if is_text else content,
        size=size_of(one),
        value=dict(_value(one, where, is_text, lost)) or None if accepted else None,
        origin=origin_of(one),
        extras={name: part for name, part in one.items() if name not in OURS}
        | ({"tokens": ends} if ends else {}),
    )


def _objects(one: Json, name: str, where: str) -> list[Json]:
    return [mapping(part, f"{where}, `{name}`") for part in listing(one.get(name, []), f"{where}, `{name}`")]


def _value(one: Json, where: str, is_text: bool, lost: Lost) -> Iterator[tuple[str, Any]]:
    if "accept" in one:
        names = [text_of(name, where) for name in listing(one["accept"], where)]
        config = one.get("config")
        multiple = isinstance(config, dict) and config.get("choice_style") == "multiple"
        yield "class", names if multiple or len(names) != 1 else names[0]
    parts = _objects(one, "spans", where)
    if is_text and "spans" in one:
        yield (
            "spans",
            [span_of([part.get(name) for name in PART], where) for part in parts],
        )
    elif "spans" in one:
        yield from _drawn(parts, where, lost)
    if "audio_spans" in one:
        yield "segments", [_segment(part, where) for part in _objects(one, "audio_spans", where)]
    if "relations" in one:
        yield "relations", [_related(part, where) for part in _objects(one, "relations", where)]
    for kind, place in WORDS.items():
        if place in one:
            yield kind, text_of(one[place], f"{where}, `{place}`")


def _segment(part: Json, where: str) -> Json:
    start, end = (number_of(part.get(side), where) for side in ("start", "end"))
    return {"label": text_of(part.get("label"), where), "start": start, "end": end}


def _related(part: Json, where: str) -> Json:
    ends = [mapping(part.get(end), f"{where}, `{end}`") for end in ("head_span", "child_span")]
    spans = [span_of([end.get("start"), end.get("end"), part.get("label")], where) for end in ends]
    head, child = ([span["start"], span["end"]] for span in spans)
    return {"label": part["label"], "from": head, "to": child}


def _drawn(parts: Sequence[Json], where: str, lost: Lost) -> Iterator[tuple[str, Any]]:
    found: dict[str, list[Json]] = {}
    for part in parts:
        points = [
            [number_of(side, where) for side in listing(point, where)]
            for point in listing(part.get("points", []), where)
        ]
        kind, label = SHAPES.get(str(part.get("type", "polygon"))), text_of(part.get("label"), where)
        if kind is None or len(points) < TRIANGLE or any(len(point) != len("xy") for point in points):
            lost.add(SHAPELESS)
        elif kind == "boxes":
            found.setdefault(kind, []).extend(regions.box(label, regions.around(points), lost))
        else:
            found.setdefault(kind, []).append({"label": label, "points": points})
    yield from found.items() or [("boxes", [])]


PRODIGY = Format(
    title="Prodigy",
    ending="jsonl",
    holds=HOLDS,
    write=one_file("labels.jsonl", _line),
    read=each_line(_found),
)

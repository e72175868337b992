"""Argilla 2: what `Dataset.to_disk` writes and `Dataset.from_disk` reads.

`.argilla/settings.json` holds the questions, `records.json` the records: answers of people are `responses`,
those of models `suggestions`. The name of a question is kept as its title, for Argilla's names are narrower.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.entries import Entry
from vermeil.integrations.formats.labels.jsonl import span_of
from vermeil.integrations.formats.labels.record import (
    File,
    Format,
    Json,
    Labelled,
    Lost,
    Question,
    Read,
    Source,
    filled,
    origin_of,
    without_nothing,
)
from vermeil.integrations.formats.labels.source import asking, json_of, listing, mapping, only, text_of

NOBODY = "00000000-0000-0000-0000-000000000000"  #: Argilla wants to know who; an export does not tell
SAME = ["same", "different", "unclear"]
SPAN = ("start", "end", "label")
STARS, HIGHEST = 5, 10  #: of a rating; the highest that Argilla has
HOLDS = frozenset({"classes", "pair", "spans", "text", "transcript", "url", "rating", "ranking"})
FIELDS = {"image": "image"}  #: of media; all others are a field of text
UNHEARD = "sound and documents: the names of their files stand as texts"
TOO_HIGH = "ratings above 10"
NO_QUESTION = "there is no question for this type of Argilla"
DRAFTS = "answers that were discarded or are drafts"


def write(schema: Schema, records: Iterable[Labelled], lost: Lost) -> Iterator[File]:
    """Settings, the name of the data set, and the records."""
    asked = []
    for question in schema["questions"]:
        if question["type"] == "rating" and question.get("most", STARS) > HIGHEST:
            lost.add(TOO_HIGH, question["name"])
        else:
            asked.append(question)
    several = iter(records)
    first = next(several, None)
    medium = first.media if first else "text"
    yield File(".argilla/settings.json", [json.dumps(_settings(asked, medium), ensure_ascii=False).encode()])
    yield File(".argilla/dataset.json", [b'{"name": "vermeil", "status": "draft"}'])
    yield File("records.json", _records(asked, chain([first] if first else [], several), lost))


def _settings(asked: Sequence[Question], medium: str) -> Json:
    kind, names = FIELDS.get(medium, "text"), _names(asked)
    more = {} if kind == "image" else {"use_markdown": False}
    field = {"name": kind, "title": kind, "required": True, "type": kind, "settings": {"type": kind, **more}}
    return {
        "guidelines": None,
        "questions": [_question(one, names[one["name"]]) for one in asked],
        "fields": [field],
        "vectors": [],
        "metadata": [],
        "allow_extra_metadata": True,
        "distribution": {"strategy": "overlap", "min_submitted": 1},
        "mapping": None,
    }


def _question(question: Question, name: str) -> Json:
    kind, more = _kind(question)
    about = {
        "title": question["name"],
        "description": question.get("ask"),
        "required": not question.get("optional"),
    }
    return {"name": name, **about, "type": kind, "settings": {"type": kind, **more}}


def _names(asked: Iterable[Question]) -> dict[str, str]:
    """The name of each question as Argilla takes it: narrow, and not that of a field or another question."""
    found: dict[str, str] = {}
    for question in asked:
        plain = re.sub(r"[^a-z0-9_-]+", "_", question["name"].lower()).strip("_") or "question"
        taken = {"text", "image", *found.values()}
        numbered = chain([plain], (f"{plain}_{number}" for number in count(2)))
        found[question["name"]] = next(name for name in numbered if name not in taken)
    return found


def _kind(question: Question) -> tuple[str, Json]:
    kind = question["type"]
    if kind in ("classes", "pair"):
        options = _options(question.get("classes", SAME))
        return (
            ("multi_label_selection", {"options": options, "options_order": "natural"})
            if question.get("multiple")
            else ("label_selection", {"options": options})
        )
    if kind == "spans":
        overlap = bool(question.get("overlap", True))
        return "span", {
            "field": "text",
            "allow_overlapping": overlap,
            "options": _options(question["labels"]),
        }
    if kind == "ranking":
        return "ranking", {"options": _options(question["options"])}
    if kind == "rating":
        return "rating", {
            "options": [{"value": stars} for stars in range(1, int(question.get("most", STARS)) + 1)]
        }
    return "text", {"use_markdown": False}


def _options(names: Iterable[str]) -> list[Json]:
    return [{"value": name, "text": name} for name in names]


def _records(asked: list[Question], records: Iterable[Labelled], lost: Lost) -> Iterator[bytes]:
    begin, names = "[\n", _names(asked)
    for _, group in groupby(records, key=attrgetter("key")):
        some = list(group)
        lost.add(UNHEARD, count=int(some[0].text is None and some[0].media not in FIELDS))
        yield (begin + json.dumps(_record(names, some), ensure_ascii=False)).encode()
        begin = ",\n"
    yield b"[]\n" if begin == "[\n" else b"\n]\n"


def _record(names: Mapping[str, str], records: list[Labelled]) -> Json:
    first = records[0]
    responses: dict[str, list[Json]] = {}
    suggestions: Json = {}
    for record in records:
        for question, said in (record.value or {}).items():
            if question not in names:
                continue
            name = names[question]
            if record.by == "person":
                responses.setdefault(name, []).append({"value": said, "user_id": _user(record.origin)})
            else:
                about = {
                    "score": record.origin.get("confidence"),
                    "agent": record.origin.get("model_version"),
                }
                suggestions[name] = {"value": said, "type": "model", **about}
    field = FIELDS.get(first.media, "text")
    return {
        "id": first.key,
        "fields": {field: first.name if first.text is None else first.text},
        "metadata": dict(first.extras.get("metadata", {})) | dict(first.origin),
        "suggestions": suggestions,
        "responses": responses,
        "vectors": first.extras.get("vectors", {}),
        "status": "completed" if responses else "pending",
    }


def _user(origin: Mapping[str, Any]) -> str:
    """Argilla's own id of who answered, if that is what is known of them."""
    try:
        return str(UUID(str(origin.get("annotator", NOBODY))))
    except ValueError:
        return NOBODY


def read(source: Source, lost: Lost) -> Read:
    """Every response and every set of suggestions as a record of its own."""
    settings = _named(source, "settings.json")
    found = mapping(json_of(settings, source), settings.where)
    asked = {}
    for one in listing(found.get("questions"), f"{settings.where}, `questions`"):
        question = _read_question(mapping(one, settings.where), settings.where)
        if question is None:
            lost.add(NO_QUESTION, str(one.get("name")))
        else:
            asked[str(one.get("name"))] = question
    schema = asking(list(asked.values()))
    entry = _named(source, "records.json")
    records: list[Labelled] = []
    for place, one in enumerate(listing(json_of(entry, source), entry.where), 1):
        where = f"{entry.where}, record {place}"
        records += _read_record(mapping(one, where), schema, asked, lost, where)
    return Read(schema, records)


def _named(source: Source, name: str) -> Entry:
    files = [one for one in source.files if one.name.rpartition("/")[2] == name]
    return only(Source(files=files), ".json")


def _read_question(one: Json, where: str) -> Json | None:
    settings = mapping(one.get("settings"), f"{where}, `settings` of a question")
    name, kind = str(one.get("title") or one.get("name")), settings.get("type")
    options = [
        option.get("value")
        for option in listing(settings.get("options", []), where)
        if isinstance(option, dict)
    ]
    made: Json = {"name": name} | ({} if one.get("required", True) else {"optional": True})
    made |= {"ask": one["description"]} if one.get("description") else {}
    if kind == "label_selection" and options == SAME:
        return made | {"type": "pair"}
    if kind in ("label_selection", "multi_label_selection"):
        return (
            made
            | {"type": "classes", "classes": options}
            | ({"multiple": True} if kind.startswith("multi") else {})
        )
    if kind == "span":
        overlap = {} if settings.get("allow_overlapping") else {"overlap": False}
        return made | {"type": "spans", "labels": options} | overlap
    if kind == "rating":
        return made | {
            "type": "rating",
            "most": max([star for star in options if isinstance(star, int)], default=STARS),
        }
    if kind == "ranking":
        return made | {"type": "ranking", "options": options}
    return made | {"type": "text"} if kind == "text" else None


def _read_record(
    one: Json, schema: Schema, asked: Mapping[str, Json], lost: Lost, where: str
) -> Iterator[Labelled]:
    fields = mapping(one.get("fields"), f"{where}, `fields`")
    medium = "image" if "image" in fields else "text"
    content = text_of(next(iter(fields.values()), None), f"{where}, `fields`")
    metadata = mapping(one.get("metadata") or {}, f"{where}, `metadata`")
    origin = origin_of(metadata)
    more = {
        "metadata": {name: part for name, part in metadata.items() if name not in origin},
        "vectors": one.get("vectors"),
    }
    about: Json = {
        "key": str(one.get("id", where)),
        "media": medium,
        "text": None if medium == "image" else content,
    }
    about |= {
        "file": content if medium == "image" else None,
        "extras": {name: part for name, part in more.items() if part},
    }
    people: dict[str, Json] = {}
    for name, answers in mapping(one.get("responses") or {}, where).items():
        for answer in listing(answers, where):
            said = mapping(answer, where)
            lost.add(
                DRAFTS,
                name,
                int(said.get("status", "submitted") not in ("submitted", "ResponseStatus.submitted")),
            )
            people.setdefault(str(said.get("user_id")), {})[name] = said.get("value")
    alone = {name: part for name, part in origin.items() if name != "annotator" or len(people) == 1}
    for user, values in people.items():
        who = {} if user in (NOBODY, "None") else {"annotator": user}
        yield Labelled(**about, value=_value(values, schema, asked, where), origin=alone | who)
    suggested = {
        name: mapping(said, where) for name, said in mapping(one.get("suggestions") or {}, where).items()
    }
    if suggested:
        yield Labelled(
            **about,
            value=_value({n: s.get("value") for n, s in suggested.items()}, schema, asked, where),
            origin=origin | _model(suggested),
        )
    elif not people:
        yield Labelled(**about, origin=origin)


def _model(suggested: Mapping[str, Json]) -> Json:
    """Who suggests, and how sure of the answer that is the least sure."""
    scores = [said["score"] for said in suggested.values() if isinstance(said.get("score"), int | float)]
    agent = next((said["agent"] for said in suggested.values() if said.get("agent")), None)
    return {"label_source": "machine"} | without_nothing(
        {"confidence": min(scores, default=None), "model_version": agent}
    )


def _value(values: Json, schema: Schema, asked: Mapping[str, Json], where: str) -> Json:
    value: Json = {}
    for name, said in values.items():
        question = asked.get(name)
        if question is None:
            continue
        parts = said if isinstance(said, list) else []
        if question["type"] == "spans":
            spans = [mapping(one, where) for one in parts]
            value[question["name"]] = [span_of([one.get(end) for end in SPAN], where) for one in spans]
        elif question["type"] == "ranking" and parts and isinstance(parts[0], dict):
            value[question["name"]] = [
                one.get("value") for one in sorted(parts, key=_rank) if isinstance(one, dict)
            ]
        else:
            value[question["name"]] = said
    return filled(schema, value)


def _rank(part: Any) -> float:  # noqa: ANN401 - it comes from outside
    rank = part.get("rank") if isinstance(part, dict) else None
    return rank if isinstance(rank, int | float) else 0.0


ARGILLA = Format(
    title="Argilla", ending="zip", holds=HOLDS, once=False, unlabelled=True, write=write, read=read
)

"""Label Studio: `tasks.json` with annotations (people) and predictions (models), and its configuration."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from vermeil.core.tasks.editor import OWN
from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.labels.label_studio.answers import Asked, value_of
from vermeil.integrations.formats.labels.label_studio.config import SHOWN, configuration, media_of, questions
from vermeil.integrations.formats.labels.label_studio.results import Page, results
from vermeil.integrations.formats.labels.markup import parsed
from vermeil.integrations.formats.labels.record import (
    File,
    Format,
    Json,
    Labelled,
    Lost,
    Read,
    Source,
    complete,
    origin_of,
    without_nothing,
)
from vermeil.integrations.formats.labels.source import json_of, listing, mapping, named, only, size_of

__all__ = ["LABEL_STUDIO", "configuration", "task_of"]

TASK = {"data", "annotations", "completions", "predictions"}
SKIPPED = "answers that were skipped (was_cancelled)"
DEFAULTS: Json = {"was_cancelled": False, "ground_truth": False}


def write(schema: Schema, records: Iterable[Labelled], lost: Lost) -> Iterator[File]:
    """The tasks, a task a line, and the configuration."""
    several = iter(records)
    first = next(several, None)
    if first is not None:
        yield File("tasks.json", _tasks(schema, chain([first], several), lost))
    yield File("label_config.xml", [configuration(schema, first.media if first else "text").encode()])


def _tasks(schema: Schema, records: Iterable[Labelled], lost: Lost) -> Iterator[bytes]:
    begin = "[\n"
    for number, (_, group) in enumerate(groupby(records, key=attrgetter("key")), 1):
        task = {"id": number, **task_of(schema, list(group), lost)}
        yield (begin + json.dumps(task, ensure_ascii=False)).encode()
        begin = ",\n"
    yield b"\n]\n"


def task_of(schema: Schema, records: list[Labelled], lost: Lost) -> Json:
    """One task, without its id: an item, and all that was said of it in `records`."""
    first = records[0]
    _, shown = SHOWN[first.media]
    data = {shown: first.name if first.text is None else first.text, "key": first.key}
    rankings = [one for one in schema["questions"] if one["type"] == "ranking"]
    data = {**first.extras.get("data", {}), **data}
    data |= {one["name"]: [{"id": name, "title": name} for name in one["options"]] for one in rankings}
    answers: dict[str, list[Json]] = {"annotations": [], "predictions": []}
    for record in records:
        if record.value is not None:
            result = list(results(schema, record.value, Page(record.size, record.text, lost)))
            answers["annotations" if record.by == "person" else "predictions"].append(_answer(record, result))
    return {**first.extras.get("task", {}), "data": data, **answers}


def _answer(record: Labelled, result: list[Json]) -> Json:
    about = {**record.extras.get("annotation", {}), "result": result, **record.origin}
    if record.by == "person":
        return DEFAULTS | about
    return about | without_nothing({"score": record.origin.get("confidence")})


def read(source: Source, lost: Lost) -> Read:
    """Every annotation and every prediction as a record of its own, and tasks without either."""
    entry, asked, media = only(source, ".json"), Asked(lost), None
    for config in named(source, ".xml"):
        root = parsed(config, source)
        media = media or media_of(root)
        for question in questions(root, config.where, lost):
            asked.add(question)
    tasks = listing(json_of(entry, source), entry.where)
    records: list[Labelled] = []
    for place, one in enumerate(tasks, 1):
        where = f"{entry.where}, task {place}"
        records += _records(mapping(one, where), media, asked, where)
    schema = {"questions": [_plain(one) for one in asked.questions.values()]}
    return Read(schema, [complete(schema, one) for one in records])


def _plain(question: Json) -> Json:
    """The question as our schemas have it."""
    needs, _ = OWN[question["type"]]
    return {
        key: part for key, part in question.items() if key != "guessed" and (part or key in {"name", *needs})
    }


def _records(task: Json, media: tuple[str, str] | None, asked: Asked, where: str) -> Iterator[Labelled]:
    data = mapping(task.get("data"), f"{where}, `data`")
    medium, shown = media or _guessed(data)
    content = data.get(shown)
    key = data.get("key", task.get("id", content))
    is_text = medium in ("text", "html", "json")
    text = content if is_text and isinstance(content, str) else None
    others = {name: part for name, part in data.items() if name not in (shown, "key")}
    extras = {"task": {name: part for name, part in task.items() if name not in TASK}, "data": others}
    answers = [*_answers(task, "annotations"), *_answers(task, "completions"), *_answers(task, "predictions")]
    about: Json = {"key": str(key), "media": medium, "text": text, "file": None if is_text else str(content)}
    extras = {name: part for name, part in extras.items() if part}
    for kind, answer in answers:
        found = mapping(answer, where)
        if found.get("was_cancelled"):
            asked.lost.add(SKIPPED)
            continue
        value = value_of(listing(found.get("result", []), f"{where}, `result`"), asked, text, where)
        yield _labelled(about, found, kind, value, extras)
    if not answers:
        yield Labelled(**about, extras=extras)


def _answers(task: Json, kind: str) -> list[tuple[str, Any]]:
    return [(kind, one) for one in listing(task.get(kind) or [], kind)]


def _labelled(about: Mapping[str, Any], found: Json, kind: str, value: Json, extras: Json) -> Labelled:
    sizes = [size_of(one, "original_width", "original_height") for one in found.get("result", [])]
    origin = origin_of(found)
    if kind != "predictions":
        who = {"annotator": _person(found.get("completed_by")), "annotated_at": found.get("created_at")}
        origin = without_nothing(who) | origin
    if kind == "predictions":
        score = found.get("score", origin.get("confidence"))
        origin |= {"label_source": "machine"} | without_nothing({"confidence": score})
    known = {"result", "score", *origin}
    rest = {name: part for name, part in found.items() if name not in known and DEFAULTS.get(name) != part}
    size = next(filter(None, sizes), None)
    return Labelled(
        **about, size=size, value=value, origin=origin, extras=extras | ({"annotation": rest} if rest else {})
    )


def _person(given: Any) -> str | None:  # noqa: ANN401 - a number, or what is known of somebody
    """Who completed an annotation."""
    if isinstance(given, dict):
        given = next((given[name] for name in ("email", "username", "id") if given.get(name)), None)
    return str(given) if isinstance(given, str | int) else None


def _guessed(data: Json) -> tuple[str, str]:
    """The medium by the names that tasks mostly have."""
    for medium, (_, name) in SHOWN.items():
        if name in data:
            return medium, name
    return "text", next(iter(data), "text")


HOLDS = frozenset(OWN)
LABEL_STUDIO = Format(
    title="Label Studio", ending="zip", holds=HOLDS, once=False, unlabelled=True, write=write, read=read
)

"""Wrong suggestions that are shown on purpose: a known answer with something in it changed.

Who sends one has accepted it without looking. What is changed is small and likely: another class, a box moved
or left out, a word swapped with one of another item. It is assumed that people treat planted mistakes like
real ones; this measures people, and no promise rests on it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from numpy.random import Generator

from vermeil.core.tasks.classes import PAIR
from vermeil.core.tasks.form import STARS
from vermeil.core.tasks.kind import Question
from vermeil.core.tasks.schema import Schema, Value, asked, fits, loss

LEAST = 0.05  #: loss of a planted value against the known one: a smaller one may pass for a matter of taste
TRIES = 30  #: further changes to one answer until it is wrong enough
APART = 0.8  #: how far a region is moved, in its own widths: what is left of the overlap is no match
Spoil = Callable[[Any, Sequence[Any], Question, Generator], Any]


def planted(value: Value, schema: Schema, others: Sequence[Value], rng: Generator) -> Value | None:
    """`value` with one of its answers made wrong by more than `LEAST`; None where that cannot be done.

    `others` are values of other items of the project, from which words and numbers are borrowed.
    """
    questions = [one for one in asked(schema, value) if one["name"] in value]
    for place in rng.permutation(len(questions)):
        question = questions[place]
        name, said = question["name"], value[question["name"]]
        borrowed = [one[name] for one in others if name in one]
        for _ in range(TRIES):
            said = SPOILS[question["type"]](said, borrowed, question, rng)
            if said is None:
                break
            if _wrong(made := {**value, name: said}, value, schema):
                return made
    return next((one for one in others if _wrong(one, value, schema)), None)


def accepted(said: Value | None, shown: Value, known: Value, schema: Schema) -> bool:
    """Whether somebody who was shown a wrong value has let it pass: their answer is nearer to it."""
    return said is not None and loss(said, shown, schema) < loss(said, known, schema)


def _wrong(made: Value, value: Value, schema: Schema) -> bool:
    """Wrong enough; not where another question is asked after the new answer, or it is no answer at all."""
    return fits(made, schema) and loss(made, value, schema) > LEAST


def _other(said: Any, among: Sequence[Any], rng: Generator) -> Any:  # noqa: ANN401 - whatever the values are
    """One of `among` that is not `said`; None where there is none."""
    left = [one for one in among if one != said]
    return left[int(rng.integers(len(left)))] if left else None


def _classes(said: Any, _: Sequence[Any], question: Question, rng: Generator) -> Any:  # noqa: ANN401 - as checked
    classes = question["classes"]
    if not question.get("multiple"):
        return _other(said, classes, rng)
    one = classes[int(rng.integers(len(classes)))]
    return [name for name in classes if (name in said) != (name == one)]


def _pair(said: Any, *_: Any) -> Any:  # noqa: ANN401 - as checked
    return PAIR[1] if said == PAIR[0] else PAIR[0]


def _listed(change: Callable[[Any, Question, Generator], Any]) -> Spoil:
    """Of a list: leave one out, or change one; where there is none, those of another item."""

    def spoil(said: Any, others: Sequence[Any], question: Question, rng: Generator) -> Any:  # noqa: ANN401 - as checked
        if not said:
            return _other(said, [one for one in others if one], rng)
        place = int(rng.integers(len(said)))
        before, one, after = said[:place], said[place], said[place + 1 :]
        new = change(one, question, rng) if len(said) == 1 or rng.random() < 1 / 2 else None
        return [*before, *([] if new is None else [new]), *after]

    return spoil


def _renamed(one: Any, question: Question, rng: Generator) -> Any:  # noqa: ANN401 - as checked
    name = _other(one["label"], question["labels"], rng)
    return None if name is None else {**one, "label": name}


def _region(one: Any, question: Question, rng: Generator) -> Any:  # noqa: ANN401 - as checked
    """Moved by most of its width, or under another name."""
    if rng.random() < 1 / 2 and (new := _renamed(one, question, rng)) is not None:
        return new
    if "start" in one:
        by = _aside(one["start"], APART * (one["end"] - one["start"]))
        return {**one, "start": one["start"] + by, "end": one["end"] + by}
    if "points" in one:
        xs = [x for x, _ in one["points"]]
        by = _aside(min(xs), APART * (max(xs) - min(xs)))
        return {**one, "points": [[x + by, y] for x, y in one["points"]]}
    wide = one["w"] if "w" in one else 2 * question.get("radius", 10.0)
    return {**one, "x": one["x"] + _aside(one["x"], APART * wide)}


def _aside(left: float, by: float) -> float:
    """To the left where there is room, so that nothing leaves the picture, whose size is not known here."""
    return -by if left >= by else by


def _span(one: Any, question: Question, rng: Generator) -> Any:  # noqa: ANN401 - as checked
    """Too far to the left, too short, or under another name."""
    if rng.random() < 1 / 2 and (new := _renamed(one, question, rng)) is not None:
        return new
    start, end = one["start"], one["end"]
    by = min(start, max((end - start) // 2, 1))
    if by:
        return {**one, "start": start - by, "end": end - by}
    return {**one, "end": start + (end - start) // 2} if end - start > 1 else None


def _relation(one: Any, question: Question, rng: Generator) -> Any:  # noqa: ANN401 - as checked
    turned = {**one, "from": one["to"], "to": one["from"]}
    return _renamed(one, question, rng) or turned if rng.random() < 1 / 2 else turned


def _words(said: str, others: Sequence[Any], _: Question, rng: Generator) -> str | None:
    """One word swapped with one of another item; where there is none, left out."""
    words = said.split()
    if not words:
        found: str | None = _other(said, others, rng)
        return found
    place = int(rng.integers(len(words)))
    new = _other(words[place], [word for one in others for word in str(one).split()], rng)
    return " ".join([*words[:place], *([] if new is None else [new]), *words[place + 1 :]])


def _number(said: Any, others: Sequence[Any], question: Question, rng: Generator) -> Any:  # noqa: ANN401 - as checked
    found = _other(said, others, rng)
    if found is not None:
        return found
    low, high = question.get("least"), question.get("most")
    by = (high - low) / 5 if low is not None and high is not None else max(abs(said) / 5, 1)
    by += question.get("tolerance", 0.0)
    return said + by if high is None or said + by <= high else said - by


def _rating(said: Any, _: Sequence[Any], question: Question, rng: Generator) -> Any:  # noqa: ANN401 - as checked
    return _other(said, range(1, int(question.get("most", STARS)) + 1), rng)


def _borrowed(said: Any, others: Sequence[Any], _: Question, rng: Generator) -> Any:  # noqa: ANN401 - as checked
    return _other(said, others, rng)


def _text(said: Any, others: Sequence[Any], question: Question, rng: Generator) -> Any:  # noqa: ANN401 - as checked
    found = _other(said, others, rng)
    return _words(said, others, question, rng) or None if found is None else found


def _ranking(said: Any, _: Sequence[Any], __: Question, rng: Generator) -> Any:  # noqa: ANN401 - as checked
    if len(said) == 1:
        return None
    place = int(rng.integers(len(said) - 1))
    return [*said[:place], said[place + 1], said[place], *said[place + 2 :]]


def _cell(one: Any, _: Question, rng: Generator) -> Any:  # noqa: ANN401 - as checked
    """A row of a table with one of its cells emptied."""
    name = _other(None, list(one), rng)
    return {key: cell for key, cell in one.items() if key != name} or None


def _fields(said: Any, others: Sequence[Any], _: Question, rng: Generator) -> Any:  # noqa: ANN401 - as checked
    """One entry, of a field or of a line, with the text of another item, or with a digit changed."""
    rows = [said.get("fields", {}), *said.get("lines", [])]
    filled = [(at, name) for at, row in enumerate(rows) for name in row if row[name]["text"].strip()]
    if not filled:
        return _other(said, others, rng)
    at, name = filled[int(rng.integers(len(filled)))]
    texts = [
        row[name]["text"]
        for one in others
        for row in ([one.get("fields", {})] if at == 0 else one.get("lines", []))
        if name in row
    ]
    text = _other(rows[at][name]["text"], texts, rng) or _mistyped(rows[at][name]["text"], rng)
    rows[at] = {**rows[at], name: {**rows[at][name], "text": text}}
    return {**said, "fields": rows[0], **({"lines": rows[1:]} if "lines" in said else {})}


def _mistyped(text: str, rng: Generator) -> str:
    """With one of its signs changed: a digit to another digit, where there is one."""
    places = [at for at, sign in enumerate(text) if sign.isdigit()] or list(range(len(text)))
    at = places[int(rng.integers(len(places)))]
    return text[:at] + str(_other(text[at], "0123456789", rng)) + text[at + 1 :]


SPOILS: Mapping[str, Spoil] = {
    "classes": _classes,
    "pair": _pair,
    **dict.fromkeys(("boxes", "polygons", "points", "segments"), _listed(_region)),
    "spans": _listed(_span),
    "relations": _listed(_relation),
    "transcript": _words,
    "fields": _fields,
    "number": _number,
    "rating": _rating,
    "text": _text,
    "url": _borrowed,
    "ranking": _ranking,
    "table": _listed(_cell),
}

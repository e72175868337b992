"""A schema: the questions that are asked of every item, and what an answer to all of them is.

    {"questions": [{"name": "class", "type": "classes", "classes": ["whole", "damaged"]},
                   {"name": "where", "type": "boxes", "labels": ["dent"], "when": {"class": "damaged"}}]}

A value has an entry for each question that is asked: {"class": "damaged", "where": [{...}]}. `when` names
answers to earlier questions, each one value or a list of them, all of which must have been given; `optional`
questions may be left out. The loss of an item is that of its worst answer: nothing hides behind the others.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.tasks import classes, fields, form, regions, spans, transcript
from vermeil.core.tasks.editor import may_have
from vermeil.core.tasks.kind import Kind, Question, known, listed, most_said

Schema = Mapping[str, Any]
Value = Mapping[str, Any]

MOST = 50  #: questions of a schema
UNCOUNTED = 1_000_000  #: answers
NAMED = {"classes": "class"}  #: what the only question of a type is called, if not like it

KINDS: Mapping[str, Kind] = {
    "classes": classes.CLASSES,
    "pair": classes.PAIRS,
    "boxes": regions.BOXES,
    "polygons": regions.POLYGONS,
    "points": regions.POINTS,
    "segments": regions.SEGMENTS,
    "spans": spans.SPANS,
    "relations": spans.RELATIONS,
    "transcript": transcript.TRANSCRIPT,
    "fields": fields.FIELDS,
    "number": form.NUMBER,
    "rating": form.RATING,
    "text": form.TEXT,
    "url": form.URL,
    "ranking": form.RANKING,
    "table": form.TABLE,
}


def one_of(names: Sequence[str]) -> Schema:
    """The plain question: which of these classes is it? A value is {"class": name}."""
    return single("classes", {"classes": list(names)})


def single(kind: str, parts: Mapping[str, Any]) -> Schema:
    """The schema of one question of this type, of which `parts` are the rest."""
    return {"questions": [{"name": NAMED.get(kind, kind), "type": kind} | dict(parts)]}


def choice(schema: Schema) -> Question | None:
    """The question of a schema that asks for one class of several and for nothing else."""
    match schema["questions"]:
        case [{"type": "classes" | "pair"}] if not schema["questions"][0].get("multiple"):
            found: Question = schema["questions"][0]
            return found
    return None


def choices(question: Question) -> list[str]:
    """The classes of such a question."""
    found: list[str] = classes.PAIR if question["type"] == "pair" else question["classes"]
    return found


def size(schema: Schema) -> int:
    """How many different answers there are; where they are without number, more than anybody is offered."""
    question = choice(schema)
    return len(choices(question)) if question else UNCOUNTED


def offers(suggestion: Mapping[str, Any] | None, schema: Schema) -> list[Value]:
    """What is suggested in turn to whoever refuses what came before; `next` names classes."""
    if suggestion is None:
        return []
    name = schema["questions"][0]["name"]
    return [suggestion["value"], *({name: one} for one in suggestion.get("next", []))]


def unchanged(value: Value | None, shown: Value, schema: Schema) -> bool:
    """Whether a value was sent as it was shown; how sure the machine was of a field need not come back."""
    if value is None or value == shown:
        return value is not None
    names = [one["name"] for one in schema["questions"] if one["type"] == "fields"]
    mine, its = (dict(one) | {n: fields.entered(one[n]) for n in names if n in one} for one in (value, shown))
    return mine == its


def value_of(label: Any, schema: Schema) -> Value:  # noqa: ANN401 - it comes from outside
    """A label as a value: a whole one, or the answer to the only question; BadInput where it is neither."""
    value = label if isinstance(label, dict) else {schema["questions"][0]["name"]: label}
    check(value, schema)
    return value


def ready(schema: Schema) -> None:
    """BadInput where a schema cannot be asked, with the question and the reason."""
    questions = listed(schema.get("questions"), "questions")
    if not 0 < len(questions) <= MOST:
        raise BadInput(f"A schema has one question to {MOST}.")
    for key in schema:
        known(key, ["questions"], "part of a schema")
    before: dict[str, Question] = {}
    for question in questions:
        name = question.get("name")
        if not isinstance(name, str) or not name.strip() or name in before:
            raise BadInput(f"Every question needs a name of its own; one has {name!r}.")
        known(question.get("type"), list(KINDS), "type of question")
        for key in question:
            known(key, may_have(question["type"]), f"part of a question of the type {question['type']!r}")
        KINDS[question["type"]].ready(question)
        when = question.get("when", {})
        if not isinstance(when, Mapping):
            raise BadInput(f"`when` of {name!r} must name answers to questions before it.")
        for other in when:
            known(other, list(before), f"question before {name!r}")
        before[name] = question


def asked(schema: Schema, value: Value) -> list[Question]:
    """The questions that are asked of whoever has given the answers in `value`."""
    return [
        one
        for one in schema["questions"]
        if all(_given(value.get(n), w) for n, w in one.get("when", {}).items())
    ]


def _given(said: Any, wanted: Any) -> bool:  # noqa: ANN401 - whatever the questions are about
    either = wanted if isinstance(wanted, list) else [wanted]
    return any(one in either for one in said) if isinstance(said, list) else said in either


def check(value: Any, schema: Schema) -> None:  # noqa: ANN401 - it comes from outside
    """BadInput unless `value` answers all questions that are asked, and no others."""
    if not isinstance(value, dict):
        raise BadInput("An answer is an object with an entry for each question.")
    questions = asked(schema, value)
    for name in value:
        known(name, [one["name"] for one in questions], "question that is asked here")
    for question in questions:
        name = question["name"]
        if name not in value:
            if question.get("optional"):
                continue
            raise BadInput(f"There is no answer to {name!r}.")
        KINDS[question["type"]].check(value[name], question)


def fits(value: Any, schema: Schema) -> bool:  # noqa: ANN401 - it may answer a schema of before
    """Whether `value` is an answer to this schema."""
    try:
        check(value, schema)
    except BadInput:
        return False
    return True


def loss(said: Value, true: Value, schema: Schema) -> float:
    """In [0, 1]: of the worst answer; one that only one of them has is wrong altogether."""
    worst = 0.0
    for question in schema["questions"]:
        name, kind = question["name"], KINDS[question["type"]]
        if name in said and name in true:
            worst = max(worst, kind.loss(said[name], true[name], question))
        elif not (kind.empty(said.get(name)) and kind.empty(true.get(name))):
            return 1.0
    return worst


def merge(values: Sequence[Value], schema: Schema) -> Value:
    """One answer out of several, question by question; a question is asked if its answers before say so."""
    merged: dict[str, Any] = {}
    for question in schema["questions"]:
        if question not in asked(schema, merged):
            continue
        given = [value[question["name"]] for value in values if question["name"] in value]
        if given and (
            not question.get("optional") or most_said([question["name"] in value for value in values])
        ):
            merged[question["name"]] = KINDS[question["type"]].merge(given, question)
    return merged

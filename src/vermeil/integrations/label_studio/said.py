"""What a backend says of an item, as a suggestion."""

from copy import deepcopy
from typing import Any

from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.labels.label_studio.answers import Asked, value_of
from vermeil.integrations.formats.labels.record import Json, Labelled, Lost, filled
from vermeil.integrations.formats.labels.source import listing, mapping

WHERE = "the backend's answer"
LONGEST = 200  #: characters of the name of a model


def suggestion(schema: Schema, record: Labelled, said: Json, version: str | None) -> Json:
    """{"value", "confidence", "model_version"}, yet to be checked; BadInput where it cannot be read.

    Backends give places in per cent, which are of the picture that was sent: its size is ours to know.
    """
    asked = Asked(Lost())
    for question in deepcopy(schema["questions"]):  # labels that a result names are added to it
        asked.add(question)
    result = [_sized(mapping(one, WHERE), record) for one in listing(said.get("result"), WHERE)]
    value = filled(schema, value_of(result, asked, record.text, WHERE))
    named = said.get("model_version") or version or "label-studio"
    return {
        "value": value,
        "confidence": _chance(said.get("score")),
        "model_version": str(named)[:LONGEST],
    }


def _sized(entry: Json, record: Labelled) -> Json:
    size = record.size
    return entry | ({"original_width": size[0], "original_height": size[1]} if size else {})


def _chance(score: Any) -> float | None:  # noqa: ANN401 - whatever JSON came
    """The score, where it can be a chance: some backends give sums of logarithms, or per cent."""
    real = isinstance(score, int | float) and not isinstance(score, bool)
    return float(score) if real and 0 <= score <= 1 else None

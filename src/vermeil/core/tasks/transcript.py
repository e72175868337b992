"""`transcript`: what is said, or written, there? A value is the text.

The loss is the word error rate, or with `unit` "characters" the character error rate: the fewest insertions,
deletions and replacements that make one text out of the other, for each unit of the longer one.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np

from vermeil.core.errors import BadInput
from vermeil.core.tasks.kind import Kind, Question, medoid

UNITS = ("words", "characters")


def _ready(question: Question) -> None:
    if question.get("unit", "words") not in UNITS:
        raise BadInput(f"`unit` of a transcript is one of {', '.join(UNITS)}.")


def _check(value: Any, _: Question) -> None:  # noqa: ANN401 - it comes from outside
    if not isinstance(value, str):
        raise BadInput("A transcript is a text.")


def units(text: str, question: Question) -> list[str]:
    """The words, or the characters, that are compared: composed alike, spaces as one."""
    words = unicodedata.normalize("NFC", text).split()
    return words if question.get("unit", "words") == "words" else list(" ".join(words))


def distance(some: Sequence[str], others: Sequence[str]) -> int:
    """The fewest changes between two sequences (Levenshtein 1966), row by row."""
    if len(some) < len(others):
        some, others = others, some
    names: dict[str, int] = {}
    rows = [np.array([names.setdefault(one, len(names)) for one in part], int) for part in (some, others)]
    steps = np.arange(len(others) + 1)
    row = steps.copy()
    for number, one in enumerate(rows[0], 1):
        fresh = np.concatenate([[number], np.minimum(row[1:] + 1, row[:-1] + (rows[1] != one))])
        row = np.minimum.accumulate(fresh - steps) + steps  # insertions: from the left, one each
    return int(row[-1])


def _loss(said: Any, true: Any, question: Question) -> float:  # noqa: ANN401 - as checked
    one, other = units(said, question), units(true, question)
    return distance(one, other) / max(len(one), len(other), 1)


def _merge(values: Sequence[Any], question: Question) -> Any:  # noqa: ANN401 - as checked
    return medoid(values, lambda one, other: _loss(one, other, question))


TRANSCRIPT = Kind(_ready, _check, _loss, _merge)

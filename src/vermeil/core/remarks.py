"""What is said beside an answer about single parts of it: boxes, spans, fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from vermeil.core.errors import BadInput

REMARKS = "regions"  #: where they stand in the note of an answer


def check(remarks: Sequence[Mapping[str, Any]], value: Mapping[str, Any] | None) -> None:
    """BadInput unless each of {question, at, text} points at a part of the answer.

    `at` is a place in a list of regions, spans or rows, from 0; of a document the name of a field.
    """
    for remark in remarks:
        name, at = remark["question"], remark["at"]
        said = (value or {}).get(name)
        parts = said.get("fields", {}) if isinstance(said, Mapping) else said
        there = at in parts if isinstance(parts, Mapping) else _listed(parts, at)
        if not there:
            raise BadInput(f"There is no part {at!r} in the answer to {name!r} that could be commented.")


def _listed(parts: object, at: object) -> bool:
    return isinstance(parts, list) and isinstance(at, int) and 0 <= at < len(parts)

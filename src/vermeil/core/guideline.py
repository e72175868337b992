"""Examples of a guideline: items with their accepted answers, each for or against one of its classes."""

from collections.abc import Mapping
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.tasks.kind import Question, known
from vermeil.core.tasks.schema import Schema, choice, choices

MOST = 200  #: examples of one guideline: whoever must read more reads none


def names(schema: Schema) -> list[str]:
    """What an item can be an example of: every class and label, each once."""
    found = [name for one in schema["questions"] for name in _names(one)]
    return list(dict.fromkeys(found))


def _names(question: Question) -> list[str]:
    """Those of which the answers to a question are made; most types have none."""
    if question["type"] in {"classes", "pair"}:
        return choices(question)
    labels: list[str] = question.get("labels", [])
    return labels


def check(value: Mapping[str, Any], schema: Schema, *, about: str | None, good: bool) -> None:
    """BadInput unless an item with this accepted answer can be an example for (or against) `about`."""
    if about is None:
        return
    known(about, names(schema), "class or label of this project")
    if good and not _holds(value, about):
        raise BadInput(f"The accepted answer does not say {about!r}: it can be an example against it only.")
    if not good and choice(schema) is not None and _holds(value, about):
        raise BadInput(f"The accepted answer says {about!r}: it is no example against it.")


def _holds(value: object, name: str) -> bool:
    """Whether an answer says `name` anywhere."""
    if isinstance(value, Mapping):
        return any(_holds(one, name) for one in value.values())
    if isinstance(value, list):
        return any(_holds(one, name) for one in value)
    return value == name

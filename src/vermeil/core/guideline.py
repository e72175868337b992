"""Examples of a guideline: items with their accepted answers, each for or against one of its classes."""

from collections.abc import Mapping
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.tasks.classes import PAIR
from vermeil.core.tasks.kind import known
from vermeil.core.tasks.schema import Schema, choice

MOST = 200  #: examples of one guideline: whoever must read more reads none
#: Types whose answers are made of names, and the part of their questions that lists these.
NAMES = {"classes": "classes", "pair": "", "boxes": "labels", "polygons": "labels", "points": "labels"}
NAMES |= {"spans": "labels", "segments": "labels", "relations": "labels"}


def names(schema: Schema) -> list[str]:
    """What an item can be an example of: every class and label, each once."""
    parts = [(one, NAMES[one["type"]]) for one in schema["questions"] if one["type"] in NAMES]
    found = [name for one, part in parts for name in (one[part] if part else PAIR)]
    return list(dict.fromkeys(found))


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

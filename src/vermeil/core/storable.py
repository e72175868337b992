"""What JSON, SQLite, PostgreSQL and a browser all carry without loss: anything else is refused in words."""

import math
from collections.abc import Mapping

from vermeil.core.errors import BadInput

MAX_DEPTH = 16
BITS = 63
SHOWN = 60  #: characters of a path


def storable(value: object, path: str, depth: int = MAX_DEPTH) -> None:
    """BadInput unless `value` is JSON that can be kept; `path` is where it stands."""
    if not isinstance(value, Mapping | list):
        _scalar(value, f"`{path[:SHOWN]}`")
        return
    if depth == 0:
        raise BadInput(f"`{path[:SHOWN]}` is nested more than {MAX_DEPTH} deep")
    if isinstance(value, list):
        for part in value:
            storable(part, path, depth - 1)
        return
    for name, part in value.items():
        if not isinstance(name, str):
            raise BadInput(f"a name in `{path[:SHOWN]}` is not a string")
        text(name, f"a name in `{path[:SHOWN]}`")
        storable(part, f"{path}.{name}", depth - 1)


def _scalar(value: object, what: str) -> None:
    if isinstance(value, str):
        text(value, what)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise BadInput(f"{what} is {value}, which JSON cannot carry")
    elif isinstance(value, int):
        number(value)
    elif value is not None:
        raise BadInput(f"{what} is {kind_of(value)}, which JSON cannot carry")


def number(value: int) -> str:
    """A whole number in digits; BadInput beyond 64 bits."""
    if abs(value) >= 2**BITS:
        raise BadInput("a whole number has more than 64 bits: write it as a string")
    return str(value)


def text(given: str, what: str) -> None:
    """BadInput where a text holds what a database cannot keep."""
    if "\0" in given:
        raise BadInput(f"{what} holds a NUL character (U+0000), which cannot be stored: remove it")
    if not given.isascii() and any("\ud800" <= c <= "\udfff" for c in given):
        raise BadInput(f"{what} holds half of a surrogate pair, no character: mend its encoding")


def kind_of(value: object) -> str:
    """What something is, in words of JSON."""
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), type(value).__name__)

"""The files of labels that were sent, read with care: their size, their encoding, what is in which line."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.tasks.schema import Schema, ready
from vermeil.integrations.formats.entries import Entry
from vermeil.integrations.formats.labels.record import Json, Size, Source
from vermeil.integrations.formats.lines import lines, not_utf8, too_long

NONE = "?"  #: a label that no answer names, of a question that needs one more


def named(source: Source, *endings: str) -> list[Entry]:
    """The files whose names end so, without regard to case, in the order of their names."""
    return sorted((one for one in source.files if one.suffix in endings), key=lambda one: one.name)


def only(source: Source, *endings: str) -> Entry:
    """The one file whose name ends so; BadInput where there is none, or more than one."""
    found = named(source, *endings)
    if len(found) == 1:
        return found[0]
    there = ", ".join(one.where for one in found[:5]) or "none"
    raise BadInput(f"Send one file that ends in {' or '.join(endings)}; there is {there}.")


def whole(entry: Entry, limit: int) -> str:
    """A file as text; BadInput where it is longer than `limit` bytes or not UTF-8."""
    with entry.open() as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise BadInput(f"{entry.where} is longer than {limit:,} bytes: send it in parts.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{entry.where}: {not_utf8(error)}.") from error


def json_of(entry: Entry, source: Source) -> Any:  # noqa: ANN401 - whatever the file holds
    """A file as JSON; BadInput where it is none."""
    text = whole(entry, source.limits.labels_bytes)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(f"{entry.where} is not JSON: {error.msg} in line {error.lineno}.") from error
    except RecursionError as error:
        raise BadInput(f"{entry.where} is nested too deep to be read.") from error
    except ValueError as error:
        raise BadInput(f"{entry.where} holds a number of too many digits.") from error


def json_lines(entry: Entry, source: Source) -> Iterator[tuple[str, Json]]:
    """The objects of a JSONL file, each with its place in words; BadInput at the first line that is none."""
    for where, line in text_lines(entry, source):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BadInput(f"{where}: this is not JSON ({error}).") from error
        yield where, mapping(found, where)


def text_lines(entry: Entry, source: Source) -> Iterator[tuple[str, str]]:
    """The lines of a text file, each with its place in words."""
    limit = source.limits.line_bytes
    with entry.open() as stream:
        for number, line in lines(stream, limit):
            where = f"{entry.where}, line {number}"
            if line is None:
                raise BadInput(f"{where}: {too_long(limit)}.")
            try:
                yield where, line.decode().rstrip("\r")
            except UnicodeDecodeError as error:
                raise BadInput(f"{where}: {not_utf8(error)}.") from error


def mapping(found: object, where: str) -> Json:
    """An object of JSON; BadInput otherwise."""
    if not isinstance(found, dict):
        raise BadInput(f"{where}: this must be an object; it is {type(found).__name__}.")
    return found


def listing(found: object, where: str) -> list[Any]:
    """A list of JSON; BadInput otherwise."""
    if not isinstance(found, list):
        raise BadInput(f"{where}: this must be a list; it is {type(found).__name__}.")
    return found


def text_of(found: object, where: str) -> str:
    """A string of JSON; BadInput otherwise."""
    if not isinstance(found, str):
        raise BadInput(f"{where}: this must be a text; it is {found!r}.")
    return found


def number_of(found: object, where: str) -> float:
    """A finite number, as itself or in figures; BadInput otherwise."""
    try:
        number = float(found)  # type: ignore[arg-type]  # what is no number fails
    except (TypeError, ValueError, OverflowError):
        number = float("nan")
    if not abs(number) < float("inf"):
        raise BadInput(f"{where}: this must be a number; it is {found!r}.")
    return int(number) if number.is_integer() else number


def size_of(found: Mapping[str, Any], width: str = "width", height: str = "height") -> Size | None:
    """Width and height where both are there and make a picture."""
    match found.get(width), found.get(height):
        case (int() | float() as w, int() | float() as h) if 0 < w < 1e9 and 0 < h < 1e9:  # noqa: PLR2004 - finite
            return int(w), int(h)
    return None


def picture_sizes(source: Source) -> dict[str, Size]:
    """The sizes that are known by the name of the file and by the name without its ending."""
    known = dict(source.sizes)
    return known | {stem(name): size for name, size in known.items()}


def stem(name: str) -> str:
    """A name without its ending."""
    return PurePosixPath(name).with_suffix("").as_posix() if PurePosixPath(name).name else name


def each_once(names: Iterable[str]) -> list[str]:
    """The names in the order in which they first come."""
    return list(dict.fromkeys(names))


def checked(schema: Schema, where: str) -> Schema:
    """A schema that came with the file; BadInput where it cannot be asked."""
    try:
        ready(schema)
    except BadInput as bad:
        raise BadInput(f"{where}: {bad}") from bad
    return schema


def asking(questions: Sequence[Json]) -> Schema:
    """What a file asks whose format has no place for a schema; BadInput where it holds no label at all."""
    if not questions:
        raise BadInput("There is no label in these files.")
    return {"questions": list(questions)}

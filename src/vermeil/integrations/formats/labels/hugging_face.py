"""A data set folder of Hugging Face: Parquet shards under `data/` and a card, `README.md`, with YAML.

`datasets.load_dataset(folder)` reads it: a class is a `ClassLabel`, numbers and words are themselves, and an
answer of several parts is a text of JSON, because our Parquet has flat columns. The card holds the schema,
and the columns of the answers. Reading needs pyarrow, which is not among our dependencies.
"""

import importlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

import yaml

from vermeil.core.errors import BadInput
from vermeil.core.export import COLUMNS
from vermeil.core.tasks.editor import OWN
from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.labels.record import (
    ORIGIN,
    File,
    Format,
    Json,
    Labelled,
    Lost,
    Question,
    Read,
    Source,
    origin_of,
)
from vermeil.integrations.formats.labels.source import checked, listing, mapping, named, size_of, whole
from vermeil.integrations.formats.parquet import write_parquet

ITEM: Mapping[str, type] = {
    "key": str,
    "media": str,
    "text": str,
    "file_name": str,
    "width": int,
    "height": int,
}
PLAIN: Mapping[str, type] = {
    "number": float,
    "rating": int,
    "text": str,
    "url": str,
    "transcript": str,
    "pair": str,
}
DTYPES = {int: "int64", float: "float64", str: "string", bool: "bool"}
SHARD, GROUP = 250_000, 5_000  #: rows of a shard, of a row group
EXTRAS = "what only the tool knows that a label came from"


class Column(NamedTuple):
    """Where the answers to a question stand."""

    name: str
    type: type
    classes: list[str] | None  #: a number stands for each
    is_json: bool


def write(schema: Schema, records: Iterable[Labelled], lost: Lost) -> Iterator[File]:
    """The shards and the card; goes through the records twice, for shards are named by how many there are."""
    columns = _columns(schema)
    types = {
        **ITEM,
        **{one.name: one.type for one in columns.values()},
        **{name: COLUMNS[name] for name in ORIGIN},
    }
    count = sum(1 for _ in records)
    shards = max(1, -(-count // SHARD))
    rows = (_row(columns, record, lost) for record in records)
    for number in range(shards):
        shard = islice(rows, SHARD)
        groups = iter(lambda some=shard: list(islice(some, GROUP)), [])  # type: ignore[misc]  # bound at once
        yield File(f"data/train-{number:05}-of-{shards:05}.parquet", write_parquet(groups, types))
    yield File("README.md", [_card(schema, columns, types, count).encode()])


def _columns(schema: Schema) -> dict[str, Column]:
    """A column for each question, named for it where no other column is."""
    taken = {*ITEM, *ORIGIN}
    return {
        one["name"]: _column(one, f"answer_{one['name']}" if one["name"] in taken else one["name"])
        for one in schema["questions"]
    }


def _column(question: Question, name: str) -> Column:
    kind = question["type"]
    if kind == "classes" and not question.get("multiple"):
        return Column(name, int, list(question["classes"]), is_json=False)
    return Column(name, PLAIN.get(kind, str), None, is_json=kind not in PLAIN)


def _row(columns: Mapping[str, Column], record: Labelled, lost: Lost) -> Json:
    width, height = record.size or (None, None)
    row: Json = {"key": record.key, "media": record.media, "text": record.text, "file_name": record.file}
    row |= {"width": width, "height": height} | {name: record.origin.get(name) for name in ORIGIN}
    lost.add(EXTRAS, count=int(bool(record.extras)))
    for name, column in columns.items():
        row[column.name] = _cell(column, (record.value or {}).get(name))
    return row


def _cell(column: Column, said: Any) -> Any:  # noqa: ANN401 - as checked
    if said is None:
        return None
    if column.classes is not None:
        return column.classes.index(said)
    return json.dumps(said, ensure_ascii=False) if column.is_json else column.type(said)


def _card(schema: Schema, columns: Mapping[str, Column], types: Mapping[str, type], count: int) -> str:
    classes = {one.name: one.classes for one in columns.values() if one.classes is not None}
    features = [{"name": name, "dtype": _dtype(kind, classes.get(name))} for name, kind in types.items()]
    front = {
        "configs": [
            {"config_name": "default", "data_files": [{"split": "train", "path": "data/train-*.parquet"}]}
        ],
        "dataset_info": {"features": features, "splits": [{"name": "train", "num_examples": count}]},
        "vermeil": {"schema": schema, "columns": {name: one.name for name, one in columns.items()}},
    }
    written = yaml.safe_dump(json.loads(json.dumps(front)), allow_unicode=True, sort_keys=False)
    as_json = [f"`{one.name}`" for one in columns.values() if one.is_json]
    told = f" JSON texts: {', '.join(as_json)}." if as_json else ""
    return f"---\n{written}---\n\n# Labels from Vermeil\n\n{count:,} items.{told}\n"


def _dtype(kind: type, classes: Sequence[str] | None) -> Any:  # noqa: ANN401 - a name, or classes by their numbers
    if classes is None:
        return DTYPES[kind]
    return {"class_label": {"names": {str(number): name for number, name in enumerate(classes)}}}


def read(source: Source, _: Lost) -> Read:
    """Every row of every shard as a record."""
    front = _front(source)
    ours = mapping(front.get("vermeil"), "README.md, `vermeil`") if "vermeil" in front else _guessed(front)
    schema = checked(mapping(ours.get("schema"), "README.md, `schema`"), "README.md")
    columns = _columns(schema)
    told = mapping(ours.get("columns"), "README.md, `columns`")
    columns = {name: one._replace(name=str(told.get(name, one.name))) for name, one in columns.items()}
    rows = (row for entry in named(source, ".parquet") for row in _rows(entry, source))
    return Read(schema, [_labelled(columns, row, f"row {place}") for place, row in enumerate(rows, 1)])


def _front(source: Source) -> Json:
    """The YAML of the card."""
    for entry in named(source, ".md"):
        parts = whole(entry, source.limits.line_bytes).split("---\n", 2)
        if len(parts) == len(("", "yaml", "text")) and not parts[0].strip():
            try:
                return mapping(yaml.safe_load(parts[1]), entry.where)
            except (yaml.YAMLError, RecursionError, ValueError) as error:
                raise BadInput(f"{entry.where}: its YAML cannot be read: {error}") from error
    raise BadInput("A data set of Hugging Face needs its README.md, whose YAML tells its columns.")


def _guessed(front: Json) -> Json:
    """A question for each column that is a ClassLabel."""
    info = mapping(front.get("dataset_info") or {}, "README.md, `dataset_info`")
    questions, columns = [], {}
    for feature in listing(info.get("features", []), "README.md, `features`"):
        match feature:
            case {"name": str(name), "dtype": {"class_label": {"names": dict(names)}}} if all(
                str(number).isdecimal() for number in names
            ):
                ordered = [str(names[number]) for number in sorted(names, key=int)]
                questions.append({"name": name, "type": "classes", "classes": ordered, "optional": True})
                columns[name] = name
    if not questions:
        raise BadInput("There is no column of classes (ClassLabel) in `dataset_info` of README.md.")
    return {"schema": {"questions": questions}, "columns": columns}


def _rows(entry: Any, source: Source) -> Iterator[Json]:  # noqa: ANN401 - pyarrow has no types for us
    try:
        arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise BadInput("Parquet is read with pyarrow here: `pip install pyarrow`.") from error
    with entry.open() as stream:
        data = stream.read(source.limits.labels_bytes + 1)
    if len(data) > source.limits.labels_bytes:
        raise BadInput(
            f"{entry.where} is longer than {source.limits.labels_bytes:,} bytes: send it in parts."
        )
    try:
        for batch in parquet.ParquetFile(arrow.BufferReader(data)).iter_batches(GROUP):
            yield from batch.to_pylist()
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise BadInput(f"{entry.where} is no Parquet that can be read: {error}") from error


def _labelled(columns: Mapping[str, Column], row: Json, where: str) -> Labelled:
    value = {
        name: _said(one, row[one.name], where)
        for name, one in columns.items()
        if row.get(one.name) is not None
    }
    text, file = (row.get(name) if isinstance(row.get(name), str) else None for name in ("text", "file_name"))
    return Labelled(
        key=str(row.get("key", row.get("id", where))),
        media=str(row.get("media") or ("text" if file is None else "image")),
        text=text,
        file=file,
        size=size_of(row),
        value=value or None,
        origin=origin_of(row),
    )


def _said(column: Column, cell: Any, where: str) -> Any:  # noqa: ANN401 - of any question
    if column.classes is not None:
        if not isinstance(cell, int) or not 0 <= cell < len(column.classes):
            raise BadInput(f"{where}: {cell!r} is not the number of a class in the column {column.name!r}.")
        return column.classes[cell]
    if not column.is_json:
        return cell
    try:
        return json.loads(cell)
    except (TypeError, ValueError, RecursionError) as error:
        raise BadInput(f"{where}: the column {column.name!r} must hold JSON.") from error


HUGGING_FACE = Format(
    title="Hugging Face data set",
    ending="zip",
    holds=frozenset(OWN),
    once=False,
    unlabelled=True,
    write=write,
    read=read,
)

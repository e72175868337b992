"""Labels as files: JSONL, CSV and Parquet, in constant memory."""

import csv
import io
import itertools
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.export import COLUMNS

Row = Mapping[str, Any]

MEDIA_TYPES = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
_AT_ONCE = 2_000
_GROUP = 50_000  #: rows of a Parquet row group
_BLOCK = 2**18


def write(rows: Iterable[Row], form: str) -> Iterator[bytes]:
    """The rows as the bytes of a file in the format `form`: jsonl, csv or parquet; BadInput for others."""
    writers = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet}
    if form not in writers:
        raise BadInput(f"There is no format {form!r}: take one of {', '.join(writers)}.")
    return writers[form](iter(rows))


def _jsonl(rows: Iterator[Row]) -> Iterator[bytes]:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for some in _batched(rows, _AT_ONCE):
        yield "".join(encode(row) + "\n" for row in some).encode()


def _csv(rows: Iterator[Row]) -> Iterator[bytes]:
    """RFC 4180 with LF, the values as they are: a text that begins with = is a formula to a spreadsheet."""
    out = io.StringIO()
    lines = csv.DictWriter(out, list(COLUMNS), lineterminator="\n")
    lines.writeheader()
    for some in _batched(rows, _AT_ONCE):
        lines.writerows(some)
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
    yield out.getvalue().encode()


def _parquet(rows: Iterator[Row]) -> Iterator[bytes]:
    import pyarrow as pa  # noqa: PLC0415 - slow to import, and only this format needs it
    from pyarrow import parquet  # noqa: PLC0415

    types = {int: pa.int64(), str: pa.string(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    with tempfile.TemporaryFile() as file:
        with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            for some in _batched(rows, _GROUP):
                writer.write_table(pa.Table.from_pylist(list(some), schema=schema))
        file.seek(0)
        while block := file.read(_BLOCK):
            yield block


def _batched(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    while some := list(itertools.islice(rows, size)):
        yield some

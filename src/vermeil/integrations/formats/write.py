"""Labels as files: JSONL, CSV and Parquet, in constant memory."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.export import COLUMNS
from vermeil.integrations.formats.parquet import write_parquet

Row = Mapping[str, Any]

MEDIA_TYPES = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
_LINES = (2_000, 2_000_000)  #: rows of a block of lines at most, and from how much text on fewer
_GROUP = (50_000, 20_000_000)  #: the same of a Parquet row group


def write(rows: Iterable[Row], form: str) -> Iterator[bytes]:
    """The rows as the bytes of a file in the format `form`: jsonl, csv or parquet; BadInput for others."""
    writers = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet}
    if form not in writers:
        raise BadInput(f"There is no format {form!r}: take one of {', '.join(writers)}.")
    return writers[form](iter(rows))


def _jsonl(rows: Iterator[Row]) -> Iterator[bytes]:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for some in _batched(rows, *_LINES):
        yield "".join(encode(row) + "\n" for row in some).encode()


def _csv(rows: Iterator[Row]) -> Iterator[bytes]:
    """RFC 4180 with LF, the values as they are: a text that begins with = is a formula to a spreadsheet."""
    out = io.StringIO()
    lines = csv.DictWriter(out, list(COLUMNS), lineterminator="\n")
    lines.writeheader()
    for some in _batched(rows, *_LINES):
        lines.writerows(some)
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
    yield out.getvalue().encode()


def _parquet(rows: Iterator[Row]) -> Iterator[bytes]:
    return write_parquet(_batched(rows, *_GROUP), COLUMNS)


def _batched(rows: Iterator[Row], most: int, text: int) -> Iterator[list[Row]]:
    """Lists of at most `most` rows, shorter where texts are long: `text` characters and one text more."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row["text"] or "")
        if len(batch) == most or size > text:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch

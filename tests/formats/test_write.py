import csv
import io
import json
import math
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from vermeil.core.errors import BadInput
from vermeil.core.export import COLUMNS, label_row
from vermeil.integrations.formats import MEDIA_TYPES, write
from vermeil.integrations.formats.parquet import write_parquet

VALUES = {
    int: st.integers(-(2**63), 2**63 - 1),
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    float: st.floats(allow_nan=False),
    bool: st.booleans(),
}
ROWS = st.lists(
    st.fixed_dictionaries({name: st.none() | VALUES[kind] for name, kind in COLUMNS.items()}), max_size=20
)
ARROW = {int: pa.int64(), str: pa.string(), float: pa.float64(), bool: pa.bool_()}


def label(number: int, text: str = 'Hello, "you"\nthere') -> dict[str, Any]:
    """A row as the store gives it for an export."""
    machine = number % 2 == 1
    return label_row(
        {
            "item_id": number,
            "key": f"k{number}",
            "text": text,
            "blob": None,
            "metadata": {"shop": "größe"},
            "origin": None if machine else {"tool": "doccano", "annotator": "anna", "extras": {"n": 1}},
            "media": "text",
            "value": {"class": "größe"},
            "provenance": "machine" if machine else "imported",
            "confidence": 0.25 if machine else None,
            "guideline_version": 2,
            "schema_version": 1,
            "model_version": None,
            "blind": not machine,
            "answers": 3,
            "certificate_id": None,
            "note": {"comment": "hm", "first": {"class": "x"}} if number == 0 else None,
        }
    )


def written(rows: list[dict[str, Any]], form: str) -> bytes:
    return b"".join(write(rows, form))


def read_parquet(data: bytes) -> list[dict[str, Any]]:
    return parquet.read_table(io.BytesIO(data)).to_pylist()


def test_a_label_says_where_it_came_from() -> None:
    person, machine = label(0), label(1)
    assert list(person) == list(COLUMNS)
    assert [person["label_source"], machine["label_source"]] == ["human", "machine"]
    assert person["label"] == "größe"
    assert person["n_answers"] == 3
    assert (person["tool"], person["annotator"], person["annotated_at"]) == ("doccano", "anna", None)
    assert (person["extras"], person["metadata"]) == ('{"n":1}', '{"shop":"größe"}')
    assert (machine["tool"], machine["extras"]) == (None, None)
    assert [person["comments"], machine["comments"]] == ['{"comment":"hm"}', None]


def test_an_answer_of_several_parts_has_a_value_and_no_label() -> None:
    said = {"class": "damaged", "where": [{"label": "dent", "x": 1, "y": 2, "w": 3, "h": 4}]}
    row = label_row(
        {"item_id": 1, "key": "k", "blob": "ab", "value": said, "provenance": "human", "answers": 1}
    )
    assert row["label"] is None
    assert json.loads(row["value"]) == said


def test_an_item_without_a_label_has_no_source() -> None:
    empty = label_row(
        {"item_id": 1, "key": "k", "blob": "ab", "value": None, "provenance": None, "answers": 0}
    )
    assert (empty["label"], empty["label_source"], empty["image"]) == (None, None, "ab")


def test_jsonl_comes_back() -> None:
    rows = [label(number) for number in range(5)]
    assert [json.loads(line) for line in written(rows, "jsonl").splitlines()] == rows


def test_csv_comes_back() -> None:
    rows = [label(number) for number in range(5)]
    found = list(csv.DictReader(io.StringIO(written(rows, "csv").decode(), newline="")))
    assert found == [{name: "" if v is None else str(v) for name, v in row.items()} for row in rows]
    assert written([], "csv").decode() == ",".join(COLUMNS) + "\n"


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_parquet_comes_back_with_its_types(rows: list[dict[str, Any]]) -> None:
    data = written(rows, "parquet")
    assert parquet.read_schema(io.BytesIO(data)).equals(
        pa.schema([(n, ARROW[k]) for n, k in COLUMNS.items()])
    )
    assert read_parquet(data) == rows


def test_parquet_holds_as_many_groups_as_it_is_given() -> None:
    groups = [[{"x": 1.5}, {"x": None}], [{"x": math.nan}], [{"x": math.inf}] * 20]
    data = b"".join(write_parquet(groups, {"x": float}))
    file = parquet.ParquetFile(io.BytesIO(data))
    assert [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)] == [2, 1, 20]
    found = file.read().column("x").to_pylist()
    assert found[:2] == [1.5, None]
    assert math.isnan(found[2])
    assert found[3:] == [math.inf] * 20


def test_a_parquet_reader_sees_the_sizes_that_were_written() -> None:
    data = written([label(number) for number in range(100)], "parquet")
    group = parquet.ParquetFile(io.BytesIO(data)).metadata.row_group(0)
    chunks = [group.column(i) for i in range(group.num_columns)]
    assert {chunk.compression for chunk in chunks} == {"GZIP"}
    assert group.total_byte_size == sum(chunk.total_uncompressed_size for chunk in chunks)
    ends = [chunk.data_page_offset + chunk.total_compressed_size for chunk in chunks]
    assert ends[:-1] == [chunk.data_page_offset for chunk in chunks[1:]]


@pytest.mark.parametrize("form", list(MEDIA_TYPES))
def test_writing_is_a_stream(form: str) -> None:
    taken = given_out = 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal taken
        for number in range(70):
            taken += 1
            yield label(number, "x" * 1_000_000)

    for _ in write(rows(), form):
        assert taken - given_out <= 21, "the memory grows with the file"
        given_out = taken
    assert given_out == 70


def test_another_format_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(BadInput, match="jsonl, csv, parquet"):
        write([], "xlsx")

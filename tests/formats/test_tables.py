import codecs
import csv
import io
import json
from functools import partial

import pytest
from files import rows
from hypothesis import given, settings
from hypothesis import strategies as st

from vermeil.core.errors import BadInput
from vermeil.core.ingest import Draft, Refusal, drafts
from vermeil.core.tasks.schema import one_of, value_of
from vermeil.integrations.formats import Limits, read

FITS = partial(value_of, schema=one_of(["a", "b"]))
NAMES = ["a.json", "a.ndjson", "a.csv", "a.tsv", "a.zip", "a.png", "a"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)
RECORDS = st.lists(
    st.fixed_dictionaries(
        {"text": TEXTS, "metadata": st.dictionaries(TEXTS, st.integers(-9, 9), max_size=2)}
    ),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(NAMES),
    st.sampled_from(
        [b"", b"[", b'[{"text":"a"},', b"text\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xfe"]
    ),
    st.one_of(st.binary(max_size=200), st.text(alphabet='[]{},:"\\\n tex1é', max_size=80).map(str.encode)),
)
def test_whatever_bytes_arrive_only_bad_input_is_said(name: str, start: bytes, rest: bytes) -> None:
    try:
        found = list(drafts(read(io.BytesIO(start + rest), name), FITS))
    except BadInput:
        return
    assert len(found) <= len(start + rest) + 1
    for _, row in found:
        assert row.reason if isinstance(row, Refusal) else isinstance(row, Draft)


@settings(max_examples=40, deadline=None)
@given(RECORDS, st.sampled_from([None, 2]), st.booleans())
def test_a_json_list_and_ndjson_say_the_same(records: list[object], indent: int | None, ascii_: bool) -> None:
    listed = json.dumps(records, indent=indent, ensure_ascii=ascii_).encode()
    lines = "".join(json.dumps(record, ensure_ascii=ascii_) + "\n" for record in records).encode()
    expected = list(enumerate(records, 1))
    assert rows(listed, "a.json") == expected
    assert rows(b'{"items": ' + listed + b"}", "a.json") == expected
    assert rows(lines, "a.ndjson") == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.text(alphabet='abc,;"\n é', min_size=1, max_size=9)), max_size=5))
def test_csv_comes_back(cells: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("text", "origin"), *cells])
    found = rows(out.getvalue().encode(), "a.csv")
    assert [(row["text"], row["origin"]) for _, row in found] == cells


def test_strings_are_texts_and_other_values_are_refused() -> None:
    found = rows(b'["a", 3, null, {"text": "b"}]', "a.json")
    assert found[0] == (1, {"text": "a"})
    assert found[3] == (4, {"text": "b"})
    assert all("object or a string" in reason for _, reason in found[1:3])


@pytest.mark.parametrize("name", ["a.ndjson", "a.csv"])
def test_a_line_of_ten_megabytes_is_refused_by_its_number_and_the_rest_goes_in(name: str) -> None:
    lines = [b"text"] * (name == "a.csv") + [b'"first"', b'"' + b"x" * 10_000_000 + b'"', b'"third"']
    found = rows(b"\n".join(lines), name)
    second = 2 + (name == "a.csv")
    assert [where for where, _ in found] == [second - 1, second, second + 1]
    assert "long" in found[1][1]
    assert [found[0][1]["text"], found[2][1]["text"]] == ["first", "third"]


def test_a_long_record_inside_a_list_is_refused_and_the_rest_goes_in() -> None:
    listed = json.dumps([{"text": "a"}, {"text": '"],[{' * 60_000}, {"text": "b"}]).encode()
    found = rows(listed, "a.json", line_bytes=100_000)
    assert found[0] == (1, {"text": "a"})
    assert found[1][0] == 2
    assert "longer than 100,000 bytes" in found[1][1]
    assert found[2] == (3, {"text": "b"})


def test_a_broken_record_inside_a_list_is_refused_and_the_rest_goes_in() -> None:
    found = rows(b'[{"text": "a"}, {"text": oops, "x": [1, "]"]}, {"text": "b"}]', "a.json")
    assert [where for where, _ in found] == [1, 2, 3]
    assert "not JSON" in found[1][1]
    assert found[2][1] == {"text": "b"}


def test_a_truncated_list_gives_what_is_whole_and_says_so() -> None:
    reading = read(io.BytesIO(b'[{"text": "a"}, {"text": "b"},'), "a.json")
    assert [next(reading)[1], next(reading)[1]] == [{"text": "a"}, {"text": "b"}]
    with pytest.raises(BadInput, match="cut off"):
        next(reading)


def test_records_larger_than_a_block_are_read_whole() -> None:
    texts = ["é" * 40_000, "\\" * 70_000, "z"]
    assert [row["text"] for _, row in rows(json.dumps(texts, ensure_ascii=False).encode(), "a.json")] == texts


@pytest.mark.parametrize("bad", [b'{"text": "a"', b"nonsense", b'{"text": ' + b"[" * 100_000])
def test_a_broken_line_is_refused_by_its_number(bad: bytes) -> None:
    found = rows(b'"a"\n' + bad + b'\n\n"b"', "a.ndjson")
    assert [where for where, _ in found] == [1, 2, 4]
    assert "not JSON" in found[1][1]


def test_a_file_that_is_no_json_is_bad_input() -> None:
    for data in (b"nonsense", b'{"text": ', b"[" * 100_000, b"\xff\xff"):
        with pytest.raises(BadInput):
            rows(data, "a.json")


@pytest.mark.parametrize("name", ["a.json", "a.ndjson", "a.csv"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_byte_order_marks_tell_the_encoding(name: str, encoding: str) -> None:
    body = {"a.json": '["größe 猫"]', "a.ndjson": '"größe 猫"\n', "a.csv": "text\ngröße 猫\n"}[name]
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    assert [row["text"] for _, row in rows(mark + body.encode(encoding), name)] == ["größe 猫"]


def test_other_encodings_are_refused_and_not_guessed() -> None:
    assert "UTF-8" in rows('"größe"\n"b"'.encode("latin-1"), "a.ndjson")[0][1]
    found = rows("text\ngröße\nb".encode("latin-1"), "a.csv")
    assert "UTF-8" in found[0][1]
    assert found[1][1] == {"text": "b"}
    found = rows('["größe", "b"]'.encode("latin-1"), "a.json")
    assert "UTF-8" in found[0][1]
    assert found[1][1] == {"text": "b"}
    with pytest.raises(BadInput, match="UTF-8"):
        rows(codecs.BOM_UTF16_LE + b"\x00\xd8\x00", "a.json")


@pytest.mark.parametrize("data", [b"hello,world\n1,2\n", b"", b"text,text\na,b\n", b"\n"])
def test_csv_without_a_header_we_know_is_bad_input(data: bytes) -> None:
    with pytest.raises(BadInput, match="first line"):
        rows(data, "a.csv")


def test_csv_takes_the_separator_of_its_header() -> None:
    for mark in ",;\t|":
        data = f'Key{mark}TEXT{mark}note\n1{mark}"a{mark}b"{mark}x\n2{mark}c{mark}\n'.encode()
        assert rows(data, "a.csv") == [
            (2, {"key": "1", "text": f"a{mark}b", "note": "x"}),
            (3, {"key": "2", "text": "c"}),
        ]


def test_a_csv_line_with_too_many_fields_is_refused() -> None:
    found = rows(b"key,text\n1,a,b\n2,c\n", "a.csv")
    assert "3 fields, the header 2" in found[0][1]
    assert found[1][1] == {"key": "2", "text": "c"}


def test_the_media_type_tells_what_a_name_does_not() -> None:
    assert rows(b'["a"]', "upload", "application/json; charset=utf-8") == [(1, {"text": "a"})]
    assert rows(b"text\na", "upload", "text/csv") == [(2, {"text": "a"})]


def test_reading_a_large_list_takes_little_memory() -> None:
    class Endless(io.RawIOBase):
        """A list without an end, which can only be read as a stream."""

        def __init__(self) -> None:
            self._at = 0

        def read(self, size: int = -1) -> bytes:
            start, self._at = self._at, self._at + size
            return b"[" + b'"a",' * (size // 4) if start == 0 else b'"a",' * (size // 4)

        def seek(self, offset: int, _whence: int = 0) -> int:
            self._at = offset
            return offset

    found = read(Endless(), "a.json", limits=Limits())
    assert [next(found)[1] for _ in range(100_000)] == [{"text": "a"}] * 100_000

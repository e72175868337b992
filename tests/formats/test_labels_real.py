"""Whole real data sets through every format that holds them: nothing moves by a pixel or a character."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from labels import opener, through

from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.entries import Entry
from vermeil.integrations.formats.labels import FORMATS, Labelled, Lost, Source, read_labels

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
BOXES = [name for name in FORMATS if "boxes" in FORMATS[name].holds]
SPANS = [name for name in FORMATS if "spans" in FORMATS[name].holds]


def shared(name: str) -> bytes:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the real data ../shared/data/{name} are not here")
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def cells() -> tuple[Schema, list[Labelled]]:
    """BCCD: 4,886 boxes of blood cells in 364 pictures, as COCO."""
    entry = Entry("bccd.coco.json", "bccd.coco.json", opener(shared("detection/bccd.coco.json")))
    found = read_labels(Source(files=[entry]), "coco", Lost())
    return found.schema, found.records


def only(record: Labelled) -> Any:
    (said,) = (record.value or {}).values()
    return said


def test_bccd_is_read_as_it_is() -> None:
    schema, records = cells()
    assert schema["questions"][0]["labels"] == ["Platelets", "RBC", "WBC"]
    assert Counter(one["label"] for record in records for one in only(record)) == {
        "RBC": 4153,
        "WBC": 372,
        "Platelets": 361,
    }
    assert {record.size for record in records} == {(640, 480)}


@pytest.mark.parametrize("form", BOXES)
def test_bccd_comes_back_from_every_format(form: str) -> None:
    schema, records = cells()
    found, lost = through(schema, records, form, sizes={one.name: (640, 480) for one in records})
    before, after = ({one.key: only(one) for one in some} for some in (records, found.records))
    assert sum(map(len, after.values())) == 4886
    assert after.keys() == before.keys()
    for key, boxes in before.items():
        assert [one["label"] for one in after[key]] == [one["label"] for one in boxes]
        for one, other in zip(boxes, after[key], strict=True):
            assert all(abs(one[side] - other[side]) <= 1 for side in "xywh"), (key, one, other)
    assert [one for one in lost.told() if one["question"] is not None and "edge" not in one["why"]] == []


def receipts() -> tuple[Schema, list[Labelled]]:
    """SROIE: the fields of 90 receipts, and the outlines of their lines."""
    rows = [json.loads(line) for line in shared("documents/sroie.jsonl.gz").splitlines()]
    names = ["company", "date", "address", "total"]
    schema = {
        "questions": [
            {"name": "receipt", "type": "fields", "fields": [{"name": name} for name in names]},
            {"name": "lines", "type": "polygons", "labels": ["line"]},
        ]
    }
    records = []
    for row in rows:
        quads = [line["quad"] for line in row["lines"]]
        lines = [
            {"label": "line", "points": [list(p) for p in zip(q[::2], q[1::2], strict=True)]} for q in quads
        ]
        fields = {name: {"text": text} for name, text in row["fields"].items()}
        value = {"receipt": {"fields": fields}, "lines": lines}
        size, name = (row["width"], row["height"]), row["file_name"]
        records.append(Labelled(key=row["id"], media="image", file=name, size=size, value=value))
    return schema, records


@pytest.mark.parametrize("form", ["label-studio", "hugging-face"])
def test_sroie_comes_back_whole(form: str) -> None:
    schema, records = receipts()
    found, lost = through(schema, records, form)
    assert found.schema == schema
    assert [one.key for one in found.records] == [one.key for one in records]
    assert [one.value for one in found.records] == [one.value for one in records]
    assert lost.told() == []


@pytest.mark.parametrize("form", ["coco", "yolo-seg", "doccano", "prodigy"])
def test_the_lines_of_sroie_come_back_and_its_fields_are_told(form: str) -> None:
    schema, records = receipts()
    found, lost = through(schema, records, form, sizes={one.name: one.size for one in records})
    assert len(found.records) == 90
    for before, after in zip(records, sorted(found.records, key=lambda one: one.name), strict=True):
        lines = [one["points"] for one in (before.value or {})["lines"]]
        assert [one["points"] for one in only(after)] == [
            [pytest.approx(p, abs=1) for p in one] for one in lines
        ]
    assert "receipt" in {one["question"] for one in lost.told()}


def tweets() -> tuple[Schema, list[Labelled]]:
    """WNUT-17: 5,690 tweets with spans of six kinds, by their tokens."""
    rows = [json.loads(line) for line in shared("ner/wnut17.jsonl.gz").splitlines()]
    text = "".join(
        "".join(f"{token} {tag}\n" for token, tag in zip(row["tokens"], row["tags"], strict=True)) + "\n"
        for row in rows
    )
    found = read_labels(Source(files=[Entry("w.conll", "w.conll", opener(text.encode()))]), "conll", Lost())
    assert len(found.records) == len(rows) == 5690
    return found.schema, found.records


@pytest.mark.parametrize("form", SPANS)
def test_wnut_comes_back_from_every_format(form: str) -> None:
    if form == "spacy-docbin":
        pytest.importorskip("spacy", reason="DocBin is written by spaCy, which is optional")
    schema, records = tweets()
    assert len(schema["questions"][0]["labels"]) == 6
    found, lost = through(schema, records, form)
    assert [one.text for one in found.records] == [one.text for one in records]
    assert [sorted(only(one), key=str) for one in found.records] == [
        sorted(only(one), key=str) for one in records
    ]
    assert [one for one in lost.told() if one["question"] is not None] == []

"""Labels out, and versions that never change."""

import csv
import hashlib
import io
import json
from typing import Any

import pyarrow.parquet as pq
import pytest
from calling import Caller, House, answered

from vermeil.core.export import COLUMNS


def lines(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


@pytest.fixture
def labelled(both: House) -> int:
    """A project of four items: one labelled, with a copy, and two that are not."""
    project = both.project("a cat", "a dog", "a cat", 'a, "cow"\n')
    answered(both.people["annotator"], project, "cat")
    return project


def test_every_label_tells_where_it_comes_from(both: House, labelled: int) -> None:
    answer = both.people["reviewer"].get(f"/projects/{labelled}/labels")
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    assert f"project-{labelled}-labels.jsonl" in answer.headers["content-disposition"]
    rows = lines(answer)
    assert [set(row) for row in rows] == [set(COLUMNS)] * 4
    first = rows[0]
    assert (first["label"], first["label_source"], first["provenance"]) == ("cat", "human", "human")
    assert (first["schema_version"], first["guideline_version"], first["n_answers"]) == (1, 1, 1)
    assert first["blind"] is True
    assert (rows[2]["label"], rows[2]["label_source"]) == ("cat", "human")  # the copy of the first
    assert (rows[1]["label"], rows[1]["label_source"]) == (None, None)


def test_every_format_tells_the_same(both: House, labelled: int) -> None:
    reviewer = both.people["reviewer"]
    rows = lines(reviewer.get(f"/projects/{labelled}/labels", params={"format": "jsonl"}))
    table = pq.read_table(
        io.BytesIO(reviewer.get(f"/projects/{labelled}/labels", params={"format": "parquet"}).content)
    )
    assert table.to_pylist() == rows
    text = reviewer.get(f"/projects/{labelled}/labels", params={"format": "csv"}).text
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["label"] for row in read] == ["cat", "", "cat", ""]
    assert [row["text"] for row in read] == [row["text"] for row in rows]


def test_other_formats_are_refused(house: House, manager: Caller) -> None:
    project = house.project("a cat")
    assert manager.get(f"/projects/{project}/labels", params={"format": "xml"}).status_code == 422


def test_a_release_never_changes(both: House, labelled: int) -> None:
    manager = both.people["manager"]
    made = manager.made(f"/projects/{labelled}/releases", {"note": "first"})
    assert made["version"] == 1
    assert made["counts"] == {"items": 4, "human": 2, "unlabelled": 2}
    path = f"/releases/{made['id']}/export"
    files = {kind: manager.get(path, params={"format": kind}).content for kind in ("jsonl", "csv", "parquet")}
    assert hashlib.sha256(files["jsonl"]).hexdigest() == made["sha256"]
    answered(both.people["annotator"], labelled, "dog")
    for kind, content in files.items():
        assert manager.get(path, params={"format": kind}).content == content, kind
    second = manager.made(f"/projects/{labelled}/releases", {})
    assert (second["version"], second["counts"]["human"]) == (2, 3)
    assert second["sha256"] != made["sha256"]
    assert [r["version"] for r in manager.seen(f"/projects/{labelled}/releases")["items"]] == [2, 1]
    assert manager.seen(f"/releases/{made['id']}") == made


def test_nothing_can_be_released_of_nothing(house: House, manager: Caller) -> None:
    answer = manager.post(f"/projects/{house.project()}/releases", {})
    assert answer.status_code == 422
    assert "no items" in answer.json()["detail"]
    assert list(house.app.state.house.scratch.iterdir()) == []


def test_who_may_not_see_labels_is_told_before_the_stream_begins(house: House) -> None:
    project = house.project("a cat")
    answer = house.people["annotator"].get(f"/projects/{project}/labels")
    assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")

"""Who said it: what each tool tells of the people behind its labels, and of models."""

import io
import json
from typing import Any

import pytest
from labels import sent, through

from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats import Limits
from vermeil.integrations.formats.entries import Upload
from vermeil.integrations.formats.labelled import EXTRAS, OTHERS, TOO_MUCH, read_labelled
from vermeil.integrations.formats.labels import Labelled, Lost, read_labels

CLASS: Schema = {"questions": [{"name": "class", "type": "classes", "classes": ["cat", "dog"]}]}
YOLO = {"data.yaml": b"names: [dent]", "labels/a.txt": b"0 0.5 0.5 0.1 0.1 0.75\n0 0.2 0.2 0.1 0.1 0.5\n"}
NOBODY = "00000000-0000-0000-0000-000000000000"
ANNA = "5ee8c9e4-1b3e-4f6e-9f0b-0d1c2b3a4f5e"


def lines(*rows: dict[str, Any]) -> bytes:
    return "\n".join(map(json.dumps, rows)).encode()


def origins(form: str, files: dict[str, bytes], **source: Any) -> list[dict[str, Any]]:
    return [dict(one.origin) for one in read_labels(sent(files, **source), form, Lost()).records]


def test_prodigy_tells_who_and_when_and_which_lines_are_about_one_item() -> None:
    about = {"text": "a cat", "_input_hash": -5, "options": [], "_task_hash": 9}
    rows = lines(
        {
            **about,
            "accept": ["cat"],
            "answer": "accept",
            "_annotator_id": "set-anna",
            "_timestamp": 1700000000,
        },
        {**about, "accept": ["dog"], "answer": "accept", "_session_id": "set-bo", "_timestamp": "no time"},
    )
    found = read_labels(sent({"a.jsonl": rows}), "prodigy", Lost())
    assert {one.key for one in found.records} == {"-5"}
    assert [dict(one.origin) for one in found.records] == [
        {"annotator": "set-anna", "annotated_at": "2023-11-14T22:13:20+00:00"},
        {"annotator": "set-bo"},
    ]
    again, lost = through(found.schema, found.records, "prodigy")
    assert [one.extras for one in again.records] == [one.extras for one in found.records]
    assert lost.told() == []


def test_doccano_names_the_files_of_several_people_by_them() -> None:
    rows = lines({"id": 1, "text": "a cat", "label": ["cat"]})
    assert origins("doccano", {"anna.jsonl": rows, "out/bo.jsonl": rows}) == [
        {"annotator": "anna"},
        {"annotator": "bo"},
    ]
    assert origins("doccano", {"all.jsonl": rows}) == [{}]


def test_argilla_keeps_the_ids_of_its_users() -> None:
    people = [
        Labelled(key="k", text="a cat", value={"class": "cat"}, origin={"annotator": who})
        for who in (ANNA, "somebody")
    ]
    found, _ = through(CLASS, people, "argilla")
    assert [one.origin.get("annotator") for one in found.records] == [ANNA, None]


def test_ground_truth_keeps_when_a_label_was_made() -> None:
    when = "2024-05-06T07:08:09.123"
    made = Labelled(key="k", text="a cat", value={"class": "cat"}, origin={"annotated_at": when})
    found, _ = through(CLASS, [made], "ground-truth")
    assert [one.origin["annotated_at"] for one in found.records] == [when]


def test_regions_with_scores_are_a_models() -> None:
    images = [{"id": n, "file_name": f"{n}.png", "width": 10, "height": 10} for n in (1, 2)]
    boxes = [{"id": n, "image_id": n, "category_id": 1, "bbox": [0, 0, 5, 5]} for n in (1, 2)]
    coco = {"images": images, "annotations": [boxes[0] | {"score": 0.5}, boxes[1]]}
    found = {**coco, "categories": [{"id": 1, "name": "dent"}]}
    machine = {"label_source": "machine", "confidence": 0.5}
    assert origins("coco", {"a.json": json.dumps(found).encode()}) == [machine, {}]
    assert origins("yolo", YOLO, sizes={"a.png": (10, 10)}) == [machine]


def tasks(*annotations: dict[str, Any], **more: Any) -> list[Upload]:
    one = {"data": {"text": "a cat", "key": "k"}, "annotations": list(annotations), **more}
    return [Upload("tasks.json", io.BytesIO(json.dumps([one]).encode()))]


def annotation(name: str, **more: Any) -> dict[str, Any]:
    said = {"from_name": "class", "to_name": "t", "type": "choices", "value": {"choices": [name]}}
    return {"result": [said], **more}


def read(files: list[Upload], *, answers: bool) -> tuple[dict[str, Any], dict[str, int]]:
    lost = Lost()
    [(_, record)] = read_labelled(files, "label-studio", CLASS, Limits(), lost, answers=answers)
    assert isinstance(record, dict)
    return record, {one["why"]: one["count"] for one in lost.told()}


def test_people_are_answers_and_models_suggestions_or_all_suggestions() -> None:
    thought = [annotation("dog", score=0.5, model_version="m"), annotation("cat", id=3)]
    files = tasks(annotation("cat", completed_by=1), annotation("dog", id=7), predictions=thought)
    record, lost = read(files, answers=True)
    assert record["answers"] == [
        {"value": {"class": "cat"}, "annotator": "1", "extras": {"completed_by": 1}},
        {"value": {"class": "dog"}, "extras": {"id": 7}},
    ]
    assert record["suggestion"] == {"value": {"class": "dog"}, "confidence": 0.5, "model_version": "m"}
    assert lost == {OTHERS: 1, EXTRAS: 1}
    record, lost = read(files, answers=False)
    assert "answers" not in record
    assert record["suggestion"] == {"value": {"class": "cat"}}
    assert lost == {OTHERS: 3, EXTRAS: 3}


@pytest.mark.parametrize("much", ["x" * 40_000, "nul \0", 2**70], ids=["long", "nul", "number"])
def test_what_cannot_be_kept_of_another_tool_is_told(much: object) -> None:
    record, lost = read(tasks(annotation("cat", more=much), inner=much), answers=True)
    assert record["answers"] == [{"value": {"class": "cat"}}]
    assert "metadata" not in record
    assert lost == {TOO_MUCH: 2}

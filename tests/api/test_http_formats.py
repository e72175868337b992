"""Labels in the formats of other tools, over HTTP."""

import io
import json
import zipfile
from typing import Any

import pytest
from calling import House, answered
from PIL import Image

from vermeil.integrations.formats.entries import Entry
from vermeil.integrations.formats.labels import FORMATS, Lost, Source, read_labels

DENTS = {"questions": [{"name": "where", "type": "boxes", "labels": ["dent, small", "größe"]}]}
BOX = {"label": "größe", "x": 10, "y": 20.5, "w": 30, "h": 40}


@pytest.fixture
def pictures(house: House) -> int:
    """A project of two pictures, one of them held sideways and labelled."""
    manager = house.people["manager"]
    project = manager.made("/projects", {"name": "cars", "schema": DENTS})["id"]
    out = io.BytesIO()
    turned = Image.Exif()
    turned[0x0112] = 6
    with zipfile.ZipFile(out, "w") as archive:
        for name, exif in (("a/größe.jpg", turned), ("b.jpg", Image.Exif())):
            picture = io.BytesIO()
            Image.new("RGB", (200, 100), (len(name), 0, 0)).save(picture, "JPEG", exif=exif)
            archive.writestr(name, picture.getvalue())
    files = {"file": ("cars.zip", out.getvalue())}
    assert manager.call("POST", f"/projects/{project}/items", files=files).json()["added"] == 2
    task = manager.made(f"/projects/{project}/tasks/next")
    manager.made(f"/tasks/{task['id']}/answers", {"lease": task["lease"], "value": {"where": [BOX]}})
    return int(project)


def told(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = json.loads(answer.headers.get("vermeil-lost", "[]"))
    return found


def test_coco_of_a_picture_counts_in_its_upright_pixels(house: House, pictures: int) -> None:
    answer = house.people["manager"].get(f"/projects/{pictures}/labels", params={"format": "coco"})
    assert answer.headers["content-type"] == "application/json"
    assert f"project-{pictures}-labels.json" in answer.headers["content-disposition"]
    found = answer.json()
    (image,) = found["images"]
    assert (image["width"], image["height"]) == ((100, 200) if "größe" in image["file_name"] else (200, 100))
    assert found["annotations"][0]["bbox"] == [10, 20.5, 30, 40]
    assert [(one["question"], one["count"]) for one in told(answer)] == [(None, 1)]


@pytest.mark.parametrize("form", [name for name, one in FORMATS.items() if "boxes" in one.holds])
def test_a_release_reads_back_and_never_changes(house: House, pictures: int, form: str) -> None:
    manager = house.people["manager"]
    made = manager.made(f"/projects/{pictures}/releases", {"note": "first"})
    path = f"/releases/{made['id']}/export"
    answer = manager.get(path, params={"format": form})
    assert bool(told(answer)) != FORMATS[form].unlabelled
    assert manager.get(path, params={"format": form}).content == answer.content
    entries = [Entry(f"labels.{FORMATS[form].ending}", "labels", lambda: io.BytesIO(answer.content))]
    if FORMATS[form].ending == "zip":
        archive = zipfile.ZipFile(io.BytesIO(answer.content))
        entries = [Entry(name, name, lambda name=name: archive.open(name)) for name in archive.namelist()]
    sizes = {"a/größe.jpg": (100, 200), "b.jpg": (200, 100)}
    found = read_labels(Source(files=entries, sizes=sizes), form, Lost())
    (said,) = (next(iter(one.value.values())) for one in found.records if one.value)
    assert said[0]["label"] == "größe"
    assert all(said[0][side] == pytest.approx(BOX[side], abs=0.01) for side in "xywh")
    assert list(house.app.state.house.scratch.iterdir()) == []


def test_the_formats_that_fit_are_listed_with_what_they_lose(house: House, pictures: int) -> None:
    reviewer = house.people["manager"]
    found = {one["format"]: one for one in reviewer.seen(f"/projects/{pictures}/formats")["items"]}
    assert {"coco", "yolo", "voc", "label-studio", "hugging-face"} <= set(found)
    assert "conll" not in found
    assert (found["yolo"]["ending"], found["yolo"]["lost"]) == ("zip", [])


def test_a_format_that_holds_nothing_is_refused_in_words(both: House) -> None:
    project = both.project("a cat")
    answered(both.people["annotator"], project, "cat")
    answer = both.people["reviewer"].get(f"/projects/{project}/labels", params={"format": "coco"})
    assert answer.status_code == 422
    assert "can hold nothing of this project" in answer.json()["detail"]


def sent(caller: Any, project: int, form: str, name: str, content: bytes) -> dict[str, Any]:
    answer = caller.call(
        "POST", f"/projects/{project}/items", params={"format": form}, files={"files": (name, content)}
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize("form", [name for name, one in FORMATS.items() if "boxes" in one.holds])
def test_labels_go_from_one_project_to_another_as_answers(house: House, pictures: int, form: str) -> None:
    """The exported labels, zipped with the pictures, are what another project begins with."""
    manager = house.people["manager"]
    exported = manager.get(f"/projects/{pictures}/labels", params={"format": form})
    out = io.BytesIO(exported.content if FORMATS[form].ending == "zip" else b"")
    with zipfile.ZipFile(out, "a") as archive:
        if FORMATS[form].ending != "zip":
            archive.writestr(f"labels.{FORMATS[form].ending}", exported.content)
        for item in manager.seen(f"/projects/{pictures}/items")["items"]:
            archive.writestr(f"images/{item['key']}", manager.get(f"/items/{item['id']}/media").content)
    other = manager.made("/projects", {"name": "again", "schema": DENTS})["id"]
    told = sent(manager, other, form, "labels.zip", out.getvalue())
    assert (told["added"], told["refused_count"]) == (2, 0), told
    labels = [item["label"] for item in manager.seen(f"/projects/{other}/items")["items"] if item["label"]]
    (said,) = [one["value"]["where"] for one in labels if one["value"]["where"]]
    assert {one["provenance"] for one in labels} == {"imported"}
    assert [(one["label"], *(one[side] for side in "xywh")) for one in said] == [
        ("größe", *(pytest.approx(BOX[side], abs=0.01) for side in "xywh"))
    ]


def test_what_a_project_does_not_ask_is_told_and_a_label_it_has_not_is_refused(house: House) -> None:
    project = house.project()
    entity = {"id": 1, "start_offset": 2, "end_offset": 5, "label": "X"}
    rows = [
        {"text": "a cat", "label": ["cat"], "id": 1},
        {"text": "a cow", "label": ["cow"], "id": 2},
        {"text": "a dog", "label": ["dog"], "entities": [entity]},
    ]
    content = "\n".join(map(json.dumps, rows)).encode()
    told = sent(house.people["manager"], project, "doccano", "labels.jsonl", content)
    assert (told["added"], told["refused_count"]) == (2, 1)
    assert "does not fit" in told["refused"][0]["reason"]
    assert [one["question"] for one in told["lost"]] == ["spans"]
    found = house.people["manager"].seen(f"/projects/{project}/items")["items"]
    assert {item["text"]: item["label"]["value"]["class"] for item in found} == {
        "a cat": "cat",
        "a dog": "dog",
    }


def test_a_prediction_keeps_its_score_and_its_model(house: House) -> None:
    project = house.project()
    result = [{"from_name": "class", "to_name": "t", "type": "choices", "value": {"choices": ["dog"]}}]
    predictions = [{"model_version": "m1", "score": 0.75, "result": result}]
    content = json.dumps([{"data": {"text": "a dog"}, "predictions": predictions}]).encode()
    sent(house.people["manager"], project, "label-studio", "tasks.json", content)
    suggestion = house.people["annotator"].made(f"/projects/{project}/tasks/next")["suggestion"]
    assert suggestion["value"] == {"class": "dog"}
    assert (suggestion["confidence"], suggestion["model_version"]) == (0.75, "m1")


def test_labels_without_their_pictures_are_refused_by_name(house: House) -> None:
    manager = house.people["manager"]
    project = manager.made("/projects", {"name": "cars", "schema": DENTS})["id"]
    coco = {"images": [{"id": 1, "file_name": "../a.png"}], "categories": [], "annotations": []}
    told = sent(manager, project, "coco", "a.json", json.dumps(coco).encode())
    assert told["refused_count"] == 1
    assert "no file `../a.png` came with this upload" in told["refused"][0]["reason"]
    broken = manager.call(
        "POST", f"/projects/{project}/items", params={"format": "voc"}, files={"files": ("a.xml", b"<a>")}
    )
    assert broken.status_code == 422

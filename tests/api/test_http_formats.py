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

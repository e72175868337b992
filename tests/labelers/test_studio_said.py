"""What a Label Studio backend says of an item, as a suggestion."""

from dataclasses import fields
from typing import Any

import httpx
import pytest

from vermeil.core.errors import BadInput, LabelerFailed
from vermeil.core.tasks.schema import check, one_of, single
from vermeil.integrations.formats.labels.record import Labelled
from vermeil.integrations.label_studio import Backend
from vermeil.integrations.label_studio.said import suggestion
from vermeil.jobs.suggest.label_studio import _record
from vermeil.store.blobs import Blobs
from vermeil.store.items import Item

PETS = one_of(["cat", "dog"])
TEXT = Labelled(key="a", text="a cat")


def choice(name: str) -> dict[str, Any]:
    return {"from_name": "class", "to_name": "item", "type": "choices", "value": {"choices": [name]}}


@pytest.mark.parametrize(
    ("score", "confidence"),
    [(0.9, 0.9), (1, 1.0), (93.5, None), (-2.3, None), (None, None), ("0.9", None), (True, None)],
)
def test_a_score_is_a_confidence_where_it_can_be_a_chance(score: Any, confidence: float | None) -> None:
    said = suggestion(PETS, TEXT, {"result": [choice("cat")], "score": score}, "v1")
    assert said == {"value": {"class": "cat"}, "confidence": confidence, "model_version": "v1"}


def test_a_prediction_names_its_own_model_first() -> None:
    said = {"result": [choice("cat")], "model_version": "v2" * 200}
    assert suggestion(PETS, TEXT, said, "v1")["model_version"] == ("v2" * 200)[:200]


def test_a_label_that_is_not_asked_for_stays_out_of_the_questions() -> None:
    value = suggestion(PETS, TEXT, {"result": [choice("cow")]}, None)["value"]
    with pytest.raises(BadInput, match="'cow'"):
        check(value, PETS)
    assert one_of(["cat", "dog"]) == PETS


@pytest.mark.parametrize("said", [{}, {"result": "x"}, {"result": [7]}, {"result": [{"type": "choices"}]}])
def test_what_cannot_be_read_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        suggestion(PETS, TEXT, said, None)


def test_the_size_of_the_picture_is_ours_to_know() -> None:
    box = {"x": 0, "y": 0, "width": 50, "height": 100, "rotation": 0, "rectanglelabels": ["dent"]}
    said = {"from_name": "boxes", "to_name": "item", "type": "rectanglelabels", "value": box}
    lied = said | {"original_width": 1, "original_height": 1}
    picture = Labelled(key="a", media="image", file="a.png", size=(80, 60))
    for one in (said, lied):
        made = suggestion(single("boxes", {"labels": ["dent"]}), picture, {"result": [one]}, None)
        assert made["value"] == {"boxes": [{"label": "dent", "x": 0, "y": 0, "w": 40, "h": 60}]}


def test_files_are_sent_or_named(tmp_path: Any) -> None:
    blobs = Blobs(tmp_path)
    key = blobs.put(b"\x89PNG\r\n\x1a\n")
    names = dict.fromkeys(one.name for one in fields(Item))
    item = Item(**names | {"id": 1, "key": "a b", "media": "image", "blob": key})
    assert _record(item, blobs, None).file == "data:image/png;base64,iVBORw0KGgo="
    assert _record(item, blobs, "https://files.example/{key}").file == "https://files.example/a%20b"


def test_one_result_for_each_task_or_none_at_all() -> None:
    for told in ({}, [], {"results": [{}]}, {"results": "x"}):
        transport = httpx.MockTransport(lambda _, told=told: httpx.Response(200, json=told))
        with Backend("http://backend.example", transport) as backend, pytest.raises(LabelerFailed):
            backend.predict("1.1", "<View/>", [{}, {}], None)

"""What people said in another tool comes in as answers, and goes back to that tool as it was."""

import io
import json
import zipfile
from typing import Any

from calling import Caller, House, answered

CHOICE = {"from_name": "class", "to_name": "t", "type": "choices"}


def said(name: str, who: Any, **more: Any) -> dict[str, Any]:
    result = [{**CHOICE, "id": "r1", "value": {"choices": [name]}}]
    return {"result": result, "completed_by": who, "created_at": "2024-05-06T07:08:09Z", **more}


TASKS = [
    {
        "id": 7,
        "inner_id": 1,
        "data": {"text": "a cat", "key": "one", "shop": {"id": 3}},
        "annotations": [
            said("dog", {"id": 4, "email": "anna@example.org"}, id=11, lead_time=2.5),
            said("cat", 5, id=12),
            said("cat", 6, id=13),
        ],
        "predictions": [{"model_version": "m1", "score": 0.75, "result": said("dog", 1)["result"]}],
    },
    {"id": 8, "data": {"text": "a dog", "key": "two"}, "annotations": [said("dog", 5, id=14)]},
    {"id": 9, "data": {"text": "a cow", "key": "three"}, "annotations": []},
]


def sent(caller: Caller, project: int, content: str | list[Any], **params: Any) -> dict[str, Any]:
    files = {"files": ("tasks.json", json.dumps(content))}
    if isinstance(content, str):
        files = {"files": ("table.jsonl", content)}
    answer = caller.call("POST", f"/projects/{project}/items", params=params, files=files)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def labels(caller: Caller, project: int) -> dict[str, Any]:
    return {one["key"]: one for one in caller.seen(f"/projects/{project}/items")["items"]}


def exported(caller: Caller, path: str) -> list[dict[str, Any]]:
    answer = caller.get(path, params={"format": "label-studio"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        found: list[dict[str, Any]] = json.loads(archive.read("tasks.json"))
    return found


def test_annotations_of_label_studio_are_answers_and_go_back_as_they_were(both: House) -> None:
    house = both
    manager, project = house.people["manager"], house.project()
    told = sent(manager, project, TASKS, format="label-studio")
    assert (told["added"], told["refused_count"], told["lost"]) == (3, 0, []), told
    found = labels(manager, project)
    assert {key: one["label"] and one["label"]["value"]["class"] for key, one in found.items()} == {
        "one": "cat",  # what most said
        "two": "dog",
        "three": None,
    }
    assert found["two"]["label"]["provenance"] == "imported"
    overview = manager.seen(f"/projects/{project}")["counts"]
    assert (overview["human"], overview["machine"]) == (2, 0)

    # side by side for a reviewer, without names; with them for a manager
    queue = house.people["reviewer"].seen(f"/projects/{project}/reviews", params={"reason": "disagree"})
    assert [one["key"] for one in queue["items"]] == ["one"]
    shown = house.people["reviewer"].seen(f"/items/{found['one']['id']}")
    assert [(one["by"], one["value"]["class"], one["worker"]) for one in shown["answers"]] == [
        ("A", "dog", None),
        ("B", "cat", None),
        ("C", "cat", None),
    ]
    assert shown["model"]["value"] == {"class": "dog"}
    answers = manager.seen(f"/items/{found['one']['id']}", params={"names": "true"})["answers"]
    assert [one["worker"] for one in answers] == ["anna@example.org", "5", "6"]
    assert {(one["imported"], one["blind"], one["tool"]) for one in answers} == {
        (True, False, "label-studio")
    }
    assert {one["annotated_at"] for one in answers} == {"2024-05-06T07:08:09Z"}
    assert {one["guideline_version"] for one in answers} == {None}

    # nobody is asked about them, and they are nobody's work here
    assert manager.seen(f"/projects/{project}/my-work")["answered"] == 0
    task = house.people["annotator"].made(f"/projects/{project}/tasks/next")
    assert task["item"]["text"] == "a cow"
    assert house.people["annotator"].call("POST", f"/projects/{project}/tasks/next").status_code == 204
    assert manager.call("POST", f"/answers/{answers[0]['id']}/undo").status_code == 409

    # the same again adds nothing, and what another tool knew goes back to it
    assert sent(manager, project, TASKS, format="label-studio")["existing"] == 3
    release = manager.made(f"/projects/{project}/releases", {"note": "first"})
    for path in (f"/projects/{project}/labels", f"/releases/{release['id']}/export"):
        one, two, three = exported(manager, path)
        assert (one["id"], one["inner_id"], one["data"]["shop"]) == (7, 1, {"id": 3})
        (kept,) = one["annotations"]
        assert {name: kept[name] for name in ("id", "completed_by", "created_at")} == {
            "id": 12,
            "completed_by": 5,
            "created_at": "2024-05-06T07:08:09Z",
        }
        assert (kept["provenance"], kept["annotator"], kept["tool"]) == ("imported", "5", "label-studio")
        assert (two["annotations"][0]["id"], three["annotations"]) == (14, [])

    # whoever answers here counts over what was said elsewhere, and has nothing of its extras
    newest = manager.seen(f"/items/{found['two']['id']}")["answers"][-1]["id"]
    manager.made(f"/items/{found['two']['id']}/reviews", {"seen": newest, "value": {"class": "cat"}})
    (kept,) = exported(manager, f"/projects/{project}/labels")[1]["annotations"]
    assert kept["provenance"] == "review"
    assert "completed_by" not in kept


def test_who_imports_says_what_labels_are(house: House) -> None:
    manager = house.people["manager"]
    project = house.project()
    sent(manager, project, TASKS, format="label-studio", **{"as": "suggestions"})
    assert not any(one["label"] for one in labels(manager, project).values())
    task = house.people["annotator"].made(f"/projects/{project}/tasks/next")
    assert task["suggestion"]["value"] == {"class": "dog"}

    table = [
        {"key": "a", "text": "a cat", "label": "cat", "annotator": "anna", "shop": "x"},
        {"key": "b", "text": "a dog", "answers": [{"value": "dog", "annotator": "bo"}, {"value": "dog"}]},
        {"key": "c", "text": "a cow", "label": "cow"},
    ]
    lines = "\n".join(map(json.dumps, table))
    plain, said_so = house.project(), house.project()
    assert sent(manager, plain, lines)["refused_count"] == 1
    found = labels(manager, plain)
    assert [one["label"] for one in found.values()] == [None, None]
    assert found["a"]["metadata"] == {"annotator": "anna", "shop": "x"}
    assert sent(manager, said_so, lines, **{"as": "answers", "blind": "true"})["refused_count"] == 1
    found = labels(manager, said_so)
    assert {one["label"]["provenance"] for one in found.values()} == {"imported"}
    assert found["a"]["metadata"] == {"shop": "x"}
    given = manager.seen(f"/items/{found['b']['id']}", params={"names": "true"})["answers"]
    assert [(one["worker"], one["blind"], one["tool"]) for one in given] == [
        ("bo", True, None),
        (None, True, None),
    ]
    files = {"files": ("table.jsonl", lines)}
    refused = manager.call("POST", f"/projects/{plain}/items", params={"blind": "true"}, files=files)
    assert refused.status_code == 422
    assert "as=answers" in refused.json()["detail"]


def test_what_was_said_of_a_copy_counts_for_its_original_unless_somebody_answered_here(house: House) -> None:
    manager = house.people["manager"]
    project = house.project("a cat")
    answered(house.people["annotator"], project, "cat")
    rows = [
        {"key": "again", "text": "a cat", "label": "dog"},
        {"key": "x", "text": "a dog", "label": "cat"},
        {"key": "y", "text": "a dog", "label": "dog"},
        {"key": "z", "text": "a dog", "label": "dog"},
    ]
    told = sent(manager, project, "\n".join(map(json.dumps, rows)), **{"as": "answers"})
    assert (told["added"], told["duplicates"]) == (4, 3)
    found = labels(manager, project)
    assert found["x"]["label"]["value"] == {"class": "dog"}
    first = next(one for one in found.values() if one["text"] == "a cat" and one["duplicate_of"] is None)
    assert (first["label"]["value"], first["label"]["provenance"]) == ({"class": "cat"}, "human")
    assert len(manager.seen(f"/items/{first['id']}")["answers"]) == 2

"""A second look over HTTP: which items, what is decided, and who learns whose answer it was."""

from typing import Any

import pytest
from calling import Caller, House, answered

from vermeil.store import campaigns, tasks

SUGGESTED = {"suggestions": [{"item": 1, "value": "dog"}]}


@pytest.fixture
def reviewer(house: House) -> Caller:
    return house.people["reviewer"]


@pytest.fixture
def project(house: House) -> int:
    """An item that a person calls a cat and a model a dog, and another that nobody has seen."""
    made = house.project("a cat", "a cow")
    answered(house.people["annotator"], made, "cat")
    house.people["manager"].made(f"/projects/{made}/suggestions", SUGGESTED)
    return made


def waiting(caller: Caller, project: int, reason: str) -> list[int]:
    page = caller.seen(f"/projects/{project}/reviews?reason={reason}")
    assert {one["reason"] for one in page["items"]} <= {reason.split("&", maxsplit=1)[0]}
    return [one["id"] for one in page["items"]]


def decided(caller: Caller, item: int, body: dict[str, Any]) -> Any:
    seen = [one["id"] for one in caller.seen(f"/items/{item}")["answers"]]
    return caller.made(f"/items/{item}/reviews", {"seen": seen[-1] if seen else None} | body)


def test_a_reviewer_takes_an_answer(reviewer: Caller, project: int) -> None:
    assert waiting(reviewer, project, "against_model") == [1]
    assert reviewer.seen(f"/projects/{project}/reviews/count")["against_model"]["items"] == 1
    item = reviewer.seen("/items/1")
    assert item["model"]["value"] == {"class": "dog"}
    [given] = item["answers"]
    assert (given["by"], given["worker"], given["counts"], given["review"]) == ("A", None, True, False)
    made = decided(reviewer, 1, {"take": given["id"]})
    assert made["value"] == {"class": "cat"}
    item = reviewer.seen("/items/1")
    assert item["label"]["provenance"] == "review"
    assert [(one["by"], one["review"]) for one in item["answers"]] == [("A", False), ("B", True)]
    assert waiting(reviewer, project, "against_model") == []


def test_a_reviewer_fixes_an_answer_and_takes_it_back(reviewer: Caller, project: int) -> None:
    made = decided(reviewer, 1, {"value": {"class": "dog"}, "comment": "look at the ears"})
    assert reviewer.seen("/items/1")["label"]["value"] == {"class": "dog"}
    assert reviewer.post(f"/answers/{made['id']}/undo").status_code == 204
    item = reviewer.seen("/items/1")
    assert item["label"]["value"] == {"class": "cat"}
    assert [one["counts"] for one in item["answers"]] == [True, False]
    assert waiting(reviewer, project, "against_model") == [1]


def test_what_is_sent_back_is_a_plain_task_for_somebody_else(
    house: House, reviewer: Caller, project: int
) -> None:
    decided(reviewer, 1, {"send_back": "the ears were left out"})
    item = reviewer.seen("/items/1")
    assert (item["label"], [one["counts"] for one in item["answers"]]) == (None, [False, True])
    annotator, second = house.people["annotator"], house.people["second"]
    assert annotator.made(f"/projects/{project}/tasks/next")["item"]["id"] == 2
    task = second.made(f"/projects/{project}/tasks/next")
    while task["item"]["id"] != 1:
        task = second.made(f"/projects/{project}/tasks/next")
    assert task["returned"] == "the ears were left out"  # not who said so, nor what was said before
    assert not {"reviewer", "cat"} & {str(one) for one in task.values()}
    second.made(f"/tasks/{task['id']}/answers", {"lease": task["lease"], "value": {"class": "dog"}})
    item = reviewer.seen("/items/1")
    assert item["label"]["provenance"] == "human"
    assert [one["blind"] for one in item["answers"]] == [True, False, False]  # told why: no blind answer


@pytest.mark.usefixtures("project")
def test_who_was_slower_sees_both_versions(house: House, reviewer: Caller) -> None:
    seen = reviewer.seen("/items/1")["answers"][-1]["id"]
    decided(house.people["manager"], 1, {"value": {"class": "dog"}})
    late = reviewer.post("/items/1/reviews", {"seen": seen, "take": seen})
    assert late.status_code == 409
    assert (late.json()["yours"], late.json()["stored"]) == ({"class": "cat"}, {"class": "dog"})


def test_what_a_decision_must_be(house: House, reviewer: Caller, project: int) -> None:
    seen = reviewer.seen("/items/1")["answers"][-1]["id"]
    for body, about in (
        ({"value": {"class": "cow"}}, "cow"),
        ({"take": 999}, "999"),
        ({"take": seen, "ambiguous": True}, "one thing"),
        ({}, "one thing"),
    ):
        refused = reviewer.post("/items/1/reviews", {"seen": seen} | body)
        assert refused.status_code == 422, refused.text
        assert about in refused.text
    manager = house.people["manager"]
    copy = manager.made(f"/projects/{project}/items", [{"text": "a cat", "key": "copy"}])
    assert copy["duplicates"] == 1
    assert reviewer.post("/items/3/reviews", {"seen": None, "ambiguous": True}).status_code == 409


@pytest.mark.usefixtures("project")
def test_names_are_for_managers_who_ask(house: House, reviewer: Caller) -> None:
    manager = house.people["manager"]
    assert manager.seen("/items/1")["answers"][0]["worker"] is None
    assert manager.seen("/items/1?names=true")["answers"][0]["worker"] == "annotator"
    assert reviewer.get("/items/1?names=true").status_code == 403


def test_a_running_campaign_keeps_what_it_waits_for(house: House, reviewer: Caller, project: int) -> None:
    with house.app.state.house.store.begin() as tx:
        run = campaigns.start(tx, project_id=project, config={}, created_by=house.people["admin"].id).id
        asked = [tasks.Ask(item_id=1)]
        tasks.ask(tx, project_id=project, asked=asked, kind="audit", campaign_id=run, round_no=0)
    assert waiting(reviewer, project, "against_model") == []
    refused = reviewer.post("/items/1/reviews", {"seen": 1, "ambiguous": True})
    assert refused.status_code == 409
    assert "campaign" in refused.json()["detail"]
    decided(reviewer, 2, {"value": {"class": "dog"}})


def test_what_differs_a_little_can_be_left_out(house: House, reviewer: Caller) -> None:
    manager, annotator = house.people["manager"], house.people["annotator"]
    asks = {"questions": [{"name": "text", "type": "transcript"}]}
    project = manager.made("/projects", {"name": "lines", "schema": asks})["id"]
    for one in (annotator, reviewer):
        manager.call("PUT", f"/projects/{project}/members/{one.id}", json={"role": one.name})
    manager.made(f"/projects/{project}/items", ["one two three four", "five"])
    for _ in range(2):
        task = annotator.made(f"/projects/{project}/tasks/next")
        said = {"text": task["item"]["text"]}
        annotator.made(f"/tasks/{task['id']}/answers", {"lease": task["lease"], "value": said})
    meant = [{"item": 1, "value": "one two three for"}, {"item": 2, "value": "six"}]
    manager.made(f"/projects/{project}/suggestions", {"suggestions": meant})
    for apart, found in ((0, [1, 2]), (0.1, [1, 2]), (0.3, [2]), (1, [])):
        assert waiting(reviewer, project, f"against_model&apart={apart}") == found

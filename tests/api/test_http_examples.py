"""Examples of the guideline: who sees what of them, and that nobody is ever asked about one again."""

from typing import Any

import pytest
from calling import Caller, House, answered
from test_http_ingest import png

from vermeil.store import campaigns, tasks

KEYS = {"id", "media", "text", "media_url", "pages", "width", "height"}


@pytest.fixture
def project(house: House) -> int:
    """A cat that somebody has called so, and a dog that nobody has seen."""
    made = house.project("a cat", "a dog")
    answered(house.people["annotator"], made, "cat")
    return made


def mark(who: Caller, item: int, **said: Any) -> Any:
    return who.call("PUT", f"/items/{item}/example", json={"about": "cat", "why": "The ears"} | said)


def test_an_example_is_a_new_version_that_tells_what_is_new(both: House) -> None:
    project = both.project("a cat", "a dog", "a calf")
    for name in ("cat", "dog", "dog"):
        answered(both.people["annotator"], project, name)
    reviewer, second = both.people["reviewer"], both.people["second"]
    path = f"/projects/{project}/guideline"
    assert second.seen(path)["changed"] is None
    made = mark(reviewer, 1).json()
    assert (made["version"], made["text"]) == (2, "")
    assert mark(reviewer, 1).json()["version"] == 2  # the same again is nothing new
    assert mark(reviewer, 3, good=False, why=None).json()["version"] == 3
    shown = second.seen(f"{path}?since=1")
    assert [(one["item"]["id"], one["about"], one["good"], one["why"]) for one in shown["examples"]] == [
        (1, "cat", True, "The ears"),
        (3, "cat", False, None),
    ]
    assert shown["examples"][0]["value"] == {"class": "cat"}
    assert set(shown["examples"][0]["item"]) == KEYS  # no key, no metadata, nobody's answers
    assert shown["changed"] == {"text": False, "added": [1, 3], "removed": []}
    assert reviewer.seen("/items/1")["example"] == {"about": "cat", "good": True, "why": "The ears"}
    both.people["manager"].call("PATCH", f"/projects/{project}", json={"guideline": "Look."})
    gone = reviewer.call("DELETE", "/items/1/example").json()
    assert (gone["version"], [one["item"]["id"] for one in gone["examples"]]) == (5, [3])
    assert reviewer.call("DELETE", "/items/1/example").json()["version"] == 5
    changed = second.seen(f"{path}?since=3")["changed"]
    removed = [{"about": "cat", "good": True, "why": "The ears"}]
    assert changed == {"text": True, "added": [], "removed": removed}
    assert second.get(f"{path}?since=9").status_code == 404


def test_what_an_example_is_about_must_fit_its_answer(house: House, project: int) -> None:
    assert project
    reviewer = house.people["reviewer"]
    for said, word in (({"about": "cow"}, "cow"), ({"about": "dog"}, "dog"), ({"good": False}, "cat")):
        refused = mark(reviewer, 1, **said)
        assert (refused.status_code, word in refused.text) == (422, True), refused.text
    assert mark(reviewer, 1, about="dog", good=False).status_code == 200
    assert mark(reviewer, 1, about=None).status_code == 200


def test_people_may_see_the_picture_of_an_example_and_no_other(house: House) -> None:
    project, manager, second = house.project(), house.people["manager"], house.people["second"]
    files = [("files", (f"{n}.png", png(n), "image/png")) for n in (10, 200)]
    assert manager.post(f"/projects/{project}/items", files=files).json()["added"] == 2
    for name in ("cat", "dog"):
        answered(house.people["annotator"], project, name)
    assert [second.get(f"/items/{n}/media").status_code for n in (1, 2)] == [404, 404]
    assert mark(manager, 1).json()["examples"][0]["item"]["width"] is not None
    assert [second.get(f"/items/{n}/media").status_code for n in (1, 2)] == [200, 404]
    assert second.get("/items/1").status_code == 403
    assert house.people["outsider"].get("/items/1/media").status_code == 404
    manager.call("DELETE", "/items/1/example")
    assert second.get("/items/1/media").status_code == 404


def test_only_what_nobody_will_be_asked_becomes_an_example(house: House, project: int) -> None:
    reviewer, store = house.people["reviewer"], house.app.state.house.store
    assert "no answer of theirs" in mark(reviewer, 2).text
    with store.begin() as tx:
        tasks.ask(tx, project_id=project, asked=[tasks.Ask(item_id=1)], kind="label", vote=1)
    assert "being asked" in mark(reviewer, 1).text
    answered(house.people["second"], project, "dog")  # the dog: the vote is for somebody who has not seen it
    answered(house.people["second"], project, "cat")
    with store.begin() as tx:
        run = campaigns.start(tx, project_id=project, config={}, created_by=reviewer.id).id
    assert "campaign is running" in mark(reviewer, 1).text
    with store.begin() as tx:
        campaigns.end(tx, run, "cancelled")
    assert mark(reviewer, 1).status_code == 200


def test_nobody_is_asked_about_an_example_again(house: House, project: int) -> None:
    annotator, reviewer = house.people["annotator"], house.people["reviewer"]
    [said] = reviewer.seen("/items/1")["answers"]
    assert [one["id"] for one in reviewer.seen(f"/projects/{project}/reviews?reason=random")["items"]] == [1]
    assert mark(reviewer, 1).status_code == 200
    assert reviewer.seen(f"/projects/{project}/reviews?reason=random")["items"] == []
    assert annotator.post(f"/answers/{said['id']}/undo").status_code == 409
    decide = {"seen": said["id"]}
    for decision in ({"send_back": "look again"}, {"value": {"class": "dog"}}):
        refused = reviewer.post("/items/1/reviews", decide | decision)
        assert (refused.status_code, "example" in refused.text) == (409, True)
    reviewer.call("DELETE", "/items/1/example")  # people have seen its answer all the same
    assert reviewer.post("/items/1/reviews", decide | {"send_back": "look again"}).status_code == 409
    assert annotator.post(f"/answers/{said['id']}/undo").status_code == 409
    assert reviewer.post("/items/1/reviews", decide | {"value": {"class": "dog"}}).status_code == 201


def test_whose_task_it_is_does_not_see_it_as_an_example(house: House, project: int) -> None:
    """A task about an example can only be a test of the person: its own answer is not beside it."""
    assert mark(house.people["reviewer"], 1).status_code == 200
    second, path = house.people["second"], f"/projects/{project}/guideline"
    with house.app.state.house.store.begin() as tx:
        asked = [tasks.Ask(item_id=1, suggestion={"value": {"class": "dog"}})]
        tasks.ask(tx, project_id=project, asked=asked, kind="gold", priority=1)
    assert len(second.seen(path)["examples"]) == 1
    assert second.made(f"/projects/{project}/tasks/next")["item"]["id"] == 1
    shown = second.seen(f"{path}?since=1")
    assert (shown["examples"], shown["changed"]["added"]) == ([], [])
    assert len(house.people["annotator"].seen(path)["examples"]) == 1

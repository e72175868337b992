"""Tasks and answers, as annotators meet them."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from calling import API, Caller, House, answered

from vermeil.core.tasks.schema import one_of
from vermeil.store import tasks


def answer(caller: Caller, task: dict[str, Any], **said: Any) -> Any:
    return caller.post(f"/tasks/{task['id']}/answers", {"lease": task["lease"]} | said)


def test_a_task_shows_its_item_and_question(house: House, annotator: Caller) -> None:
    project = house.project("a cat")
    task = annotator.made(f"/projects/{project}/tasks/next")
    assert task["item"] == {"id": 1, "media": "text", "text": "a cat", "media_url": None, "pages": None}
    assert task["schema"] == one_of(["cat", "dog"])
    assert task["suggestion"] is None
    assert task["expires_at"].endswith("Z")
    nothing = annotator.post(f"/projects/{project}/tasks/next")
    assert (nothing.status_code, nothing.content) == (204, b"")


def test_the_same_answer_again_is_the_same_answer(both: House) -> None:
    annotator, project = both.people["annotator"], both.project("a cat")
    task = annotator.made(f"/projects/{project}/tasks/next")
    first = answer(annotator, task, value={"class": "cat"}, seconds=1.5)
    again = answer(annotator, task, value={"class": "cat"}, seconds=1.5)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = answer(annotator, task, value={"class": "dog"})
    assert other.status_code == 409
    assert other.json()["yours"] == {"class": "dog"}
    assert other.json()["stored"] == {"class": "cat"}


def test_an_answer_must_be_one_of_the_classes(house: House, annotator: Caller) -> None:
    project = house.project("a cat")
    task = annotator.made(f"/projects/{project}/tasks/next")
    wrong = answer(annotator, task, value={"class": "cow"})
    assert wrong.status_code == 422
    assert "cat, dog" in wrong.json()["detail"]
    for said in ({}, {"value": {"class": "cat"}, "skip": "x"}, {"value": {"klass": "cat"}}, {"value": "cat"}):
        assert answer(annotator, task, **said).status_code == 422, said
    for seconds in (-1, 1e9, "x", None):
        assert answer(annotator, task, value={"class": "cat"}, seconds=seconds).status_code == 422
    assert answer(annotator, task, value={"class": "cat"}).status_code == 201


def test_who_cannot_say_says_why(house: House, annotator: Caller, manager: Caller) -> None:
    project = house.project("a cat", "a dog", "a cow")
    said: list[dict[str, Any]] = [
        {"skip": "too dark"},
        {"ambiguous": True, "comment": "both"},
        {"value": {"class": "cat"}, "wrong": True},
    ]
    for one in said:
        task = annotator.made(f"/projects/{project}/tasks/next")
        assert answer(annotator, task, **one).status_code == 201
    notes = [manager.seen(f"/items/{n}")["answers"][0]["note"] for n in (1, 2, 3)]
    assert notes == [{"skip": "too dark"}, {"ambiguous": True, "comment": "both"}, {"wrong": True}]
    states = [item["label"] for item in manager.seen(f"/projects/{project}/items")["items"]]
    assert states[:2] == [None, None]
    assert states[2]["value"] == {"class": "cat"}


def test_an_answer_can_be_taken_back(house: House, annotator: Caller, manager: Caller) -> None:
    project = house.project("a cat")
    first = answered(annotator, project, "dog")
    task = annotator.made(f"/answers/{first['id']}/undo")
    assert manager.seen("/items/1")["label"] is None
    assert answer(annotator, task, value={"class": "cat"}).status_code == 201
    item = manager.seen("/items/1")
    assert item["label"]["value"] == {"class": "cat"}
    assert [(a["value"]["class"], a["superseded"]) for a in item["answers"]] == [
        ("dog", True),
        ("cat", False),
    ]
    assert annotator.post(f"/answers/{first['id']}/undo").status_code == 409


def test_a_task_given_back_goes_to_another(house: House, annotator: Caller) -> None:
    project = house.project("a cat")
    task = annotator.made(f"/projects/{project}/tasks/next")
    assert [t["id"] for t in annotator.seen(f"/projects/{project}/tasks/held")["items"]] == [task["id"]]
    lease = f"/tasks/{task['id']}/lease"
    assert annotator.call("DELETE", lease).status_code == 422
    assert annotator.call("DELETE", lease, params={"lease": task["lease"] + 1}).status_code == 204
    assert len(annotator.seen(f"/projects/{project}/tasks/held")["items"]) == 1
    for _ in range(2):
        assert annotator.call("DELETE", lease, params={"lease": task["lease"]}).status_code == 204
    assert annotator.seen(f"/projects/{project}/tasks/held")["items"] == []
    second = house.people["second"].made(f"/projects/{project}/tasks/next")
    assert (second["id"], second["lease"]) == (task["id"], task["lease"] + 1)
    late = answer(annotator, task, value={"class": "cat"})
    assert late.status_code == 409


def test_a_lease_that_ran_out_is_somebody_elses(
    house: House, annotator: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = house.project("a cat")
    task = annotator.made(f"/projects/{project}/tasks/next")
    store = house.app.state.house.store
    now = store._clock()
    monkeypatch.setattr(store, "_clock", lambda: now + 601_000)
    again = house.people["second"].made(f"/projects/{project}/tasks/next")
    assert again["id"] == task["id"]
    assert answer(house.people["second"], again, value={"class": "dog"}).status_code == 201
    late = answer(annotator, task, value={"class": "cat"})
    assert late.status_code == 409
    assert (late.json()["yours"], late.json()["stored"]) == ({"class": "cat"}, {"class": "dog"})


def test_twenty_in_hand_are_enough(house: House, annotator: Caller) -> None:
    project = house.project(*(f"text {n}" for n in range(25)))
    held = [annotator.made(f"/projects/{project}/tasks/next")["id"] for _ in range(22)]
    assert len(set(held)) == 20
    assert held[20] == held[0]


def test_my_work(house: House, annotator: Caller) -> None:
    project = house.project("a cat", "a dog", "a cow")
    for seconds in (1.0, 3.0):
        task = annotator.made(f"/projects/{project}/tasks/next")
        answer(annotator, task, value={"class": "cat"}, seconds=seconds)
    assert annotator.seen(f"/projects/{project}/my-work") == {
        "answered": 2,
        "today": 2,
        "seconds_median": 2.0,
        "remaining": 1,
    }
    assert house.people["second"].seen(f"/projects/{project}/my-work")["answered"] == 0


def test_a_class_that_came_with_an_item_is_suggested(
    house: House, annotator: Caller, manager: Caller
) -> None:
    project = house.project()
    manager.made(f"/projects/{project}/items", [{"text": "a cat", "label": "cat"}])
    task = annotator.made(f"/projects/{project}/tasks/next")
    assert task["suggestion"]["value"] == {"class": "cat"}


def test_nobody_is_given_what_another_holds(both: House) -> None:
    """Eight people at once, through the whole server; every item is asked once and nothing is lost."""
    project = both.project(*(f"text {n}" for n in range(40)))
    people = [both.people[name] for name in ("manager", "reviewer", "annotator", "second")]

    async def work(http: httpx.AsyncClient, who: Caller, done: list[int]) -> None:
        headers = {"Authorization": f"Bearer {who.token}"}
        while True:
            given = await http.post(f"{API}/projects/{project}/tasks/next", headers=headers)
            if given.status_code == 204:
                return
            task = given.json()
            body = {"lease": task["lease"], "value": {"class": "cat"}}
            said = await http.post(f"{API}/tasks/{task['id']}/answers", json=body, headers=headers)
            assert said.status_code == 201, said.text
            done.append(task["item"]["id"])

    async def everybody() -> list[int]:
        done: list[int] = []
        transport = httpx.ASGITransport(both.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
            await asyncio.gather(*(work(http, who, done) for who in people * 2))
        return done

    with ThreadPoolExecutor(1) as own_loop:
        done = own_loop.submit(asyncio.run, everybody()).result()
    assert len(done) == 40
    assert len(set(done)) == 40
    assert both.people["manager"].seen(f"/projects/{project}")["counts"]["human"] == 40


def test_answers_in_a_campaign_are_paid_at_its_prices(
    house: House, manager: Caller, annotator: Caller
) -> None:
    project = house.project("a cat", "a dog")
    prices = {"label": 0.05, "verify": 0.01, "currency": "EUR"}
    campaign = manager.made(f"/projects/{project}/campaigns", {"prices": prices})["id"]
    store = house.app.state.house.store
    with store.begin() as tx:
        asked = [tasks.Ask(item_id=1)]
        tasks.ask(tx, project_id=project, asked=asked, kind="label", campaign_id=campaign, round_no=1)
    answered(annotator, project, "cat")
    assert annotator.post(f"/projects/{project}/tasks/next").status_code == 204
    spent = manager.seen(f"/campaigns/{campaign}")["spent"]
    assert (spent["label"], spent["total"]) == (0.05, 0.05)


@pytest.mark.parametrize(("said", "price"), [("cat", 0.01), ("dog", 0.02), ("bird", 0.07), ("fish", 0.07)])
def test_each_suggestion_that_was_looked_at_is_paid(
    house: House, manager: Caller, annotator: Caller, said: str, price: float
) -> None:
    project = house.project("a cat", "a dog", classes=("cat", "dog", "bird", "fish"))
    prices = {"label": 0.05, "verify": 0.01, "currency": "EUR"}
    campaign = manager.made(f"/projects/{project}/campaigns", {"prices": prices})["id"]
    suggestion = {"value": {"class": "cat"}, "next": ["dog"], "confidence": 0.4}
    with house.app.state.house.store.begin() as tx:
        asked = [tasks.Ask(item_id=1, suggestion=suggestion, kind="verify")]
        tasks.ask(tx, project_id=project, asked=asked, kind="label", campaign_id=campaign, round_no=1)
    held = annotator.post(f"/projects/{project}/tasks/next").json()
    assert held["suggestion"]["next"] == ["dog"]
    annotator.made(f"/tasks/{held['id']}/answers", {"lease": held["lease"], "value": {"class": said}})
    assert manager.seen(f"/campaigns/{campaign}")["spent"]["total"] == pytest.approx(price)


def test_a_comment_may_be_about_one_region(annotator: Caller, manager: Caller) -> None:
    asks = {"questions": [{"name": "what", "type": "spans", "labels": ["animal"]}]}
    project = manager.made("/projects", {"name": "spans", "schema": asks})["id"]
    manager.call("PUT", f"/projects/{project}/members/{annotator.id}", json={"role": "annotator"})
    manager.made(f"/projects/{project}/items", ["a cat"])
    task = annotator.made(f"/projects/{project}/tasks/next")
    value = {"what": [{"label": "animal", "start": 2, "end": 5}]}
    said = {"question": "what", "at": 0, "text": "or a lion"}
    for other in ({"at": 1}, {"at": -1}, {"at": "x"}, {"question": "which"}, {"text": ""}):
        assert answer(annotator, task, value=value, regions=[said | other]).status_code == 422
    assert answer(annotator, task, value=value, regions=[said]).json()["note"] == {"regions": [said]}
    found = manager.seen(f"/projects/{project}/reviews?reason=marked")["items"]
    assert manager.seen(f"/items/{found[0]['id']}")["answers"][0]["note"] == {"regions": [said]}
    [line] = manager.get(f"/projects/{project}/labels?format=jsonl").text.splitlines()
    assert json.loads(json.loads(line)["comments"]) == {"regions": [said]}

"""Experts over HTTP: who is one, what they cost, and what is asked of them alone."""

from typing import Any

import pytest
from calling import House, answered
from sqlalchemy import update

from vermeil.store import campaigns, labels, tables, tasks

PRICES = {"label": 0.04, "verify": 0.01, "expert": 0.4, "device_hour": 0}


def start(house: House, project: int, prices: dict[str, Any] | None = None, **more: Any) -> Any:
    body = {"prices": PRICES if prices is None else prices} | more
    return house.people["manager"].post(f"/projects/{project}/campaigns", body)


def ask(house: House, project: int, run: int, *, kind: str = "audit") -> None:
    """Experts are asked about the first two items."""
    with house.app.state.house.store.begin() as tx:
        asked = [tasks.Ask(item_id=item) for item in (1, 2)]
        where = {"project_id": project, "campaign_id": run, "round_no": 1}
        tasks.ask(tx, asked=asked, kind=kind, expert=True, **where)


def test_a_member_is_an_expert_where_the_manager_says_so(house: House) -> None:
    project, manager = house.project(), house.people["manager"]
    house.make_expert(project, "annotator")
    shown = {one["name"]: one["expert"] for one in manager.seen(f"/projects/{project}/members")["items"]}
    assert shown == {"manager": False, "reviewer": False, "annotator": True, "second": False}
    house.make_expert(project, "annotator", expert=False)
    shown = {one["name"]: one["expert"] for one in manager.seen(f"/projects/{project}/members")["items"]}
    assert not any(shown.values())


def test_a_price_for_experts_needs_an_expert(house: House) -> None:
    project = house.project("a cat", "a dog")
    refused = start(house, project)
    assert refused.status_code == 422
    assert "members page" in refused.json()["detail"]
    house.make_expert(project, "annotator")
    made = start(house, project)
    assert made.status_code == 201, made.text
    assert made.json()["prices"] == PRICES | {"currency": "USD", "grid": None}


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ({"prices": {"expert": 0}}, "greater than 0"),
        ({"prices": PRICES, "goal": "model", "caps": {"money": 1}}, "give experts no price"),
    ],
    ids=str,
)
def test_what_experts_cannot_do_is_refused_in_words(house: House, order: dict[str, Any], words: str) -> None:
    project = house.project("a cat", "a dog")
    house.make_expert(project, "annotator")
    for noun in ("plans", "campaigns"):
        refused = house.people["manager"].post(f"/projects/{project}/{noun}", order)
        assert refused.status_code == 422
        assert words in refused.text


def test_a_plan_with_experts_is_held_against_experts_alone(house: House) -> None:
    project, manager = house.project("a cat", "a dog"), house.people["manager"]
    made = manager.made(f"/projects/{project}/plans", {"prices": PRICES})
    assert made["all_human_cost"] == pytest.approx(0.8)


def test_people_are_told_that_nothing_waits_for_them_while_experts_are_asked(house: House) -> None:
    project = house.project("a cat", "a dog")
    house.make_expert(project, "annotator")
    run = start(house, project).json()["id"]
    ask(house, project, run)
    waits = {}
    for name in ("annotator", "second", "admin"):
        person = house.people[name]
        waits[name] = person.seen(f"/projects/{project}/my-work")["remaining"]
        got = person.post(f"/projects/{project}/tasks/next").status_code
        assert got == (200 if name == "annotator" else 204)
    assert waits == {"annotator": 2, "second": 0, "admin": 0}


def test_experts_are_paid_their_price(house: House) -> None:
    project, manager = house.project("a cat", "a dog"), house.people["manager"]
    house.make_expert(project, "annotator")
    run = start(house, project).json()["id"]
    ask(house, project, run, kind="label")
    answered(house.people["annotator"], project, "cat")
    assert manager.seen(f"/campaigns/{run}")["spent"]["expert"] == pytest.approx(0.4)


def test_who_is_an_expert_no_more_holds_nothing_of_theirs_and_the_campaign_says_what_it_lacks(
    house: House,
) -> None:
    project, manager, person = (
        house.project("a cat", "a dog"),
        house.people["manager"],
        house.people["annotator"],
    )
    house.make_expert(project, "annotator")
    run = start(house, project).json()["id"]
    ask(house, project, run)
    task = person.made(f"/projects/{project}/tasks/next")
    house.make_expert(project, "annotator", expert=False)
    assert person.post(f"/projects/{project}/tasks/next").status_code == 204
    said = {"lease": task["lease"], "value": {"class": "cat"}}
    assert person.post(f"/tasks/{task['id']}/answers", said).status_code == 409
    with house.app.state.house.store.begin() as tx:
        progress = {"doing": "Experts audit", "asked": 2, "line": 1, "expert": True}
        campaigns.show(tx, run, {"stage": "audit", "progress": progress})
    assert "Nobody is an expert here" in manager.seen(f"/campaigns/{run}")["progress"]["stuck"]
    house.make_expert(project, "second")
    assert manager.seen(f"/campaigns/{run}")["progress"]["stuck"] is None


def test_an_item_shows_what_each_answer_counts_for(house: House) -> None:
    project, manager = house.project("a cat", "a dog"), house.people["manager"]
    house.make_expert(project, "annotator")
    run = start(house, project).json()["id"]
    ask(house, project, run)
    shown = {"value": {"class": "dog"}, "next": [], "confidence": 0.9}
    with house.app.state.house.store.begin() as tx:
        test = [tasks.Ask(item_id=1, suggestion=shown, kind="gold")]
        tasks.ask(tx, project_id=project, asked=test, kind="label", campaign_id=run, round_no=2)
    answered(house.people["annotator"], project, "cat")
    answered(house.people["second"], project, "dog")
    item = manager.seen("/items/1?names=true")
    told = [(one["worker"], one["expert"], one["test"], one["overruled"]) for one in item["answers"]]
    assert told == [("annotator", True, False, False), ("second", False, True, False)]
    assert item["label"]["value"] == {"class": "cat"}
    with house.app.state.house.store.begin() as tx:
        tx.run(update(tables.task).where(tables.task.c.kind == "audit").values(used_ms=tx.now_ms))
        campaigns.append(tx, run, seq=0, kind="setup", payload={})
        labels.overrule(tx, project_id=project, campaign_id=run, question="class", outcome={1: "dog"})
    item = manager.seen("/items/1")
    assert [one["overruled"] for one in item["answers"]] == [True, False]
    assert item["label"] is None

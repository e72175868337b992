"""Who labels for the machine, over HTTP: what is offered, kept, shown and refused."""

import sys
from typing import Any

import pytest
from calling import Caller, House

from vermeil.core.plan.entrants import BUILT_IN

LLM = {"url": "https://model.example/v1", "model": "small", "price": 0.5}


def test_who_could_race_is_told_with_the_reason_why_others_cannot(
    house: House, manager: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    project = house.project("a cat", "a dog")
    offered = {one["name"]: one for one in manager.seen(f"/projects/{project}/labelers")["items"]}
    assert list(offered) == [*BUILT_IN, "finetuned", "llm"]
    assert [name for name, one in offered.items() if one["usual"]] == ["kernel", "blend", "logistic"]
    assert {name: one["refused"] for name, one in offered.items() if one["refused"]} == {
        "finetuned": "It learns from images, and not every item is one."
    }
    boxes = manager.made("/projects", {"name": "b", "task_type": "boxes", "schema": {"labels": ["dent"]}})
    rows = manager.seen(f"/projects/{boxes['id']}/labelers")["items"]
    assert [one["name"] for one in rows if one["refused"]] == ["finetuned", "llm"]


def test_what_was_ordered_stands_in_the_campaign_and_holds_no_key(house: House, manager: Caller) -> None:
    project = house.project("a cat", "a dog")
    body = {"labelers": ["logistic", "kernel"], "llm": LLM | {"price_in": 2, "examples": 0}}
    plan = manager.made(f"/projects/{project}/plans", body)
    assert (plan["state"], plan["calls"]) == ("computing", None)
    campaign = manager.made(f"/projects/{project}/campaigns", body)
    assert campaign["labelers"] == ["logistic", "kernel"]
    assert campaign["llm"].items() >= (LLM | {"price_in": 2, "examples": 0, "guideline": ""}).items()
    assert campaign["spent"]["calls"] == 0
    assert campaign["failed"] == {}
    assert not any("key" in name for name in campaign["llm"])


@pytest.mark.parametrize(
    ("body", "why", "about"),
    [
        ({"labelers": ["oracle"]}, "no labeler 'oracle'", "labelers"),
        ({"labelers": []}, "name a labeler", "labelers"),
        ({"labelers": ["finetuned"]}, "learns from images", "labelers"),
        ({"llm": LLM | {"url": "http://127.0.0.1:8000/v1"}}, "VERMEIL_PRIVATE_BACKENDS", None),
        ({"llm": LLM, "goal": "model", "caps": {"money": 1}}, "is not taught", "llm"),
        ({"llm": LLM | {"key": "hush"}}, "form", None),
    ],
    ids=str,
)
def test_who_cannot_race_is_refused_in_words(
    house: House, manager: Caller, body: dict[str, Any], why: str, about: str | None
) -> None:
    project = house.project("a cat", "a dog")
    for path in ("plans", "campaigns"):
        refusal = manager.post(f"/projects/{project}/{path}", body)
        assert refusal.status_code == 422
        assert why in refusal.text
        assert refusal.json().get("about") == about


def test_of_open_questions_labelers_judge_what_a_model_has_said(manager: Caller) -> None:
    schema = {"questions": [{"name": "where", "type": "spans", "labels": ["animal"]}]}
    project = manager.made("/projects", {"name": "spans", "schema": schema})["id"]
    manager.made(f"/projects/{project}/items", ["a cat"])
    refusal = manager.post(f"/projects/{project}/campaigns", {"llm": LLM})
    assert refusal.status_code == 422
    assert "how far a suggestion can be trusted" in refusal.text

"""Runs of suggestions over HTTP: what is asked, told and refused."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from calling import Caller, House, opened

from vermeil.settings import Settings
from vermeil.store import suggestions, tasks

BACKEND = {"from": "label_studio", "url": "https://backend.example"}


def path(project: int) -> str:
    return f"/projects/{project}/suggestions/runs"


def test_a_run_is_started_listed_and_cancelled(house: House, manager: Caller) -> None:
    project = house.project("a cat", "a dog")
    run = manager.made(path(project), BACKEND)
    assert (run["state"], run["from"], run["n_items"], run["done"]) == ("running", "label_studio", 2, 0)
    assert manager.seen(path(project))["items"] == [run]
    assert manager.seen(f"/suggestions/runs/{run['id']}") == run
    assert manager.post(path(project), BACKEND).status_code == 409
    assert manager.made(f"/suggestions/runs/{run['id']}/cancel")["state"] == "cancelled"
    assert manager.post(f"/suggestions/runs/{run['id']}/cancel").status_code == 409
    assert manager.get("/suggestions/runs/99").status_code == 404


def test_nothing_is_suggested_while_a_campaign_runs(house: House, manager: Caller) -> None:
    project = house.project("a cat", "a dog")
    manager.made(f"/projects/{project}/campaigns", {})
    assert manager.post(path(project), BACKEND).status_code == 409


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"from": "answers"}, "5 examples of at least two classes"),
        ({"from": "label_studio", "url": "http://169.254.169.254"}, "link-local"),
        ({"from": "label_studio", "url": "http://127.0.0.1:9090"}, "VERMEIL_PRIVATE_BACKENDS"),
        ({"from": "llm", "url": "https://a.example/v1", "model": "m", "price": 0.5}, "are 1.00 USD"),
        ({"from": "llm", "url": "https://a.example/v1", "model": "m", "price": 0, "key": "k"}, "key"),
        ({"from": "documents"}, "one question, of the type `fields`"),
        ({"from": "documents", "examples": 1_001}, "examples"),
        ({"from": "nowhere"}, "from"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    house: House, manager: Caller, body: dict[str, Any], why: str
) -> None:
    refusal = manager.post(path(house.project("a cat", "a dog")), body)
    assert refusal.status_code == 422
    assert why in json.dumps(refusal.json())


def test_scans_are_refused_where_nothing_can_read_them(
    manager: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    bill = {"name": "bill", "type": "fields", "fields": [{"name": "total", "kind": "amount"}]}
    project = manager.made("/projects", {"name": "bills", "schema": {"questions": [bill]}})["id"]
    manager.made(f"/projects/{project}/items", ["a bill"])
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    refusal = manager.post(path(project), {"from": "documents", "ocr": True})
    assert refusal.status_code == 422
    assert 'pip install "vermeil[ocr]"' in refusal.json()["detail"]
    assert manager.made(path(project), {"from": "documents"})["from"] == "documents"


def test_an_empty_project_has_nothing_to_suggest(house: House, manager: Caller) -> None:
    assert manager.post(path(house.project()), BACKEND).status_code == 422


def test_an_audit_is_sent_as_if_there_were_no_suggestions(
    tmp_path: Path, new_sqlite: Callable[[], str], password_hash: str
) -> None:
    """Byte for byte: what models say of its items is not in it, nor does anything else tell of them."""
    told = []
    for said in ({}, {1: {"value": {"class": "cat"}, "confidence": 0.9, "model_version": "m"}}):
        settings = Settings(home=tmp_path / str(len(told)), database=new_sqlite())
        with opened(settings, password_hash) as house:
            store = house.app.state.house.store
            store._clock = lambda: 1_700_000_000_000
            project = house.project("a cat", "a dog")
            with store.begin() as tx:
                suggestions.put(tx, project, said)
            run = house.people["manager"].made(f"/projects/{project}/campaigns", {})["id"]
            with store.begin() as tx:
                asked = [tasks.Ask(item_id=1)]
                tasks.ask(tx, project_id=project, campaign_id=run, round_no=1, asked=asked, kind="audit")
            told.append(house.people["annotator"].post(f"/projects/{project}/tasks/next").content)
    assert told[0] == told[1]
    assert json.loads(told[0])["suggestion"] is None

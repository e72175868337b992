"""Wrong suggestions that are shown on purpose: who lets them pass, for classes and for open questions."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from calling import Caller, House

from vermeil.flow import acceptance

Value = Mapping[str, Any]
TEXTS = [f"ada met bo on day {n}" for n in range(120)]
WHO = {"label": "who", "start": 0, "end": 3}
#: a schema, and what is true of item n
OPEN: dict[str, tuple[dict[str, Any], Any]] = {
    "classes": ({"classes": ["cat", "dog", "cow"]}, lambda n: {"class": "cat" if n % 2 else "dog"}),
    "spans": (
        {"questions": [{"name": "spans", "type": "spans", "labels": ["who", "where"]}]},
        lambda n: {"spans": [WHO, {**WHO, "start": 8, "end": 10}] if n % 2 else [WHO]},
    ),
    "transcript": (
        {"questions": [{"name": "said", "type": "transcript"}]},
        lambda n: {"said": f"ada met bo on day {n}"},
    ),
}


def begin(house: House, schema: dict[str, Any]) -> int:
    made = house.people["manager"].made("/projects", {"name": "p", "schema": schema})["id"]
    for name in ("reviewer", "annotator", "second"):
        path = f"/projects/{made}/members/{house.people[name].id}"
        house.people["manager"].call("PUT", path, json={"role": name if name == "reviewer" else "annotator"})
    house.people["manager"].made(f"/projects/{made}/items", [{"key": t, "text": t} for t in TEXTS])
    return int(made)


def works(person: Caller, project: int, many: int, say: Any) -> list[Any]:
    """So many tasks; `say` is given the task. The tasks, as they were sent."""
    seen = []
    for _ in range(many):
        answer = person.post(f"/projects/{project}/tasks/next")
        if answer.status_code == 204:
            break
        task = answer.json()
        person.made(
            f"/tasks/{task['id']}/answers", {"lease": task["lease"], "value": say(task), "seconds": 1}
        )
        seen.append(task)
    return seen


@pytest.mark.parametrize("kind", OPEN)
def test_who_sends_what_is_shown_is_found_out(
    house: House, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    schema, true = OPEN[kind]
    manager, rng = house.people["manager"], np.random.default_rng(3)
    project = begin(house, schema)
    monkeypatch.setattr(acceptance, "SHARE", 0.5)

    def truth(task: Any) -> Value:
        found: Value = true(TEXTS.index(task["item"]["text"]))
        return found

    def credulous(task: Any) -> Value:
        shown: Any = task["suggestion"]
        return truth(task) if shown is None or rng.random() < 1 / 4 else dict(shown["value"])

    works(house.people["annotator"], project, 40, truth)
    given = [
        {"key": text, "value": true(n), "confidence": 0.8, "model_version": "m"}
        for n, text in enumerate(TEXTS)
    ]
    manager.made(f"/projects/{project}/suggestions", {"suggestions": given})
    before = {one["key"]: one["label"]["value"] for one in items(manager, project) if one["label"]}
    careful = works(house.people["reviewer"], project, 50, truth)
    hasty = works(house.people["second"], project, 50, credulous)
    tests = [task for task in careful + hasty if task["suggestion"]["value"] != truth(task)]
    assert len(tests) > 20
    assert {tuple(task) for task in tests} == {tuple(task) for task in careful}, "a test looks like any task"
    assert {tuple(task["suggestion"]) for task in careful} == {("value", "confidence", "model_version")}
    labels = {one["key"]: one["label"]["value"] for one in items(manager, project) if one["label"]}
    assert {key: labels[key] for key in before} == before, "the answer to a test is no label"
    told = manager.seen(f"/projects/{project}/suggestions/acceptance")["items"]
    by_name = {one["name"]: one for one in told}
    assert by_name.keys() == {"reviewer", "second"}, "nobody is tested on what they have said themselves"
    assert by_name["reviewer"]["accepted"] == 0
    second = by_name["second"]
    assert second["shown"] == sum(task in hasty for task in tests)
    assert second["low"] <= 0.75 <= second["high"]
    assert second["low"] <= second["share"] <= second["high"]
    assert house.people["annotator"].get(f"/projects/{project}/suggestions/acceptance").status_code == 403


def items(manager: Caller, project: int) -> list[Any]:
    found: list[Any] = manager.seen(f"/projects/{project}/items", params={"limit": 1000})["items"]
    return found


def test_tests_are_taken_back_where_suggestions_are_hidden(
    both: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema, _ = OPEN["classes"]
    manager = both.people["manager"]
    project = begin(both, schema)
    monkeypatch.setattr(acceptance, "SHARE", 1.0)
    works(both.people["annotator"], project, 3, lambda _: {"class": "cat"})
    given = [{"key": text, "value": {"class": "dog"}} for text in TEXTS]
    manager.made(f"/projects/{project}/suggestions", {"suggestions": given})
    works(both.people["second"], project, 1, lambda _: {"class": "dog"})
    [test] = works(both.people["reviewer"], project, 1, lambda task: task["suggestion"]["value"])
    assert test["suggestion"]["value"] != {"class": "cat"}
    [told] = manager.seen(f"/projects/{project}/suggestions/acceptance")["items"]
    assert (told["name"], told["shown"], told["accepted"]) == ("reviewer", 1, 1)
    works(both.people["second"], project, 1, lambda _: {"class": "dog"})
    manager.call("PATCH", f"/projects/{project}", json={"suggestions": "blind"})
    after = works(both.people["second"], project, 2, lambda _: {"class": "dog"})
    assert [task["suggestion"] for task in after] == [None, None]

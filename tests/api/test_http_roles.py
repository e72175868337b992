"""Who may do what: every route, every role."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from calling import API, PASSWORD, House, answered
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Route

OPEN = {"status", "setup", "sign_in", "alive", "ready"}

#: For every operation the least that is needed: a role in the house, or (after "in") in the project.
NEEDS = {
    "me": "anybody",
    "sign_out": "anybody",
    "list_tokens": "anybody",
    "change_password": "anybody",
    "add_token": "anybody",
    "revoke_token": "anybody",
    "list_projects": "anybody",
    "list_users": "manager",
    "create_project": "manager",
    "add_user": "admin",
    "change_user": "admin",
    "metrics": "admin",
    "next_task": "in annotator",
    "held_tasks": "in annotator",
    "give_back": "in annotator",
    "answer": "in annotator",
    "undo_answer": "own",
    "get_guideline": "in annotator",
    "my_work": "in annotator",
    "get_media": "own or in reviewer",
    "get_project": "in reviewer",
    "list_members": "in reviewer",
    "list_batches": "in reviewer",
    "list_refusals": "in reviewer",
    "list_items": "in reviewer",
    "count_items": "in reviewer",
    "get_item": "in reviewer",
    "list_reviews": "in reviewer",
    "count_reviews": "in reviewer",
    "review_item": "in reviewer",
    "put_example": "in reviewer",
    "remove_example": "in reviewer",
    "list_plans": "in reviewer",
    "list_slices": "in reviewer",
    "list_labelers": "in reviewer",
    "get_plan": "in reviewer",
    "list_campaigns": "in reviewer",
    "get_campaign": "in reviewer",
    "get_certificate": "in reviewer",
    "export_labels": "in reviewer",
    "list_releases": "in reviewer",
    "list_formats": "in reviewer",
    "get_release": "in reviewer",
    "export_release": "in reviewer",
    "listen": "in reviewer",
    "change_project": "in manager",
    "put_member": "in manager",
    "remove_member": "in manager",
    "add_items": "in manager",
    "add_suggestions": "in manager",
    "get_agreement": "in manager",
    "list_acceptance": "in manager",
    "start_suggestion_run": "in manager",
    "list_suggestion_runs": "in manager",
    "get_suggestion_run": "in manager",
    "cancel_suggestion_run": "in manager",
    "make_plan": "in manager",
    "start_campaign": "in manager",
    "cancel_campaign": "in manager",
    "create_release": "in manager",
}
RANK = {"annotator": 0, "reviewer": 1, "manager": 2, "admin": 3}
CALLERS = ("admin", "manager", "reviewer", "annotator", "outsider")


@dataclass(frozen=True)
class Operation:
    id: str
    method: str
    path: str


def operations(app: FastAPI) -> Iterator[Operation]:
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            yield Operation(operation["operationId"], method.upper(), path)


def routes(found: list[Any]) -> Iterator[Route | APIRoute]:
    """Every route there is, also of routers inside routers."""
    for route in found:
        inside = getattr(route, "original_router", None)
        if inside is not None:
            yield from routes(inside.routes)
        else:
            yield route


@pytest.fixture
def places(house: House) -> dict[str, int]:
    """A project in which there is one of everything."""
    manager = house.people["manager"]
    project = house.project("a cat", "a dog", "a cow")
    answer = answered(house.people["reviewer"], project, "cat")
    release = manager.made(f"/projects/{project}/releases", {})
    plan = manager.made(f"/projects/{project}/plans", {})
    run = manager.made(f"/projects/{project}/suggestions/runs", BODIES["start_suggestion_run"])
    batch = manager.seen(f"/projects/{project}/batches")["items"][0]
    task = house.people["reviewer"].made(f"/projects/{project}/tasks/next")
    campaign = manager.made(f"/projects/{project}/campaigns", {})
    return {
        "project": project,
        "item": answer["item_id"],
        "answer": answer["id"],
        "release": release["id"],
        "number": plan["id"],
        "run": run["id"],
        "batch": batch["id"],
        "task": task["id"],
        "campaign": campaign["id"],
        "user": house.people["second"].id,
        "token": 999,
    }


BODIES: dict[str, Any] = {
    "add_suggestions": {"suggestions": [{"item": 1, "value": "cat"}]},
    "start_suggestion_run": {"from": "label_studio", "url": "http://backend.invalid"},
    "add_token": {"name": "x"},
    "create_project": {"name": "x", "schema": {"classes": ["a", "b"]}},
    "add_user": {"name": "x", "password": PASSWORD},
    "change_user": {"role": "annotator"},
    "answer": {"lease": 99, "skip": "cannot tell"},
    "change_project": {"name": "renamed"},
    "put_member": {"role": "annotator"},
    "add_items": ["one more"],
    "make_plan": {},
    "start_campaign": {},
    "create_release": {},
    "put_example": {"about": "cat"},
    "review_item": {"seen": None, "ambiguous": True},
}


QUERIES = {"give_back": "?lease=1"}


def path_of(operation: Operation, places: dict[str, int]) -> str:
    path = re.sub(r"{(\w+)}", lambda name: str(places[name[1]]), operation.path)
    return path + QUERIES.get(operation.id, "")


def test_every_route_is_described(house: House) -> None:
    """So that what follows, which goes by the description, leaves none out."""
    count = sum(len(r.methods - {"HEAD"}) for r in routes(house.app.routes) if r.path != "/openapi.json")
    assert count == len(list(operations(house.app)))
    assert {o.id for o in operations(house.app)} == OPEN | set(NEEDS)


def test_every_route_but_a_few_needs_credentials(house: House, places: dict[str, int]) -> None:
    for operation in operations(house.app):
        if operation.id in OPEN:
            continue
        house.client.cookies.clear()
        for headers in ({}, {"Authorization": "Bearer vml_guess"}, {"Cookie": "vermeil_session=guess"}):
            sent = {"json": BODIES[operation.id]} if operation.id in BODIES else {}
            answer = house.client.request(
                operation.method, path_of(operation, places), headers=headers, **sent
            )
            assert answer.status_code == 401, (operation, headers, answer.text)
            assert answer.headers["content-type"] == "application/problem+json"


def expected(need: str, caller: str) -> set[int]:
    """The refusal that a caller must see; empty: none."""
    if need == "anybody":
        return set()
    if not need.startswith("in "):
        return set() if RANK[{"outsider": "manager"}.get(caller, caller)] >= RANK[need] else {403}
    if caller == "outsider":
        return {404}
    return set() if RANK[caller] >= RANK[need.removeprefix("in ")] else {403}


@pytest.mark.parametrize("caller", CALLERS)
def test_every_role_on_every_route(house: House, places: dict[str, int], caller: str) -> None:
    for operation in operations(house.app):
        need = NEEDS.get(operation.id)
        if need is None or need.startswith("own") or operation.id == "listen":
            continue  # open, or told below
        who = house.people[caller]
        answer = who.request(
            operation.method,
            path_of(operation, places),
            **({"json": BODIES[operation.id]} if operation.id in BODIES else {}),
        )
        refusal = expected(need, caller)
        if refusal:
            assert answer.status_code in refusal, (operation, answer.text)
        else:
            assert answer.status_code not in {401, 403, 405, 500}, (operation, answer.text)
            missing = {"revoke_token", "get_certificate"} | (
                {"remove_member"} if caller != "admin" else set()
            )
            assert answer.status_code != 404 or operation.id in missing, (operation, answer.text)


@pytest.mark.parametrize(("caller", "status"), [("annotator", 403), ("outsider", 404)])
def test_who_may_not_read_a_project_may_not_listen_to_it(
    house: House, places: dict[str, int], caller: str, status: int
) -> None:
    answer = house.people[caller].get(f"/projects/{places['project']}/events")
    assert answer.status_code == status


def test_nobody_takes_back_the_answer_of_another(house: House, places: dict[str, int]) -> None:
    path = f"/answers/{places['answer']}/undo"
    for caller in ("admin", "manager", "annotator", "outsider"):
        assert house.people[caller].post(path).status_code == 404
    assert house.people["reviewer"].post(path).status_code == 200


def test_nobody_answers_the_task_of_another(house: House, places: dict[str, int]) -> None:
    held = house.people["reviewer"].seen(f"/projects/{places['project']}/tasks/held")["items"][0]
    body = {"lease": held["lease"], "value": {"class": "cat"}}
    for caller, status in (("annotator", 409), ("admin", 409), ("outsider", 404)):
        assert house.people[caller].post(f"/tasks/{held['id']}/answers", body).status_code == status
    lease = f"/tasks/{held['id']}/lease?lease={held['lease']}"
    assert house.people["outsider"].call("DELETE", lease).status_code == 404
    assert house.people["annotator"].call("DELETE", lease).status_code == 204
    assert house.people["reviewer"].post(f"/tasks/{held['id']}/answers", body).status_code == 201


def test_annotators_learn_nothing_that_tells_an_audit(house: House) -> None:
    house.project("a cat")
    listed = house.people["annotator"].seen("/projects")["items"]
    assert [project["counts"] for project in listed] == [None]
    # The shape of a task is the same for every kind: it has no field for it.
    task_fields = set(house.app.openapi()["components"]["schemas"]["Task"]["properties"])
    assert task_fields == {
        "id", "lease", "item", "schema", "schema_version", "guideline_version", "suggestion",
        "delayed", "page", "returned", "expires_at",
    }  # fmt: skip


def test_who_leaves_a_project_gives_back_what_they_hold(house: House) -> None:
    project = house.project("a cat")
    annotator, manager = house.people["annotator"], house.people["manager"]
    task = annotator.made(f"/projects/{project}/tasks/next")
    assert manager.call("DELETE", f"/projects/{project}/members/{annotator.id}").status_code == 204
    assert annotator.post(f"/projects/{project}/tasks/next").status_code == 404
    body = {"lease": task["lease"], "value": {"class": "cat"}}
    assert annotator.post(f"/tasks/{task['id']}/answers", body).status_code == 404
    again = house.people["second"].made(f"/projects/{project}/tasks/next")
    assert again["id"] == task["id"]
    assert house.client.get(f"{API}/projects").status_code == 401

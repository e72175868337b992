"""Projects, their members, and orders that are sent twice."""

from typing import Any

import pytest
from calling import API, ROLES, Caller, House, answered

from vermeil.core.tasks.schema import one_of

NEW: dict[str, Any] = {
    "name": "pets",
    "schema": {"classes": ["cat", "dog"]},
    "guideline": "Look at the ears.",
}


def test_a_project_as_it_was_made(manager: Caller) -> None:
    made = manager.made("/projects", NEW)
    shown = manager.seen(f"/projects/{made['id']}")
    assert shown | made == shown
    assert shown["schema"] == {"version": 1, **one_of(["cat", "dog"])}
    assert shown["guideline"] == {"version": 1, "text": "Look at the ears."}
    assert shown["counts"] == dict.fromkeys(("items", "duplicates", "human", "machine", "unlabelled"), 0)
    assert shown["role"] == "manager"
    assert shown["per_class"] == [{"class": name, "human": 0, "machine": 0} for name in ("cat", "dog")]


@pytest.mark.parametrize(
    "schema",
    [
        {"classes": ["cat"]},
        {"classes": ["cat", "cat"]},
        {"classes": ["cat", " cat "]},
        {"classes": ["cat", "a\0"]},
    ],
)
def test_classes_must_be_distinct_and_storable(manager: Caller, schema: dict[str, Any]) -> None:
    assert manager.post("/projects", NEW | {"schema": schema}).status_code == 422


def test_any_questions_can_be_asked(manager: Caller) -> None:
    questions = [
        {"name": "state", "type": "classes", "classes": ["whole", "damaged"]},
        {"name": "where", "type": "boxes", "labels": ["dent"], "when": {"state": "damaged"}},
    ]
    made = manager.made("/projects", {"name": "parts", "schema": {"questions": questions}})
    assert made["schema"] == {"version": 1, "questions": questions}
    assert manager.seen(f"/projects/{made['id']}")["per_class"] == []
    manager.made(f"/projects/{made['id']}/items", ["part 1"])
    task = manager.made(f"/projects/{made['id']}/tasks/next")
    assert task["schema"] == {"questions": questions}
    answer, box = f"/tasks/{task['id']}/answers", {"label": "dent", "x": 1, "y": 2, "w": 3, "h": 4}
    refused = manager.post(answer, {"lease": task["lease"], "value": {"state": "damaged"}})
    assert (refused.status_code, "'where'" in refused.json()["detail"]) == (422, True)
    value = {"state": "damaged", "where": [box]}
    assert manager.made(answer, {"lease": task["lease"], "value": value})["value"] == value
    assert manager.seen(f"/items/{task['item']['id']}")["label"]["value"] == value
    fewer = manager.call("PATCH", f"/projects/{made['id']}", json={"schema": {"questions": questions[:1]}})
    assert (fewer.status_code, fewer.json()["about"]) == (422, "schema")


def test_a_single_question_needs_no_name(manager: Caller) -> None:
    body = {"name": "dents", "task_type": "boxes", "schema": {"labels": ["dent"]}}
    asked = manager.made("/projects", body)["schema"]["questions"]
    assert asked == [{"name": "boxes", "type": "boxes", "labels": ["dent"]}]
    refused = manager.post("/projects", body | {"task_type": "smells"})
    assert refused.status_code == 422


def test_counts_by_class(house: House, manager: Caller) -> None:
    project = house.project("a cat", "a dog", "a dog")
    answered(house.people["annotator"], project, "dog")
    shown = manager.seen(f"/projects/{project}")
    assert shown["counts"] == {"items": 3, "duplicates": 1, "human": 1, "machine": 0, "unlabelled": 1}
    assert shown["per_class"][1] == {"class": "dog", "human": 1, "machine": 0}


def test_projects_come_in_pages(manager: Caller) -> None:
    made = [manager.made("/projects", NEW | {"name": f"p{n}"})["id"] for n in range(5)]
    seen, cursor = [], None
    while True:
        page = manager.seen("/projects", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))
        seen += [project["id"] for project in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert seen == made[::-1]
    assert manager.get("/projects", params={"cursor": "x"}).status_code == 422


def test_a_change_on_top_of_another_is_refused(house: House, manager: Caller) -> None:
    path = f"/projects/{house.project()}"
    tag = manager.get(path).headers["ETag"]
    first = manager.call("PATCH", path, json={"name": "a"}, headers={"If-Match": tag})
    assert first.status_code == 200
    second = manager.call("PATCH", path, json={"name": "b"}, headers={"If-Match": tag})
    assert second.status_code == 412
    assert "read it again" in second.json()["detail"]
    assert manager.seen(path)["name"] == "a"
    again = manager.call("PATCH", path, json={"name": "b"}, headers={"If-Match": first.headers["ETag"]})
    assert again.json()["name"] == "b"
    assert manager.call("PATCH", path, json={"name": "c"}).status_code == 200
    nonsense = manager.call("PATCH", path, json={"name": "d"}, headers={"If-Match": '"é"'.encode("latin-1")})
    assert nonsense.status_code == 412


def test_a_new_guideline_is_a_new_version(house: House, manager: Caller) -> None:
    project = house.project("a cat", "a dog")
    annotator = house.people["annotator"]
    before = annotator.made(f"/projects/{project}/tasks/next")
    manager.call("PATCH", f"/projects/{project}", json={"guideline": "Look at the tail."})
    after = annotator.made(f"/projects/{project}/tasks/next")
    assert (before["guideline_version"], after["guideline_version"]) == (1, 2)
    shown = annotator.seen(f"/projects/{project}/guideline")
    assert (shown["version"], shown["text"], shown["examples"]) == (2, "Look at the tail.", [])
    unchanged = manager.call("PATCH", f"/projects/{project}", json={"guideline": "Look at the tail."})
    assert unchanged.json()["guideline"]["version"] == 2


def test_classes_may_come_but_not_go_while_they_are_used(house: House, manager: Caller) -> None:
    project = house.project("a cat", "a dog")
    answered(house.people["annotator"], project, "cat")
    path = f"/projects/{project}"
    more = manager.call("PATCH", path, json={"schema": {"classes": ["cat", "dog", "cow"]}})
    assert more.json()["schema"] == {"version": 2, **one_of(["cat", "dog", "cow"])}
    fewer = manager.call("PATCH", path, json={"schema": {"classes": ["dog", "cow"]}})
    assert fewer.status_code == 422
    assert "'cat'" in fewer.json()["detail"]
    unused = manager.call("PATCH", path, json={"schema": {"classes": ["cat", "cow"]}})
    assert unused.status_code == 200
    task = house.people["second"].made(f"{path}/tasks/next")
    assert task["schema"] == one_of(["cat", "cow"])


def test_an_archived_project_rests(house: House, manager: Caller) -> None:
    project = house.project("a cat")
    path = f"/projects/{project}"
    manager.call("PATCH", path, json={"archived": True})
    assert manager.seen("/projects")["items"] == []
    assert [one["id"] for one in manager.seen("/projects?archived=true")["items"]] == [project]
    assert manager.seen(path)["archived_at"] is not None
    for order, body in ((f"{path}/tasks/next", None), (f"{path}/items", ["x"]), (f"{path}/releases", {})):
        assert manager.post(order, body).status_code == 409, order
    manager.call("PATCH", path, json={"archived": False})
    assert manager.post(f"{path}/tasks/next").status_code == 200
    assert manager.seen("/projects?archived=true")["items"] == []


def test_members(house: House, manager: Caller) -> None:
    project = house.project()
    path, outsider = f"/projects/{project}/members", house.people["outsider"]
    assert {m["name"] for m in manager.seen(path)["items"]} == set(ROLES) - {"admin", "outsider"}
    assert outsider.get(f"/projects/{project}").status_code == 404
    assert manager.call("PUT", f"{path}/{outsider.id}", json={"role": "reviewer"}).status_code == 200
    assert outsider.seen(f"/projects/{project}")["role"] == "reviewer"
    assert manager.call("PUT", f"{path}/{outsider.id}", json={"role": "admin"}).status_code == 422
    assert manager.call("PUT", f"{path}/987654", json={"role": "reviewer"}).status_code == 404
    assert manager.call("DELETE", f"{path}/{outsider.id}").status_code == 204
    assert manager.call("DELETE", f"{path}/{outsider.id}").status_code == 404
    assert outsider.get(f"/projects/{project}").status_code == 404


def test_the_same_order_twice_is_done_once(both: House) -> None:
    manager = both.people["manager"]
    key = {"Idempotency-Key": "order 1"}
    first = manager.post("/projects", NEW, headers=key)
    again = manager.post("/projects", NEW, headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(manager.seen("/projects")["items"]) == 1
    other = manager.post("/projects", NEW | {"name": "cows"}, headers=key)
    assert other.status_code == 409
    elsewhere = both.people["outsider"].post("/projects", NEW, headers=key)
    assert elsewhere.json()["id"] != first.json()["id"]


def test_a_refused_order_may_be_mended_under_its_key(manager: Caller) -> None:
    key = {"Idempotency-Key": "order 1"}
    assert manager.post("/projects", NEW | {"name": ""}, headers=key).status_code == 422
    assert manager.post("/projects", NEW, headers=key).status_code == 201


@pytest.mark.parametrize("key", ["", "é", "a\tb", "x" * 201])
def test_keys_are_short_and_printable(manager: Caller, key: str) -> None:
    answer = manager.post("/projects", NEW, headers={"Idempotency-Key": key.encode()})
    assert answer.status_code == 422


def test_the_same_task_under_the_same_key(house: House) -> None:
    project = house.project("a cat", "a dog")
    annotator, key = house.people["annotator"], {"Idempotency-Key": "next 1"}
    first, again = (annotator.made(f"/projects/{project}/tasks/next", headers=key) for _ in range(2))
    assert first == again
    assert len(annotator.seen(f"/projects/{project}/tasks/held")["items"]) == 1


def test_the_same_upload_and_the_same_release_under_the_same_key(house: House, manager: Caller) -> None:
    project = house.project()
    path = f"/projects/{project}"
    reports = [manager.made(f"{path}/items", ["x"], headers={"Idempotency-Key": "u"}) for _ in range(2)]
    assert reports[0] == reports[1]
    assert reports[0]["added"] == 1
    assert manager.post(f"{path}/items", ["y"], headers={"Idempotency-Key": "u"}).status_code == 409
    made = [manager.made(f"{path}/releases", {}, headers={"Idempotency-Key": "r"}) for _ in range(2)]
    assert made[0] == made[1]
    assert len(manager.seen(f"{path}/releases")["items"]) == 1


def test_numbers_of_any_size_are_no_mistake_of_the_server(both: House) -> None:
    admin, project = both.people["admin"], both.project("a cat")
    task = both.people["annotator"].made(f"/projects/{project}/tasks/next")
    for number in (0, -1, 2**31, 2**63 - 1, 2**63, 10**30, "9" * 5000, "x", "1.5", "%00"):
        try_number(both, admin, project, task["id"], number)
    assert both.client.get(f"{API}/status").status_code == 200


def try_number(both: House, admin: Caller, project: int, task: int, number: object) -> None:
    for path in (
        "/projects/{}",
        "/items/{}",
        "/batches/{}/refusals",
        "/plans/{}",
        "/campaigns/{}",
        "/releases/{}",
    ):
        assert admin.get(path.format(number)).status_code in {404, 422}, path
    for path in ("/projects/{}/tasks/next", "/answers/{}/undo"):
        assert admin.post(path.format(number)).status_code in {404, 422}, path
    listed = admin.get("/projects", params={"cursor": str(number)})
    assert listed.status_code in {200, 422}
    body = f'{{"lease": {number}, "value": {{"class": "cat"}}}}'
    headers = {"Content-Type": "application/json"}
    annotator = both.people["annotator"]
    said = annotator.call("POST", f"/tasks/{task}/answers", content=body, headers=headers)
    assert said.status_code in {400, 409, 422}
    items = admin.get(f"/projects/{project}/items", params={"batch": str(number), "cursor": str(number)})
    assert items.status_code in {200, 422}
    tag = {"If-Match": f'"{number}"'}
    assert admin.call("PATCH", f"/projects/{project}", json={"name": "x"}, headers=tag).status_code == 412

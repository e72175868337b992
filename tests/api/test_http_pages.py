"""Pages of look-alikes, as annotators meet them."""

from typing import Any

from calling import Caller, House

from vermeil.store import tasks

PRICES = {"label": 0.04, "verify": 0.02, "grid": 0.005, "device_hour": 0}


def test_a_page_comes_whole_and_costs_its_own_price(house: House, manager: Caller, annotator: Caller) -> None:
    project = house.project("a cat", "a dog", "a cow")
    run = manager.made(f"/projects/{project}/campaigns", {"prices": PRICES})["id"]
    said = {"value": {"class": "cat"}, "next": [], "confidence": 0.9, "model_version": "m"}
    asked = [tasks.Ask(item_id=item, suggestion=said, kind="verify", page=3) for item in (1, 2, 3)]
    with house.app.state.house.store.begin() as tx:
        tasks.ask(tx, project_id=project, asked=asked, kind="label", campaign_id=run, round_no=1)
    first = annotator.made(f"/projects/{project}/tasks/next")
    page: list[dict[str, Any]] = [first, *first["rest"]]
    assert [(one["item"]["id"], one["page"]) for one in page] == [(1, 3), (2, 3), (3, 3)]
    held = annotator.seen(f"/projects/{project}/tasks/held")["items"]
    assert [one["id"] for one in held] == [one["id"] for one in page]
    assert house.people["second"].post(f"/projects/{project}/tasks/next").status_code == 204
    for one, kind in zip(page, ("cat", "cat", "dog"), strict=True):
        annotator.made(f"/tasks/{one['id']}/answers", {"lease": one["lease"], "value": {"class": kind}})
    spent = manager.seen(f"/campaigns/{run}")["spent"]
    assert round(spent["verify"], 6) == 3 * 0.005  # of two classes the refusal names the other


def test_pages_and_experts_are_for_one_class_only(manager: Caller) -> None:
    body = {"name": "dents", "task_type": "boxes", "schema": {"labels": ["dent"]}}
    project = manager.made("/projects", body)["id"]
    manager.made(f"/projects/{project}/items", ["x"])
    for prices in (PRICES, {"label": 0.04, "expert": 1}):
        refused = manager.post(f"/projects/{project}/campaigns", {"prices": prices})
        assert (refused.status_code, "one class" in refused.json()["detail"]) == (422, True)

"""What models say of items."""

import pytest
from calling import Caller, House

BOXES = {"task_type": "boxes", "schema": {"labels": ["dent"]}}
DENT = {"label": "dent", "x": 1, "y": 2, "w": 3, "h": 4}


def test_what_a_model_says_is_shown_to_whoever_is_asked(house: House, manager: Caller) -> None:
    project = house.project("a cat", "a dog", "a cow")
    second = manager.seen(f"/projects/{project}/items")["items"][1]
    said = [
        {"item": second["id"], "value": "dog", "confidence": 0.8, "model_version": "m2"},
        {"key": second["key"], "value": {"class": "cow"}},
        {"key": "nobody", "value": "dog"},
        {"item": 10**9, "value": "dog"},
    ]
    told = manager.made(f"/projects/{project}/suggestions", {"suggestions": said})
    assert told["taken"] == 1
    assert [one["line"] for one in told["refused"]] == [2, 3, 4]
    tasks = [house.people["annotator"].made(f"/projects/{project}/tasks/next") for _ in range(3)]
    assert [task["suggestion"] for task in tasks] == [
        None,
        {"value": {"class": "dog"}, "confidence": 0.8, "model_version": "m2"},
        None,
    ]
    path, second_task = f"/tasks/{tasks[1]['id']}/answers", tasks[1]
    house.people["annotator"].made(path, {"lease": second_task["lease"], "value": {"class": "dog"}})
    [given] = manager.seen(f"/items/{second['id']}")["answers"]
    assert (given["blind"], given["suggestion"]["model_version"]) == (False, "m2")


def test_a_later_suggestion_takes_the_place_of_an_earlier_one(manager: Caller) -> None:
    project = manager.made("/projects", {"name": "dents"} | BOXES)["id"]
    manager.made(f"/projects/{project}/items", [{"key": "a", "text": "x"}])
    for value in ([DENT], []):
        body = {"suggestions": [{"key": "a", "value": {"boxes": value}}]}
        assert manager.made(f"/projects/{project}/suggestions", body) == {"taken": 1, "refused": []}
    assert manager.made(f"/projects/{project}/tasks/next")["suggestion"]["value"] == {"boxes": []}


def test_a_campaign_judges_what_it_began_with(house: House, manager: Caller) -> None:
    project = house.project("a cat", "a dog")
    manager.made(f"/projects/{project}/campaigns", {})
    body = {"suggestions": [{"item": 1, "value": "dog"}]}
    assert manager.post(f"/projects/{project}/suggestions", body).status_code == 409


@pytest.mark.parametrize("body", [{}, {"item": 1, "key": "a"}, {"item": 1, "confidence": 2}])
def test_a_suggestion_names_one_item(house: House, manager: Caller, body: dict[str, object]) -> None:
    project = house.project("a cat")
    sent = {"suggestions": [{"value": "dog"} | body]}
    assert manager.post(f"/projects/{project}/suggestions", sent).status_code == 422


def test_how_often_it_is_right_is_told_of_blind_answers_before_others(house: House, manager: Caller) -> None:
    project = house.project("a cat", "a dog", "a cow")
    ids = [one["id"] for one in manager.seen(f"/projects/{project}/items")["items"]]

    def suggest(wanted: list[int]) -> None:
        said = [{"item": one, "value": "dog"} for one in wanted]
        manager.made(f"/projects/{project}/suggestions", {"suggestions": said})

    def answer(name: str) -> None:
        task = house.people["annotator"].made(f"/projects/{project}/tasks/next")
        body = {"lease": task["lease"], "value": {"class": name}}
        house.people["annotator"].made(f"/tasks/{task['id']}/answers", body)

    path = f"/projects/{project}/suggestions/agreement"
    assert manager.seen(path) == {"answers": 0, "blind": False, "rows": []}
    suggest(ids[:1])
    answer("dog")
    assert (manager.seen(path)["answers"], manager.seen(path)["blind"]) == (1, False)
    answer("cat")
    suggest(ids[1:])
    told = manager.seen(path)
    assert (told["answers"], told["blind"]) == (1, True)
    assert {row["name"]: (row["precision"], row["recall"]) for row in told["rows"]} == {
        "dog": (0.0, None),
        "cat": (None, 0.0),
    }
    assert house.people["annotator"].get(path).status_code == 403

"""How people meet suggestions on plain questions: at once, after their own answer, or never."""

from calling import Caller, House


def said(house: House, manager: Caller) -> int:
    project = house.project("a cat", "a dog", "a cow")
    body = {"suggestions": [{"item": item, "value": "dog"} for item in (1, 2)]}
    manager.made(f"/projects/{project}/suggestions", body)
    return project


def test_suggestions_are_hidden_and_shown_again(house: House, manager: Caller, annotator: Caller) -> None:
    project = said(house, manager)
    path = f"/projects/{project}"
    assert manager.call("PATCH", path, json={"suggestions": "blind"}).json()["suggestions"] == "blind"
    manager.made(f"{path}/suggestions", {"suggestions": [{"item": 3, "value": "cat"}]})
    first = annotator.made(f"{path}/tasks/next")
    assert (first["suggestion"], first["delayed"]) == (None, False)
    annotator.made(f"/tasks/{first['id']}/answers", {"lease": first["lease"], "value": {"class": "cat"}})
    [given] = manager.seen("/items/1")["answers"]
    assert (given["blind"], given["suggestion"]) == (True, None)
    manager.call("PATCH", path, json={"suggestions": "shown"})
    rest = [annotator.made(f"{path}/tasks/next")["suggestion"]["value"] for _ in range(2)]
    assert rest == [{"class": "dog"}, {"class": "cat"}]


def test_a_delayed_suggestion_is_marked_and_the_first_answer_kept(
    house: House, manager: Caller, annotator: Caller
) -> None:
    project = said(house, manager)
    manager.call("PATCH", f"/projects/{project}", json={"suggestions": "delayed"})
    task = annotator.made(f"/projects/{project}/tasks/next")
    assert (task["suggestion"]["value"], task["delayed"]) == ({"class": "dog"}, True)
    body = {"lease": task["lease"], "value": {"class": "dog"}, "first": {"class": "cat"}}
    annotator.made(f"/tasks/{task['id']}/answers", body)
    [given] = manager.seen("/items/1")["answers"]
    assert (given["value"], given["note"]) == ({"class": "dog"}, {"first": {"class": "cat"}})

"""Suggestions that come with the answers: a server, people who label, and nobody who starts anything."""

from serving import until

from vermeil.client import Client
from vermeil.client.suggestions import SuggestionRun

PLACES = ("in the garden", "at home", "on the road", "under a tree", "by the sea", "up the hill")
WORDS = [f"the {pet} is {where}, day {n}" for n in range(20) for where in PLACES for pet in ("cat", "dog")]


def answered(client: Client, project: int, many: int) -> int:
    """So many tasks, answered well; how many showed something."""
    seen = 0
    for _ in range(many):
        task = client.tasks.next(project)
        assert task is not None
        seen += task.suggestion is not None
        client.tasks.answer(task, "dog" if "dog" in task.item["text"] else "cat", seconds=1)
    return seen


def ended(client: Client, project: int, many: int) -> SuggestionRun:
    """The newest run, when there are so many, and all have ended."""

    def all_ended() -> list[SuggestionRun]:
        runs = list(client.suggestions.list(project))
        return runs if len(runs) == many and not any(run.live for run in runs) else []

    return until(all_ended, 60)[0]


def settings(client: Client, project: int, **change: object) -> None:
    client.projects.wire.call("PATCH", f"/projects/{project}", json=change)


def test_after_five_answers_of_each_class_the_next_tasks_have_suggestions(client: Client) -> None:
    project = client.projects.create("pets", classes=["cat", "dog", "cow"], few_shot=True).id
    client.items.add(project, WORDS)
    assert answered(client, project, 9) == 0
    assert list(client.suggestions.list(project)) == []
    answered(client, project, 1)
    first = ended(client, project, 1)
    assert first.by_itself
    assert first.state == "finished"
    assert first.taken + first.left == 230
    assert 10 <= first.left <= 40, "one in ten stays blind"
    assert 5 <= answered(client, project, 9) < 10
    assert ended(client, project, 1).id == first.id, "nothing new before there are ten of each"
    answered(client, project, 1)
    second = ended(client, project, 2)
    assert second.accuracy is not None
    assert [point["per_class"] for point in second.accuracy] == [5, None]


def test_it_is_off_at_first_and_where_suggestions_are_blind(client: Client) -> None:
    for change in ({"few_shot": False}, {"few_shot": True, "suggestions": "blind"}):
        project = client.projects.create("pets", classes=["cat", "dog"]).id
        settings(client, project, **change)
        client.items.add(project, WORDS[:40])
        assert answered(client, project, 14) == 0
        assert list(client.suggestions.list(project)) == []
        settings(client, project, few_shot=True, suggestions="delayed")
        answered(client, project, 1)
        run = ended(client, project, 1)
        assert run.by_itself
        assert run.n_items == 25, "it has begun with the fifteenth answer, not with the tenth"

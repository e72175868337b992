"""The Python SDK against the real server."""

from pathlib import Path

import pytest

from vermeil.client import Added, ApiError, Client, Refused, Unreachable
from vermeil.client.items import batches
from vermeil.core.errors import BadInput
from vermeil.demo.data import digits, write_pictures


def test_texts_go_in_once_and_refusals_say_their_line(client: Client) -> None:
    project = client.projects.create("mail", classes=["ham", "spam"], guideline="By its words.")
    records = ["one", {"key": "k", "text": "two"}, {"key": "bad"}, "three"]
    first = client.items.add(project.id, records)
    assert (first.received, first.added, first.refused_count) == (4, 3, 1)
    assert first.refused[0].line == 3
    again = client.items.add(project.id, records)
    assert (again.added, again.existing) == (0, 3)
    assert client.projects.get(project.id).counts["items"] == 3
    assert client.projects.find("mail") == client.projects.get(project.id) or client.projects.find("mail")


def test_pictures_and_records_with_pictures_go_in_together(client: Client, tmp_path: Path) -> None:
    project = client.projects.create("digits", classes=["0", "1"])
    paths = write_pictures(digits(3), tmp_path)
    told: list[int] = []
    records = [paths[0], {"key": "mine", "image": paths[1], "metadata": {"from": "me"}}, paths[2]]
    added = client.items.add(project.id, records, progress=told.append)
    assert (added.added, told) == (3, [3])
    shown = {item["key"]: item for item in client.items.list(project.id)}
    assert shown["mine"]["metadata"] == {"from": "me"}
    assert client.items.media(shown["00000.png"]["id"]) == paths[0].read_bytes()


def test_labels_that_people_gave_elsewhere_come_in_as_answers(client: Client, tmp_path: Path) -> None:
    project = client.projects.create("moved", classes=["a", "b"])
    record = {"key": "k", "text": "x", "label": "a", "annotator": "anna"}
    assert client.items.add(project.id, [record], labels="answers", blind=True).added == 1
    table = tmp_path / "more.csv"
    table.write_text("key,text,label,annotator\nl,y,b,bo\n", encoding="utf-8")
    assert client.items.upload(project.id, table, labels="answers").added == 1
    found = {row["key"]: row for row in client.labels(project.id)}
    assert [(one["label"], one["provenance"], one["blind"], one["annotator"]) for one in found.values()] == [
        ("a", "imported", True, "anna"),
        ("b", "imported", False, "bo"),
    ]


def test_a_task_is_answered_once_and_a_second_thought_is_a_conflict(client: Client) -> None:
    project = client.projects.create("two", classes=["a", "b"])
    client.items.add(project.id, ["x", "y"])
    task = client.tasks.next(project.id)
    assert task is not None
    assert task.schema["questions"][0]["classes"] == ["a", "b"]
    assert [held.id for held in client.tasks.held(project.id)] == [task.id]
    answer = client.tasks.answer(task, "a", seconds=1.5)
    assert client.tasks.answer(task, "a")["id"] == answer["id"]
    with pytest.raises(ApiError) as refused:
        client.tasks.answer(task, "b")
    assert refused.value.status == 409
    other = client.tasks.next(project.id)
    assert other is not None
    client.tasks.give_back(other)
    skipped = client.tasks.next(project.id)
    assert skipped is not None
    client.tasks.skip(skipped, "too dark")
    assert client.tasks.next(project.id) is None
    labels = {row["item_id"]: row["label"] for row in client.labels(project.id)}
    assert labels == {task.item["id"]: "a", other.item["id"]: None}


def test_labels_and_releases_become_files(client: Client, tmp_path: Path) -> None:
    project = client.projects.create("files", classes=["a", "b"])
    client.items.add(project.id, ["x"])
    task = client.tasks.next(project.id)
    assert task is not None
    client.tasks.answer(task, "b")
    saved = client.download(project.id, tmp_path / "labels.csv", "csv")
    assert saved.bytes == (tmp_path / "labels.csv").stat().st_size > 0
    assert saved.lost == []
    client.items.add(project.id, ["y"])
    saved = client.download(project.id, tmp_path / "labels.jsonl", "doccano")
    assert '"label": ["b"]' in (tmp_path / "labels.jsonl").read_text()
    assert [(one["question"], one["count"]) for one in saved.lost] == [(None, 1)]
    release = client.releases.create(project.id, "first")
    assert [found.version for found in client.releases.list(project.id)] == [release.version]
    client.releases.download(release.id, tmp_path / "release.jsonl")
    assert '"b"' in (tmp_path / "release.jsonl").read_text()


def test_a_cold_plan_says_how_many_labels_it_needs(client: Client) -> None:
    project = client.projects.create("cold", classes=["a", "b"])
    client.items.add(project.id, [f"text {number}" for number in range(300)])
    plan = client.plans.make(project.id, target={"error": 0.05}, prices={"label": 0.5})
    assert plan.state == "ready"
    assert plan.all_human_cost == 150.0
    assert plan.pilot_needed == {"labels": 200, "cost": 100.0}
    assert "200" in plan.sentence


def test_refusals_and_silence_are_told_in_words(client: Client) -> None:
    with pytest.raises(ApiError) as refused:
        client.projects.get(999_999)
    assert refused.value.status == 404
    assert "999999" in str(refused.value)
    with Client(client.url, "vml_wrong") as stranger, pytest.raises(ApiError) as unknown:
        stranger.projects.get(1)
    assert unknown.value.status == 401
    with (
        Client("http://127.0.0.1:9", attempts=2) as nobody,
        pytest.raises(Unreachable, match=r"127\.0\.0\.1:9"),
    ):
        nobody.status()


def test_batches_are_bounded_and_a_missing_file_is_named(tmp_path: Path) -> None:
    sizes = [len(lines) for lines, _ in batches("text" for _ in range(4_100))]
    assert sizes == [2_000, 2_000, 100]
    with pytest.raises(BadInput, match=r"gone\.png"):
        list(batches([tmp_path / "gone.png"]))


def test_accounts_of_several_requests_add_up() -> None:
    one = Added(received=10, added=9, refused_count=1, refused=(Refused(line=4, reason="empty"),))
    both = one + one
    assert (both.received, both.added, [r.line for r in both.refused]) == (20, 18, [4, 14])

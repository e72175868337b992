"""What people are sent for an audit is, byte for byte, what they are sent for a plain question."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from calling import House, answered, opened

from vermeil.settings import Settings
from vermeil.store import tasks

VARIES = {"date", "x-request-id"}
SAID = {"value": {"class": "cat"}, "next": [], "confidence": 0.9, "model_version": "m-1"}
Sent = list[tuple[str, int, dict[str, str], bytes]]
Place = Callable[..., Sent]


@pytest.fixture
def annotate(tmp_path: Path, new_sqlite: Callable[[], str], password_hash: str) -> Place:
    """What an annotator is sent on a new server where two items are asked about."""

    def sent(kind: str, suggestion: dict[str, Any] | None, *, expert: bool = False) -> Sent:
        database = new_sqlite()
        settings = Settings(home=tmp_path / Path(database).stem, database=database)
        with opened(settings, password_hash) as house:
            return day(house, kind, suggestion, expert=expert)

    return sent


def day(house: House, kind: str, suggestion: dict[str, Any] | None, *, expert: bool) -> Sent:
    """A day of work on a campaign's questions of one kind, at a time that stands still."""
    house.app.state.house.store._clock = lambda: 1_700_000_000_000
    project, store = house.project("a cat", "a dog"), house.app.state.house.store
    if expert:
        house.make_expert(project, "annotator")
    order = {"prices": {"expert": 0.1}} if expert else {}
    run = house.people["manager"].made(f"/projects/{project}/campaigns", order)["id"]
    with store.begin() as tx:
        asked = [tasks.Ask(item_id=item, suggestion=suggestion) for item in (1, 2)]
        given = {"asked": asked, "kind": kind, "expert": expert}
        tasks.ask(tx, project_id=project, campaign_id=run, round_no=1, **given)
        task = tasks.of_item(tx, 1)[-1].id
    sent: Sent = []

    def call(method: str, path: str, **request: Any) -> None:
        told = house.people["annotator"].call(method, path, **request)
        headers = {name: value for name, value in told.headers.items() if name not in VARIES}
        sent.append((f"{method} {path}", told.status_code, headers, told.content))

    first = {"lease": 1, "value": {"class": "cat"}, "seconds": 1.5}
    call("POST", f"/projects/{project}/tasks/next")
    call("GET", f"/projects/{project}/tasks/held")
    call("POST", f"/tasks/{task}/answers", json=first | {"value": {"class": "cow"}})
    call("POST", f"/tasks/{task}/answers", json=first)
    call("POST", f"/tasks/{task}/answers", json=first)
    call("POST", f"/tasks/{task}/answers", json=first | {"value": {"class": "dog"}})
    call("POST", "/answers/1/undo")
    call("POST", f"/tasks/{task}/answers", json=first | {"lease": 2})
    call("POST", f"/projects/{project}/tasks/next", headers={"Idempotency-Key": "once"})
    call("GET", f"/projects/{project}/my-work")
    call("DELETE", f"/tasks/{task + 1}/lease", params={"lease": 1})
    call("GET", f"/tasks/{task}")
    for path in ("/items/1", "/items/1/media", f"/campaigns/{run}", f"/projects/{project}", "/projects"):
        call("GET", path)
    return sent


def test_an_audit_is_sent_as_a_plain_question_is(annotate: Place) -> None:
    audit = annotate("audit", None)
    assert audit == annotate("label", None)
    assert [status for _, status, _, _ in audit[:11]] == [
        200,
        200,
        422,
        201,
        200,
        409,
        200,
        201,
        200,
        200,
        204,
    ]


def test_what_only_experts_are_asked_is_sent_as_a_plain_question_is(annotate: Place) -> None:
    plain = annotate("label", None)
    assert annotate("audit", None, expert=True) == plain
    assert annotate("label", None, expert=True) == plain


def test_a_suggestion_that_is_known_to_be_wrong_is_sent_as_any_other(annotate: Place) -> None:
    assert annotate("gold", SAID) == annotate("verify", SAID)


def test_a_suggestion_is_the_only_difference_of_a_question_that_has_one(annotate: Place) -> None:
    plain, shown = annotate("label", None), annotate("label", SAID)
    told, more = (json.loads(sent[0][3]) for sent in (plain, shown))
    assert more == told | {"suggestion": SAID}
    answers = [[one for one in sent if "/answers" in one[0] and one[1] == 201] for sent in (plain, shown)]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("kind", ["verify", "gold"])
def test_who_refuses_a_suggestion_is_paid_a_label_on_top(house: House, kind: str) -> None:
    project, store, manager = (
        house.project("a cat", "a dog", classes=("cat", "dog", "cow")),
        house.app.state.house.store,
        house.people["manager"],
    )
    prices = {"label": 0.04, "verify": 0.01, "device_hour": 0}
    run = manager.made(f"/projects/{project}/campaigns", {"prices": prices})["id"]
    with store.begin() as tx:
        asked = [tasks.Ask(item_id=item, suggestion=SAID, kind=kind) for item in (1, 2)]
        tasks.ask(tx, project_id=project, asked=asked, kind="label", campaign_id=run, round_no=1)
    for name, spent in (("cat", 0.01), ("dog", 0.06)):
        answered(house.people["annotator"], project, name)
        assert manager.seen(f"/campaigns/{run}")["spent"]["verify"] == pytest.approx(spent)

"""Answers, and the labels that follow from them."""

from collections.abc import Sequence
from typing import Any

import pytest
from house import House
from sqlalchemy import update

from clock import Clock
from vermeil.core.errors import Conflict, NotFound
from vermeil.store import (
    Transaction,
    answers,
    campaigns,
    certificates,
    changes,
    items,
    labels,
    ledger,
    tables,
    tasks,
)
from vermeil.store.answers import NewAnswer
from vermeil.store.labels import Label, MachineLabel
from vermeil.store.tasks import Ask


def item_ids(house: House) -> list[int]:
    with house.store.read() as tx:
        return [one.id for one in items.contents(tx, house.project)]


def label_of(house: House, item: int) -> Label:
    with house.store.read() as tx:
        found = labels.get(tx, item)
    assert found is not None
    return found


def counts(house: House) -> tuple[int, int, int]:
    with house.store.read() as tx:
        found = changes.counts(tx, house.project)
    return found.human, found.machine, found.unlabelled


def start(house: House) -> int:
    with house.store.begin() as tx:
        return campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss).id


def ask(house: House, campaign: int, wanted: Sequence[int], round_no: int = 0, kind: str = "label") -> None:
    asked = [Ask(item_id=i) for i in wanted]
    with house.store.begin() as tx:
        where = {"project_id": house.project, "campaign_id": campaign, "round_no": round_no}
        assert tasks.ask(tx, asked=asked, kind=kind, **where) == len(asked)


def accept(house: House, campaign: int, said: dict[int, str], version: str = "m1") -> int:
    new = [MachineLabel(item_id=i, value={"class": c}, confidence=0.75) for i, c in said.items()]
    with house.store.begin() as tx:
        where = {"project_id": house.project, "campaign_id": campaign, "model_version": version}
        return labels.accept(tx, new=new, **where)


def test_an_answer_becomes_the_label(house: House, clock: Clock) -> None:
    house.texts(["one", "two"])
    (ann,) = house.people(1)
    task = house.must_claim(ann)
    answer, new = house.submit(task, "a", seconds=1.5, schema_version=2, guideline_version=3)
    assert new
    assert (answer.worker_id, answer.value, answer.seconds) == (ann, {"class": "a"}, 1.5)
    label = label_of(house, task.item_id)
    assert (label.state, label.value, label.provenance) == ("human", {"class": "a"}, "human")
    assert (label.answer_id, label.answers, label.created_ms) == (answer.id, 1, clock.now_ms)
    assert counts(house) == (1, 0, 1)
    with house.store.read() as tx:
        assert answers.of_item(tx, task.item_id) == [answer]
        assert answers.get(tx, answer.id) == answer


def test_the_same_answer_again_is_the_stored_one(house: House) -> None:
    house.texts(["one"])
    task = house.must_claim(house.people(1)[0])
    first, _ = house.submit(task, "a", price_micros=40_000, currency="USD")
    again, new = house.submit(task, "a", price_micros=40_000, currency="USD")
    assert (again, new) == (first, False)
    assert counts(house) == (1, 0, 0)


def test_another_answer_for_the_same_lease_is_a_conflict_that_shows_both(house: House) -> None:
    house.texts(["one"])
    task = house.must_claim(house.people(1)[0])
    stored, _ = house.submit(task, "a")
    with pytest.raises(Conflict) as conflict:
        house.submit(task, "b")
    shown = {"yours": {"class": "b"}, "stored": {"class": "a"}, "stored_id": stored.id}
    assert conflict.value.facts == shown


def test_a_late_answer_shows_what_the_next_person_said(house: House, clock: Clock) -> None:
    house.texts(["one"])
    ann, bob = house.people(2)
    late = house.must_claim(ann, lease_ms=1000)
    clock.pass_ms(1001)
    house.submit(house.must_claim(bob), "b")
    with pytest.raises(Conflict) as conflict:
        house.submit(late, "a")
    assert conflict.value.facts == {"yours": {"class": "a"}, "stored": {"class": "b"}}


def test_nobody_answers_a_task_that_is_not_theirs(house: House) -> None:
    house.texts(["one"])
    ann, bob = house.people(2)
    task = house.must_claim(ann)
    stolen = NewAnswer(task_id=task.id, lease=task.lease, worker_id=bob, value={"class": "a"})
    with pytest.raises(Conflict), house.store.begin() as tx:
        answers.submit(tx, stolen)
    missing = NewAnswer(task_id=task.id + 99, lease=1, worker_id=bob, value={"class": "a"})
    with pytest.raises(NotFound), house.store.begin() as tx:
        answers.submit(tx, missing)


def test_who_cannot_say_leaves_no_label(house: House) -> None:
    house.texts(["one"])
    task = house.must_claim(house.people(1)[0])
    answer, _ = house.submit(task, None, note={"skip": "unreadable"})
    assert (answer.value, answer.note) == (None, {"skip": "unreadable"})
    assert counts(house) == (0, 0, 1)


def test_undo_gives_the_task_back_and_the_next_answer_supersedes(house: House) -> None:
    house.texts(["one"])
    (ann,) = house.people(1)
    first, _ = house.submit(house.must_claim(ann), "a")
    with house.store.begin() as tx:
        back = answers.undo(tx, first.id, worker_id=ann, lease_ms=1000)
    assert (back.state, back.worker_id, back.lease) == ("held", ann, first.lease + 1)
    assert counts(house) == (0, 0, 1)
    second, _ = house.submit(back, "b")
    assert second.supersedes == first.id
    assert label_of(house, first.item_id).value == {"class": "b"}
    with house.store.read() as tx:
        assert [a.value for a in answers.of_item(tx, first.item_id)] == [{"class": "a"}, {"class": "b"}]


def test_undo_of_another_persons_answer_or_of_an_old_one(house: House) -> None:
    house.texts(["one"])
    ann, bob = house.people(2)
    answer, _ = house.submit(house.must_claim(ann), "a")
    with pytest.raises(NotFound), house.store.begin() as tx:
        answers.undo(tx, answer.id, worker_id=bob, lease_ms=1000)
    with house.store.begin() as tx:
        answers.undo(tx, answer.id, worker_id=ann, lease_ms=1000)
    with pytest.raises(Conflict), house.store.begin() as tx:
        answers.undo(tx, answer.id, worker_id=ann, lease_ms=1000)


def test_a_round_is_used_when_every_task_has_an_answer(house: House) -> None:
    house.texts(["one", "two"])
    (ann,) = house.people(1)
    campaign = start(house)
    ask(house, campaign, item_ids(house), round_no=4)
    first, _ = house.submit(house.must_claim(ann), "a")
    with house.store.begin() as tx:
        assert tasks.outstanding(tx, campaign, 4) == 1
        assert answers.use_round(tx, campaign, 4) is None
    second, _ = house.submit(house.must_claim(ann), "b")
    with house.store.begin() as tx:
        assert answers.use_round(tx, campaign, 4) == [first, second]
        assert answers.use_round(tx, campaign, 4) == [first, second]
    with pytest.raises(Conflict, match="used"), house.store.begin() as tx:
        answers.undo(tx, second.id, worker_id=ann, lease_ms=1000)


def test_a_round_with_an_undone_answer_is_not_complete(house: House) -> None:
    house.texts(["one"])
    (ann,) = house.people(1)
    campaign = start(house)
    ask(house, campaign, item_ids(house))
    answer, _ = house.submit(house.must_claim(ann), "a")
    with house.store.begin() as tx:
        back = answers.undo(tx, answer.id, worker_id=ann, lease_ms=1000)
        assert answers.use_round(tx, campaign, 0) is None
    corrected, _ = house.submit(back, "b")
    with house.store.begin() as tx:
        assert answers.use_round(tx, campaign, 0) == [corrected]


def test_a_priced_answer_is_paid_once_whatever_happens_to_it(house: House) -> None:
    house.texts(["one", "two"])
    (ann,) = house.people(1)
    campaign = start(house)
    ask(house, campaign, item_ids(house)[:1])
    ask(house, campaign, item_ids(house)[1:], round_no=1, kind="audit")
    price: dict[str, Any] = {"price_micros": 40_000, "currency": "USD"}
    first, _ = house.submit(house.must_claim(ann), "a", **price)
    with house.store.begin() as tx:
        back = answers.undo(tx, first.id, worker_id=ann, lease_ms=1000)
    house.submit(back, "b", **price)
    house.submit(house.must_claim(ann), "b", **price)
    with house.store.read() as tx:
        assert ledger.spent(tx, campaign) == {"label": 40_000, "audit": 40_000}


def test_a_step_is_paid_once(house: House) -> None:
    training: dict[str, Any] = {
        "kind": "training",
        "amount_micros": 7,
        "currency": "USD",
        "ref": "c1:train:3",
    }
    campaign = start(house)
    with house.store.begin() as tx:
        assert ledger.pay(tx, project_id=house.project, campaign_id=campaign, **training)
        assert not ledger.pay(tx, project_id=house.project, campaign_id=campaign, **training)
        assert ledger.spent(tx, campaign) == {"training": 7}


def test_the_machine_labels_what_people_have_not(house: House) -> None:
    house.texts(["one", "two", "three"])
    first, second, third = item_ids(house)
    house.submit(house.must_claim(house.people(1)[0]), "a")
    campaign = start(house)
    said = {first: "b", second: "b", third: "a"}
    assert accept(house, campaign, said) == 2
    assert accept(house, campaign, said) == 0
    assert counts(house) == (1, 2, 0)
    assert label_of(house, first).value == {"class": "a"}
    label = label_of(house, second)
    assert (label.state, label.provenance, label.value) == ("machine", "machine", {"class": "b"})
    assert (label.model_version, label.confidence, label.campaign_id) == ("m1", 0.75, campaign)


def test_a_later_campaign_replaces_the_machine_labels_of_an_earlier_one(house: House) -> None:
    house.texts(["one"])
    (one,) = item_ids(house)
    first = start(house)
    accept(house, first, {one: "a"})
    with house.store.begin() as tx:
        campaigns.end(tx, first, "finished")
    assert accept(house, start(house), {one: "b"}, "m2") == 1
    assert (label_of(house, one).value, label_of(house, one).model_version) == ({"class": "b"}, "m2")
    assert counts(house) == (0, 1, 0)


def test_a_person_overrules_the_machine_and_undo_brings_it_back(house: House) -> None:
    house.texts(["one"])
    (one,) = item_ids(house)
    (ann,) = house.people(1)
    campaign = start(house)
    accept(house, campaign, {one: "a"})
    ask(house, campaign, [one], kind="audit")
    answer, _ = house.submit(house.must_claim(ann), "b")
    assert (label_of(house, one).value, counts(house)) == ({"class": "b"}, (1, 0, 0))
    with house.store.begin() as tx:
        answers.undo(tx, answer.id, worker_id=ann, lease_ms=1000)
    assert (label_of(house, one).value, counts(house)) == ({"class": "a"}, (0, 1, 0))


def test_a_duplicate_has_the_label_of_its_original(house: House) -> None:
    house.texts(["one"])
    same = items.NewItem(key="copy", content_hash="one", media="text", text="one")
    assert house.add([same]) == items.Added(added=1, duplicates=1)
    house.submit(house.must_claim(house.people(1)[0]), "a")
    with house.store.read() as tx:
        original, copy = labels.export(tx, house.project)
    assert (original.state, copy.state, copy.duplicate_of) == ("human", "duplicate", original.item_id)
    assert original.value == copy.value == {"class": "a"}
    assert label_of(house, copy.item_id).value == {"class": "a"}


def test_what_people_saw_a_suggestion_for_is_not_blind(house: House) -> None:
    house.texts(["one", "two", "three"])
    first, second, _ = item_ids(house)
    (person,) = house.people(1)
    house.submit(house.must_claim(person), "a")
    where = {"project_id": house.project, "kind": "label", "campaign_id": start(house), "round_no": 1}
    suggested = Ask(item_id=second, suggestion={"value": {"class": "b"}}, kind="verify")
    with house.store.begin() as tx:
        tasks.ask(tx, asked=[suggested], **where)
    house.submit(house.must_claim(person), "b")
    with house.store.read() as tx:
        assert [row.state for row in labels.export(tx, house.project)] == ["human", "human", "unlabelled"]
        assert [item for item, _, blind in labels.human(tx, house.project) if blind] == [first]


def test_export_says_where_each_label_came_from(house: House) -> None:
    house.texts(["one", "two", "three"])
    _, second, _ = item_ids(house)
    house.submit(house.must_claim(house.people(1)[0]), "a", schema_version=2, guideline_version=5)
    campaign = start(house)
    accept(house, campaign, {second: "b"})
    with house.store.read() as tx:
        rows = list(labels.export(tx, house.project))
    assert [row.state for row in rows] == ["human", "machine", "unlabelled"]
    person, machine, nobody = rows
    assert (person.schema_version, person.guideline_version, person.blind, person.answers) == (2, 5, True, 1)
    assert (machine.model_version, machine.confidence, machine.blind) == ("m1", 0.75, None)
    assert (nobody.value, nobody.provenance) == (None, None)


@pytest.mark.parametrize("holds", [True, False])
def test_export_names_a_certificate_that_holds(house: House, holds: bool) -> None:
    house.texts(["one", "two"])
    campaign = start(house)
    accept(house, campaign, {item_ids(house)[0]: "b"})
    with house.store.begin() as tx:
        body = {"holds": holds}
        made = certificates.add(tx, campaign_id=campaign, project_id=house.project, body=body)
        rows = list(labels.export(tx, house.project))
    assert [row.certificate_id for row in rows] == [made if holds else None, None]


def test_work(house: House, clock: Clock) -> None:
    house.texts(["one", "two", "three"])
    (ann,) = house.people(1)
    house.submit(house.must_claim(ann), "a", seconds=9.0)
    clock.pass_ms(1000)
    today = clock.now_ms
    house.submit(house.must_claim(ann), "a", seconds=1.0)
    house.submit(house.must_claim(ann), "a", seconds=2.0)
    with house.store.read() as tx:
        work = answers.work(tx, project_id=house.project, worker_id=ann, day_ms=today)
        nothing = answers.work(tx, project_id=house.project, worker_id=house.boss, day_ms=today)
    assert work == answers.Work(answered=3, today=2, seconds_median=2.0)
    assert nothing == answers.Work(answered=0, today=0, seconds_median=None)


def test_labels_rebuilt_from_the_ledger_are_those_that_were_kept(house: House) -> None:
    """A long and varied life, with the same outcome when it is derived at once from what was appended."""
    house.texts([f"text {i}" for i in range(40)])
    ids = item_ids(house)
    ann, bob = house.people(2)
    for i in range(6):
        answer, _ = house.submit(house.must_claim(ann if i % 2 else bob), "ab"[i % 2])
        if i == 4:
            with house.store.begin() as tx:
                answers.undo(tx, answer.id, worker_id=answer.worker_id, lease_ms=1000)
    campaign = start(house)
    ask(house, campaign, ids[10:16])
    house.answer_all(ann, lambda task: "ab"[task.item_id % 2])
    accept(house, campaign, dict.fromkeys(ids[8:30], "a"))
    ask(house, campaign, ids[28:32], round_no=1, kind="audit")
    undone = 0
    while (task := house.claim(bob)) is not None and task.kind == "audit":
        answer, _ = house.submit(task, None if task.item_id == ids[28] else "b")
        if task.item_id == ids[29]:
            undone = answer.id
    with house.store.begin() as tx:
        answers.undo(tx, undone, worker_id=bob, lease_ms=1000)
        before = (list(labels.export(tx, house.project)), changes.counts(tx, house.project))
    with house.store.begin() as tx:
        spoil(tx)
        after: int | None = 0
        while after is not None:
            after = labels.rebuild(tx, house.project, after=after, limit=7)
    with house.store.read() as tx:
        rebuilt = (list(labels.export(tx, house.project)), changes.counts(tx, house.project))
    assert rebuilt == before
    assert {row.state for row in before[0]} == {"human", "machine", "unlabelled"}


def spoil(tx: Transaction) -> None:
    """Make every label and count wrong."""
    tx.run(update(tables.label).values(state="human", value={"class": "wrong"}, answers=9, answer_id=None))
    tx.run(update(tables.change).values(human=77, machine=-3, items=1))

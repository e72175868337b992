"""Who is given which task."""

import pytest
from house import House
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from clock import Clock
from vermeil.core.errors import Conflict
from vermeil.store import Store, campaigns, changes, items, labels, tables, tasks
from vermeil.store.tasks import Ask


def item_ids(house: House) -> list[int]:
    with house.store.read() as tx:
        return [one.id for one in items.contents(tx, house.project)]


def test_tasks_are_handed_out_once_and_in_order(house: House) -> None:
    house.texts(["one", "two", "three"])
    ann, bob = house.people(2)
    given = [house.claim(person) for person in (ann, bob, ann, bob)]
    assert [task and task.item_id for task in given] == [*item_ids(house), None]
    assert [task.worker_id for task in given[:3]] == [ann, bob, ann]


def test_nothing_to_do_is_none(house: House) -> None:
    (ann,) = house.people(1)
    assert house.claim(ann) is None


def test_higher_priority_goes_first(house: House) -> None:
    house.texts(["one", "two"], ask=False)
    first, second = item_ids(house)
    (ann,) = house.people(1)
    with house.store.begin() as tx:
        tasks.ask(tx, project_id=house.project, asked=[Ask(item_id=first)], kind="label")
        tasks.ask(tx, project_id=house.project, asked=[Ask(item_id=second)], kind="label", priority=5)
    assert [house.must_claim(ann).item_id, house.must_claim(ann).item_id] == [second, first]


def test_a_lease_that_ran_out_is_handed_on_before_anything_new(house: House, clock: Clock) -> None:
    house.texts(["one", "two"])
    ann, bob = house.people(2)
    mine = house.must_claim(ann, lease_ms=1000)
    clock.pass_ms(1001)
    passed_on = house.must_claim(bob)
    assert (passed_on.id, passed_on.lease) == (mine.id, mine.lease + 1)
    with pytest.raises(Conflict):
        house.submit(mine, "a")


def test_a_late_answer_counts_while_nobody_else_has_the_task(house: House, clock: Clock) -> None:
    house.texts(["one"])
    (ann,) = house.people(1)
    task = house.must_claim(ann, lease_ms=1000)
    clock.pass_ms(5000)
    _, new = house.submit(task, "a")
    assert new


def test_a_lease_that_ran_out_comes_back_to_its_holder_unchanged(house: House, clock: Clock) -> None:
    house.texts(["one"])
    (ann,) = house.people(1)
    task = house.must_claim(ann, lease_ms=1000)
    clock.pass_ms(5000)
    again = house.must_claim(ann)
    assert (again.id, again.lease) == (task.id, task.lease)
    house.submit(task, "a")


def test_twenty_are_held_at_once_then_the_oldest_comes_again(house: House, clock: Clock) -> None:
    house.texts([str(i) for i in range(30)])
    (ann,) = house.people(1)
    given = []
    for _ in range(tasks.HELD_AT_ONCE):
        given.append(house.must_claim(ann))
        clock.pass_ms(1)
    again = house.must_claim(ann)
    assert (again.id, again.lease) == (given[0].id, given[0].lease)
    clock.pass_ms(1)
    assert house.must_claim(ann).id == given[1].id
    with house.store.read() as tx:
        held = tasks.held(tx, project_id=house.project, worker_id=ann)
    assert [task.id for task in held] == [task.id for task in [*given[2:], *given[:2]]]


def test_given_back_is_open_for_another(house: House) -> None:
    house.texts(["one"])
    ann, bob = house.people(2)
    task = house.must_claim(ann)
    with house.store.begin() as tx:
        assert not tasks.give_back(tx, task.id, lease=task.lease, worker_id=bob)
        assert tasks.give_back(tx, task.id, lease=task.lease, worker_id=ann)
    assert house.must_claim(bob).id == task.id


def test_a_late_give_back_leaves_a_newer_lease_alone(house: House) -> None:
    house.texts(["one"])
    (ann,) = house.people(1)
    first = house.must_claim(ann)
    with house.store.begin() as tx:
        assert tasks.give_back(tx, first.id, lease=first.lease, worker_id=ann)
    second = house.must_claim(ann)
    with house.store.begin() as tx:
        assert not tasks.give_back(tx, first.id, lease=first.lease, worker_id=ann)
    assert house.submit(second, "a")[1]


def test_who_leaves_gives_back_everything(house: House) -> None:
    house.texts(["one", "two"])
    ann, bob = house.people(2)
    house.claim(ann), house.claim(ann)
    with house.store.begin() as tx:
        assert tasks.give_back_all(tx, worker_id=ann, project_id=house.project) == 2
    assert house.claim(bob) is not None


def test_the_slots_of_a_question_go_to_different_people(house: House) -> None:
    house.texts(["one", "two"], ask=False)
    asked = [Ask(item_id=i) for i in item_ids(house)]
    people = house.people(3)
    with house.store.begin() as tx:
        assert tasks.ask(tx, project_id=house.project, asked=asked, kind="label", slots=3) == 6
    for person in people:
        assert {house.must_claim(person).item_id for _ in asked} == {one.item_id for one in asked}
        assert house.claim(person) is None


def test_the_database_itself_refuses_a_second_slot_to_one_person(house: House) -> None:
    house.texts(["one"], ask=False)
    (one,) = item_ids(house)
    (ann,) = house.people(1)
    with house.store.begin() as tx:
        tasks.ask(tx, project_id=house.project, asked=[Ask(item_id=one)], kind="label", slots=2)
    with pytest.raises(IntegrityError, match="uq_task_person"), house.store.begin() as tx:
        tx.run(update(tables.task).values(state="held", worker_id=ann))


def test_a_round_is_asked_once(house: House) -> None:
    house.texts(["one", "two"])
    asked = [Ask(item_id=i) for i in item_ids(house)]
    with house.store.begin() as tx:
        running = campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss)
        where = {"project_id": house.project, "campaign_id": running.id, "round_no": 1}
        assert tasks.ask(tx, asked=asked, kind="label", **where) == 2
        assert tasks.ask(tx, asked=asked, kind="label", **where) == 0
        assert tasks.outstanding(tx, running.id, 1) == 2


def test_while_a_campaign_runs_only_its_queue_is_worked_on(house: House) -> None:
    house.texts(["one", "two", "three"])
    _, second, _ = item_ids(house)
    (ann,) = house.people(1)
    with house.store.begin() as tx:
        running = campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss)
        tasks.ask(
            tx,
            project_id=house.project,
            asked=[Ask(item_id=second)],
            kind="audit",
            campaign_id=running.id,
            round_no=3,
        )
        assert tasks.remaining(tx, house.project, house.boss) == 1
    task = house.must_claim(ann)
    assert (task.item_id, task.kind, task.round, task.blind) == (second, "audit", 3, True)
    assert house.claim(ann) is None
    house.submit(task, "a")
    with house.store.begin() as tx:
        assert campaigns.end(tx, running.id, "cancelled")
        assert tasks.remaining(tx, house.project, house.boss) == 2  # the item of the campaign has its label
    assert {house.must_claim(ann).item_id for _ in range(2)} == set(item_ids(house)) - {second}


def test_the_end_of_a_campaign_withdraws_what_nobody_holds(house: House) -> None:
    house.texts(["one", "two"])
    asked = [Ask(item_id=i) for i in item_ids(house)]
    (ann,) = house.people(1)
    with house.store.begin() as tx:
        running = campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss)
        tasks.ask(tx, project_id=house.project, asked=asked, kind="label", campaign_id=running.id, round_no=0)
    mine = house.must_claim(ann)
    with house.store.begin() as tx:
        campaigns.end(tx, running.id, "failed", reason="out of money")
        states = [task.state for one in asked for task in tasks.of_item(tx, one.item_id) if task.campaign_id]
    assert states == ["held", "withdrawn"]
    assert house.submit(mine, "a")[1]


def test_what_a_model_said_is_with_the_task(house: House) -> None:
    house.texts(["one"], ask=False)
    (one,) = item_ids(house)
    said = {"value": {"class": "a"}, "confidence": 0.9}
    with house.store.begin() as tx:
        tasks.ask(tx, project_id=house.project, asked=[Ask(item_id=one, suggestion=said)], kind="label")
    task = house.must_claim(house.people(1)[0])
    assert (task.suggestion, task.blind) == (said, False)


def test_has_seen(house: House) -> None:
    house.texts(["one", "two"])
    first, second = item_ids(house)
    ann, bob = house.people(2)
    house.claim(ann)
    with house.store.read() as tx:
        assert tasks.has_seen(tx, item_id=first, worker_id=ann)
        assert not tasks.has_seen(tx, item_id=second, worker_id=ann)
        assert not tasks.has_seen(tx, item_id=first, worker_id=bob)


def test_a_machine_label_takes_the_plain_task_back(house: House, store: Store) -> None:
    house.texts(["one", "two"])
    first, second = item_ids(house)
    with store.begin() as tx:
        running = campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss)
        labels.accept(
            tx,
            project_id=house.project,
            campaign_id=running.id,
            model_version="m1",
            new=[labels.MachineLabel(item_id=first, value={"class": "a"}, confidence=0.9)],
        )
        campaigns.end(tx, running.id, "finished")
        assert tasks.remaining(tx, house.project, house.boss) == 1
        assert changes.counts(tx, house.project).machine == 1
    assert house.must_claim(house.people(1)[0]).item_id == second


def test_a_page_is_handed_out_whole_and_to_one_person(house: House) -> None:
    house.texts(["one", "two", "three", "four", "five"])
    shown, (first, second) = item_ids(house), house.people(2)
    said = {"value": {"class": "a"}, "next": []}
    pages = [7, 7, 7, None, 8]
    with house.store.begin() as tx:
        run = campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss)
        asked = [Ask(item_id=i, suggestion=said, page=page) for i, page in zip(shown, pages, strict=True)]
        tasks.ask(tx, project_id=house.project, asked=asked, kind="verify", campaign_id=run.id, round_no=1)
    one = house.must_claim(first)
    with house.store.begin() as tx:
        rest = tasks.claim_page(tx, one, lease_ms=60_000)
        assert tasks.claim_page(tx, one, lease_ms=60_000) == []
    assert [task.item_id for task in (one, *rest)] == shown[:3]
    assert {(task.worker_id, task.lease) for task in rest} == {(first, 1)}
    other = house.must_claim(second)
    assert (other.item_id, other.page) == (shown[3], None)
    with house.store.begin() as tx:
        assert tasks.claim_page(tx, other, lease_ms=60_000) == []

"""What is for experts: who is handed it, in which order, and from which index."""

import pytest
from house import House
from test_together import at_once

from vermeil.store import accounts, answers, campaigns, items, ledger, projects, tasks
from vermeil.store.answers import NewAnswer
from vermeil.store.tasks import Ask, Task


@pytest.fixture
def run(house: House) -> int:
    """A campaign of six items."""
    house.texts([str(number) for number in range(6)], ask=False)
    with house.store.begin() as tx:
        return campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss).id


def ask(house: House, run: int, round_no: int, kind: str = "label", **more: object) -> None:
    """A round about all items."""
    with house.store.begin() as tx:
        asked = [Ask(item_id=one.id) for one in items.contents(tx, house.project)]
        given = {"project_id": house.project, "campaign_id": run, "round_no": round_no, "kind": kind}
        assert tasks.ask(tx, asked=asked, **given, **more) == 6  # type: ignore[arg-type] # free names in tests


def make_expert(house: House, person: int, *, expert: bool = True) -> None:
    with house.store.begin() as tx:
        projects.put_member(tx, house.project, person, "annotator", expert=expert)


def all_of(house: House, person: int) -> list[Task]:
    """All that a person is handed, answered at once."""
    found = []
    while (task := house.claim(person)) is not None:
        house.submit(task, "a")
        found.append(task)
    return found


def test_experts_tasks_go_to_experts_only_and_before_all_else(house: House, run: int) -> None:
    ann, bob = house.people(2)
    make_expert(house, bob)
    ask(house, run, 1, priority=5)
    ask(house, run, 2, kind="audit", expert=True)
    with house.store.read() as tx:
        assert [tasks.remaining(tx, house.project, person) for person in (ann, bob)] == [6, 12]
    first = house.must_claim(bob)
    assert (first.kind, first.expert) == ("audit", True)
    assert [task.round for task in all_of(house, ann)] == [1] * 6
    assert [task.round for task in all_of(house, bob)] == [2] * 5
    with house.store.read() as tx:
        assert [tasks.remaining(tx, house.project, person) for person in (ann, bob)] == [0, 0]


def test_an_expert_helps_out_among_people_and_says_it_again_as_an_expert(house: House, run: int) -> None:
    (bob,) = house.people(1)
    make_expert(house, bob)
    ask(house, run, 1)
    assert len(all_of(house, bob)) == 6
    ask(house, run, 2, expert=True)
    assert [(task.round, task.expert) for task in all_of(house, bob)] == [(2, True)] * 6


def test_who_is_no_expert_any_more_is_handed_nothing_of_theirs(house: House, run: int) -> None:
    (bob,) = house.people(1)
    make_expert(house, bob)
    ask(house, run, 2, expert=True)
    assert house.must_claim(bob, lease_ms=-1).expert
    make_expert(house, bob, expert=False)
    assert house.claim(bob) is None
    with house.store.begin() as tx:
        assert projects.experts(tx, house.project) == 0
        assert tasks.give_back_all(tx, worker_id=bob, project_id=house.project, experts=True) == 1


def test_a_further_vote_is_for_somebody_who_was_asked_nothing_of_the_item(house: House, run: int) -> None:
    ann, bob = house.people(2)
    ask(house, run, 1, kind="verify")
    assert len(all_of(house, ann)) == 6
    ask(house, run, 2, vote=1)
    assert all_of(house, ann) == []
    with house.store.begin() as tx:
        assert tasks.withdraw_votes(tx, run, 2) == 0
    assert len(all_of(house, bob)) == 6


def test_a_vote_that_nobody_is_left_for_is_taken_back(house: House, run: int) -> None:
    ann, bob = house.people(2)
    with house.store.begin() as tx:
        projects.drop_member(tx, house.project, house.boss)
    ask(house, run, 1)
    given = [len([house.submit(house.must_claim(person), "a") for _ in range(3)]) for person in (ann, bob)]
    assert given == [3, 3]
    ask(house, run, 2, vote=1)
    with house.store.begin() as tx:
        assert tasks.withdraw_votes(tx, run, 2) == 0
        accounts.disable_user(tx, bob, disabled=True)
        assert tasks.withdraw_votes(tx, run, 2) == 3
    assert len(all_of(house, ann)) == 3
    with house.store.read() as tx:
        assert tasks.outstanding(tx, run, 2) == 0


def test_four_experts_and_four_people_at_once_get_every_task_once(house: House, run: int) -> None:
    ask(house, run, 1)
    ask(house, run, 2, kind="audit", expert=True)
    people = house.people(8)
    for one in people[:4]:
        make_expert(house, one)
    handed: list[int] = []
    at_once(8, lambda i: handed.extend(task.id for task in all_of(house, people[i])))
    assert sorted(handed) == sorted(set(handed))
    assert len(handed) == 12
    with house.store.read() as tx:
        assert tasks.outstanding(tx, run, 1) == tasks.outstanding(tx, run, 2) == 0
        every = [task for one in items.contents(tx, house.project) for task in tasks.of_item(tx, one.id)]
    assert {task.worker_id for task in every if task.expert} <= set(people[:4])


def test_an_expert_is_paid_as_one_except_in_audits(house: House, run: int) -> None:
    (bob,) = house.people(1)
    make_expert(house, bob)
    ask(house, run, 1, expert=True)
    ask(house, run, 2, kind="audit", expert=True)
    for _ in range(12):
        task = house.must_claim(bob)
        price = {"price_micros": 100, "currency": "USD"}
        new = NewAnswer(task_id=task.id, lease=task.lease, worker_id=bob, value={"class": "a"}, **price)  # type: ignore[arg-type]
        with house.store.begin() as tx:
            answers.submit(tx, new)
    with house.store.read() as tx:
        assert ledger.spent(tx, run) == {"expert": 600, "audit": 600}

"""Many at once: threads, processes, and a process that is killed."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from house import House
from sqlalchemy import func, select

from vermeil.core.errors import Conflict
from vermeil.store import Store, campaigns, changes, items, jobs, ledger, tables, tasks
from vermeil.store.items import NewItem
from vermeil.store.tasks import Ask

WRITER = Path(__file__).with_name("writer.py")


def at_once(count: int, run: Callable[[int], object]) -> list[object]:
    """What `count` threads come back with; a Conflict is what it came back with, too."""

    def one(i: int) -> object:
        try:
            return run(i)
        except Conflict as conflict:
            return conflict

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


def test_eight_people_at_once_get_every_task_once(house: House) -> None:
    house.texts([str(i) for i in range(160)])
    people = house.people(8)
    worked = at_once(8, lambda i: house.answer_all(people[i], lambda _: "a"))
    assert sum(int(str(n)) for n in worked) == 160
    with house.store.read() as tx:
        assert tx.scalar(select(func.count()).select_from(tables.answer)) == 160
        assert tx.scalar(select(func.count(tables.answer.c.task_id.distinct()))) == 160
        assert changes.counts(tx, house.project) == changes.Counts(items=160, human=160)


def test_one_person_in_eight_windows_gets_no_question_twice(house: House) -> None:
    house.texts([str(i) for i in range(4)], ask=False)
    with house.store.begin() as tx:
        asked = [Ask(item_id=one.id) for one in items.contents(tx, house.project)]
        tasks.ask(tx, project_id=house.project, asked=asked, kind="label", slots=4)
    (ann,) = house.people(1)
    at_once(8, lambda _: house.claim(ann))
    with house.store.read() as tx:
        held = [task.item_id for task in tasks.held(tx, project_id=house.project, worker_id=ann)]
    assert held
    assert max(Counter(held).values()) == 1


def test_uploads_at_once_see_each_others_content(house: House) -> None:
    def upload(i: int) -> items.Added:
        return house.add(
            [NewItem(key=f"{i} {j}", content_hash=str(j), media="text", text="t") for j in range(50)]
        )

    added = at_once(4, upload)
    assert sum((one for one in added if isinstance(one, items.Added)), items.Added()) == items.Added(
        200, 0, 150
    )
    with house.store.read() as tx:
        assert changes.counts(tx, house.project).unlabelled == 50


def test_one_of_many_starts_the_campaign(house: House) -> None:
    def start(_: int) -> int:
        with house.store.begin() as tx:
            return campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss).id

    assert sum(isinstance(one, int) for one in at_once(6, start)) == 1


def test_one_of_many_writes_the_next_event(house: House) -> None:
    with house.store.begin() as tx:
        campaign = campaigns.start(tx, project_id=house.project, config={}, created_by=house.boss).id

    def append(i: int) -> str:
        with house.store.begin() as tx:
            campaigns.append(tx, campaign, seq=0, kind=f"by {i}", payload={})
        return "written"

    assert at_once(6, append).count("written") == 1
    with house.store.read() as tx:
        assert len(list(campaigns.events(tx, campaign))) == 1


def test_each_job_goes_to_one_of_many_workers(house: House) -> None:
    with house.store.begin() as tx:
        made = {jobs.add(tx, "k", {}) for _ in range(20)}

    def work(i: int) -> list[int]:
        taken = []
        while True:
            with house.store.begin() as tx:
                job = jobs.claim(tx, worker=f"w{i}", lease_ms=10_000)
            if job is None:
                return taken
            taken.append(job.id)

    taken = [job for one in at_once(6, work) if isinstance(one, list) for job in one]
    assert sorted(taken) == sorted(job for job in made if job is not None)


def test_a_step_that_many_want_to_pay_is_paid_once(house: House) -> None:
    def pay(_: int) -> bool:
        with house.store.begin() as tx:
            return ledger.pay(
                tx,
                project_id=house.project,
                campaign_id=None,
                kind="training",
                amount_micros=5,
                currency="USD",
                ref="once",
            )

    assert at_once(6, pay).count(True) == 1


def writers(database: str, house: House, people: list[int]) -> list[subprocess.Popen[str]]:
    """Processes that begin to work at the same moment."""
    command = [sys.executable, str(WRITER), database, str(house.project)]
    pipes: dict[str, int] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    begun = [subprocess.Popen([*command, str(who)], text=True, **pipes) for who in people]
    for writer in begun:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in begun:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    return begun


def acknowledged(writer: subprocess.Popen[str]) -> list[int]:
    """The tasks a writer was told are answered, once it has ended."""
    out, wrong = writer.communicate(timeout=60)
    assert wrong == ""
    return [int(line) for line in out.split("\n") if line]


def kept(store: Store) -> list[int]:
    with store.read() as tx:
        return list(tx.scalars(select(tables.answer.c.task_id).order_by(tables.answer.c.id)))


def test_three_processes_write_at_once_and_nothing_is_lost(database: str, house: House) -> None:
    house.texts([str(i) for i in range(240)])
    told = [acknowledged(writer) for writer in writers(database, house, house.people(3))]
    assert all(told)
    assert sorted(task for one in told for task in one) == sorted(kept(house.store))
    assert len(set(kept(house.store))) == 240


@pytest.mark.parametrize("seed", range(3))
def test_what_a_killed_process_was_told_is_kept_and_the_rest_goes_on(
    database: str, house: House, seed: int
) -> None:
    house.texts([str(i) for i in range(120)])
    ann, bob = house.people(2)
    (victim,) = writers(database, house, [ann])
    assert victim.stdout is not None
    told = [int(victim.stdout.readline()) for _ in range(random.Random(seed).randint(3, 40))]
    victim.kill()
    told += acknowledged(victim)
    assert set(told) <= set(kept(house.store))
    (survivor,) = writers(database, house, [bob])
    acknowledged(survivor)
    with house.store.read() as tx:
        found = changes.counts(tx, house.project)
        held = tasks.held(tx, project_id=house.project, worker_id=ann)
        paid = tx.scalar(select(func.sum(tables.ledger.c.amount_micros)))
        labelled = tx.scalar(select(func.count()).where(tables.label.c.state == "human"))
    assert len(held) <= 1  # what it was about to answer
    assert found.human == paid == labelled == len(set(kept(house.store))) == 120 - len(held)

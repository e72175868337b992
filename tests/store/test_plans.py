"""The questions that are asked all the time are answered from an index, however long the queue is."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from house import House
from sqlalchemy import event, text

from vermeil.store import Store, Transaction, jobs, projects, reviews, tables, tasks
from vermeil.store.items import NewItem

MANY = 4000


@pytest.fixture
def long(house: House) -> House:
    """A project with a long queue, half of which is done."""
    texts = (str(i) for i in range(MANY))
    house.add([NewItem(key=t, content_hash=t, media="text", text=t) for t in texts])
    with house.store.begin() as tx:
        half = tables.task.c.id % 2 == 0
        tx.run(tables.task.update().where(half).values(state="done", worker_id=house.boss))
    if not house.store.embedded:
        with house.store.begin() as tx:
            tx.run(text("ANALYZE"))
    return house


@contextmanager
def asked(tx: Transaction) -> Generator[list[tuple[str, Any]]]:
    """The statements, with what was given, that reach the database meanwhile."""
    seen: list[tuple[str, Any]] = []

    def see(_connection: object, _cursor: object, words: str, given: object, *_rest: object) -> None:
        seen.append((words, given))

    event.listen(tx.connection, "before_cursor_execute", see)
    yield seen
    event.remove(tx.connection, "before_cursor_execute", see)


def explain(tx: Transaction, run: Callable[[], object], how: str = "COSTS OFF") -> str:
    """How the database goes about what `run` asks."""
    with asked(tx) as seen:
        run()
    explain = "EXPLAIN QUERY PLAN " if tx.sqlite else f"EXPLAIN ({how}) "
    found = [tx.connection.exec_driver_sql(explain + words, given).all() for words, given in seen]
    return "\n".join(str(row[-1]) for rows in found for row in rows)


def assert_indexed(found: str, *indexes: str) -> None:
    assert [index for index in indexes if index not in found] == [], found
    for whole in ("Seq Scan on task", "SCAN task", "Sort", "TEMP B-TREE"):
        assert whole not in found, found


def test_the_claim_asks_an_index_each_time(long: House) -> None:
    with long.store.begin() as tx:
        found = explain(tx, lambda: tasks.claim(tx, project_id=long.project, worker_id=long.boss, lease_ms=1))
    assert_indexed(found, "ix_task_open", "ix_task_held", "ix_task_holder", "uq_task_person")


def test_what_is_for_experts_is_found_by_an_index_too(long: House) -> None:
    with long.store.begin() as tx:
        every_other = tables.task.c.id % 4 == 1
        tx.run(tables.task.update().where(every_other).values(expert=True))
        projects.put_member(tx, long.project, long.boss, "manager", expert=True)
    clean(long.store)
    with long.store.begin() as tx:
        found = explain(tx, lambda: tasks.claim(tx, project_id=long.project, worker_id=long.boss, lease_ms=1))
    assert_indexed(found, "ix_task_open", "ix_task_held", "ix_task_holder", "uq_task_person")
    assert steps(long, long.boss) < 1.5 * steps(long, long.people(1)[0])


def test_other_frequent_questions(long: House) -> None:
    with long.store.begin() as tx:
        jobs.add(tx, "k", {})
        assert_indexed(explain(tx, lambda: tasks.outstanding(tx, 1, 1)), "ix_task_round")
        held = explain(tx, lambda: tasks.held(tx, project_id=long.project, worker_id=long.boss))
        assert "ix_task_hold" in held or "ix_task_held" in held
        seen = explain(tx, lambda: tasks.has_seen(tx, item_id=1, worker_id=long.boss))
        assert_indexed(seen, "uq_task_")


def test_what_is_worth_a_look_is_found_by_an_index(long: House) -> None:
    label = tables.label
    with long.store.begin() as tx:
        tx.run(label.update().where(label.c.item_id % 2 == 0).values(doubt="marked"))
        meant = {"state": "machine", "value": {"class": "a"}, "confidence": label.c.item_id / (2.0 * MANY)}
        tx.run(label.update().where(label.c.item_id % 2 == 1).values(meant))
    clean(long.store, "label")
    indexes = {"marked": "ix_label_doubt", "unsure": "ix_label_unsure", "random": "ix_item_content"}
    with long.store.read() as tx:
        for reason, index in indexes.items():
            page = partial(reviews.page, tx, long.project, reason, after=MANY // 2, limit=5)
            assert index in explain(tx, page)


def test_a_claim_does_no_more_at_the_end_of_the_queue_than_at_its_beginning(long: House) -> None:
    first, second = long.people(2)
    at_first = steps(long, first)
    with long.store.begin() as tx:
        most = tables.task.c.id < MANY - 10
        tx.run(tables.task.update().where(most).values(state="done", worker_id=long.boss))
    clean(long.store)
    assert steps(long, second) < 1.5 * at_first
    assert long.claim(second) is not None


def clean(store: Store, table: str = "task") -> None:
    """What PostgreSQL does by itself after a while."""
    if not store.embedded:
        with store._writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"VACUUM ANALYZE {table}"))


def steps(house: House, person: int) -> float:
    """What a claim takes: pages read (PostgreSQL), or steps of the virtual machine (SQLite)."""

    def run() -> object:
        return tasks.claim(tx, project_id=house.project, worker_id=person, lease_ms=1000)

    with house.store.begin() as tx:
        if tx.sqlite:
            return machine_steps(tx, run)
        found = explain(tx, run, "ANALYZE, COSTS OFF, TIMING OFF, BUFFERS, SUMMARY OFF")
    return max(float(n) for n in re.findall(r"Buffers: shared hit=(\d+)", found))


def machine_steps(tx: Transaction, run: Callable[[], object]) -> float:
    taken = 0

    def count() -> None:
        nonlocal taken
        taken += 1

    driver: Any = tx.connection.connection.driver_connection
    driver.set_progress_handler(count, 1)
    run()
    driver.set_progress_handler(None, 0)
    return taken

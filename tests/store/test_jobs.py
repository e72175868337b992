"""Background work, and requests that are answered once."""

from collections.abc import Sequence

import pytest
from house import House

from clock import Clock
from vermeil.core.errors import Conflict
from vermeil.store import Store, idempotency, jobs
from vermeil.store.jobs import Job

LEASE_MS = 10_000


def add(store: Store, kind: str = "k", key: str | None = None, delay_ms: int = 0) -> int | None:
    with store.begin() as tx:
        return jobs.add(tx, kind, {"n": 1}, dedupe_key=key, delay_ms=delay_ms)


def claim(store: Store, worker: str = "w", kinds: Sequence[str] | None = None) -> Job | None:
    with store.begin() as tx:
        return jobs.claim(tx, worker=worker, lease_ms=LEASE_MS, kinds=kinds)


def must_claim(store: Store, worker: str = "w") -> Job:
    job = claim(store, worker)
    assert job is not None
    return job


def state(store: Store, job: Job) -> str:
    with store.read() as tx:
        found = jobs.get(tx, job.id)
    assert found is not None
    return found.state


def test_a_job_is_run_by_one_worker(store: Store) -> None:
    assert claim(store) is None
    made = add(store)
    job = must_claim(store, "ann")
    assert (job.id, job.worker, job.attempts, job.args) == (made, "ann", 1, {"n": 1})
    assert claim(store, "bob") is None
    with store.begin() as tx:
        assert jobs.finish(tx, job)
        assert not jobs.finish(tx, job)
    assert state(store, job) == "done"


def test_jobs_run_in_the_order_in_which_they_are_due(store: Store, clock: Clock) -> None:
    late, soon = add(store, delay_ms=500), add(store)
    with store.read() as tx:
        assert jobs.due(tx)
    assert must_claim(store).id == soon
    with store.read() as tx:
        assert not jobs.due(tx)
    assert claim(store) is None
    clock.pass_ms(500)
    assert must_claim(store).id == late


def test_a_worker_can_choose_its_kinds(store: Store) -> None:
    add(store, "train")
    assert claim(store, kinds=["embed"]) is None
    assert claim(store, kinds=["embed", "train"]) is not None


def test_the_job_of_a_dead_worker_is_taken_up_when_its_lease_ends(store: Store, clock: Clock) -> None:
    add(store)
    lost = must_claim(store, "dead")
    clock.pass_ms(LEASE_MS - 1)
    with store.begin() as tx:
        assert jobs.beat(tx, lost, lease_ms=LEASE_MS, progress={"done": 3})
    clock.pass_ms(LEASE_MS)
    assert claim(store, "next") is None
    clock.pass_ms(1)
    again = must_claim(store, "next")
    assert (again.id, again.attempts, again.progress) == (lost.id, 2, {"done": 3})
    with store.begin() as tx:
        assert not jobs.beat(tx, lost, lease_ms=LEASE_MS)
        assert not jobs.finish(tx, lost)
        assert jobs.finish(tx, again)


def test_a_new_worker_takes_over_at_once_from_one_known_to_be_dead(store: Store) -> None:
    add(store), add(store)
    must_claim(store, "dead"), must_claim(store, "alive")
    with store.begin() as tx:
        assert jobs.take_over(tx, "dead") == 1
    assert claim(store, "next") is not None
    assert claim(store, "next") is None
    with store.begin() as tx:
        assert jobs.take_over(tx) == 2


def test_a_job_that_goes_wrong_is_tried_again_later_and_later(store: Store, clock: Clock) -> None:
    add(store)
    waits = []
    for attempt in (1, 2, 3):
        job = must_claim(store)
        with store.begin() as tx:
            assert jobs.fail(tx, job, f"went wrong: {attempt}", attempts=3) == (attempt == 3)
            after = jobs.get(tx, job.id)
        assert after is not None
        assert after.error == f"went wrong: {attempt}"
        waits.append(after.run_after_ms - clock.now_ms)
        assert claim(store) is None
        clock.pass_ms(max(waits[-1], 0))
    assert waits[0] < waits[1]
    assert (state(store, job), claim(store)) == ("failed", None)


def test_a_job_that_is_put_back_has_not_been_tried(store: Store) -> None:
    add(store)
    job = must_claim(store)
    with store.begin() as tx:
        assert jobs.put_back(tx, job)
    assert must_claim(store).attempts == 1


def test_one_live_job_a_key(store: Store, clock: Clock) -> None:
    assert add(store, key="c1") is not None
    assert add(store, key="c1") is None
    assert add(store, key="c2") is not None
    job = must_claim(store)
    assert add(store, key="c1") is None
    with store.begin() as tx:
        jobs.finish(tx, job)
    again = add(store, key="c1")
    with store.begin() as tx:
        newest = jobs.newest(tx, "c1")
        assert newest is not None
        assert newest.id == again
        assert {one.dedupe_key for one in jobs.live(tx)} == {"c1", "c2"}
        assert jobs.forget(tx, clock.now_ms + 1) == 1
        assert jobs.get(tx, job.id) is None


def test_a_request_is_answered_once(house: House) -> None:
    me = {"user_id": house.boss, "key": "k"}
    with house.store.begin() as tx:
        assert idempotency.seen(tx, **me, request_hash="h") is None
        idempotency.keep(tx, **me, request_hash="h", status=201, body={"id": 5})
    with house.store.begin() as tx:
        reply = idempotency.seen(tx, **me, request_hash="h")
        assert reply is not None
        assert (reply.status, reply.body) == (201, {"id": 5})
        with pytest.raises(Conflict, match="another request"):
            idempotency.seen(tx, **me, request_hash="other")
        with pytest.raises(Conflict, match="at this moment"):
            idempotency.keep(tx, **me, request_hash="h", status=201, body={"id": 6})
        assert idempotency.forget(tx, tx.now_ms + 1) == 1
        assert idempotency.seen(tx, **me, request_hash="h") is None

"""Background work that survives its worker: a queue of jobs with leases."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    ScalarSelect,
    String,
    Update,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from vermeil.store.dialects import ignore
from vermeil.store.tables import job
from vermeil.store.transaction import Transaction, columns

BACK_OFF_MS = 1_000  #: before the second attempt; doubled before each further one
LONGEST_MS = 300_000


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of background work; `attempts` counts the times it was begun, this one included."""

    id: int
    kind: str
    args: dict[str, Any]
    dedupe_key: str | None
    state: str
    attempts: int
    run_after_ms: int
    lease_until_ms: int | None
    worker: str | None
    progress: dict[str, Any] | None
    error: str | None
    created_ms: int
    finished_ms: int | None


_JOB = columns(Job, job)


def add(
    tx: Transaction, kind: str, args: dict[str, Any], *, dedupe_key: str | None = None, delay_ms: int = 0
) -> int | None:
    """A job to be run; its id, or None when a live one has the same `dedupe_key`."""
    new = {"kind": kind, "args": args, "dedupe_key": dedupe_key, "created_ms": tx.now_ms}
    new |= {"run_after_ms": tx.now_ms + delay_ms}
    found: int | None = tx.scalar(ignore(tx, job).returning(job.c.id), new)
    return found


_NOW, _UNTIL = bindparam("now", type_=BigInteger), bindparam("until", type_=BigInteger)
_WORKER = bindparam("by", type_=String)


def _claim(kinds: Sequence[str] | None) -> ReturningUpdate[Any]:
    """The job that has waited longest: one whose worker was lost goes first."""
    wanted = job.c.kind.in_(kinds) if kinds is not None else job.c.id.is_not(None)

    def first(due: ColumnElement[bool], order: Column[Any]) -> ScalarSelect[int]:
        found = select(job.c.id).where(wanted, due).order_by(order, job.c.id).limit(1)
        return found.with_for_update(skip_locked=True).scalar_subquery()

    lost = first(and_(job.c.state == "running", job.c.lease_until_ms < _NOW), job.c.lease_until_ms)
    ready = first(and_(job.c.state == "ready", job.c.run_after_ms <= _NOW), job.c.run_after_ms)
    taken = {"state": "running", "worker": _WORKER, "lease_until_ms": _UNTIL, "attempts": job.c.attempts + 1}
    return update(job).where(job.c.id == func.coalesce(lost, ready)).values(taken).returning(*_JOB)


_CLAIM = _claim(None)


def claim(tx: Transaction, *, worker: str, lease_ms: int, kinds: Sequence[str] | None = None) -> Job | None:
    """The next job, for `worker` until the lease ends; None when there is nothing to do now."""
    given = {"now": tx.now_ms, "by": worker, "until": tx.now_ms + lease_ms}
    return tx.one(Job, _CLAIM if kinds is None else _claim(kinds), given)


def due(tx: Transaction) -> bool:
    """Whether `claim` would find something; asks without writing."""
    lost = and_(job.c.state == "running", job.c.lease_until_ms < tx.now_ms)
    ready = and_(job.c.state == "ready", job.c.run_after_ms <= tx.now_ms)
    return tx.scalar(select(job.c.id).where(or_(lost, ready)).limit(1)) is not None


def _mine(running: Job) -> Update:
    """Still this attempt: what was lost and begun again elsewhere is no longer this worker's."""
    same = and_(job.c.id == running.id, job.c.attempts == running.attempts, job.c.worker == running.worker)
    return update(job).where(same, job.c.state == "running")


def beat(tx: Transaction, running: Job, *, lease_ms: int, progress: dict[str, Any] | None = None) -> bool:
    """The worker lives: lengthen the lease, keep the progress; False when the job is not its any more."""
    new: dict[str, Any] = {"lease_until_ms": tx.now_ms + lease_ms}
    if progress is not None:
        new["progress"] = progress
    return tx.run(_mine(running).values(new)) > 0


def finish(tx: Transaction, running: Job) -> bool:
    """The job is done; False when it is not this worker's any more (then undo: raise)."""
    new = {"state": "done", "finished_ms": tx.now_ms, "lease_until_ms": None, "error": None}
    return tx.run(_mine(running).values(new)) > 0


def put_back(tx: Transaction, running: Job, *, delay_ms: int = 0) -> bool:
    """The worker leaves the job to another: it counts as not begun."""
    new = {"state": "ready", "worker": None, "lease_until_ms": None, "attempts": job.c.attempts - 1}
    return tx.run(_mine(running).values(new | {"run_after_ms": tx.now_ms + delay_ms})) > 0


def fail(tx: Transaction, running: Job, error: str, *, attempts: int = 5) -> bool:
    """The job went wrong: it is tried again later, or has failed after so many `attempts`.

    Returns whether it has failed for good.
    """
    if running.attempts >= attempts:
        new = {"state": "failed", "finished_ms": tx.now_ms, "lease_until_ms": None, "error": error}
        return tx.run(_mine(running).values(new)) > 0
    wait = min(BACK_OFF_MS * 2 ** (running.attempts - 1), LONGEST_MS)
    new = {"state": "ready", "worker": None, "lease_until_ms": None, "error": error}
    tx.run(_mine(running).values(new | {"run_after_ms": tx.now_ms + wait}))
    return False


def take_over(tx: Transaction, worker: str | None = None) -> int:
    """Make ready what `worker` (None: anybody) was running, because it is known to be dead; how many."""
    lost = update(job).where(job.c.state == "running")
    if worker is not None:
        lost = lost.where(job.c.worker == worker)
    return tx.run(lost.values(state="ready", worker=None, lease_until_ms=None, run_after_ms=tx.now_ms))


def get(tx: Transaction, job_id: int) -> Job | None:
    """The job."""
    return tx.one(Job, select(*_JOB).where(job.c.id == job_id))


def live(tx: Transaction) -> list[Job]:
    """Every job that waits or runs, oldest first."""
    return tx.all(Job, select(*_JOB).where(job.c.state.in_(["ready", "running"])).order_by(job.c.id))


def newest(tx: Transaction, dedupe_key: str) -> Job | None:
    """The last job with this key, live or not: how it went."""
    found = select(*_JOB).where(job.c.dedupe_key == dedupe_key)
    return tx.one(Job, found.order_by(job.c.id.desc()).limit(1))


def forget(tx: Transaction, before_ms: int) -> int:
    """Delete what was done before; failures stay. How many."""
    return tx.run(job.delete().where(job.c.state == "done", job.c.finished_ms < before_ms))

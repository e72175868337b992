"""Answers: what people said. Appended, never changed; a correction is a new answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, select, update

from vermeil.core.errors import Conflict, NotFound
from vermeil.store import labels, ledger, tasks
from vermeil.store.dialects import among
from vermeil.store.tables import answer, task
from vermeil.store.tasks import Task
from vermeil.store.transaction import Transaction, columns

RECENT = 200  #: answers the usual time is taken from
PAID_AS = {"audit": "audit", "verify": "verify", "gold": "verify"}
FEW = 20  #: of a kind, before their median is called usual


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
    """What a person says about a task they hold; `value` None: they cannot say, `note` has why."""

    task_id: int
    lease: int
    worker_id: int
    value: dict[str, Any] | None
    note: dict[str, Any] | None = None
    seconds: float = 0.0
    schema_version: int = 1
    guideline_version: int = 1
    price_micros: int = 0  #: 0: nothing is paid
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said."""

    id: int
    task_id: int
    lease: int
    item_id: int
    project_id: int
    worker_id: int
    value: dict[str, Any] | None
    note: dict[str, Any] | None
    seconds: float
    blind: bool
    suggestion: dict[str, Any] | None
    schema_version: int
    guideline_version: int
    price_micros: int
    created_ms: int
    supersedes: int | None


@dataclass(frozen=True, slots=True)
class Work:
    """What a person has done in a project."""

    answered: int
    today: int
    seconds_median: float | None


_ANSWER = columns(Answer, answer)
_SUBMIT = (
    update(task)
    .where(
        task.c.id == bindparam("task"),
        task.c.lease == bindparam("held_lease"),
        task.c.worker_id == bindparam("me"),
        task.c.state == "held",
    )
    .values(state="done", lease_until_ms=None)
    .returning(*columns(Task, task))
)
_APPEND = insert(answer).returning(answer.c.id)
_STORED = select(*_ANSWER).where(answer.c.task_id == bindparam("task")).order_by(answer.c.lease.desc())
_OF_LEASE = _STORED.where(answer.c.lease == bindparam("held_lease"))
_NEWEST = select(func.max(answer.c.id)).where(answer.c.task_id == bindparam("task"))


def submit(tx: Transaction, new: NewAnswer) -> tuple[Answer, bool]:
    """Keep an answer, with the label and the payment that follow from it; and whether it is a new one.

    The same answer for the same lease again is the stored one. Conflict, with `yours` and `stored` in its
    facts, when another one is stored; Conflict when the task is somebody else's by now.
    """
    given = {"task": new.task_id, "held_lease": new.lease, "me": new.worker_id}
    done = tx.one(Task, _SUBMIT, given)
    if done is None:
        return _repeated(tx, new, given), False
    kept = append(tx, new, done)
    if done.campaign_id is not None and new.value is not None:
        tasks.set_plain(tx, [done.item_id], wanted=False)
    labels.settle(tx, project_id=done.project_id, item_id=done.item_id)
    if new.price_micros:
        assert new.currency is not None, "a price without a currency"
        other = "expert" if done.expert else "label"
        kind = PAID_AS.get(done.kind, other)
        ledger.pay(
            tx,
            project_id=done.project_id,
            campaign_id=done.campaign_id,
            kind=kind,
            amount_micros=new.price_micros,
            currency=new.currency,
            ref=f"task:{done.id}",
        )
    return kept, True


def append(tx: Transaction, new: NewAnswer, done: Task) -> Answer:
    """Keep an answer to a task that is done by it; nothing follows from it yet."""
    row = {name: getattr(new, name) for name in NewAnswer.__dataclass_fields__ if name != "currency"}
    row |= {name: getattr(done, name) for name in ("item_id", "project_id", "blind", "suggestion")}
    row |= {"created_ms": tx.now_ms}
    row["supersedes"] = tx.scalar(_NEWEST, {"task": done.id}) if done.lease > 1 else None
    return Answer(id=int(tx.scalar(_APPEND, row)), **row)


def _repeated(tx: Transaction, new: NewAnswer, given: dict[str, int]) -> Answer:
    """The stored answer of this lease, if it says the same; else the Conflict that explains."""
    stored = tx.one(Answer, _OF_LEASE, given)
    if stored is not None and stored.worker_id == new.worker_id:
        if (stored.value, stored.note) == (new.value, new.note):
            return stored
        facts = {"yours": new.value, "stored": stored.value, "stored_id": stored.id}
        raise Conflict("you have answered this task already, differently", **facts)
    if tasks.get(tx, new.task_id) is None:
        raise NotFound
    other = tx.one(Answer, _STORED, given)
    words = "this task is not yours any more: your time for it ran out, and it was passed on"
    raise Conflict(words, yours=new.value, stored=None if other is None else other.value)


def undo(tx: Transaction, answer_id: int, *, worker_id: int, lease_ms: int) -> Task:
    """Give a person the task of their answer back, with a new lease; the label follows what still stands.

    The answer is kept, and the next one will say that it supersedes it. NotFound when it is not theirs;
    Conflict when the campaign has used it, or the task was answered again since.
    """
    old = get(tx, answer_id)
    if old is None or old.worker_id != worker_id:
        raise NotFound
    again = {"state": "held", "lease": task.c.lease + 1, "lease_until_ms": tx.now_ms + lease_ms}
    stands = and_(task.c.id == old.task_id, task.c.lease == old.lease, task.c.state == "done")
    unused = update(task).where(stands, task.c.used_ms.is_(None)).values(again)
    back = tx.one(Task, unused.returning(*columns(Task, task)))
    if back is None:
        raise Conflict("this answer has been used already: it cannot be taken back")
    if back.campaign_id is not None:
        tasks.set_plain(tx, [back.item_id], wanted=True)
    labels.settle(tx, project_id=back.project_id, item_id=back.item_id)
    return back


def get(tx: Transaction, answer_id: int) -> Answer | None:
    """The answer."""
    return tx.one(Answer, select(*_ANSWER).where(answer.c.id == answer_id))


def of_item(tx: Transaction, item_id: int) -> list[Answer]:
    """Everything people said about an item, oldest first."""
    return tx.all(Answer, select(*_ANSWER).where(answer.c.item_id == item_id).order_by(answer.c.id))


def use_round(tx: Transaction, campaign_id: int, round_no: int) -> list[Answer] | None:
    """The answers of a round, for the campaign to go on with: from now on they cannot be taken back.

    None while a task of the round has no answer. Calling it again gives the same answers.
    """
    if tasks.outstanding(tx, campaign_id, round_no):
        return None
    here = and_(task.c.campaign_id == campaign_id, task.c.round == round_no, task.c.state == "done")
    tx.run(update(task).where(here, task.c.used_ms.is_(None)).values(used_ms=tx.now_ms))
    stands = and_(answer.c.task_id == task.c.id, answer.c.lease == task.c.lease)
    found = select(*_ANSWER).join(task, stands).where(here).order_by(answer.c.task_id)
    used = tx.all(Answer, found)
    return used if not tasks.outstanding(tx, campaign_id, round_no) else None


def before(tx: Transaction, task_id: int, item_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What was said last of each of these items, in the rounds of the task's campaign before the task's own.

    What was said of a suggestion known to be wrong does not count.
    """
    own = select(task.c.campaign_id, task.c.round).where(task.c.id == task_id).subquery()
    stands = and_(answer.c.task_id == task.c.id, answer.c.lease == task.c.lease, task.c.state == "done")
    earlier = and_(task.c.campaign_id == own.c.campaign_id, task.c.round < own.c.round)
    about = and_(task.c.kind.not_in(labels.TESTS), answer.c.value.is_not(None))
    found = select(answer.c.item_id, answer.c.value).join(task, stands).join(own, earlier)
    rows = found.where(about, among(tx, answer.c.item_id, item_ids)).order_by(answer.c.id)
    return {row.item_id: row.value for row in tx.connection.execute(rows)}


def pace(tx: Transaction, project_id: int) -> tuple[float | None, float | None]:
    """Usual seconds for (a label, a confirmation), from the newest answers; None where there are too few."""
    timed = and_(answer.c.project_id == project_id, answer.c.seconds > 0, answer.c.value.is_not(None))
    newest = select(answer.c.seconds, answer.c.blind).where(timed).order_by(answer.c.id.desc()).limit(RECENT)
    rows = tx.connection.execute(newest).all()
    label, verify = ([s for s, blind in rows if blind is kind] for kind in (True, False))
    return _usual(label), _usual(verify)


def _usual(seconds: Sequence[float]) -> float | None:
    return median(seconds) if len(seconds) >= FEW else None


def work(tx: Transaction, *, project_id: int, worker_id: int, day_ms: int) -> Work:
    """What a person has done in a project; `today` since `day_ms`."""
    mine = and_(answer.c.worker_id == worker_id, answer.c.project_id == project_id)
    counted = select(func.count().label("answered")).where(mine)
    since = select(func.count()).where(mine, answer.c.created_ms >= day_ms)
    newest = select(answer.c.seconds).where(mine).order_by(answer.c.id.desc()).limit(RECENT)
    seconds: Sequence[float] = tx.scalars(newest)
    usual = median(seconds) if seconds else None
    return Work(int(tx.scalar(counted)), int(tx.scalar(since)), usual)

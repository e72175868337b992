"""Wrong suggestions shown on purpose, in the plain queue and in campaigns: tasks of the kind `gold`."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, exists, func, literal, or_, select, update

from vermeil.store.tables import answer, label, task
from vermeil.store.transaction import Transaction, columns

KIND = "gold"
NEWEST = 5_000  #: tests that are looked at


@dataclass(frozen=True, slots=True)
class Known:
    """What people have said of an item, and whether they saw anything meanwhile."""

    item_id: int
    value: dict[str, Any]
    provenance: str
    blind: bool
    suggestion: dict[str, Any] | None
    used: bool  #: it has served already, or the person was asked about it


@dataclass(frozen=True, slots=True)
class Tested:
    """What came of one test."""

    worker_id: int
    suggestion: dict[str, Any]  #: as it was shown
    said: dict[str, Any] | None
    known: dict[str, Any]  #: the label of the item by now


def ends(tx: Transaction, project_id: int) -> tuple[int, int]:
    """The first and the last item that people have labelled; (0, 0) where there is none."""
    here = and_(label.c.project_id == project_id, label.c.state == "human")
    first, last = (tx.scalar(select(one(label.c.item_id)).where(here)) for one in (func.min, func.max))
    return int(first or 0), int(last or 0)


def known(tx: Transaction, project_id: int, *, worker_id: int, start: int, limit: int) -> list[Known]:
    """The next items from id `start` on that people have labelled, for a test of this person."""
    some = select(label.c.item_id, label.c.value, label.c.provenance, label.c.answer_id)
    some = some.where(label.c.project_id == project_id, label.c.state == "human", label.c.item_id >= start)
    near = some.order_by(label.c.item_id).limit(limit).subquery()
    theirs = and_(task.c.item_id == near.c.item_id, or_(task.c.kind == KIND, task.c.worker_id == worker_id))
    used = exists(select(literal(1)).select_from(task).where(theirs).correlate(near))
    parts = (near.c.item_id, near.c.value, near.c.provenance, answer.c.blind, answer.c.suggestion)
    found = select(*parts, used.label("used")).join(answer, answer.c.id == near.c.answer_id)
    return tx.all(Known, found.order_by(near.c.item_id))


_PLAIN = (task.c.kind == KIND, task.c.campaign_id.is_(None), task.c.state == "open")


def out(tx: Transaction, project_id: int) -> int:
    """How many tests of the plain queue nobody has taken yet."""
    return int(
        tx.scalar(select(func.count()).select_from(task).where(task.c.project_id == project_id, *_PLAIN))
    )


def withdraw(tx: Transaction, project_id: int) -> None:
    """Take back the tests of the plain queue that nobody has taken yet."""
    tx.run(update(task).where(task.c.project_id == project_id, *_PLAIN).values(state="withdrawn"))


def of_project(tx: Transaction, project_id: int) -> list[Tested]:
    """What came of the newest tests whose item has a label of people, the newest first."""
    stands = and_(answer.c.task_id == task.c.id, answer.c.lease == task.c.lease)
    parts = columns(Tested, answer, said=answer.c.value, known=label.c.value)
    found = (
        select(*parts).select_from(task).join(answer, stands).join(label, label.c.item_id == task.c.item_id)
    )
    found = found.where(task.c.project_id == project_id, task.c.kind == KIND, task.c.state == "done")
    return tx.all(Tested, found.where(label.c.state == "human").order_by(answer.c.id.desc()).limit(NEWEST))

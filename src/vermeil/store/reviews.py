"""Reviews: what a reviewer decides about an item is an answer like any other, to a task of its own kind.

The task is made with the answer and is done at once. What is worth a look stands beside the labels
(`label.doubt`).
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    tuple_,
    update,
)

from vermeil.core.errors import Conflict
from vermeil.core.judge.doubts import DOUBTS
from vermeil.store import answers, changes, labels, listing, tasks
from vermeil.store.answers import Answer, NewAnswer
from vermeil.store.dialects import among
from vermeil.store.listing import COUNTED, Count, Listed, Page
from vermeil.store.tables import answer, campaign, example, item, label, machine_label, membership, task, user
from vermeil.store.tasks import Ask, Task
from vermeil.store.transaction import Transaction, columns

REASONS = (*DOUBTS, "unsure", "random")
SCANNED = 1_000  #: items that one page of random ones looks at, at most
_ANSWER = columns(Answer, answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reviewer decides about an item; `seen`: the newest answer that they had read, if any."""

    item_id: int
    project_id: int
    worker_id: int
    seen: int | None
    value: dict[str, Any] | None
    note: dict[str, Any] | None
    schema_version: int
    guideline_version: int


def decide(tx: Transaction, new: Decision) -> tuple[Answer, bool]:
    """Keep a decision, with the label that follows from it; and whether it is a new one.

    Conflict, with `yours` and `stored` in its facts, when somebody has answered since; Conflict while a
    campaign waits for answers about the item, and when nobody is left to send it back to.
    """
    tx.scalar(select(label.c.item_id).where(label.c.item_id == new.item_id).with_for_update())
    newest = _newest(tx, new.item_id)
    if newest is not None and newest.id != new.seen:
        mine = own(tx, newest.id, worker_id=new.worker_id)
        if mine is not None and (mine.value, mine.note) == (new.value, new.note):
            return mine, False
        facts = {"yours": new.value, "stored": newest.value, "stored_id": newest.id}
        raise Conflict("somebody has answered since you opened this item: look at it again", **facts)
    if tx.scalar(select(_in_campaign(literal(new.item_id)))):
        raise Conflict("the running campaign is asking about this item: review it when the campaign is done")
    done = _task(tx, new)
    said = NewAnswer(
        task_id=done.id,
        lease=done.lease,
        worker_id=new.worker_id,
        value=new.value,
        note=new.note,
        schema_version=new.schema_version,
        guideline_version=new.guideline_version,
    )
    kept = answers.append(tx, said, done)
    tasks.set_plain(tx, [new.item_id], wanted=False)
    if labels.SENT_BACK in (new.note or {}):
        _ask_again(tx, new)
    labels.settle(tx, project_id=new.project_id, item_id=new.item_id)
    return kept, True


def why_returned(tx: Transaction, item_id: int) -> str | None:
    """Why a reviewer has sent an item back, the last time; not who."""
    sent = and_(answer.c.item_id == item_id, task.c.kind == "review", task.c.state == "done")
    found = select(answer.c.note).join(task, task.c.id == answer.c.task_id).where(sent)
    notes = (note or {} for note in tx.scalars(found.order_by(answer.c.id.desc())))
    return next((note[labels.SENT_BACK] for note in notes if labels.SENT_BACK in note), None)


def own(tx: Transaction, answer_id: int, *, worker_id: int) -> Answer | None:
    """The answer, if it is a decision of this reviewer's."""
    mine = and_(answer.c.id == answer_id, answer.c.worker_id == worker_id, task.c.kind == "review")
    return tx.one(Answer, select(*_ANSWER).join(task, task.c.id == answer.c.task_id).where(mine))


def take_back(tx: Transaction, old: Answer) -> None:
    """A reviewer's decision holds no longer; Conflict when others have gone on from it.

    The answer is kept; its task is withdrawn, and so is what it asked of somebody else.
    """
    newest = _newest(tx, old.item_id)
    mine = and_(task.c.id == old.task_id, task.c.lease == old.lease, task.c.state == "done")
    free = {"state": "withdrawn", "worker_id": None}
    if newest is None or newest.id != old.id or not tx.run(update(task).where(mine).values(free)):
        raise Conflict("somebody has answered since, or it was taken back already")
    if labels.SENT_BACK in (old.note or {}) and not _ask_no_more(tx, old.item_id):
        raise Conflict("somebody is answering this item again already: it cannot be taken back")
    labels.settle(tx, project_id=old.project_id, item_id=old.item_id)
    found = labels.get(tx, old.item_id)
    if found is not None and found.state == "unlabelled":
        tasks.set_plain(tx, [old.item_id], wanted=True)


def _newest(tx: Transaction, item_id: int) -> Answer | None:
    last = select(func.max(answer.c.id)).where(answer.c.item_id == item_id)
    return tx.one(Answer, select(*_ANSWER).where(answer.c.id == last.scalar_subquery()))


def _task(tx: Transaction, new: Decision) -> Task:
    """A task for the decision, which is done by it."""
    about = and_(task.c.item_id == new.item_id, task.c.kind == "review")
    made = insert(task).values(
        project_id=new.project_id,
        item_id=new.item_id,
        kind="review",
        slot=select(func.count()).where(about).scalar_subquery(),
        state="done",
        worker_id=new.worker_id,
        lease=1,
        blind=False,
        created_ms=tx.now_ms,
    )
    (done,) = tx.all(Task, made.returning(*columns(Task, task)))
    return done


def _ask_again(tx: Transaction, new: Decision) -> None:
    """A plain task, for somebody who was asked nothing about the item; Conflict where there is nobody."""
    able = and_(membership.c.project_id == new.project_id, user.c.disabled_ms.is_(None))
    asked_before = select(task.c.worker_id).where(
        task.c.item_id == new.item_id, task.c.worker_id.is_not(None), task.c.kind != tasks.IMPORT
    )
    others = select(user.c.id).join(membership, membership.c.user_id == user.c.id).where(able)
    if tx.scalar(others.where(user.c.id.not_in(asked_before)).limit(1)) is None:
        raise Conflict("everybody in this project was asked about this item: decide it, or add a member")
    last = tx.scalar(select(func.max(task.c.slot)).where(_plain(new.item_id)))
    asked = [Ask(item_id=new.item_id)]
    tasks.ask(tx, project_id=new.project_id, asked=asked, kind="label", vote=(last or 0) + 1)


def _ask_no_more(tx: Transaction, item_id: int) -> int:
    """Whether what was asked again could be taken away: nobody had begun with it."""
    last = select(func.max(task.c.slot)).where(_plain(item_id)).scalar_subquery()
    waits = and_(_plain(item_id), task.c.slot == last, task.c.state.in_(["open", "withdrawn"]))
    return tx.run(delete(task).where(waits))


def _plain(item_id: int) -> ColumnElement[bool]:
    return and_(task.c.item_id == item_id, task.c.kind == "label", task.c.campaign_id.is_(None))


def _in_campaign(item_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a running campaign has asked about the item and not yet taken the answer."""
    live = and_(campaign.c.id == task.c.campaign_id, campaign.c.state == "running")
    waits = and_(task.c.item_id == item_id, task.c.used_ms.is_(None), task.c.state != "withdrawn")
    return _per_item(select(literal(1)).select_from(task.join(campaign, live)).where(waits))


def page(tx: Transaction, project_id: int, reason: str, *, after: int, limit: int) -> Page:
    """Items that are worth a look for one of REASONS, in that queue's order, after item `after` (0: all).

    A page of random ones may be short and still not the last.
    """
    ids, next_after = _queued(tx, project_id, reason, after, limit)
    wanted = select(label.c.item_id).where(among(tx, label.c.item_id, ids)).subquery()
    found = {one.id: one for one in tx.all(Listed, listing.listed(wanted))}
    return Page([found[one] for one in ids], next_after)


def _queued(
    tx: Transaction, project_id: int, reason: str, after: int, limit: int
) -> tuple[list[int], int | None]:
    if reason == "random":
        return _random(tx, project_id, after, limit)
    here = and_(label.c.project_id == project_id, ~_in_campaign(label.c.item_id), ~_example(label.c.item_id))
    if reason == "unsure":
        found = select(label.c.item_id).where(here, label.c.state == "machine", ~_reviewed())
        order = (label.c.confidence, label.c.item_id)
        sure = select(machine_label.c.confidence).where(machine_label.c.item_id == after)
        last = tx.scalar(sure.order_by(machine_label.c.campaign_id.desc()).limit(1))
        found = found if last is None else found.where(tuple_(*order) > tuple_(literal(last), literal(after)))
        found = found.order_by(*order)
    else:
        found = select(label.c.item_id).where(here, label.c.doubt == reason, label.c.item_id > after)
        found = found.order_by(label.c.item_id)
    ids = list(tx.scalars(found.limit(limit)))
    return ids, ids[-1] if len(ids) == limit else None


def _random(tx: Transaction, project_id: int, after: int, limit: int) -> tuple[list[int], int | None]:
    """By the hash of what they show: an order that has nothing to do with what it is."""
    order = (item.c.content_hash, item.c.id)
    seen = select(*order).where(item.c.project_id == project_id).order_by(*order).limit(SCANNED)
    last = tx.scalar(select(item.c.content_hash).where(item.c.id == after))
    if last is not None:
        seen = seen.where(tuple_(*order) > tuple_(literal(last), literal(after)))
    looked_at = seen.subquery()
    labelled = label.c.state.in_(["human", "machine"])
    found = select(label.c.item_id).join(looked_at, looked_at.c.id == label.c.item_id)
    found = found.where(labelled, ~_reviewed(), ~_in_campaign(label.c.item_id), ~_example(label.c.item_id))
    ids = list(tx.scalars(found.order_by(looked_at.c.content_hash, looked_at.c.id).limit(limit)))
    if len(ids) == limit:
        return ids, ids[-1]
    all_seen = tx.scalars(select(looked_at.c.id).order_by(looked_at.c.content_hash, looked_at.c.id))
    return ids, all_seen[-1] if len(all_seen) == SCANNED else None


def _reviewed() -> ColumnElement[bool]:
    """Whether a reviewer has decided about the item of a label."""
    decided = and_(task.c.item_id == label.c.item_id, task.c.kind == "review", task.c.state == "done")
    return _per_item(select(literal(1)).select_from(task).where(decided))


def _example(item_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the guideline says what the item is."""
    stands = and_(example.c.item_id == item_id, example.c.until.is_(None))
    return _per_item(select(literal(1)).select_from(example).where(stands))


def _per_item(found: Select[Any]) -> ColumnElement[bool]:
    """Whether there is such a task, asked of each item in turn.

    The offset keeps PostgreSQL from joining all items to it before it takes the first few.
    """
    return exists(found.offset(0))


def counts(tx: Transaction, project_id: int) -> dict[str, Count]:
    """How many items wait for each of REASONS, counted up to 10,000; of the last two, all labels."""
    labelled = changes.counts(tx, project_id)
    waiting = {}
    for reason in DOUBTS:
        here = and_(label.c.project_id == project_id, label.c.doubt == reason)
        some = select(label.c.item_id).where(here).limit(COUNTED + 1).subquery()
        found = int(tx.scalar(select(func.count()).select_from(some)))
        waiting[reason] = Count(min(found, COUNTED), found <= COUNTED)
    unsure, random = Count(labelled.machine, True), Count(labelled.human + labelled.machine, True)
    return waiting | {"unsure": unsure, "random": random}

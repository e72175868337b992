"""Tasks: one question to one person. Who gets which, for how long, and what is still out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.dml import ReturningUpdate

from vermeil.core.errors import Conflict
from vermeil.store import changes
from vermeil.store.columns import Id
from vermeil.store.dialects import add_many, among
from vermeil.store.tables import campaign, membership, queue, task, user
from vermeil.store.transaction import Transaction, columns

HELD_AT_ONCE = 20  #: tasks one person may hold in one project
IMPORT = "import"  #: the kind of a task that nobody was asked: its answer came from another tool
COUNTED = 10_000  #: how far `remaining` counts


@dataclass(frozen=True, slots=True)
class Task:
    """One question to one person."""

    id: int
    project_id: int
    item_id: int
    kind: str
    slot: int
    page: int | None  #: of its round: the tasks of a page are shown together, and held by one person
    campaign_id: int | None
    round: int | None
    expert: bool  #: for experts only
    state: str
    worker_id: int | None
    lease: int  #: grows with each new holder; an answer names it
    lease_until_ms: int | None
    blind: bool
    suggestion: dict[str, Any] | None
    used_ms: int | None  #: when its campaign took the answer
    overruled_ms: int | None  #: when a campaign ended with another label than its answer
    created_ms: int

    @property
    def returned(self) -> bool:
        """Whether a reviewer has sent its item back: whoever answers is told why, and is not blind."""
        return self.kind == "label" and self.campaign_id is None and self.slot > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """An item to be asked about, with what the person is shown beside it (None: nothing)."""

    item_id: int
    suggestion: dict[str, Any] | None = None
    kind: str | None = None  #: None: that of its round
    page: int | None = None  #: the page of look-alikes that it stands on


_TASK = columns(Task, task)
_ME, _PROJECT = bindparam("me", type_=Id), bindparam("project", type_=Id)
_NOW, _UNTIL = bindparam("now", type_=BigInteger), bindparam("until", type_=BigInteger)


def _am_expert() -> ColumnElement[bool]:
    """Whether this person's word is the reference in the project, at this moment."""
    here = and_(membership.c.project_id == _PROJECT, membership.c.user_id == _ME)
    return exists(select(literal(1)).select_from(membership).where(here, membership.c.expert == true()))


def _not_yet_mine() -> ColumnElement[bool]:
    """No other slot of the same question is or was with this person (a constraint holds it, too).

    A further vote is for somebody who was asked nothing about the item; so is what a reviewer sent back, to
    the plain queue, whoever asked before. What experts are asked is another question than what people are:
    an expert who has worked among people says it again, as an expert.
    """
    other = task.alias()
    sent_back = and_(task.c.campaign_id.is_(None), task.c.slot > 0)
    same = and_(
        other.c.item_id == task.c.item_id,
        or_(func.coalesce(other.c.campaign_id, 0) == queue, sent_back),
        other.c.expert == task.c.expert,
        other.c.worker_id == _ME,
        other.c.kind != IMPORT,
        or_(other.c.kind == task.c.kind, task.c.slot > 0),
        other.c.id != task.c.id,
    )
    # the offset keeps PostgreSQL from joining the whole queue to it before it looks for the first
    return ~exists(select(literal(1)).select_from(other).where(same).offset(0))


def _first(*order: ColumnElement[Any]) -> Select[tuple[int]]:
    """The id of the first task by `order` that no other transaction is about to take."""
    return select(task.c.id).order_by(*order).limit(1).with_for_update(skip_locked=True, of=task)


_IN_TURN = (task.c.expert, task.c.priority.desc(), task.c.id)  #: as the index has it


def _claim() -> ReturningUpdate[Any]:
    """One statement, and an index for each of its questions.

    Who holds all they may gets back what they have held longest; else, of what is for experts and then of
    what is for everybody, a lease that ran out is handed on, or the first open task. While a campaign is
    live only its queue is asked.
    """
    mine = and_(task.c.state == "held", task.c.worker_id == _ME, task.c.project_id == _PROJECT)
    live = select(campaign.c.id).where(campaign.c.project_id == _PROJECT, campaign.c.state == "running")
    here = and_(
        task.c.project_id == _PROJECT, queue == func.coalesce(live.scalar_subquery(), 0), _not_yet_mine()
    )
    held = select(func.count()).where(mine, task.c.page.is_(None)).scalar_subquery()
    oldest = _first(task.c.lease_until_ms).where(mine, task.c.page.is_(None))
    late = and_(task.c.state == "held", task.c.lease_until_ms < _NOW)
    found = []
    for whose in (and_(task.c.expert == true(), _am_expert()), task.c.expert == false()):
        found.append(_first(task.c.lease_until_ms).where(late, here, whose))
        found.append(_first(*_IN_TURN).where(task.c.state == "open", here, whose))
    chosen = case(
        (held >= HELD_AT_ONCE, oldest.scalar_subquery()),
        else_=func.coalesce(*(one.scalar_subquery() for one in found)),
    )
    taken = {
        "state": "held",
        "worker_id": _ME,
        "lease": task.c.lease + case((task.c.worker_id == _ME, 0), else_=1),
        "lease_until_ms": _UNTIL,
    }
    return update(task).where(task.c.id == chosen).values(taken).returning(*_TASK)


CLAIM = _claim()


def claim(tx: Transaction, *, project_id: int, worker_id: int, lease_ms: int) -> Task | None:
    """The next task for this person, held for `lease_ms`; None when there is nothing to do.

    What is for experts goes to experts only, and before all else. Nobody gets two slots of the same
    question; whoever holds 20, without those on pages, gets the oldest of them again, with the same lease. A
    lease that has run out still counts until somebody else is given the task.
    """
    given = {"project": project_id, "me": worker_id, "now": tx.now_ms, "until": tx.now_ms + lease_ms}
    try:
        return tx.one(Task, CLAIM, given)
    except IntegrityError as error:  # the same person, twice at the same moment
        raise Conflict("you have just been given this question elsewhere: ask again") from error


_PAGE = (
    update(task)
    .where(
        task.c.campaign_id == bindparam("its_campaign"),
        task.c.round == bindparam("its_round"),
        task.c.page == bindparam("its_page"),
        task.c.state == "open",
        _not_yet_mine(),
    )
    .values(state="held", worker_id=_ME, lease=task.c.lease + 1, lease_until_ms=_UNTIL)
    .returning(*_TASK)
)


def claim_page(tx: Transaction, first: Task, *, lease_ms: int) -> list[Task]:
    """What stands on the page of a task that was just handed out, for the same person; itself left out."""
    if first.page is None:
        return []
    given = {"its_campaign": first.campaign_id, "its_round": first.round, "its_page": first.page}
    given |= {"me": first.worker_id, "until": tx.now_ms + lease_ms}
    return sorted(tx.all(Task, _PAGE, given), key=lambda one: one.id)


_BY_ID = select(*_TASK).where(task.c.id == bindparam("id"))


def get(tx: Transaction, task_id: int) -> Task | None:
    """The task."""
    return tx.one(Task, _BY_ID, {"id": task_id})


def held(tx: Transaction, *, project_id: int, worker_id: int) -> list[Task]:
    """What this person holds, in the order in which it was handed out."""
    mine = and_(task.c.state == "held", task.c.worker_id == worker_id, task.c.project_id == project_id)
    return tx.all(Task, select(*_TASK).where(mine).order_by(task.c.lease_until_ms, task.c.id))


def give_back(tx: Transaction, task_id: int, *, lease: int, worker_id: int) -> bool:
    """Put a task back into its queue; whether this person held it by this lease."""
    mine = and_(
        task.c.id == task_id, task.c.lease == lease, task.c.state == "held", task.c.worker_id == worker_id
    )
    given = tx.scalar(update(task).where(mine).values(_FREE).returning(task.c.project_id))
    if given is not None:
        changes.bump(tx, given)
    return given is not None


_FREE = {"state": "open", "worker_id": None, "lease_until_ms": None}


def give_back_all(
    tx: Transaction, *, worker_id: int, project_id: int | None = None, experts: bool = False
) -> int:
    """Put back whatever a person holds (who left, or was locked out), or what is for experts; how many."""
    mine = and_(task.c.state == "held", task.c.worker_id == worker_id)
    if project_id is not None:
        mine = and_(mine, task.c.project_id == project_id)
    if experts:
        mine = and_(mine, task.c.expert == true())
    return tx.run(update(task).where(mine).values(_FREE))


def has_seen(tx: Transaction, *, item_id: int, worker_id: int) -> bool:
    """Whether this person holds, or has answered, a task about the item."""
    seen = select(task.c.id).where(task.c.item_id == item_id, task.c.worker_id == worker_id)
    return tx.scalar(seen.limit(1)) is not None


def of_item(tx: Transaction, item_id: int) -> list[Task]:
    """Every task about an item, oldest first."""
    return tx.all(Task, select(*_TASK).where(task.c.item_id == item_id).order_by(task.c.id))


def ask(
    tx: Transaction,
    *,
    project_id: int,
    asked: Sequence[Ask],
    kind: str,
    campaign_id: int | None = None,
    round_no: int | None = None,
    expert: bool = False,
    priority: int = 0,
    slots: int = 1,
    vote: int = 0,
) -> int:
    """Make the tasks of a round; how many were new. Asking for the same round again adds nothing.

    Those of a further `vote` (from 1) are for people who were asked nothing about the item.
    """
    same = {"project_id": project_id, "campaign_id": campaign_id, "round": round_no, "expert": expert}
    rows = [
        {
            "item_id": a.item_id,
            "slot": slot,
            "page": a.page,
            "kind": a.kind or kind,
            "blind": a.suggestion is None,
            "suggestion": a.suggestion,
        }
        for slot in range(vote, vote + slots)
        for a in asked
    ]
    made = add_many(tx, task, rows, same | {"priority": priority, "created_ms": tx.now_ms})
    if made:
        changes.bump(tx, project_id)
    return made


def outstanding(tx: Transaction, campaign_id: int, round_no: int) -> int:
    """How many tasks of a round have no answer yet."""
    return int(tx.scalar(_OUTSTANDING, {"campaign": campaign_id, "round": round_no}))


_ROUND = and_(task.c.campaign_id == bindparam("campaign"), task.c.round == bindparam("round"))
_OUTSTANDING = select(func.count()).where(_ROUND, task.c.state.in_(["open", "held"]))


def remaining(tx: Transaction, project_id: int, worker_id: int) -> int:
    """How many tasks of the queue that is being worked on are open to a person (counted to 10,000)."""
    return int(tx.scalar(_REMAINING, {"project": project_id, "me": worker_id}))


def _remaining() -> Select[int]:
    live = select(campaign.c.id).where(campaign.c.project_id == _PROJECT, campaign.c.state == "running")
    here = and_(task.c.project_id == _PROJECT, queue == func.coalesce(live.scalar_subquery(), 0))
    mine = or_(task.c.expert == false(), _am_expert())
    some = select(task.c.id).where(here, task.c.state == "open", mine).limit(COUNTED)
    return select(func.count()).select_from(some.subquery())


_REMAINING = _remaining()


def withdraw(tx: Transaction, campaign_id: int) -> int:
    """The campaign asks nobody any more: take back what nobody holds; how many."""
    here = and_(task.c.campaign_id == campaign_id, task.c.state == "open")
    return tx.run(update(task).where(here).values(state="withdrawn"))


def withdraw_votes(tx: Transaction, campaign_id: int, round_no: int) -> int:
    """Take back what nobody is left for: every member was asked about the item before; how many."""
    other, member = task.alias(), membership.join(user, user.c.id == membership.c.user_id)
    theirs = and_(
        other.c.item_id == task.c.item_id,
        other.c.campaign_id == task.c.campaign_id,
        other.c.expert == task.c.expert,
        other.c.worker_id == membership.c.user_id,
        other.c.id != task.c.id,
    )
    asked = exists(select(literal(1)).select_from(other).where(theirs).correlate(task, membership))
    able = and_(membership.c.project_id == task.c.project_id, user.c.disabled_ms.is_(None))
    left = exists(select(literal(1)).select_from(member).where(able, ~asked).correlate(task))
    here = and_(task.c.campaign_id == campaign_id, task.c.round == round_no, task.c.state == "open")
    return tx.run(update(task).where(here, ~left).values(state="withdrawn"))


def set_plain(tx: Transaction, item_ids: Sequence[int], *, wanted: bool) -> int:
    """Take the plain tasks of these items out of their queue, or put them back; how many (a chunk)."""
    before, after = ("withdrawn", "open") if wanted else ("open", "withdrawn")
    plain = and_(among(tx, task.c.item_id, item_ids), task.c.kind == "label", task.c.campaign_id.is_(None))
    return tx.run(update(task).where(plain, task.c.state == before).values(state=after))

"""Examples of a project's guideline: the items in each of its versions, and what is said of them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, insert, literal, or_, select, update

from vermeil.store.tables import example, task
from vermeil.store.transaction import Transaction, columns


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """What is said of an item in the guideline."""

    item_id: int
    value: dict[str, Any]  #: the accepted answer
    about: str | None  #: the class or label that it is an example of
    good: bool  #: for it, else against it
    why: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """An item in the guideline, from version `since` to before version `until` (None: to the newest)."""

    item_id: int
    since: int
    until: int | None
    value: dict[str, Any]
    about: str | None
    good: bool
    why: str | None

    @property
    def told(self) -> dict[str, Any]:
        """What the guideline says of it, without the item."""
        return {"about": self.about, "good": self.good, "why": self.why}


_EXAMPLE = columns(Example, example)


def put(tx: Transaction, project_id: int, version: int, new: New) -> None:
    """An item is an example from `version` on, in place of what was said of it before."""
    end(tx, project_id, version, new.item_id)
    row = {name: getattr(new, name) for name in New.__dataclass_fields__}
    tx.run(insert(example).values(**row, project_id=project_id, since=version))


def end(tx: Transaction, project_id: int, version: int, item_id: int) -> bool:
    """An item is no example from `version` on; whether it was one."""
    stands = and_(example.c.project_id == project_id, example.c.item_id == item_id, example.c.until.is_(None))
    return tx.run(update(example).where(stands).values(until=version)) > 0


def of_version(tx: Transaction, project_id: int, version: int) -> list[Example]:
    """The examples of a version, in the order in which they came to it."""
    until = or_(example.c.until.is_(None), example.c.until > version)
    here = and_(example.c.project_id == project_id, example.c.since <= version, until)
    return tx.all(Example, select(*_EXAMPLE).where(here).order_by(example.c.since, example.c.item_id))


def now(tx: Transaction, item_id: int) -> Example | None:
    """What the newest guideline says of an item, if it is an example."""
    return tx.one(Example, select(*_EXAMPLE).where(example.c.item_id == item_id, example.c.until.is_(None)))


def ever(tx: Transaction, item_id: int) -> bool:
    """Whether people have been shown the item's answer: it is in the guideline, or was."""
    return bool(tx.scalar(select(known(literal(item_id)))))


def known(item_id: ColumnElement[int]) -> ColumnElement[bool]:
    """`ever`, for statements."""
    return exists(select(literal(1)).select_from(example).where(example.c.item_id == item_id))


def all_ever(tx: Transaction, project_id: int) -> set[int]:
    """Every item of which people have been shown the answer."""
    return set(tx.scalars(select(example.c.item_id).where(example.c.project_id == project_id)))


def asked(tx: Transaction, item_id: int) -> bool:
    """Whether somebody is being asked about the item, or will be."""
    waits = and_(task.c.item_id == item_id, task.c.state.in_(["open", "held"]))
    return tx.scalar(select(literal(1)).select_from(task).where(waits).limit(1)) is not None


def held_by(tx: Transaction, project_id: int, worker_id: int) -> set[int]:
    """The items that a person is being asked about now."""
    mine = and_(task.c.worker_id == worker_id, task.c.project_id == project_id, task.c.state == "held")
    return set(tx.scalars(select(task.c.item_id).where(mine)))

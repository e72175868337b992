"""What changes with nearly every write: a project's version and its counts.

They are spread over a few rows a project (`Transaction.shard`), so that writers do not wait for each
other on PostgreSQL; SQLite uses one. A reader adds them up: no item is ever counted one by one.
"""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from vermeil.store.dialects import Insert
from vermeil.store.tables import change
from vermeil.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a project is, in items."""

    items: int = 0  #: all, duplicates included
    duplicates: int = 0
    human: int = 0  #: with a label by people
    machine: int = 0

    @property
    def unlabelled(self) -> int:
        """Without a label, and not a duplicate."""
        return self.items - self.duplicates - self.human - self.machine


_COUNTS = ("items", "duplicates", "human", "machine")


@cache
def _bump(dialect: str) -> Insert:
    new: Insert = sqlite.insert(change) if dialect == "sqlite" else postgresql.insert(change)
    added = {name: change.c[name] + new.excluded[name] for name in ("version", *_COUNTS)}
    return new.on_conflict_do_update(index_elements=[change.c.project_id, change.c.shard], set_=added)


def bump(
    tx: Transaction, project_id: int, *, items: int = 0, duplicates: int = 0, human: int = 0, machine: int = 0
) -> None:
    """Something that a page of the project shows has changed, and the counts by so much."""
    new = {"items": items, "duplicates": duplicates, "human": human, "machine": machine}
    key = {"project_id": project_id, "shard": tx.shard, "version": 1}
    tx.run(_bump(tx.connection.dialect.name), key | new)


def _sums(*names: str) -> Select[tuple[int, ...]]:
    sums = [func.coalesce(func.sum(change.c[name]), 0).label(name) for name in names]
    return select(*sums).where(change.c.project_id == bindparam("project"))


_VERSION, _TOTALS = _sums("version"), _sums(*_COUNTS)


def version(tx: Transaction, project_id: int) -> int:
    """A number that grows whenever something in the project changes."""
    return int(tx.scalar(_VERSION, {"project": project_id}))


def counts(tx: Transaction, project_id: int) -> Counts:
    """The counts of the project."""
    row = tx.row(_TOTALS, {"project": project_id})
    assert row is not None
    return Counts(**{name: int(row[name]) for name in _COUNTS})


def recount(tx: Transaction, project_id: int, found: Counts) -> None:
    """Set the counts of the project to what was found; its version grows."""
    tx.run(update(change).where(change.c.project_id == project_id).values(dict.fromkeys(_COUNTS, 0)))
    bump(tx, project_id, **{name: getattr(found, name) for name in _COUNTS})

"""INSERT ... ON CONFLICT, which both databases have and SQLAlchemy spells per database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table
from sqlalchemy.dialects import postgresql, sqlite

from vermeil.store.transaction import Transaction

Insert = sqlite.Insert | postgresql.Insert


def insert(tx: Transaction, table: Table) -> Insert:
    """An insert that can be told what to do on a conflict."""
    return sqlite.insert(table) if tx.sqlite else postgresql.insert(table)


def ignore(tx: Transaction, table: Table) -> Insert:
    """An insert of what is not there yet; rows that break any unique constraint are left out."""
    return insert(tx, table).on_conflict_do_nothing()


def upsert(
    tx: Transaction,
    table: Table,
    key: Sequence[ColumnElement[Any]],
    replaced: Sequence[str],
    where: ColumnElement[bool] | None = None,
) -> Insert:
    """An insert that replaces the columns `replaced` of a row with the same `key` (if `where` holds)."""
    new = insert(tx, table)
    fresh = {name: new.excluded[name] for name in replaced}
    return new.on_conflict_do_update(index_elements=list(key), set_=fresh, where=where)

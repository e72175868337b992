"""Statements that both databases have and SQLAlchemy spells for each: conflicts, and many rows at once."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Executable,
    Table,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from vermeil.store.transaction import Transaction

Insert = sqlite.Insert | postgresql.Insert


def insert(tx: Transaction, table: Table) -> Insert:
    """An insert that can be told what to do on a conflict."""
    return sqlite.insert(table) if tx.sqlite else postgresql.insert(table)


def ignore(tx: Transaction, table: Table) -> Insert:
    """An insert that leaves out rows which break a unique constraint."""
    return insert(tx, table).on_conflict_do_nothing()


def upsert(
    tx: Transaction, table: Table, key: Sequence[ColumnElement[Any]], replaced: Sequence[str]
) -> Insert:
    """An insert that replaces the columns `replaced` of a row with the same `key`."""
    new = insert(tx, table)
    fresh = {name: new.excluded[name] for name in replaced}
    return new.on_conflict_do_update(index_elements=list(key), set_=fresh)


def add_many(
    tx: Transaction, table: Table, rows: Sequence[Mapping[str, Any]], same: Mapping[str, Any]
) -> int:
    """Insert rows, each with the columns of `same` besides, but those that break a unique constraint.

    Returns how many were new. On PostgreSQL it is one statement, with an array for each column.
    """
    if not rows:
        return 0
    if tx.sqlite:
        return tx.run(ignore(tx, table), [{**same, **row} for row in rows])
    names = tuple(rows[0])
    return tx.run(_from_arrays(table, names, tuple(same)), {**same, **_arrays(table, names, rows)})


def _arrays(table: Table, names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    arrays = {name: [row[name] for row in rows] for name in names}
    for name in names:
        if isinstance(table.c[name].type, JSON):
            arrays[name] = [None if value is None else json.dumps(value) for value in arrays[name]]
    return arrays


@cache
def _from_arrays(table: Table, names: tuple[str, ...], same: tuple[str, ...]) -> Executable:
    types = {n: Text() if isinstance(table.c[n].type, JSON) else table.c[n].type for n in names}
    arrays = [bindparam(name, type_=ARRAY(types[name])) for name in names]
    given = func.unnest(*arrays).table_valued(*(column(name, types[name]) for name in names))
    given = given.render_derived(name="given")
    picked = [cast(given.c[name], table.c[name].type) for name in names]
    fixed = [bindparam(name, type_=table.c[name].type) for name in same]
    rows = select(*picked, *fixed)
    return postgresql.insert(table).from_select([*names, *same], rows).on_conflict_do_nothing()


def among(tx: Transaction, wanted: ColumnElement[int], ids: Sequence[int]) -> ColumnElement[bool]:
    """Whether an id is one of many: one parameter, however many they are."""
    if tx.sqlite:
        return wanted.in_(select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value))
    return wanted == func.any(bindparam(None, list(ids), type_=ARRAY(postgresql.BIGINT)))

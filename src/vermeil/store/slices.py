"""By what the items of a project could be sliced: the fields of their metadata, counted where they lie."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, ColumnElement, Text, and_, case, cast, column, func, select

from vermeil.store.tables import item
from vermeil.store.transaction import Transaction

Column = ColumnElement[Any]
ESCAPED = 12  #: characters of JSON, at most, for one of a text (a surrogate pair, escaped)
LISTS = ("object", "array")  #: types of values that name no slice


def fields(tx: Transaction, project_id: int, *, most: int, longest: int) -> Iterator[tuple[str, Any, int]]:
    """(field, value, how many items have it), of the fields whose values name slices.

    They have at most `most` values, each one text, number, true or false, of at most `longest` characters.
    """
    key, kind, value = _each(tx)
    known = and_(item.c.project_id == project_id, item.c.metadata.is_not(None), kind != "null")
    lists = func.max(case((kind.in_(LISTS), 1), else_=0)).label("lists")
    made: list[Column] = [key.label("field"), value.label("value"), func.count().label("count"), lists]
    counted = select(*made).select_from(item).where(known).group_by(key, value).cte("counted")
    fit = and_(
        func.count() <= most,
        func.max(counted.c.lists) == 0,
        func.max(func.length(counted.c.value)) <= ESCAPED * longest,
    )
    useful = select(counted.c.field).group_by(counted.c.field).having(fit)
    wanted = select(counted.c.field, counted.c.value, counted.c["count"]).where(counted.c.field.in_(useful))
    for row in tx.connection.execute(wanted):
        yield row[0], json.loads(row[1]), row[2]


def _each(tx: Transaction) -> tuple[Column, Column, Column]:
    """(name, type, JSON as a text) of each part of an item's metadata."""
    each: Any
    if tx.sqlite:
        each = func.json_each(item.c.metadata).table_valued("key", "type", "value", joins_implicitly=True)
        kind, value = each.c.type, each.c.value
        text = (kind == "text", func.json_quote(value))
        whole = (kind == "integer", cast(value, Text))
        real = (kind == "real", func.printf("%!.17g", value))  # as many digits as tell floats apart
        return each.c.key, kind, case(text, whole, real, else_=kind)
    parts = (column("key", Text), column("value", JSON))
    each = func.json_each(item.c.metadata).table_valued(*parts, joins_implicitly=True).render_derived()
    return each.c.key, func.json_typeof(each.c.value), cast(each.c.value, Text)

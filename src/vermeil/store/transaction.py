"""One transaction: the handle that every question to the store takes first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import ColumnElement, Connection, CursorResult, Executable, RowMapping, Table

PAGE = 2_000  #: rows fetched at once while streaming

COUNTED = {"preserve_rowcount": True}  # of an INSERT, too

Given = Mapping[str, Any]


class Value(Protocol):
    """A dataclass whose fields are named as the columns it is read from."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __init__(self, *columns: Any) -> None:  # noqa: ANN401 - each field has its own type
        """Made of its columns, in the order of its fields."""


V = TypeVar("V", bound=Value)


@cache
def _fields(kind: type[Value]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def columns(kind: type[Value], table: Table, **others: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """The columns of `table` that `kind` is made of, in its order; `others` by their field's name."""
    return [others[f].label(f) if f in others else table.c[f] for f in _fields(kind)]


@dataclass(frozen=True, slots=True)
class Transaction:
    """All or nothing; everything in it happens at one moment, `now_ms`."""

    connection: Connection
    now_ms: int
    shard: int  #: which row of a project's counters this writer adds to

    @property
    def sqlite(self) -> bool:
        """Whether this is SQLite, for the few statements that differ."""
        return self.connection.dialect.name == "sqlite"

    def run(self, statement: Executable, given: Given | Sequence[Given] | None = None) -> int:
        """Execute, once or for every element of a list; how many rows it changed."""
        return self.connection.execute(statement, given, execution_options=COUNTED).rowcount

    def rows(self, statement: Executable, given: Given | None = None) -> Sequence[RowMapping]:
        """Every row, by column name."""
        return self.connection.execute(statement, given).mappings().all()

    def row(self, statement: Executable, given: Given | None = None) -> RowMapping | None:
        """The first row by column name, or None."""
        return self.connection.execute(statement, given).mappings().first()

    def scalar(self, statement: Executable, given: Given | None = None) -> Any:  # noqa: ANN401 - what the column holds
        """The first column of the first row, or None."""
        return self.connection.execute(statement, given).scalar()

    def scalars(self, statement: Executable, given: Given | None = None) -> Sequence[Any]:
        """The first column of every row."""
        return self.connection.execute(statement, given).scalars().all()

    def all(self, kind: type[V], statement: Executable, given: Given | None = None) -> list[V]:
        """Every row as a value."""
        return [kind(*row) for row in _checked(kind, self.connection.execute(statement, given))]

    def one(self, kind: type[V], statement: Executable, given: Given | None = None) -> V | None:
        """The first row as a value, or None."""
        row = _checked(kind, self.connection.execute(statement, given)).first()
        return None if row is None else kind(*row)

    def stream(self, kind: type[V], statement: Executable) -> Iterator[V]:
        """Every row as a value, in constant memory; only while the transaction is open."""
        result = self.connection.execute(statement, execution_options={"yield_per": PAGE})
        for page in _checked(kind, result).partitions():
            for row in page:
                yield kind(*row)


def _checked(kind: type[Value], result: CursorResult[Any]) -> CursorResult[Any]:
    assert tuple(result.keys()) == _fields(kind), f"{kind.__name__} is not made of {list(result.keys())}"
    return result

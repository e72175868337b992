"""The kinds of columns and constraints that tables are made of."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    text,
)
from sqlalchemy.schema import SchemaItem

Id = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER is SQLite's row id
Json = JSON(none_as_null=True)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def id_() -> Column[int]:
    """The id of a row."""
    return Column("id", Id, primary_key=True)


def ref(table: str, name: str | None = None, *, primary_key: bool = False) -> Column[int]:
    """The id of a row of `table`."""
    return Column(
        name or f"{table}_id", Id, ForeignKey(f"{table}.id"), nullable=False, primary_key=primary_key
    )


def copied(table: str) -> Column[int]:
    """What the item's row says, too: here for the indexes, so the database need not check it again."""
    return Column(f"{table}_id", Id, nullable=False)


def maybe(table: str, name: str | None = None) -> Column[int | None]:
    """The id of a row of `table`, or null."""
    return Column(name or f"{table}_id", Id, ForeignKey(f"{table}.id"))


def time_(name: str = "created_ms", *, nullable: bool = False) -> Column[int]:
    """A moment, in milliseconds since the epoch."""
    return Column(name, BigInteger, nullable=nullable)


def zero(name: str) -> Column[int]:
    """A whole number that begins at 0."""
    return Column(name, Integer, nullable=False, server_default=text("0"))


def one_of(column: str, *values: str) -> CheckConstraint:
    """A text column has one of these values."""
    return CheckConstraint(f"{column} IN ({', '.join(map(repr, values))})", name=column)


def only(where: str) -> dict[str, Any]:
    """The condition of a partial index, for both databases."""
    return {"sqlite_where": text(where), "postgresql_where": text(where)}


def one_live(table: str, order: str) -> list[SchemaItem]:
    """Work on a project of which there is one at a time: what was ordered, how far it is, how it ended."""
    return [
        id_(),
        ref("project"),
        Column("state", String, nullable=False),
        Column(order, Json, nullable=False),
        Column("summary", Json),  # what pages show, as of the last thing that happened
        ref("user", "created_by"),
        time_(),
        time_("finished_ms", nullable=True),
        Column("reason", Text),
        one_of("state", "running", "finished", "failed", "cancelled"),
        Index(f"ix_{table}_project", "project_id", "id"),
        Index(f"uq_{table}_live", "project_id", unique=True, **only("state = 'running'")),
    ]

"""The schema, step by step: one set of migrations for both databases."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from vermeil.core.errors import BadInput

HEAD = "0001"  #: the newest migration
LOCK = 0x7665726D65  #: number of PostgreSQL's advisory lock: processes that start together migrate once


def current(connection: Connection) -> bool:
    """Whether the schema is up to date (alembic is imported only if it is not)."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD)


def upgrade(connection: Connection) -> None:
    """Run the missing migrations inside the transaction that is open on `connection`.

    Raises BadInput when the database was made by a newer Vermeil.
    """
    from alembic import command  # noqa: PLC0415 - takes a third of a second, and is needed once
    from alembic.config import Config  # noqa: PLC0415 - as above
    from alembic.util import CommandError  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise BadInput(f"this database was made by a newer Vermeil: install that one ({error})") from error

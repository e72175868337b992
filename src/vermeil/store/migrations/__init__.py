"""The schema, step by step: one set of migrations for both databases."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

HEAD = "0001"  #: the newest migration
LOCK = 0x7665726D65  #: number of PostgreSQL's advisory lock: processes that start together migrate once


def current(connection: Connection) -> bool:
    """Whether the schema is up to date (alembic is imported only if it is not)."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD)


def upgrade(connection: Connection) -> None:
    """Run the missing migrations inside the transaction that is open on `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

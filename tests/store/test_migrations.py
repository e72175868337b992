"""The migrations make the schema that the code is written for."""

import subprocess
import sys
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, make_url, text

from vermeil.core.errors import BadInput
from vermeil.store import Store, migrations
from vermeil.store.tables import metadata

SQLITE = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
POSTGRES = """
    SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema
    UNION SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = current_schema::regnamespace
    UNION SELECT table_name || '.' || column_name,
                 data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
        FROM information_schema.columns WHERE table_schema = current_schema
"""


@contextmanager
def engine_of(url: str) -> Generator[Engine]:
    parsed = make_url(url)
    driver = "postgresql+psycopg" if parsed.drivername == "postgresql" else parsed.drivername
    engine = create_engine(parsed.set(drivername=driver))
    yield engine
    engine.dispose()


def schema(engine: Engine) -> dict[str, str]:
    """Every column, index and constraint, as the database itself writes them."""
    with engine.connect() as connection:
        rows = connection.execute(text(SQLITE if engine.dialect.name == "sqlite" else POSTGRES)).all()
    return {name: " ".join(sql.split()) for name, sql in rows if "alembic_version" not in name}


def sqlite_parts(found: dict[str, str]) -> dict[str, set[str]]:
    """The order of columns and constraints inside a CREATE TABLE does not matter."""
    return {name: {part.strip(" )") for part in sql.split(",")} for name, sql in found.items()}


def test_the_migrated_schema_is_that_of_the_code(database: str) -> None:
    with engine_of(database) as engine:
        migrated = schema(engine)
        with engine.begin() as connection:
            metadata.drop_all(connection)
        assert schema(engine) == {}
        metadata.create_all(engine)
        assert len(migrated) > 40
        if engine.dialect.name == "sqlite":
            assert sqlite_parts(migrated) == sqlite_parts(schema(engine))
        else:
            assert migrated == schema(engine)


def test_the_newest_migration_is_the_head() -> None:
    config = Config()
    config.set_main_option("script_location", "vermeil.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.HEAD


def test_processes_that_start_together_migrate_once(database: str) -> None:
    with engine_of(database) as engine, engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
    stores = [Store.open(database) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(Store.migrate, stores))
    for store in stores:
        store.migrate()
        store.close()
    with engine_of(database) as engine:
        assert set(inspect(engine).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_a_database_of_a_newer_vermeil_is_left_alone(new_sqlite: Callable[[], str]) -> None:
    url = new_sqlite()
    with engine_of(url) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store = Store.open(url)
    with pytest.raises(BadInput, match="newer"):
        store.migrate()
    store.close()


def test_a_database_that_is_up_to_date_starts_without_alembic(new_sqlite: Callable[[], str]) -> None:
    code = "from vermeil.store import Store; s = Store.open(sys.argv[1]); s.migrate(); s.close()"
    check = "print('alembic' in sys.modules)"
    command = [sys.executable, "-c", f"import sys; {code}; {check}", new_sqlite()]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "False"


@pytest.mark.parametrize(
    "url", ["", "nothing", "mysql://a/b", "sqlite://", "sqlite:///:memory:", "postgresql://h"]
)
def test_an_address_that_cannot_be_used(url: str) -> None:
    with pytest.raises(BadInput, match="sqlite:///path"):
        Store.open(url)


def test_the_password_is_in_no_message() -> None:
    with pytest.raises(BadInput) as refused:
        Store.open("mysql://ada:secret@host/db")
    assert "secret" not in str(refused.value)

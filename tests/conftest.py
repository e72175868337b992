"""The two databases every test of the store, and of what stands on it, is run on."""

import itertools
import os
import shutil
from collections.abc import Callable, Generator
from contextlib import ExitStack

import pytest
from sqlalchemy import URL, Connection, create_engine, make_url, text

from clock import Clock
from postgres import NoPostgres, running_postgres
from vermeil.core.plan import audits, forecast, outlook
from vermeil.store import Store

NewDatabase = Callable[[], str]  # the address of a new database, up to date and empty


@pytest.fixture(scope="session")
def postgres() -> Generator[URL]:
    """A PostgreSQL server of this session; where there is none the test is skipped, in CI it fails."""
    with ExitStack() as stack:
        try:
            address = stack.enter_context(running_postgres())
        except NoPostgres as reason:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(str(reason))
        yield make_url(address)


@pytest.fixture(scope="session")
def postgres_admin(postgres: URL) -> Generator[Connection]:
    """A connection that makes and drops databases."""
    engine = create_engine(postgres.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="session")
def new_postgres(postgres: URL, postgres_admin: Connection) -> NewDatabase:
    """Makes databases as copies of one that was migrated once."""
    numbers = itertools.count(1)
    postgres_admin.execute(text("CREATE DATABASE migrated"))
    migrate(postgres.set(database="migrated").render_as_string())

    def make() -> str:
        name = f"test_{next(numbers)}"
        postgres_admin.execute(text(f"CREATE DATABASE {name} TEMPLATE migrated STRATEGY file_copy"))
        return postgres.set(database=name).render_as_string()

    return make


@pytest.fixture(scope="session")
def new_sqlite(tmp_path_factory: pytest.TempPathFactory) -> NewDatabase:
    """Makes SQLite files as copies of one that was migrated once."""
    folder = tmp_path_factory.mktemp("sqlite")
    migrate(f"sqlite:///{folder / 'template.db'}")
    numbers = itertools.count(1)

    def make() -> str:
        path = folder / f"{next(numbers)}.db"
        shutil.copy(folder / "template.db", path)
        return f"sqlite:///{path}"

    return make


def migrate(url: str) -> None:
    """Bring a database up to date, and let it go."""
    store = Store.open(url)
    store.migrate()
    store.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Generator[str]:
    """The address of an empty database that is up to date: first SQLite, then PostgreSQL."""
    make: NewDatabase = request.getfixturevalue(f"new_{request.param}")
    url = make()
    yield url
    if request.param == "postgres":
        drop = text(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")
        request.getfixturevalue("postgres_admin").execute(drop)


@pytest.fixture
def clock() -> Clock:
    """The time of the test's store."""
    return Clock()


@pytest.fixture
def store(database: str, clock: Clock) -> Generator[Store]:
    """An empty store, on one database and then on the other."""
    opened = Store.open(database, clock)
    yield opened
    opened.close()


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rough forecasts, five times as fast: they say what is cheap; no promise rests on them."""
    monkeypatch.setattr(outlook, "TARGETS", ())
    monkeypatch.setattr(outlook, "WORLDS", 8)
    monkeypatch.setattr(forecast, "futures", lambda now: [now.bought, now.bought + now.pool // 4])
    monkeypatch.setattr(audits, "SIZES", 6)
    monkeypatch.setattr(audits, "STEPS", (0,))
    monkeypatch.setattr(audits, "STARTS", (0.5, 0.8, 1.0))

"""One database, SQLite or PostgreSQL: opening it, bringing it up to date, its transactions."""

import itertools
import os
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from vermeil.core.errors import BadInput
from vermeil.store import migrations
from vermeil.store.disk import Disk
from vermeil.store.transaction import Transaction
from vermeil.store.turns import Turns

SHARDS = 16  #: rows a project's counters are spread over where writers do not queue
BUSY_MS = 60_000  #: how long SQLite tries before it gives up
READERS = 20  #: connections for reading at once


def milliseconds() -> int:
    """The time now, in milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


class Store:
    """The database. Open one a process; threads share it; a forked process opens its own."""

    def __init__(
        self, writer: Engine, reader: Engine, file: Path | None, clock: Callable[[], int] = milliseconds
    ) -> None:
        self._writer, self._reader, self._clock = writer, reader, clock
        self._turns = None if file is None else Turns(Path(f"{file}-turn"))
        self._disk = None if file is None else Disk(Path(f"{file}-wal"))
        self._shard = itertools.count(os.getpid())

    @classmethod
    def open(cls, url: str, clock: Callable[[], int] = milliseconds) -> "Store":
        """The database at `sqlite:///path` or `postgresql://user@host/name`; `migrate` it before use.

        Raises BadInput when `url` is neither. Nothing is connected to before the first transaction.
        """
        parsed = _parsed(url)
        if parsed.drivername == "sqlite":
            writer, reader = _sqlite(parsed, readers=False), _sqlite(parsed, readers=True)
            return cls(writer, reader, Path(str(parsed.database)), clock)
        engine = create_engine(
            parsed, pool_size=READERS, max_overflow=READERS, pool_pre_ping=True, hide_parameters=True
        )
        return cls(engine, engine, None, clock)

    @property
    def embedded(self) -> bool:
        """Whether all users of the database are processes of this machine that share one file."""
        return self._turns is not None

    @contextmanager
    def begin(self, *, lasting: bool = True) -> Generator[Transaction]:
        """A transaction that may write: kept when the block ends, forgotten when it raises.

        When the block has ended what it wrote survives the end of this process, however it comes; if it
        is to be `lasting`, also that of the machine.
        """
        with self._turn(), self._writer.begin() as connection:
            shard = 0 if self.embedded else connection.info.setdefault("shard", next(self._shard) % SHARDS)
            if not (lasting or self.embedded):
                connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            written = _written(connection)
            yield Transaction(connection, self._clock(), shard)
            written = _written(connection) - written
        if lasting and written:
            self.flush()

    def flush(self) -> None:
        """Return when whatever was committed before this call survives the end of the machine."""
        if self._disk is not None:
            self._disk.flush()

    @contextmanager
    def read(self) -> Generator[Transaction]:
        """A transaction that reads and never waits for writers."""
        with self._reader.connect() as connection:
            yield Transaction(connection, self._clock(), 0)

    def migrate(self) -> None:
        """Bring the schema up to date; processes that start together wait for the first one."""
        with self.read() as tx:
            if migrations.current(tx.connection):
                return
        with self.begin() as tx:
            if not self.embedded:
                tx.run(text(f"SELECT pg_advisory_xact_lock({migrations.LOCK})"))
            migrations.upgrade(tx.connection)

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._reader.dispose()
        self._writer.dispose()
        if self._turns is not None and self._disk is not None:
            self._turns.close()
            self._disk.close()

    def _turn(self) -> AbstractContextManager[None]:
        return nullcontext() if self._turns is None else self._turns


def _written(connection: Connection) -> int:
    """How many rows this connection has ever changed, on SQLite."""
    return int(getattr(connection.connection.driver_connection, "total_changes", 0))


def _parsed(url: str) -> URL:
    """`url` with the driver that is used here."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadInput(f"'{url}' is no database address: {HOW}") from error
    if parsed.drivername == "sqlite" and parsed.database not in {None, "", ":memory:"}:
        return parsed
    if parsed.drivername in {"postgresql", "postgres", "postgresql+psycopg"} and parsed.database:
        return parsed.set(drivername="postgresql+psycopg")
    raise BadInput(f"'{parsed.render_as_string()}' cannot be used: {HOW}")


HOW = "give sqlite:///path/to/file.db or postgresql://user:password@host/name."


def _sqlite(url: URL, *, readers: bool) -> Engine:
    """One connection that writes, or several that only read, to the same file."""
    engine = create_engine(
        url,
        connect_args={"check_same_thread": False, "isolation_level": None, "cached_statements": 512},
        poolclass=QueuePool,
        pool_size=READERS if readers else 1,
        max_overflow=READERS if readers else 0,
        pool_timeout=BUSY_MS / 1000,
        hide_parameters=True,  # what people wrote is not for log files
    )
    begin = "BEGIN" if readers else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "connect")
    def configure(connection: DBAPIConnection, _record: object) -> None:
        with closing(connection.cursor()) as cursor:
            for pragma in SQLITE_PRAGMAS:
                cursor.execute(f"PRAGMA {pragma}")
            cursor.execute("PRAGMA query_only = ON" if readers else "PRAGMA cache_size = -16384")  # KiB

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


SQLITE_PRAGMAS = (
    f"busy_timeout = {BUSY_MS}",
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "wal_autocheckpoint = 2000",  # pages
)

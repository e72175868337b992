"""The real server on a real database, and people of every role who call it."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from calling import PASSWORD, Caller, House, opened

from vermeil.flow import accounts
from vermeil.settings import Settings

Opening = Callable[..., Any]


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Of PASSWORD; made once, since making one is slow on purpose."""
    return accounts.hashed(PASSWORD)


@pytest.fixture
def settings(tmp_path: Path, new_sqlite: Callable[[], str]) -> Settings:
    """Of a server on an empty SQLite database."""
    return Settings(home=tmp_path / "home", database=new_sqlite())


@pytest.fixture
def house(settings: Settings, password_hash: str) -> Generator[House]:
    """A server with people, on SQLite."""
    with opened(settings, password_hash) as house:
        yield house


@pytest.fixture
def both(database: str, tmp_path: Path, password_hash: str) -> Generator[House]:
    """A server with people, on SQLite and then on PostgreSQL."""
    with opened(Settings(home=tmp_path / "home", database=database), password_hash) as house:
        yield house


@pytest.fixture
def admin(house: House) -> Caller:
    return house.people["admin"]


@pytest.fixture
def manager(house: House) -> Caller:
    return house.people["manager"]


@pytest.fixture
def annotator(house: House) -> Caller:
    return house.people["annotator"]

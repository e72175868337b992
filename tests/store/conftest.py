"""A small project to begin with."""

import pytest
from house import House

from vermeil.core.tasks.schema import one_of
from vermeil.store import Store, accounts, projects


@pytest.fixture
def house(store: Store) -> House:
    """An empty project with a manager."""
    with store.begin() as tx:
        boss = accounts.add_user(tx, name="boss", password_hash="x", role="admin").id
        made = projects.add(tx, name="P", schema=one_of(["a", "b"]), guideline="", created_by=boss)
    return House(store, boss, made.id)

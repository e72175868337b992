"""A server that the tests of this folder share, where they do not need one of their own."""

from collections.abc import Iterator

import pytest
from serving import Shared, serving

from vermeil.client import Client

PASSWORD = "a good password"


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    with serving(tmp_path_factory.mktemp("shared") / "data") as server:
        with Client.set_up(server.url, "ada", PASSWORD) as admin:
            token = admin.users.token("tests")
        yield Shared(server, token)


@pytest.fixture
def client(shared: Shared) -> Iterator[Client]:
    with shared.client() as client:
        yield client

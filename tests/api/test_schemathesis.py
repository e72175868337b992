"""The API against its own description: whatever is sent, no mistake of the server, and what was promised."""

from collections.abc import AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from calling import Caller, House, answered, opened
from fastapi import FastAPI
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from test_http_roles import NEEDS, OPEN

from vermeil.server.api import serve
from vermeil.settings import Settings
from vermeil.store import accounts

EXAMPLES = 10
PLAIN = {"status", "alive", "ready"}
#: They follow rules that a schema cannot tell: one of several fields, a line of CSV, the name of a class.
RULES_IN_WORDS = {
    *("answer", "create_project", "change_project", "add_items", "add_suggestions", "make_plan"),
    *("start_campaign", "create_release", "review_item", "start_suggestion_run", "put_example"),
}
#: What is wrong with a record is told beside those that went in.
RECORD_BY_RECORD = {"add_items"}
ENDLESS = {"listen"}  #: see test_http_live


@pytest.fixture(scope="module")
def inhabited(
    tmp_path_factory: pytest.TempPathFactory, new_sqlite: Callable[[], str], password_hash: str
) -> Generator[House]:
    """A server in which there is one of everything, all with small numbers."""
    home: Path = tmp_path_factory.mktemp("schemathesis")
    settings = Settings(home=home, database=new_sqlite(), hosts=("testserver",))
    with opened(settings, password_hash) as house:
        project = house.project("a cat", "a dog", "a cow")
        answered(house.people["annotator"], project, "cat")
        manager = house.people["manager"]
        manager.made(f"/projects/{project}/releases", {})
        manager.made(f"/projects/{project}/plans", {})
        manager.made(f"/projects/{project}/campaigns", {})
        yield house


@asynccontextmanager
async def started_already(_: FastAPI) -> AsyncIterator[None]:
    yield


@pytest.fixture(scope="module")
def described(inhabited: House) -> Any:
    """The description, as the server itself tells it."""
    # Another application on the same house: schemathesis starts and stops the one it calls at will.
    app = serve(inhabited.app.state.house, started_already)
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def still_admin(house: House) -> Caller:
    """The admin, whatever was done to them, with a token that opens."""
    admin = house.people["admin"]
    store = house.app.state.house.store
    with store.begin() as tx:
        accounts.update_user(tx, admin.id, role="admin")
        accounts.disable_user(tx, admin.id, disabled=False)
        tx.connection.exec_driver_sql("UPDATE token SET revoked_ms = NULL WHERE user_id = ?", (admin.id,))
    house.app.state.house.forget()
    return admin


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right", "wrong"])
@pytest.mark.parametrize("operation", sorted((OPEN | set(NEEDS)) - ENDLESS))
def test_the_api_keeps_its_promises(
    inhabited: House, described: Any, operation: str, mode: GenerationMode
) -> None:
    cases = described.find_operation_by_id(operation).as_strategy(generation_mode=mode)
    if operation in PLAIN and mode == GenerationMode.NEGATIVE:
        return  # nothing is sent that could be wrong

    @hypothesis_settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def keeps(case: schemathesis.Case) -> None:
        admin = still_admin(inhabited)
        answer = case.call(headers={"Authorization": f"Bearer {admin.token}"})
        if answer.status_code != 413:  # larger than any body may be: refused unread, right or wrong
            skipped = [positive_data_acceptance] if operation in RULES_IN_WORDS else []
            skipped += [negative_data_rejection] if operation in RECORD_BY_RECORD else []
            case.validate_response(answer, excluded_checks=skipped)

    keeps()

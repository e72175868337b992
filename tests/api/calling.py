"""Callers of the API, and what they do most."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from vermeil.app import create_app
from vermeil.flow import accounts
from vermeil.flow.accounts import Person
from vermeil.settings import Settings

API = "/api/v1"
PASSWORD = "correct horse battery"
ROLES = {
    "admin": "admin",
    "manager": "manager",
    "reviewer": "reviewer",
    "annotator": "annotator",
    "second": "annotator",
    "outsider": "manager",
}


@dataclass(frozen=True)
class Caller:
    """Somebody with a token."""

    client: TestClient
    id: int
    name: str
    token: str

    def request(self, method: str, url: str, **sent: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} | sent.pop("headers", {})
        # A caller with a token is no browser: cookies that others were given stay out.
        self.client.cookies.clear()
        return self.client.request(method, url, headers=headers, **sent)

    def call(self, method: str, path: str, **sent: Any) -> Any:
        return self.request(method, API + path, **sent)

    def get(self, path: str, **sent: Any) -> Any:
        return self.call("GET", path, **sent)

    def post(self, path: str, body: Any = None, **sent: Any) -> Any:
        return self.call("POST", path, **({} if body is None else {"json": body}), **sent)

    def made(self, path: str, body: Any = None, **sent: Any) -> Any:
        """The body of a POST that goes well."""
        answer = self.post(path, body, **sent)
        assert answer.is_success, answer.text
        return answer.json()

    def seen(self, path: str, **sent: Any) -> Any:
        """The body of a GET that goes well."""
        answer = self.get(path, **sent)
        assert answer.is_success, answer.text
        return answer.json()


@dataclass(frozen=True)
class House:
    """A server in this process."""

    app: FastAPI
    client: TestClient
    people: dict[str, Caller]

    def project(self, *texts: str, classes: tuple[str, ...] = ("cat", "dog")) -> int:
        """A project of the manager's, with everybody but the outsider in it."""
        manager = self.people["manager"]
        made = manager.made("/projects", {"name": "pets", "schema": {"classes": list(classes)}})
        for name in ("reviewer", "annotator", "second"):
            path = f"/projects/{made['id']}/members/{self.people[name].id}"
            assert manager.call("PUT", path, json={"role": ROLES[name]}).status_code == 200
        if texts:
            assert manager.made(f"/projects/{made['id']}/items", list(texts))["added"] == len(texts)
        return int(made["id"])

    def make_expert(self, project: int, name: str, *, expert: bool = True) -> None:
        """Say of a member whether their word is the reference."""
        path = f"/projects/{project}/members/{self.people[name].id}"
        body = {"role": ROLES[name], "expert": expert}
        assert self.people["manager"].call("PUT", path, json=body).json()["expert"] == expert


@contextmanager
def opened(settings: Settings, password_hash: str) -> Iterator[House]:
    """A server with people, called in this process."""
    app = create_app(settings)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield House(app, client, people_of(app, client, password_hash))


def people_of(app: FastAPI, client: TestClient, password_hash: str) -> dict[str, Caller]:
    """One user for each of ROLES, each with a token."""
    store, people = app.state.house.store, {}
    with store.begin() as tx:
        for name, role in ROLES.items():
            made = accounts.add_user(tx, name=name, password_hash=password_hash, role=role)
            who = Person(made["id"], name, role)
            token = accounts.add_token(tx, who, name="test", user=None, lasts_ms=None)
            people[name] = Caller(client, who.id, name, token["token"])
    return people


def answered(caller: Caller, project: int, name: str) -> Any:
    """The next task of the project, answered with a class."""
    task = caller.made(f"/projects/{project}/tasks/next")
    return caller.made(f"/tasks/{task['id']}/answers", {"lease": task["lease"], "value": {"class": name}})

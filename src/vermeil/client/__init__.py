"""The Python SDK: what the pages can do, over HTTP, from a script.

with Client("http://127.0.0.1:8000", token) as vermeil:
    project = vermeil.projects.create("mail", classes=["ham", "spam"], guideline="...")
    vermeil.items.add(project.id, ["text one", Path("picture.png"), {"key": "7", "text": "text two"}])
    campaign = vermeil.campaigns.start(project.id, target={"error": 0.05, "confidence": 0.95})
    vermeil.campaigns.wait(campaign.id)
    labels = list(vermeil.labels(project.id))
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from vermeil.client.items import Items
from vermeil.client.nouns import Campaigns, Plans, Projects, Releases, Tasks, Users
from vermeil.client.suggestions import SuggestionRun, Suggestions
from vermeil.client.values import Added, Campaign, Json, Plan, Project, Refused, Release, Saved, Task
from vermeil.client.wire import API, ApiError, Unreachable, Wire

__all__ = [
    "Added",
    "ApiError",
    "Campaign",
    "Client",
    "Plan",
    "Project",
    "Refused",
    "Release",
    "Saved",
    "SuggestionRun",
    "Task",
    "Unreachable",
]


class Client:
    """A connection to a Vermeil server; safe to share between threads."""

    def __init__(
        self, url: str | None = None, token: str | None = None, *, timeout: float = 60.0, attempts: int = 6
    ) -> None:
        """Connect to `url` (default: VERMEIL_URL) with `token` (default: VERMEIL_TOKEN).

        `timeout` in seconds for one request; a request is tried up to `attempts` times when the connection
        is lost or the server is busy, with a growing, jittered pause.
        """
        address = (url or os.environ.get("VERMEIL_URL") or "http://127.0.0.1:8000").rstrip("/")
        token = token or os.environ.get("VERMEIL_TOKEN")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.url = address
        self._wire = Wire(httpx.Client(base_url=address + API, headers=headers, timeout=timeout), attempts)
        self.projects = Projects(self._wire)
        self.items = Items(self._wire)
        self.tasks = Tasks(self._wire)
        self.plans = Plans(self._wire)
        self.campaigns = Campaigns(self._wire)
        self.suggestions = Suggestions(self._wire)
        self.releases = Releases(self._wire)
        self.users = Users(self._wire)

    @classmethod
    def sign_in(cls, url: str, name: str, password: str) -> Self:
        """A client with a session instead of a token."""
        client = cls(url)
        client._wire.open_session("/session", {"name": name, "password": password})
        return client

    @classmethod
    def set_up(cls, url: str, name: str, password: str, code: str | None = None) -> Self:
        """Make the first user (an admin) of a new server; signed in as that user."""
        client = cls(url)
        client._wire.open_session("/setup", {"name": name, "password": password, "code": code})
        return client

    def status(self) -> Json:
        """The server's version, and whether it waits for its first user."""
        return dict(self._wire.get("/status"))

    def labels(self, project: int) -> Iterator[Json]:
        """Every label with where it came from, streamed."""
        lines = self._wire.lines(f"/projects/{project}/labels", {"format": "jsonl"})
        return (json.loads(line) for line in lines if line)

    def download(self, project: int, to: Path, form: str = "jsonl") -> Saved:
        """Write the labels to a file in one of the formats of `docs/reference/formats.md`."""
        return self._wire.save(f"/projects/{project}/labels", {"format": form}, to)

    def close(self) -> None:
        """Let go of the connections."""
        self._wire.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

"""Requests, retries and refusals."""

import json
import random
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx

from vermeil.client.values import Json, Said, Saved
from vermeil.core.errors import VermeilError

API = "/api/v1"
#: Answers of the server worth another attempt: every POST carries an Idempotency-Key, so none is done twice.
PASSING = frozenset({429, 500, 502, 503, 504})


class ApiError(VermeilError):
    """The server refused; `status` is its HTTP status and `problem` its whole answer (RFC 9457)."""

    def __init__(self, status: int, problem: Json) -> None:
        """The refusal in the server's own words."""
        words = [str(problem[key]) for key in ("title", "detail") if problem.get(key)]
        super().__init__(": ".join(dict.fromkeys(words)) or f"the server answered {status}", **problem)
        self.status = status
        self.problem = problem


class Unreachable(VermeilError):
    """The server cannot be reached."""


class Wire:
    """Requests that survive a busy server and a lost connection, and refusals as exceptions."""

    def __init__(self, http: httpx.Client, attempts: int) -> None:
        """Speak through `http`."""
        self.http = http
        self.attempts = attempts

    def get(self, path: str, **params: str | int | None) -> Said:
        """What is there."""
        return self.call("GET", path, params={k: v for k, v in params.items() if v is not None})

    def post(self, path: str, body: Said = None) -> Said:
        """Do once, however often the network makes us say it."""
        return self.call("POST", path, json={} if body is None else body)

    def call(self, method: str, path: str, **request: Said) -> Said:
        """The JSON answer of one request (None for 204)."""
        answer = self.ask(method, path, **request)
        return answer.json() if answer.content else None

    def ask(self, method: str, path: str, **request: Said) -> httpx.Response:
        """The answer of one request; ApiError when it is a refusal, Unreachable when there is none."""
        if method == "POST":
            request["headers"] = {"Idempotency-Key": uuid.uuid4().hex, **request.get("headers", {})}
        for attempt in range(1, self.attempts + 1):
            answer = self._try(method, path, last=attempt == self.attempts, **request)
            if answer is not None and (answer.status_code not in PASSING or attempt == self.attempts):
                refuse(answer)
                return answer
            time.sleep(pause(attempt, answer))
        raise Unreachable  # not reached: the last attempt returns or raises

    def _try(self, method: str, path: str, *, last: bool, **request: Said) -> httpx.Response | None:
        try:
            return self.http.request(method, path, **request)
        except httpx.TransportError as lost:
            if last:
                raise Unreachable(f"{self.http.base_url} cannot be reached: {lost}") from lost
            return None

    def pages(self, path: str, **params: str | int | None) -> Iterator[Json]:
        """Every record of a paged list."""
        cursor = None
        while True:
            page = self.get(path, cursor=cursor, **params)
            yield from page["items"]
            cursor = page.get("next_cursor")
            if cursor is None:
                return

    def lines(self, path: str, params: Json) -> Iterator[str]:
        """The lines of a streamed answer."""
        with self.http.stream("GET", path, params=params) as answer:
            refuse(answer)
            yield from answer.iter_lines()

    def save(self, path: str, params: Json, to: Path) -> Saved:
        """A streamed answer as a file, which appears when it is complete."""
        part = to.with_name(to.name + ".part")
        with self.http.stream("GET", path, params=params) as answer, part.open("wb") as file:
            refuse(answer)
            size = sum(file.write(block) for block in answer.iter_bytes())
        part.replace(to)
        return Saved(size, json.loads(answer.headers.get("Vermeil-Lost", "[]")))

    def open_session(self, path: str, body: Json) -> None:
        """Sign in; every later request carries the session's cookie and its CSRF token."""
        self.post(path, {k: v for k, v in body.items() if v is not None})
        self.http.headers["X-CSRF-Token"] = self.get("/session")["csrf"]


def pause(attempt: int, answer: httpx.Response | None) -> float:
    """Seconds before the next attempt: what the server asks for, or doubling with jitter from 0.1 s."""
    asked = answer.headers.get("retry-after", "") if answer is not None else ""
    jitter = random.uniform(0.5, 1.5)  # noqa: S311 - spreads retries, keeps no secret
    return jitter * max(float(asked) if asked.isdecimal() else 0.0, min(2.0, 0.1 * 2.0**attempt))


def refuse(answer: httpx.Response) -> None:
    """ApiError when the answer is a refusal."""
    if answer.is_success:
        return
    answer.read()
    try:
        problem = answer.json()
    except ValueError:
        problem = {}
    raise ApiError(answer.status_code, problem if isinstance(problem, dict) else {})

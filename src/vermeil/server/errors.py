"""Refusals as HTTP (RFC 9457): the only place that knows which refusal has which status."""

import http
import logging
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from vermeil.core.errors import (
    BadInput,
    Conflict,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Outdated,
    TooMuch,
    TooOften,
    VermeilError,
)
from vermeil.server.headers import CARRIED

STATUS = {
    NotSignedIn: 401,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    Outdated: 412,
    TooMuch: 413,
    BadInput: 422,
    TooOften: 429,
}
WORDS = {
    404: "There is nothing at this address. The API is described at /openapi.json.",
    405: "This address exists, but not with this method: see the Allow header.",
}
OWN = frozenset({"type", "title", "status", "detail", "errors"})
MOST_FAULTS = 50

log = logging.getLogger("vermeil.server")


class Refusal(JSONResponse):
    """A refusal's body."""

    media_type = "application/problem+json"


def problem(
    status: int,
    detail: str,
    headers: Mapping[str, str] | None = None,
    title: str | None = None,
    facts: Mapping[str, object] = MappingProxyType({}),
) -> Refusal:
    """A refusal with what programs may read of it."""
    body = {"type": "about:blank", "title": title or _phrase(status), "status": status, "detail": detail}
    body |= {key: value for key, value in facts.items() if key not in OWN or key == "errors"}
    return Refusal(body, status, dict(headers or {}))


def refused(error: VermeilError) -> Refusal:
    """A refusal of flow or core."""
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)
    headers = {}
    if status == http.HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, TooOften):
        headers["Retry-After"] = str(error.facts.get("seconds", 1))
    return problem(status, str(error), headers, facts=error.facts)


def speak(app: FastAPI) -> None:
    """Let `app` answer every refusal as a problem."""
    app.add_exception_handler(VermeilError, _own)
    app.add_exception_handler(RequestValidationError, _form)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def _own(_: Request, error: Exception) -> Refusal:
    assert isinstance(error, VermeilError)
    return refused(error)


async def _form(_: Request, error: Exception) -> Refusal:
    assert isinstance(error, RequestValidationError)
    faults = [fault(one) for one in error.errors()[:MOST_FAULTS]]
    said = "; ".join(f"{one['where']}: {one['message']}" for one in faults[:3])
    return problem(422, said, title="The request's form is wrong", facts={"errors": faults})


def fault(error: Mapping[str, Any]) -> dict[str, str]:
    """One thing that is wrong, without repeating what was sent."""
    where = ".".join(str(part) for part in error.get("loc", ()))
    message = str(error.get("msg", "")).removeprefix("Value error, ")
    return {"where": printable(where), "message": printable(message)}


def printable(text: str) -> str:
    """`text` as JSON can carry it in UTF-8."""
    return text[:300].encode("utf-8", "replace").decode()


async def _http(_: Request, error: Exception) -> Refusal:
    assert isinstance(error, HTTPException)
    said = error.detail if error.detail != _phrase(error.status_code) else ""
    return problem(error.status_code, said or WORDS.get(error.status_code, error.detail), error.headers)


async def _unexpected(request: Request, error: Exception) -> Refusal:
    name = getattr(request.state, "request_id", "-")
    log.error("request %s %s %s failed: %s", name, request.method, request.url.path, type(error).__name__)
    said = "The server made a mistake. Nothing was half done; its log tells more under this number."
    # This answer is made outside of what puts the headers on all others.
    return problem(500, said, CARRIED | {"X-Request-ID": name}, facts={"request_id": name})


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return "Refused"

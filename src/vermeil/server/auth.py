"""Who asks, proven by a session's cookie or a bearer token."""

import hmac
from typing import Annotated

from fastapi import Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from vermeil.core.errors import NotAllowed, NotSignedIn
from vermeil.flow.accounts import Opened, Person, Signed
from vermeil.server.house import House

COOKIE = "vermeil_session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


async def signed(request: Request) -> Signed:
    """Who is behind the request's credentials; NotSignedIn."""
    house: House = request.app.state.house
    kind, secret = credentials(request)
    found = house.doors.recall(kind, secret) or await run_in_threadpool(house.doors.look, kind, secret)
    if found is None:
        raise NotSignedIn
    if kind == "session" and request.method not in SAFE:
        _check_csrf(request, found)
    return found


async def person(request: Request) -> Person:
    """Who asks; NotSignedIn."""
    return (await signed(request)).person


def credentials(request: Request) -> tuple[str, str]:
    """What the request brings along: ("token" | "session", secret); NotSignedIn without."""
    header = request.headers.get("authorization")
    if header is not None:
        scheme, _, secret = header.partition(" ")
        if scheme.lower() == "bearer" and secret.strip():
            return "token", secret.strip()
        raise NotSignedIn
    secret = request.cookies.get(COOKIE, "")
    if not secret:
        raise NotSignedIn
    return "session", secret


def _check_csrf(request: Request, found: Signed) -> None:
    given = request.headers.get("x-csrf-token", "")
    if not hmac.compare_digest(given.encode(), (found.csrf or "").encode()):
        raise NotAllowed("The X-CSRF-Token header is missing or old: read it again from GET /api/v1/session.")


def set_cookie(request: Request, response: Response, opened: Opened, seconds: int) -> None:
    """Put the session's secret where scripts cannot read it."""
    response.set_cookie(
        COOKIE,
        opened.secret,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path="/",
    )


Who = Annotated[Person, Depends(person)]
SignedIn = Annotated[Signed, Depends(signed)]

"""What is checked before a request is looked at, and what every answer carries; plain ASGI, for speed."""

import itertools
import secrets
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vermeil.server.errors import problem
from vermeil.server.headers import CARRIED
from vermeil.settings import LOCAL_NAMES, Settings

BODY_BYTES = 2 * 2**20  #: of any request but an upload
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Guard:
    """Refuses foreign names, foreign pages and bodies that are too large."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Guard `app`."""
        self.app = app
        self.names = known_names(settings)
        self.upload_bytes = settings.max_upload_mb * 2**20

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        limit = self.limit(scope)
        if refusal := self._refusal(scope["method"], host, headers, limit):
            status, said = refusal
            await problem(status, said, {"Connection": "close"})(scope, receive, send)
            return
        await self.app(scope, counted(receive, limit), send)

    def limit(self, scope: Scope) -> int:
        """The largest body that this request may have, in bytes."""
        upload = scope["method"] == "POST" and scope["path"].endswith("/items")
        return self.upload_bytes if upload else BODY_BYTES

    def _refusal(self, method: str, host: str, headers: Headers, limit: int) -> tuple[int, str] | None:
        if self.names is not None and name_of(host) not in self.names:
            return 400, (
                f"This server is not known as {name_of(host)[:100]!r}. If it should be, start it with "
                "VERMEIL_HOSTS set to the names under which it is reached."
            )
        origin = headers.get("origin")
        if method in UNSAFE and origin is not None and origin.partition("://")[2].lower() != host.lower():
            return 403, "The order comes from a page of another site. Open this server's own page."
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > limit:
            return 413, too_large(limit)
        return None


def known_names(settings: Settings) -> frozenset[str] | None:
    """The names under which the server may be asked for; None: any.

    On loopback this stops a foreign page that lets its own name point here (DNS rebinding).
    """
    if settings.local_only:
        return LOCAL_NAMES
    return frozenset(settings.hosts) | LOCAL_NAMES if settings.hosts else None


def name_of(host: str) -> str:
    """A Host header without its port, in lower case: [::1]:80 is ::1."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def too_large(limit: int) -> str:
    """Why a body is refused."""
    size = f"{limit / 2**20:.0f} MB" if limit >= 2**20 else f"{limit} bytes"
    return f"The request is larger than {size}: send it in parts."


def counted(receive: Receive, limit: int) -> Receive:
    """`receive`, refusing the request once more than `limit` bytes of body have come."""
    seen = 0

    async def receive_some() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise HTTPException(413, too_large(limit), {"Connection": "close"})
        return message

    return receive_some


RAW = [(key.encode(), value.encode()) for key, value in CARRIED.items()]
RAW_PRIVATE = [*RAW, (b"cache-control", b"no-store")]


class Carry:
    """Puts a number on every request, and the headers that keep browsers safe on every answer."""

    def __init__(self, app: ASGIApp, numbers: Iterable[str] | None = None) -> None:
        """Around `app`; `numbers`: names for the requests, told apart from those of another process."""
        self.app = app
        start = secrets.token_hex(4)
        self.numbers = iter(numbers or (f"{start}-{n}" for n in itertools.count(1)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        name = next(self.numbers)
        scope.setdefault("state", {})["request_id"] = name
        await self.app(scope, receive, carrying(send, name, private=scope["path"].startswith("/api/")))


def carrying(send: Send, name: str, *, private: bool) -> Send:
    """`send`, with the headers of the house on every answer that does not set them itself."""

    async def send_more(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = message["headers"] = list(message.get("headers", ()))
            there = {key.lower() for key, _ in headers}
            headers += [pair for pair in (RAW_PRIVATE if private else RAW) if pair[0] not in there]
            headers.append((b"x-request-id", name.encode()))
        await send(message)

    return send_more

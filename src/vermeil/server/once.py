"""Idempotency-Key: the same order sent twice is done once and answered twice."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.responses import JSONResponse

from vermeil.core.errors import BadInput
from vermeil.flow.accounts import Person
from vermeil.server.auth import Who
from vermeil.store import Transaction, idempotency

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Once:
    """The order's key and what it says; without a key every order is a new one."""

    user: int
    key: str | None
    said: str  #: hash of the order

    def __call__(self, tx: Transaction, status: int, do: Callable[[], Body]) -> JSONResponse:
        """Do it in `tx`, or answer as before; Conflict when the key was used for another order."""
        if before := self.before(tx):
            return before
        body = do()
        if self.key is not None:
            idempotency.keep(
                tx, user_id=self.user, key=self.key, request_hash=self.said, status=status, body=body
            )
        return JSONResponse(body, status)

    def before(self, tx: Transaction) -> JSONResponse | None:
        """The answer given before, if this order was done; Conflict as above."""
        if self.key is None:
            return None
        kept = idempotency.seen(tx, user_id=self.user, key=self.key, request_hash=self.said)
        if kept is None:
            return None
        return JSONResponse(kept.body, kept.status, {"Idempotent-Replayed": "true"})


Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Your own name for this order: sent again with the same, it is not done again",
        max_length=200,
        json_schema_extra={"pattern": "^[ -~]+$"},
    ),
]


def order_key(request: Request, who: Person, key: str | None, body: str) -> Once:
    """The order that `request` is, given the hash of its `body`."""
    if key is None:
        return Once(who.id, None, "")
    if not key or not key.isascii() or not key.isprintable():
        raise BadInput("Idempotency-Key must be 1 to 200 printable ASCII characters.")
    said = f"{request.method} {request.url.path}?{request.url.query} {body}"
    return Once(who.id, key, hashlib.sha256(said.encode()).hexdigest())


async def _once(request: Request, who: Who, key: Key = None) -> Once:
    body = "" if key is None else hashlib.sha256(await request.body()).hexdigest()
    return order_key(request, who, key, body)


Repeatable = Annotated[Once, Depends(_once)]

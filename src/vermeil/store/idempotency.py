"""Requests that were answered, so that one sent again gets the same answer."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from vermeil.core.errors import Conflict
from vermeil.store.dialects import ignore
from vermeil.store.tables import idempotency
from vermeil.store.transaction import Transaction, columns


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered."""

    request_hash: str
    status: int
    body: Any


_REPLY = select(*columns(Reply, idempotency)).where(
    idempotency.c.user_id == bindparam("user"), idempotency.c.key == bindparam("name")
)


def seen(tx: Transaction, *, user_id: int, key: str, request_hash: str) -> Reply | None:
    """What was answered under this key; Conflict when that was another request."""
    reply = tx.one(Reply, _REPLY, {"user": user_id, "name": key})
    if reply is not None and reply.request_hash != request_hash:
        raise Conflict("this Idempotency-Key was used for another request: use a new one")
    return reply


def keep(tx: Transaction, *, user_id: int, key: str, request_hash: str, status: int, body: object) -> None:
    """Keep an answer, in the transaction of what it answers.

    Conflict when the same request was answered at this very moment: nothing of this transaction may stay.
    """
    new = {"user_id": user_id, "key": key, "request_hash": request_hash, "status": status, "body": body}
    if not tx.run(ignore(tx, idempotency), new | {"created_ms": tx.now_ms}):
        raise Conflict("the same request is being answered at this moment: send it again")


def forget(tx: Transaction, before_ms: int) -> int:
    """Forget what was answered before; how many."""
    return tx.run(idempotency.delete().where(idempotency.c.created_ms < before_ms))

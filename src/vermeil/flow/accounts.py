"""People: the first one, sign-in, sessions, tokens, and what a role may do."""

import hashlib
import secrets
import threading
from dataclasses import dataclass
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from vermeil.core.errors import BadInput, Conflict, NotAllowed, NotFound
from vermeil.flow import paging
from vermeil.flow.clock import DAY_MS, rfc3339, rfc3339_or_none
from vermeil.store import Transaction
from vermeil.store import accounts as rows

View = dict[str, Any]

RANKS = {"annotator": 0, "reviewer": 1, "manager": 2, "admin": 3}
TOKEN_PREFIX = "vml_"  # noqa: S105 - how every token begins, not one of them
PREFIX_SHOWN = 8

#: Parameters of OWASP's password storage cheat sheet (2024): 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_HASHING = threading.BoundedSemaphore(2)  # memory: two at once are enough for two cores


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks."""

    id: int
    name: str
    role: str  #: admin, manager, reviewer or annotator


@dataclass(frozen=True, slots=True)
class Signed:
    """A person behind a credential."""

    person: Person
    csrf: str | None  #: of a session: what the page must send along with every order
    until_ms: int | None
    touch: int | None = None  #: a token whose last use should be noted


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session: the secret goes into the cookie and nowhere else."""

    signed: Signed
    secret: str


def need(who: Person, least: str) -> None:
    """NotAllowed unless `who` has at least that role in the house."""
    if RANKS[who.role] < RANKS[least]:
        raise NotAllowed(f"This needs the role {least}; yours is {who.role}. Ask an admin.")


def needs_setup(tx: Transaction) -> bool:
    """Whether nobody has an account yet."""
    return not rows.any_user(tx)


def still_empty(tx: Transaction) -> None:
    """Conflict when somebody has an account."""
    if rows.any_user(tx):
        raise Conflict("The first user exists already: sign in.")


def first_user(tx: Transaction, *, name: str, password_hash: str) -> rows.User:
    """The first user, an admin; Conflict when there is one."""
    still_empty(tx)
    return rows.add_user(tx, name=name, password_hash=password_hash, role="admin")


def hashed(password: str) -> str:
    """What is kept of a password. Takes some 20 ms: never inside a transaction."""
    with _HASHING:
        return _HASHER.hash(password)


_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LXNhbHQtMTYh$7ZyGyZMTiUHUXmYqIcjhUcQrVP1cVQPdWqnOXJYzq0w"


def right(password: str, user: rows.User | None) -> bool:
    """Whether the password is that of `user`; an unknown user takes as long to refuse as a wrong password."""
    try:
        with _HASHING:
            _HASHER.verify(user.password_hash if user else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return user is not None and user.disabled_ms is None


def user_named(tx: Transaction, name: str) -> rows.User | None:
    """The user of that name, in whatever case."""
    return rows.user_by_name(tx, name)


def folded(name: str) -> str:
    """A name as it is told from others."""
    return name.casefold()


def open_session(tx: Transaction, *, user: rows.User, days: int) -> Opened:
    """Sign a browser in."""
    secret, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    until = tx.now_ms + days * DAY_MS
    rows.start_session(tx, id_hash=_hash(secret), user_id=user.id, csrf=csrf, expires_ms=until)
    return Opened(Signed(_person(user), csrf, until), secret)


def close_session(tx: Transaction, secret: str) -> None:
    """Sign a browser out."""
    rows.end_session(tx, _hash(secret))


def by_session(tx: Transaction, secret: str) -> Signed | None:
    """Who has this cookie."""
    if (found := rows.session_of(tx, _hash(secret))) is None:
        return None
    session, user = found
    return Signed(_person(user), session.csrf, session.expires_ms)


def by_token(tx: Transaction, secret: str) -> Signed | None:
    """Who has this token."""
    if not secret.startswith(TOKEN_PREFIX) or (found := rows.token_of(tx, _hash(secret))) is None:
        return None
    token, user = found
    due = token.id if rows.touch_due(token, tx.now_ms) else None
    return Signed(_person(user), None, token.expires_ms, due)


def touch(tx: Transaction, token: int) -> None:
    """The token was used now."""
    rows.touch_token(tx, token)


def session_view(signed: Signed) -> View:
    """What the page is told about itself."""
    who = signed.person
    return {"user": {"id": who.id, "name": who.name, "role": who.role}, "csrf": signed.csrf or ""}


def users(tx: Transaction, who: Person, *, cursor: str | None, limit: int) -> View:
    """The people who can sign in, by name."""
    need(who, "manager")
    return paging.cut([_user_view(user) for user in rows.users(tx)], cursor, limit)


def add_user(tx: Transaction, *, name: str, password_hash: str, role: str) -> View:
    """Let a person in; Conflict when the name is taken."""
    return _user_view(rows.add_user(tx, name=name, password_hash=password_hash, role=role))


def change_user(
    tx: Transaction, *, user: int, role: str | None, password_hash: str | None, disabled: bool | None
) -> View:
    """Change what is given; Conflict when no admin would be left."""
    if rows.user_by_id(tx, user) is None:
        raise NotFound(f"There is no user {user}.")
    rows.update_user(tx, user, role=role, password_hash=password_hash)
    if disabled is not None:
        rows.disable_user(tx, user, disabled=disabled)
    if not rows.active_admins(tx):
        raise Conflict("Nobody could administer the server any more: make somebody else an admin first.")
    changed = rows.user_by_id(tx, user)
    assert changed is not None
    return _user_view(changed)


def change_password(tx: Transaction, who: Person, *, password_hash: str, session: str | None) -> None:
    """A new password of one's own: all sessions end but the one whose secret is `session`."""
    but = None if session is None else _hash(session)
    rows.update_user(tx, who.id, password_hash=password_hash, but=but)


def tokens(tx: Transaction, who: Person) -> list[View]:
    """Your tokens, newest first; an admin sees everybody's."""
    return [_token_view(token) for token in rows.tokens(tx, None if who.role == "admin" else who.id)]


def add_token(tx: Transaction, who: Person, *, name: str, user: int | None, lasts_ms: int | None) -> View:
    """A new token with the rights of `user` (default: your own); the only time that it is told."""
    owner = who.id if user is None else user
    if owner != who.id:
        need(who, "admin")
    found = rows.user_by_id(tx, owner)
    if found is None:
        raise NotFound(f"There is no user {owner}.")
    if found.disabled_ms is not None:
        raise BadInput(f"{found.name} is disabled: a token would open nothing.")
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    made = rows.add_token(
        tx,
        user_id=owner,
        name=name,
        prefix=secret[:PREFIX_SHOWN],
        token_hash=_hash(secret),
        expires_ms=None if lasts_ms is None else tx.now_ms + lasts_ms,
    )
    return _token_view(made) | {"token": secret}


def revoke_token(tx: Transaction, who: Person, *, token: int) -> None:
    """From now on it opens nothing; NotFound unless it is yours or you are an admin."""
    found = rows.token_by_id(tx, token)
    if found is None or (found.user_id != who.id and who.role != "admin"):
        raise NotFound(f"There is no token {token}, or it is not yours.")
    rows.revoke_token(tx, token)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _person(user: rows.User) -> Person:
    return Person(user.id, user.name, user.role)


def _user_view(user: rows.User) -> View:
    return {
        "id": user.id,
        "name": user.name,
        "role": user.role,
        "disabled": user.disabled_ms is not None,
        "created_at": rfc3339(user.created_ms),
    }


def _token_view(token: rows.Token) -> View:
    return {
        "id": token.id,
        "user_id": token.user_id,
        "name": token.name,
        "prefix": token.prefix,
        "created_at": rfc3339(token.created_ms),
        "expires_at": rfc3339_or_none(token.expires_ms),
        "last_used_at": rfc3339_or_none(token.last_used_ms),
        "revoked_at": rfc3339_or_none(token.revoked_ms),
    }

"""People, their sessions and their tokens. Secrets come here hashed."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from vermeil.core.errors import Conflict
from vermeil.store.tables import session, token, user
from vermeil.store.transaction import Transaction, columns

TOUCH_MS = 60_000  #: how exactly the last use of a token is known


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with an account."""

    id: int
    name: str
    role: str
    password_hash: str
    created_ms: int
    disabled_ms: int | None


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is signed in."""

    user_id: int
    csrf: str
    expires_ms: int


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token, without its secret."""

    id: int
    user_id: int
    name: str
    prefix: str
    created_ms: int
    expires_ms: int | None
    revoked_ms: int | None
    last_used_ms: int | None


_USER = columns(User, user)
_TOKEN = columns(Token, token)


def any_user(tx: Transaction) -> bool:
    """Whether somebody has an account yet."""
    return tx.scalar(select(user.c.id).limit(1)) is not None


def add_user(tx: Transaction, *, name: str, password_hash: str, role: str) -> User:
    """A new account; Conflict when the name is taken (in whatever case)."""
    new = {"name": name, "folded": name.casefold(), "password_hash": password_hash, "role": role}
    try:
        made = tx.one(User, insert(user).values(**new, created_ms=tx.now_ms).returning(*_USER))
    except IntegrityError as error:
        raise Conflict(f"there is a user called '{name}' already") from error
    assert made is not None
    return made


def user_by_id(tx: Transaction, user_id: int) -> User | None:
    """The user, disabled or not."""
    return tx.one(User, select(*_USER).where(user.c.id == user_id))


def user_by_name(tx: Transaction, name: str) -> User | None:
    """The user of that name, in whatever case."""
    return tx.one(User, select(*_USER).where(user.c.folded == name.casefold()))


def users(tx: Transaction) -> list[User]:
    """Everybody, by name."""
    return tx.all(User, select(*_USER).order_by(user.c.folded))


def update_user(
    tx: Transaction,
    user_id: int,
    *,
    role: str | None = None,
    password_hash: str | None = None,
    but: str | None = None,
) -> None:
    """Change what is given. A new password signs the user out everywhere `but` in one session (its hash)."""
    given = {"role": role, "password_hash": password_hash}
    changed = {name: value for name, value in given.items() if value is not None}
    if changed:
        tx.run(update(user).where(user.c.id == user_id).values(**changed))
    if password_hash is not None:
        end_sessions(tx, user_id, but=but)


def disable_user(tx: Transaction, user_id: int, *, disabled: bool) -> None:
    """Lock a user out, from the next request on, or let them in again."""
    tx.run(update(user).where(user.c.id == user_id).values(disabled_ms=tx.now_ms if disabled else None))
    if disabled:
        end_sessions(tx, user_id)


def active_admins(tx: Transaction) -> int:
    """How many admins can still sign in."""
    statement = select(func.count()).where(user.c.role == "admin", user.c.disabled_ms.is_(None))
    return int(tx.scalar(statement))


def start_session(tx: Transaction, *, id_hash: str, user_id: int, csrf: str, expires_ms: int) -> None:
    """Sign a browser in; sessions that have run out are forgotten."""
    tx.run(session.delete().where(session.c.expires_ms <= tx.now_ms))
    new = {"id_hash": id_hash, "user_id": user_id, "csrf": csrf, "expires_ms": expires_ms}
    tx.run(insert(session).values(**new, created_ms=tx.now_ms))


_BY_SESSION = (
    select(*columns(Session, session), *(column.label(f"u_{column.name}") for column in _USER))
    .join_from(session, user)
    .where(
        session.c.id_hash == bindparam("hash"),
        session.c.expires_ms > bindparam("now"),
        user.c.disabled_ms.is_(None),
    )
)


def session_of(tx: Transaction, id_hash: str) -> tuple[Session, User] | None:
    """The session and its user, while it lasts and the user is not disabled."""
    row = tx.connection.execute(_BY_SESSION, {"hash": id_hash, "now": tx.now_ms}).first()
    return None if row is None else (Session(*row[:3]), User(*row[3:]))


def end_session(tx: Transaction, id_hash: str) -> None:
    """Sign a browser out."""
    tx.run(session.delete().where(session.c.id_hash == id_hash))


def end_sessions(tx: Transaction, user_id: int, *, but: str | None = None) -> None:
    """Sign a user out everywhere, or everywhere `but` in the session with that hash."""
    theirs = session.delete().where(session.c.user_id == user_id)
    tx.run(theirs if but is None else theirs.where(session.c.id_hash != but))


def add_token(
    tx: Transaction, *, user_id: int, name: str, prefix: str, token_hash: str, expires_ms: int | None = None
) -> Token:
    """Keep a new token by its hash."""
    new = {"user_id": user_id, "name": name, "prefix": prefix, "hash": token_hash, "expires_ms": expires_ms}
    made = tx.one(Token, insert(token).values(**new, created_ms=tx.now_ms).returning(*_TOKEN))
    assert made is not None
    return made


def tokens(tx: Transaction, user_id: int | None = None) -> list[Token]:
    """The tokens of one user, or of all, newest first."""
    statement = select(*_TOKEN).order_by(token.c.id.desc())
    return tx.all(Token, statement if user_id is None else statement.where(token.c.user_id == user_id))


def token_by_id(tx: Transaction, token_id: int) -> Token | None:
    """The token, revoked or not."""
    return tx.one(Token, select(*_TOKEN).where(token.c.id == token_id))


def revoke_token(tx: Transaction, token_id: int) -> None:
    """From the next request on the token opens nothing."""
    tx.run(
        update(token).where(token.c.id == token_id, token.c.revoked_ms.is_(None)).values(revoked_ms=tx.now_ms)
    )


_BY_TOKEN = (
    select(*_TOKEN, *(column.label(f"u_{column.name}") for column in _USER))
    .join_from(token, user)
    .where(
        token.c.hash == bindparam("hash"),
        token.c.revoked_ms.is_(None),
        func.coalesce(token.c.expires_ms, bindparam("now") + 1) > bindparam("now"),
        user.c.disabled_ms.is_(None),
    )
)


def token_of(tx: Transaction, token_hash: str) -> tuple[Token, User] | None:
    """The token and its user, while it is valid and the user is not disabled."""
    row = tx.connection.execute(_BY_TOKEN, {"hash": token_hash, "now": tx.now_ms}).first()
    return None if row is None else (Token(*row[:8]), User(*row[8:]))


def touch_due(token: Token, now_ms: int) -> bool:
    """Whether `touch_token` is worth a write: the last use is kept to the minute."""
    return token.last_used_ms is None or now_ms - token.last_used_ms >= TOUCH_MS


def touch_token(tx: Transaction, token_id: int) -> None:
    """The token was used now."""
    tx.run(update(token).where(token.c.id == token_id).values(last_used_ms=tx.now_ms))

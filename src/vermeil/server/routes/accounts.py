"""First run, sign-in, people and tokens."""

import hmac
from functools import partial

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from vermeil.core.errors import NotAllowed, NotSignedIn, VermeilError
from vermeil.flow import accounts
from vermeil.flow.accounts import Opened
from vermeil.flow.clock import DAY_MS
from vermeil.server.auth import COOKIE, SignedIn, Who, credentials, set_cookie
from vermeil.server.house import VERSION, House, The
from vermeil.server.once import Repeatable
from vermeil.server.schemas import accounts as shapes
from vermeil.server.schemas.base import PREFIX, Cursor, Id, Limit, Page, problems
from vermeil.store.accounts import User

router = APIRouter(prefix=PREFIX, tags=["accounts"])


@router.get("/status", response_model=shapes.Status, operation_id="status")
def status(house: The) -> JSONResponse:
    """Whether the server has been set up."""
    with house.store.read() as tx:
        return JSONResponse({"version": VERSION, "needs_setup": accounts.needs_setup(tx)})


@router.post(
    "/setup",
    status_code=201,
    response_model=shapes.Session,
    operation_id="setup",
    responses=problems(403, 409),
)
def setup(body: shapes.Setup, request: Request, house: The) -> JSONResponse:
    """Make the first user, an admin, and sign in. Only while there is no user."""
    if house.setup_code is not None and not hmac.compare_digest(
        (body.code or "").encode(), house.setup_code.encode()
    ):
        raise NotAllowed("The set-up code is missing or wrong: `vermeil serve` printed it when it started.")
    with house.store.read() as tx:
        accounts.still_empty(tx)
    hashed = accounts.hashed(body.password)
    with house.setting_up, house.store.begin() as tx:
        first = accounts.first_user(tx, name=body.name, password_hash=hashed)
        opened = accounts.open_session(tx, user=first, days=house.settings.session_days)
    return _let_in(request, house, opened, 201)


@router.post("/session", response_model=shapes.Session, operation_id="sign_in", responses=problems(401, 429))
def sign_in(body: shapes.SignIn, request: Request, house: The) -> JSONResponse:
    """Sign in by name and password: sets the cookie `vermeil_session`."""
    wrong = NotSignedIn("The name or the password is wrong.")
    known = _known(request, house, body.name, body.password, wrong)
    with house.store.begin() as tx:
        opened = accounts.open_session(tx, user=known, days=house.settings.session_days)
    return _let_in(request, house, opened, 200)


@router.get("/session", response_model=shapes.Session, operation_id="me")
async def me(signed: SignedIn) -> JSONResponse:
    """Who is signed in, and the CSRF token of the session."""
    return JSONResponse(accounts.session_view(signed))


@router.delete("/session", status_code=204, operation_id="sign_out")
def sign_out(_: SignedIn, request: Request, house: The) -> Response:
    """End this session (a token stays valid: delete it instead)."""
    kind, secret = credentials(request)
    if kind == "session":
        with house.store.begin() as tx:
            accounts.close_session(tx, secret)
        house.forget()
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE, path="/")
    return answer


@router.put(
    "/session/password", status_code=204, operation_id="change_password", responses=problems(403, 429)
)
def change_password(body: shapes.NewPassword, who: Who, request: Request, house: The) -> Response:
    """Change your own password. Your other sessions end; your tokens stay."""
    _known(request, house, who.name, body.old, NotAllowed("The old password is wrong.", about="old"))
    hashed = accounts.hashed(body.new)
    kind, secret = credentials(request)
    with house.store.begin() as tx:
        accounts.change_password(tx, who, password_hash=hashed, session=secret if kind == "session" else None)
    house.forget()
    return Response(status_code=204)


@router.get("/users", response_model=Page[shapes.User], operation_id="list_users", responses=problems(403))
def users(who: Who, house: The, cursor: Cursor = None, limit: Limit = 100) -> JSONResponse:
    """The people who can sign in (for admins and managers)."""
    with house.store.read() as tx:
        return JSONResponse(accounts.users(tx, who, cursor=cursor, limit=limit))


@router.post(
    "/users",
    status_code=201,
    response_model=shapes.User,
    operation_id="add_user",
    responses=problems(403, 409),
)
def add_user(body: shapes.NewUser, who: Who, house: The, once: Repeatable) -> JSONResponse:
    """Let a person in (for admins)."""
    accounts.need(who, "admin")
    hashed = accounts.hashed(body.password)
    with house.store.begin() as tx:
        add = partial(accounts.add_user, tx, name=body.name, password_hash=hashed, role=body.role)
        return once(tx, 201, add)


@router.patch(
    "/users/{user}",
    response_model=shapes.User,
    operation_id="change_user",
    responses=problems(403, 404, 409),
)
def change_user(user: Id, body: shapes.UserChange, who: Who, house: The) -> JSONResponse:
    """Change a role or a password, or lock somebody out (for admins)."""
    accounts.need(who, "admin")
    hashed = accounts.hashed(body.password) if body.password is not None else None
    with house.store.begin() as tx:
        changed = accounts.change_user(
            tx, user=user, role=body.role, password_hash=hashed, disabled=body.disabled
        )
    house.forget()
    return JSONResponse(changed)


@router.get("/tokens", response_model=Page[shapes.Token], operation_id="list_tokens")
def tokens(who: Who, house: The) -> JSONResponse:
    """Your tokens; an admin sees everybody's."""
    with house.store.read() as tx:
        return JSONResponse({"items": accounts.tokens(tx, who), "next_cursor": None})


@router.post(
    "/tokens",
    status_code=201,
    response_model=shapes.TokenOnce,
    operation_id="add_token",
    responses=problems(403, 404),
)
def add_token(body: shapes.NewToken, who: Who, house: The) -> JSONResponse:
    """Make a token for programs. It is shown this once; the server keeps only its hash."""
    with house.store.begin() as tx:
        made = accounts.add_token(
            tx,
            who,
            name=body.name,
            user=body.user_id,
            lasts_ms=None if body.expires_in_days is None else body.expires_in_days * DAY_MS,
        )
    return JSONResponse(made, 201)


@router.delete("/tokens/{token}", status_code=204, operation_id="revoke_token", responses=problems(404))
def revoke_token(token: Id, who: Who, house: The) -> Response:
    """Revoke a token, at once."""
    with house.store.begin() as tx:
        accounts.revoke_token(tx, who, token=token)
    house.forget()
    return Response(status_code=204)


def _known(request: Request, house: House, name: str, password: str, wrong: VermeilError) -> User:
    """The user of that name, whose password it is; else `wrong`, and TooOften for who has guessed a lot."""
    address, folded = request.client.host if request.client else "", accounts.folded(name)
    house.names.ask(folded)
    house.addresses.ask(address)
    with house.store.read() as tx:
        user = accounts.user_named(tx, name)
    if not accounts.right(password, user) or user is None:
        house.names.failed(folded)
        house.addresses.failed(address)
        raise wrong
    house.names.succeeded(folded)
    return user


def _let_in(request: Request, house: House, opened: Opened, code: int) -> JSONResponse:
    answer = JSONResponse(accounts.session_view(opened.signed), code)
    set_cookie(request, answer, opened, house.settings.session_days * DAY_MS // 1000)
    return answer

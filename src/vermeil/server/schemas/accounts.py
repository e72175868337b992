"""People, sessions and tokens."""

from typing import Annotated, Literal

from pydantic import Field

from vermeil.server.schemas.base import WHOLE, Name, Number, Received, Storable, Time, Told

Role = Literal["admin", "manager", "reviewer", "annotator"]
Password = Annotated[
    Storable,
    Field(
        min_length=8,
        max_length=1000,
        description="At least 8 characters",
        examples=["correct horse battery staple"],
    ),
]


class Status(Told):
    """Whether anybody is at home."""

    version: str = Field(examples=["0.1.0"])
    needs_setup: bool = Field(description="No user exists yet: POST /setup makes the first, an admin")


class Setup(Received):
    """The first user."""

    name: Name = Field(examples=["ada"])
    password: Password
    code: str | None = Field(
        None,
        max_length=100,
        description="Printed by `vermeil serve`; needed where the server listens beyond this machine",
    )


class SignIn(Received):
    """A name and its password."""

    name: str = Field(max_length=200, examples=["ada"])
    password: str = Field(max_length=1000, examples=["correct horse battery staple"])


class NewPassword(Received):
    """Another password of one's own."""

    old: str = Field(max_length=1000, description="The present one", examples=["correct horse"])
    new: Password


class Me(Told):
    """A signed-in person."""

    id: int
    name: str = Field(examples=["ada"])
    role: Role


class Session(Told):
    """Who is signed in, and the proof that an order comes from the page."""

    user: Me
    csrf: str = Field(description="Send as `X-CSRF-Token` with every order that the cookie signs")


class NewUser(Received):
    """A person to be let in."""

    name: Name = Field(examples=["grace"])
    password: Password
    role: Role = "annotator"


class UserChange(Received):
    """What to change; what is left out stays."""

    role: Role | None = None
    password: Password | None = None
    disabled: bool | None = Field(None, description="A disabled user is locked out at once")


class User(Me):
    """A person."""

    disabled: bool
    created_at: Time


class NewToken(Received):
    """A token for programs."""

    name: Name = Field(examples=["nightly import"])
    expires_in_days: Annotated[int, Field(strict=True, ge=1, le=3650), WHOLE] | None = Field(
        None, description="Left out: it does not expire"
    )
    user_id: Number | None = Field(None, description="Whose rights it has (admins); left out: your own")


class Token(Told):
    """A token; it has the rights of its user."""

    id: int
    user_id: int
    name: str
    prefix: str = Field(description="Its first characters, to know it by", examples=["vml_3hQ9"])
    created_at: Time
    expires_at: Time | None
    last_used_at: Time | None
    revoked_at: Time | None


class TokenOnce(Token):
    """A new token, shown this once."""

    token: str = Field(examples=["vml_3hQ9..."])

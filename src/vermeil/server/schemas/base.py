"""What every request and answer is made of."""

from typing import Annotated, Any, Generic, TypeVar

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from vermeil.core import storable
from vermeil.core.errors import BadInput

PREFIX = "/api/v1"  #: of every address of the API
MAX_ID = 2**63 - 1  #: what both databases can number
MAX_COUNT = 2**31 - 1  #: what they can count to in a plain INTEGER


V = TypeVar("V", str, dict[str, Any])


def kept(value: V) -> V:
    """`value`, unless it holds what JSON or a database cannot carry."""
    try:
        if isinstance(value, str):
            storable.text(value, "it")
        else:
            storable.storable(value, "value")
    except BadInput as bad:
        raise ValueError(str(bad)) from bad
    return value


def one_line(text: str) -> str:
    """`text` without white space around it, unless it is empty or has a control character."""
    text = kept(text).strip()
    if not text:
        raise ValueError("is empty")
    if any(ord(c) < ord(" ") or c == "\x7f" for c in text):
        raise ValueError("holds a control character (a line break or a tab, for example)")
    return text


def whole(given: object) -> object:
    """A number without a fraction as an int."""
    return int(given) if isinstance(given, float) and given.is_integer() else given


WHOLE = BeforeValidator(whole)  #: 7 and 7.0 are one number in JSON; "7" is none


class Received(BaseModel):
    """A request's body: names that are not known are refused, so that a slip of the pen is not ignored."""

    model_config = ConfigDict(extra="forbid")


class Told(BaseModel):
    """An answer's body."""


Id = Annotated[int, Path(ge=1, le=MAX_ID, examples=[1])]
#: The rules above, for programs that read the description; people are told in words.
LINE: dict[str, Any] = {"pattern": r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f\s][^\x00-\x1f\x7f]*$"}
STORABLE: dict[str, Any] = {"pattern": r"^[^\x00]*$"}
DIGITS: dict[str, Any] = {"pattern": "^[0-9]{1,18}$"}

Number = Annotated[int, Field(strict=True, ge=1, le=MAX_ID), WHOLE]  #: an id in a body
Name = Annotated[
    str, StringConstraints(max_length=200), AfterValidator(one_line), Field(json_schema_extra=LINE)
]
Storable = Annotated[str, AfterValidator(kept), Field(json_schema_extra=STORABLE)]
Plain = Annotated[dict[str, Any], AfterValidator(kept)]  #: JSON that can be kept
Words = Annotated[Storable, Field(max_length=10_000)]
Amount = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]  #: of money, in units of the currency
Time = Annotated[str, Field(description="RFC 3339, UTC", examples=["2026-11-21T05:00:00.000Z"])]
Cursor = Annotated[
    str | None, Query(description="`next_cursor` of the page before", json_schema_extra=DIGITS)
]
Limit = Annotated[int, Query(ge=1, le=1000, description="Records on a page", examples=[50])]

T = TypeVar("T")


class Page(Told, Generic[T]):
    """Some records of a list, and how to ask for the next."""

    items: list[T]
    next_cursor: str | None = Field(None, description="Send as `cursor` for the next page; null: no more")


class Fault(Told):
    """One thing that is wrong with a request."""

    where: str = Field(examples=["body.target.error"])
    message: str = Field(examples=["Input should be less than 1"])


class Problem(Told):
    """Why a request was refused (RFC 9457), in words that say what to do."""

    model_config = ConfigDict(extra="allow")

    type: str = Field("about:blank", description="What kind of problem")
    title: str = Field(examples=["There is no such thing here"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is no project 7, or you are not a member of it."])
    errors: list[Fault] | None = Field(None, description="Each fault, when the request's form is wrong (422)")
    about: str | None = Field(None, description="The field that is wrong, where the form is right")


class Left(Told):
    """What was left out, for it has no place where it should go."""

    question: str | None = Field(description="null: of the items as a whole")
    why: str
    count: int


Responses = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """The refusals of a route, for its description."""
    return {
        status: {
            "description": REFUSALS[status],
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }


REFUSALS = {
    400: "The request is not well-formed",
    401: "Not signed in",
    403: "The role, the password, the CSRF token or the origin does not allow this",
    404: "There is no such thing, or you may not see it",
    409: "It contradicts the present state",
    412: "It was changed since you read it",
    413: "Too large",
    415: "This content type is not understood",
    422: "The content is not valid",
    429: "Too many attempts: see Retry-After",
    503: "Not ready",
}

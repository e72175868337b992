"""Items with their labels and answers."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from vermeil.server.schemas.base import DIGITS, MAX_ID, Storable, Time, Told
from vermeil.server.schemas.questions import PAGES, Media

Filtering = Annotated[Storable, Field(max_length=200)]
State = Literal["human", "machine", "unlabelled", "duplicate"]


class Part(BaseModel):
    """From where on, and how many."""

    cursor: str | None = Field(None, description="`next_cursor` of the page before", json_schema_extra=DIGITS)
    limit: int = Field(50, ge=1, le=1000, description="Records on a page")


class Which(BaseModel):
    """Which items."""

    state: State | None = Field(None, description="Who labelled it")
    class_: Filtering | None = Field(None, alias="class", description="Its label")
    q: Filtering | None = Field(None, description="A part of its text or key")
    batch: int | None = Field(None, ge=1, le=MAX_ID, description="What it arrived with")


class Wanted(Which, Part):
    """Which items, and from where on."""


class Count(Told):
    """How many items a filter lets through."""

    items: int = Field(examples=[1234])
    exact: bool = Field(
        description="false: there are these at least; more than 10,000 are not counted, and a text is looked "
        "for in the first 10,000 items that the rest of the filter lets through"
    )


class Label(Told):
    """The accepted value of an item."""

    value: dict[str, Any] = Field(examples=[{"class": "cat"}])
    provenance: Literal["human", "consensus", "review", "machine"]
    confidence: float | None
    model_version: str | None


class Item(Told):
    """One thing to label."""

    id: int
    key: str
    media: Media
    text: str | None = None
    media_url: str | None = None
    width: int | None = Field(None, description="Of an image: pixels, upright")
    height: int | None = None
    pages: int | None = Field(None, description=PAGES)
    label: Label | None
    duplicate_of: int | None
    metadata: dict[str, Any]
    created_at: Time


class GivenAnswer(Told):
    """An answer, and who gave it under which rules."""

    id: int
    worker: str | None
    value: dict[str, Any] | None
    note: dict[str, Any] | None
    seconds: float | None
    blind: bool
    suggestion: dict[str, Any] | None
    schema_version: int
    guideline_version: int
    created_at: Time
    superseded: bool
    expert: bool = Field(description="Given as an expert")
    test: bool = Field(description="To a suggestion that was known to be wrong: never a label")
    overruled: bool = Field(description="A campaign has ended with another label")


class ItemPage(Item):
    """An item with everything that was said about it."""

    project_id: int
    answers: list[GivenAnswer]

"""Items with their labels and answers."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, Field, model_validator

from vermeil.server.schemas.ask import Suggestion, Value
from vermeil.server.schemas.base import DIGITS, MAX_ID, Number, Received, Storable, Time, Told, Words
from vermeil.server.schemas.guideline import Said
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
    provenance: Literal["human", "imported", "review", "machine"]
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
    by: str = Field(description="Who gave it, as a letter: A is who answered first", examples=["A"])
    worker: str | None = Field(description="Their name, if a manager has asked for `names`")
    value: dict[str, Any] | None
    note: dict[str, Any] | None
    seconds: float | None
    blind: bool
    suggestion: dict[str, Any] | None
    schema_version: int
    guideline_version: int | None = Field(description="null: imported, by no guideline of this project")
    created_at: Time
    superseded: bool
    expert: bool = Field(description="Given as an expert")
    test: bool = Field(description="To a suggestion that was known to be wrong: never a label")
    review: bool = Field(description="Decided by a reviewer, who saw what was said before")
    imported: bool = Field(description="Given in another tool, and brought along with the item")
    tool: str | None = Field(description="Imported from this format")
    annotated_at: str | None = Field(description="Imported: when it was given, as that tool has it")
    overruled: bool = Field(description="A campaign has ended with another label")
    counts: bool = Field(description="It may make the label: nothing has set it aside")


class ItemPage(Item):
    """An item with everything that was said about it."""

    project_id: int
    model: Suggestion | None = Field(description="What a model (or an import) says of it")
    example: Said | None = Field(description="What the guideline says of it, as one of its examples")
    answers: list[GivenAnswer]


Reason = Literal["disagree", "against_model", "marked", "unsure", "random"]


class Queue(Part):
    """Which items are worth a look, and from where on."""

    reason: Reason = Field(
        "disagree",
        description="Why: people disagree; the newest answer is against the model; somebody marked, skipped "
        "or commented it; the machine labelled it, the least sure first; or by chance",
    )
    apart: float = Field(
        0,
        ge=0,
        le=1,
        description="Of what differs: only by a loss above this; pages may be short then",
        allow_inf_nan=False,
    )


class Queued(Item):
    """An item that is worth a look."""

    reason: Reason


class ReviewCounts(Told):
    """How many items are worth a look, by reason."""

    disagree: Count
    against_model: Count
    marked: Count
    unsure: Count = Field(description="Every item that the machine labelled")
    random: Count = Field(description="Every item that has a label")


class NewReview(Received):
    """What you decide about an item: one of `take`, `value`, `send_back` and `ambiguous`."""

    seen: Number | None = Field(description="The newest answer that you have read; null: there was none")
    take: Number | None = Field(None, description="This answer is right")
    value: Value | None = Field(None, description="This is right")
    send_back: Annotated[Words, Field(min_length=1, max_length=500)] | None = Field(
        None, description="Somebody else is asked again, for this reason", examples=["a part was left out"]
    )
    ambiguous: bool = Field(default=False, description="Two people could rightly disagree: the label stays")
    comment: Annotated[Words, Field(max_length=5000)] | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        given = [self.take, self.value, self.send_back]
        if sum(one is not None for one in given) + self.ambiguous != 1:
            raise ValueError("decide one thing: `take`, `value`, `send_back` or `ambiguous`")
        return self

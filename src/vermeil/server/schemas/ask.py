"""Tasks and answers."""

from typing import Annotated, Any, Self

from fastapi import Query
from pydantic import Field, model_validator

from vermeil.server.schemas.base import MAX_COUNT, WHOLE, Plain, Received, Time, Told, Words
from vermeil.server.schemas.questions import PAGES, Media, Schema


class Shown(Told):
    """What the question is about."""

    id: int
    media: Media
    text: str | None = None
    media_url: str | None = Field(None, examples=["/api/v1/items/1/media"])
    pages: int | None = Field(None, description=PAGES)


class Suggestion(Told):
    """What a model (or an import) said."""

    value: dict[str, Any] = Field(examples=[{"class": "cat"}])
    next: list[str] = Field(default=[], description="Classes to suggest in turn to whoever refuses it")
    confidence: float | None = None
    model_version: str | None = None


class Task(Told):
    """One question put to you, yours until `expires_at`."""

    id: int
    lease: int = Field(description="Send it with the answer")
    item: Shown
    schema_: Schema = Field(alias="schema")
    schema_version: int
    guideline_version: int
    suggestion: Suggestion | None = Field(description="Its absence says nothing: some questions have none")
    delayed: bool = Field(default=False, description="The suggestion is for after the first answer only")
    page: int | None = Field(None, description="Tasks of one page have one suggestion and are shown together")
    returned: str | None = Field(None, description="Why a reviewer wants it answered by somebody else")
    expires_at: Time


#: An entry for each question that is asked.
Value = Annotated[Plain, Field(min_length=1, max_length=100, examples=[{"class": "cat"}])]


class Next(Task):
    """A task, with the rest of its page of look-alikes, which is yours, too."""

    rest: list[Task] = Field(default=[], description="Left out where it stands on no page")


Lease = Annotated[int, Query(ge=1, le=MAX_COUNT, description="The one that the task came with", examples=[1])]


Place = Annotated[int, Field(strict=True, ge=0, le=MAX_COUNT)] | Annotated[Words, Field(max_length=500)]


class Remark(Received):
    """What you say about a part of your answer."""

    question: Annotated[Words, Field(max_length=500)] = Field(examples=["where"])
    at: Place = Field(description="Its place among regions, spans or rows, from 0; or the name of a field")
    text: Annotated[Words, Field(min_length=1, max_length=2000)] = Field(examples=["half of it is hidden"])


class NewAnswer(Received):
    """What you say: a value, or that you skip, or that it is ambiguous."""

    lease: Annotated[int, Field(strict=True, ge=1, le=MAX_COUNT), WHOLE]
    value: Value | None = None
    first: Value | None = Field(None, description="Of a delayed suggestion: what you said before you saw it")
    skip: Annotated[Words, Field(min_length=1, max_length=500)] | None = Field(
        None, description="Why you cannot say", examples=["too dark"]
    )
    ambiguous: bool = Field(default=False, description="Two people could rightly disagree")
    wrong: bool = Field(default=False, description="The item or its suggestion is obviously wrong")
    comment: Annotated[Words, Field(max_length=5000)] | None = None
    regions: Annotated[list[Remark], Field(max_length=200)] = Field(
        default=[], description="Comments on single regions, spans or fields of the value"
    )
    seconds: float = Field(0, ge=0, le=86_400, allow_inf_nan=False, description="Time you spent on it")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.value is not None and self.skip is not None:
            raise ValueError("give a value or a reason to skip, not both")
        if self.value is None and self.skip is None and not self.ambiguous:
            raise ValueError("give a value, or a reason to skip, or `ambiguous`")
        return self

    @property
    def kind(self) -> str:
        """What was said, in a word."""
        return "value" if self.value is not None else "skip" if self.skip is not None else "ambiguous"

    @property
    def note(self) -> dict[str, Any] | None:
        """What was said beside the value."""
        said = {
            "skip": self.skip,
            "ambiguous": self.ambiguous,
            "wrong": self.wrong,
            "comment": self.comment,
            "regions": [one.model_dump() for one in self.regions],
            "first": self.first,
        }
        return {name: words for name, words in said.items() if words} or None


class Answer(Told):
    """What a person said."""

    id: int
    task_id: int
    item_id: int
    value: dict[str, Any] | None = Field(examples=[{"class": "cat"}])
    note: dict[str, Any] | None = None
    created_at: Time


class MyWork(Told):
    """What you did here."""

    answered: int
    today: int = Field(description="Since midnight, UTC")
    seconds_median: float | None
    remaining: int = Field(description="Tasks that wait for somebody")

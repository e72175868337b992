"""What models say of items."""

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from vermeil.server.schemas.base import MAX_ID, WHOLE, Received, Storable, Told
from vermeil.server.schemas.ingest import RefusedRecord

MOST = 2_000  #: of one request


class NewSuggestion(Received):
    """What a model says of one item, which is named by its id or by its key."""

    item: Annotated[int, Field(strict=True, ge=1, le=MAX_ID), WHOLE] | None = None
    key: Annotated[Storable, Field(max_length=500)] | None = None
    value: dict[str, Any] | Storable = Field(
        description="An entry for each question, or the answer to the only one", examples=["cat"]
    )
    confidence: float | None = Field(None, ge=0, le=1, allow_inf_nan=False)
    model_version: Annotated[Storable, Field(min_length=1, max_length=200)] = "model"

    @model_validator(mode="after")
    def _names_an_item(self) -> Self:
        if (self.item is None) == (self.key is None):
            raise ValueError("name the item by its id (`item`) or by its `key`")
        return self


class NewSuggestions(Received):
    """What a model says."""

    suggestions: list[NewSuggestion] = Field(min_length=1, max_length=MOST)


class Taken(Told):
    """What became of them."""

    taken: int
    refused: list[RefusedRecord]


class AgreementRow(Told):
    """Of a class, a label or a field; of whole answers, where `name` is null."""

    question: str
    name: str | None
    suggested: int = Field(description="How often it is suggested")
    said: int = Field(description="How often people say it")
    precision: float | None = Field(description="How much of what is suggested is right")
    recall: float | None = Field(description="How much of what people say is suggested")


class Agreement(Told):
    """How often suggestions are what people say."""

    answers: int = Field(description="Items with both")
    blind: bool = Field(description="Whether those people saw no suggestion")
    rows: list[AgreementRow]

"""Runs that fill in suggestions."""

from typing import Annotated, Literal

from pydantic import Field

from vermeil.server.schemas.base import Amount, Received, Storable, Time, Told
from vermeil.server.schemas.race import Address, LanguageModel, Seconds


class FromDocuments(Received):
    """What the fields of documents seem to say, learned from those that people have answered."""

    source: Literal["documents"] = Field(alias="from")
    ocr: bool = Field(default=False, description="Read scans and photos too, some seconds a page")
    examples: int = Field(40, ge=0, le=1_000, description="Learn from at most so many answered documents")


class FromLabelStudio(Received):
    """A model behind Label Studio's protocol for ML backends."""

    source: Literal["label_studio"] = Field(alias="from")
    url: Address
    batch: int = Field(8, ge=1, le=100, description="Items in one request")
    timeout: Seconds = Field(60, description="Seconds until a request is given up")
    files: Storable | None = Field(
        None,
        max_length=2_000,
        description="Where the backend finds the file of an item, with {key} for the item's key; left out, "
        "files are sent inside the request (data: URIs)",
        examples=["https://files.example/{key}"],
    )


class FromLlm(LanguageModel):
    """A language model, asked about everything that has no label."""

    source: Literal["llm"] = Field(alias="from")
    at_most: Amount | None = Field(
        None, description="What may be spent: at least the price times the items; without it nothing is spent"
    )
    images: bool = Field(default=False, description="The model takes images")


class FromAnswers(Received):
    """What people have answered in this project."""

    source: Literal["answers"] = Field(alias="from")


NewRun = Annotated[FromDocuments | FromLabelStudio | FromLlm | FromAnswers, Field(discriminator="source")]


class Unfit(Told):
    """An item that got no suggestion, and why."""

    item: int
    key: str
    reason: str


class Accuracy(Told):
    """How often it is right, out of fold, on what people said without seeing a suggestion."""

    per_class: int | None = Field(description="Examples of each class that it learned from; null: all")
    mid: float
    low: float = Field(description="Lower end of a 95 % interval")
    high: float
    judged: int = Field(description="Answers that it was judged by")


class SuggestionRun(Told):
    """One run as it stands."""

    id: int
    project_id: int
    state: Literal["running", "finished", "failed", "cancelled"]
    source: Literal["documents", "label_studio", "llm", "answers"] = Field(alias="from")
    url: str | None
    model: str | None
    price: float | None
    at_most: float | None
    currency: str
    by_itself: bool = Field(description="Nobody asked for it: it came with the answers")
    n_items: int = Field(description="Without a label when it was started")
    done: int
    taken: int
    refused: int
    left: int = Field(description="Without a suggestion on purpose, of a run that came by itself")
    refusals: list[Unfit] = Field(description="The first hundred")
    spent: float
    accuracy: list[Accuracy] | None = Field(description="Of a model that learned from answers")
    reason: str | None = Field(description="Why it has ended, if not of itself")
    created_at: Time
    finished_at: Time | None


class Accepting(Told):
    """How often a person has let a wrong suggestion pass that was shown on purpose."""

    user_id: int
    name: str
    shown: int = Field(description="Wrong suggestions, of the newest 5,000 in the project")
    accepted: int = Field(description="The answer was nearer to the suggestion than to what is known")
    share: float
    low: float = Field(description="Lower end of a 95 % interval")
    high: float

"""Who labels for the machine: labelers by name, and a language model at its price."""

from typing import Annotated

from pydantic import Field

from vermeil.server.schemas.base import Amount, Name, Received, Storable, Told, Words

Address = Annotated[Storable, Field(max_length=2_000, examples=["http://localhost:9090"])]
Seconds = Annotated[float, Field(ge=1, le=600, allow_inf_nan=False)]


class LanguageModel(Received):
    """A language model behind an OpenAI-compatible endpoint; the key is in the server's settings."""

    url: Address = Field(description="Up to and without /chat/completions")
    model: Annotated[Name, Field(min_length=1)]
    price: Amount = Field(description="Of a call")
    timeout: Seconds = 60


class Raced(LanguageModel):
    """One that takes part in a campaign over texts; see docs/howto/llm.md."""

    price_in: Amount = Field(default=0, description="Of a million tokens read, beside the price of a call")
    price_out: Amount = Field(default=0, description="Of a million tokens written")
    question: Words | None = Field(
        default=None, description="What it is asked; left out: the project's question in words"
    )
    examples: int = Field(default=8, ge=0, le=100, description="Of people's labels that it is shown")
    at_once: int = Field(default=4, ge=1, le=64, description="Calls at the same time")
    per_minute: float | None = Field(
        default=None, gt=0, le=1e6, allow_inf_nan=False, description="At most so many calls; null: any"
    )
    logprobs: bool = Field(default=True, description="Ask for chances; false for endpoints that refuse that")


class Racers(Received):
    """Who races for the machine in a campaign."""

    labelers: Annotated[list[Name], Field(max_length=50)] | None = Field(
        default=None,
        description="By name, see GET /projects/{project}/labelers; null: the usual ones; "
        "an empty list: the language model alone",
        examples=[["kernel", "logistic"]],
    )
    llm: Raced | None = Field(default=None, description="A language model that races with them")


class Labeler(Told):
    """One that could label for the machine."""

    name: str = Field(examples=["kernel"])
    words: str = Field(examples=["kernel ridge"])
    usual: bool = Field(description="Whether it races where nothing is said")
    refused: str | None = Field(description="Why it cannot race here; null: it can")


class Call(Told):
    """Calls to a language model."""

    calls: int
    cost: float


class Calls(Told):
    """What a language model would cost in a campaign."""

    labeler: str
    price: float = Field(description="Of a call, as expected")
    sample: Call = Field(description="To try it; no calls where the caps do not pay for that")
    pool: Call = Field(description="To have it read everything else, if that makes the whole cheaper")

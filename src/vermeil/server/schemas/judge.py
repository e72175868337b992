"""Items with their labels and answers."""

from typing import Any, Literal

from pydantic import Field

from vermeil.server.schemas.base import Time, Told

State = Literal["human", "machine", "unlabelled", "duplicate"]


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
    media: Literal["text", "image"]
    text: str | None = None
    image_url: str | None = None
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


class ItemPage(Item):
    """An item with everything that was said about it."""

    project_id: int
    answers: list[GivenAnswer]

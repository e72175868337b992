"""The guideline with its examples."""

from typing import Annotated, Any

from pydantic import Field

from vermeil.server.schemas.ask import Shown
from vermeil.server.schemas.base import Received, Told, Words
from vermeil.server.schemas.projects import Guideline

About = Annotated[str, Field(description="The class or label that it is an example of", examples=["cat"])]


class NewExample(Received):
    """What is to be said of an item in the guideline; its answer is the accepted one."""

    about: Annotated[Words, Field(min_length=1, max_length=500)] | None = Field(
        None, description="The class or label that it is an example of", examples=["cat"]
    )
    good: bool = Field(default=True, description="An example for it, else against it")
    why: Annotated[Words, Field(max_length=1000)] | None = Field(None, examples=["The ears are pointed"])


class ExampleItem(Shown):
    """An item in the guideline; a long text is cut."""

    width: int | None = Field(None, description="Of an image: pixels, upright")
    height: int | None = None


class Said(Told):
    """What the guideline says of an example."""

    about: About | None
    good: bool
    why: str | None


class Example(Said):
    """An item with its accepted answer, as an example."""

    item: ExampleItem
    value: dict[str, Any] = Field(examples=[{"class": "cat"}])


class Changed(Told):
    """What has changed since a version that was read."""

    text: bool
    added: list[int] = Field(description="Examples that are new, or of which something else is said: items")
    removed: list[Said]


class WholeGuideline(Guideline):
    """How to decide, in words and by examples. An item that you are being asked about is left out."""

    examples: list[Example]
    changed: Changed | None = Field(description="null where `since` was not given")

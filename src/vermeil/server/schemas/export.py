"""Releases."""

from typing import Annotated

from pydantic import Field

from vermeil.server.schemas.base import Received, Time, Told, Words


class NewRelease(Received):
    """A version to freeze."""

    note: Annotated[Words, Field(max_length=5000)] = ""


class Release(Told):
    """An immutable version of the labelled data set."""

    id: int
    project_id: int
    version: int
    note: str
    counts: dict[str, int]
    certificate_id: int | None
    created_at: Time
    sha256: str = Field(description="Of the frozen file (JSONL)")

"""Releases."""

from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator, Field

from vermeil.integrations.formats import MEDIA_TYPES, labels
from vermeil.server.schemas.base import Left, Received, Time, Told, Words

FORMATS = (*MEDIA_TYPES, *labels.FORMATS)


def known(form: str) -> str:
    """`form`, unless no file can be written so."""
    if form not in FORMATS:
        raise ValueError(f"There is no format {form!r}: take one of {', '.join(FORMATS)}.")
    return form


Format = Annotated[
    str,
    AfterValidator(known),
    Query(description="File format", json_schema_extra={"enum": list(FORMATS)}),
]


class Fitting(Told):
    """A format of another tool that holds something of a project."""

    format: str = Field(description="As `format` of an export")
    title: str
    ending: str = Field(description="Of the file: zip where there are several")
    lost: list[Left]


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

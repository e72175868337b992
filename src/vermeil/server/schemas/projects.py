"""Projects and their members."""

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from vermeil.server.schemas.accounts import Role
from vermeil.server.schemas.base import Name, Received, Storable, Time, Told

MemberRole = Literal["manager", "reviewer", "annotator"]


def distinct(classes: list[str]) -> list[str]:
    """`classes`, unless one is there twice."""
    if len(set(classes)) < len(classes):
        raise ValueError("a class name is there twice")
    return classes


class NewSchema(Received):
    """What may be answered."""

    classes: Annotated[list[Name], AfterValidator(distinct)] = Field(
        min_length=2,
        max_length=1000,
        examples=[["cat", "dog"]],
        json_schema_extra={"uniqueItems": True},
    )


class Schema(Told):
    """What may be answered, in its newest version."""

    version: int
    classes: list[str] = Field(examples=[["cat", "dog"]])


class Guideline(Told):
    """How to decide, in words (Markdown), in its newest version."""

    version: int
    text: str


class NewProject(Received):
    """A data set to label."""

    # `schema` is the word of the contract; pydantic's own method of that name is not used.
    model_config = ConfigDict(extra="forbid", protected_namespaces=())

    name: Name = Field(examples=["pets"])
    task_type: Literal["classes"] = "classes"
    schema_: NewSchema = Field(alias="schema")
    guideline: Storable = Field("", max_length=200_000)


class ProjectChange(Received):
    """What to change; what is left out stays. A new schema or guideline is a new version."""

    name: Name | None = Field(None, examples=["pets"])
    schema_: NewSchema | None = Field(None, alias="schema")
    guideline: Storable | None = Field(None, max_length=200_000)
    archived: bool | None = None


class Counts(Told):
    """How many items there are, and who labelled them."""

    items: int
    duplicates: int
    human: int
    machine: int
    unlabelled: int = Field(description="Without a label; duplicates are not counted")


class ClassCounts(Told):
    """How often a class was given."""

    model_config = ConfigDict(populate_by_name=True)

    class_: str = Field(alias="class")
    human: int
    machine: int


class Project(Told):
    """A data set, one question about each of its items, and the people who work on it."""

    id: int
    name: str
    task_type: str
    schema_: Schema = Field(alias="schema")
    guideline: Guideline
    counts: Counts | None = Field(description="null for annotators")
    role: Role = Field(description="Your own, here")
    created_at: Time
    archived_at: Time | None = None


class ProjectPage(Project):
    """A project with its counts by class."""

    per_class: list[ClassCounts]


class NewMember(Received):
    """What a person may do in this project."""

    role: MemberRole
    expert: bool = Field(
        default=False, description="Their word is the reference of campaigns that pay experts"
    )


class Member(Told):
    """A person in a project."""

    user_id: int
    name: str
    role: MemberRole
    expert: bool

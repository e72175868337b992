"""Projects and their members."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from vermeil.server.schemas.accounts import Role
from vermeil.server.schemas.base import Name, Received, Storable, Time, Told
from vermeil.server.schemas.questions import Kind, NewSchema, Schema

Mode = Annotated[
    Literal["shown", "delayed", "blind"],
    Field(
        description="How people meet suggestions on plain questions: at once, after their own answer, or "
        "never. What a campaign shows is its own decision; audits are blind in any case"
    ),
]
FewShot = Annotated[
    bool,
    Field(
        description="Where one class is asked for and suggestions are not blind: a model learns from the "
        "answers by itself, from 5 of each class on, and suggests the class of what comes next"
    ),
]
MemberRole = Literal["manager", "reviewer", "annotator"]


class Asked(Schema):
    """What is asked of every item, in its newest version."""

    version: int


class Guideline(Told):
    """How to decide, in words (Markdown), in its newest version."""

    version: int
    text: str


class NewProject(Received):
    """A data set to label."""

    # `schema` is the word of the contract; pydantic's own method of that name is not used.
    model_config = ConfigDict(extra="forbid", protected_namespaces=())

    name: Name = Field(examples=["pets"])
    task_type: Kind = Field("classes", description="Of a schema that is one question without a name")
    schema_: NewSchema = Field(alias="schema")
    guideline: Storable = Field("", max_length=200_000)
    few_shot: FewShot = False


class ProjectChange(Received):
    """What to change; what is left out stays. A new schema or guideline is a new version."""

    name: Name | None = Field(None, examples=["pets"])
    schema_: NewSchema | None = Field(None, alias="schema")
    guideline: Storable | None = Field(None, max_length=200_000)
    suggestions: Mode | None = None
    few_shot: FewShot | None = None
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
    """A data set, the questions about each of its items, and the people who work on it."""

    id: int
    name: str
    schema_: Asked = Field(alias="schema")
    guideline: Guideline
    suggestions: Mode
    few_shot: FewShot
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

"""What is asked of every item."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, WithJsonSchema
from typing_extensions import TypeAliasType

from vermeil.core.errors import BadInput
from vermeil.core.tasks import editor, schema
from vermeil.server.schemas.base import Plain, Told

Media = Literal["text", "image", "audio", "document", "html", "json"]
PAGES = "Of a document: its pages, each a picture at `media_url` with `?page=n`, from 0; an image is one"
Kind = Annotated[str, Field(json_schema_extra={"enum": list(schema.KINDS)})]


def askable(given: dict[str, Any]) -> dict[str, Any]:
    """`given`, unless it is a schema that nobody can be asked."""
    try:
        if "questions" in given:
            schema.ready(given)
    except BadInput as unfit:
        raise ValueError(str(unfit)) from unfit
    return given


#: One question alone may leave out its name and the list around it; `task_type` says its type.
_NewSchema = Annotated[
    Plain,
    AfterValidator(askable),
    WithJsonSchema(
        {
            "anyOf": [
                editor.json_schema(),
                {
                    "type": "object",
                    "title": "One question",
                    "description": "The parts of a question of the type `task_type`",
                    "not": {"required": ["questions"]},
                },
            ]
        }
    ),
    Field(examples=[{"classes": ["cat", "dog"]}]),
]
NewSchema = TypeAliasType("NewSchema", _NewSchema)  #: by its own name in the description of the API


def whole(given: Mapping[str, Any], kind: str = "classes") -> schema.Schema:
    """A schema as it is kept, from one that may be a single question."""
    return given if "questions" in given else schema.single(kind, given)


class Question(Told):
    """One question; its other parts are those of its type."""

    model_config = ConfigDict(extra="allow")

    name: str = Field(examples=["class"])
    type: Kind
    ask: str | None = None
    optional: bool = False
    when: dict[str, Any] = Field(default={}, description="Asked only after these answers")


class Schema(Told):
    """What is asked of every item."""

    questions: list[Question]

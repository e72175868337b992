"""The task type `classes`: which one of these is it? A value is `{"class": name}`."""

from collections.abc import Mapping
from typing import Any

from vermeil.core.errors import BadInput

SHOWN = 20  #: class names that a refusal lists


def check(value: Mapping[str, Any], schema: Mapping[str, Any]) -> None:
    """Raise BadInput unless `value` names one of the classes of `schema`."""
    known = schema["classes"]
    if (said := value.get("class")) not in known:
        raise BadInput(f"{said!r} is not a class of this project: {', '.join(known[:SHOWN])}.")

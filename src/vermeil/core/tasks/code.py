"""What a campaign's engine counts, which knows classes by number only, and the values that they stand for.

A schema that asks for one class of several is counted as it is. Of any other question a campaign decides
whether what the machine says of an item will do: whether its loss against a person's answer is at most the
`tolerance` of the target. Then class 0 is the machine's output, and class 1 everything else: only people
say what. The promise is the same: at most so many items are wrong, and wrong means a larger loss.

Who was shown the output and has sent something else has given the item a value of their own. An audit of that
item judges that value: its answer is of the class that the item has exactly if the value will do (`again`),
else of another one, if need be of class 2.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from vermeil.core.tasks import schema
from vermeil.core.tasks.kind import Question

NONE = -1


class Code(Protocol):
    """How values are counted."""

    @property
    def names(self) -> Sequence[str]:
        """Of the classes, by number."""

    def number(self, value: schema.Value | None, place: int) -> int:
        """The class of what was said of the item at this place; NONE where it is none."""

    def value(self, number: int, place: int) -> schema.Value:
        """What a class means of the item at this place."""


@dataclass(frozen=True)
class Classes:
    """The classes of the only question."""

    question: Question

    @cached_property
    def names(self) -> Sequence[str]:
        """As the question lists them."""
        return schema.choices(self.question)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names)}

    def number(self, value: schema.Value | None, _: int) -> int:
        """The class that a value names."""
        return self._numbers.get((value or {}).get(self.question["name"], ""), NONE)

    def value(self, number: int, _: int) -> schema.Value:
        """The value that names a class."""
        return {self.question["name"]: self.names[number]}


@dataclass(frozen=True)
class Outputs:
    """What the machine says of each item, or anything else."""

    asked: schema.Schema
    tolerance: float  #: the largest loss of an output that will do
    suggestions: Sequence[Mapping[str, Any] | None]  #: (n_items,) each {"value", "confidence"}
    names: Sequence[str] = ("as suggested", "otherwise", "neither")

    def number(self, value: schema.Value | None, place: int) -> int:
        """Whether the output of an item will do, by what a person said of it."""
        suggestion = self.suggestions[place]
        if value is None:
            return NONE
        return int(suggestion is None or not self._will_do(suggestion["value"], value))

    def again(self, value: schema.Value | None, place: int, kept: schema.Value, kind: int) -> int:
        """The class of a second answer to an item that has the value `kept`, which counts as `kind`.

        It is `kind` exactly if what is kept will do.
        """
        if value is None:
            return NONE
        if self._will_do(kept, value):
            return kind
        found = self.number(value, place)
        return found if found != kind else len(self.names) - 1

    def mended(self, value: schema.Value | None, place: int) -> bool:
        """Whether the output, which was shown, would do and was not sent as it was shown."""
        suggestion = self.suggestions[place]
        if suggestion is None or self.number(value, place) != 0:
            return False
        return not schema.unchanged(value, suggestion["value"], self.asked)

    def _will_do(self, kept: schema.Value, true: schema.Value) -> bool:
        return schema.loss(kept, true, self.asked) <= self.tolerance

    def value(self, number: int, place: int) -> schema.Value:
        """The output itself."""
        suggestion = self.suggestions[place]
        assert number == 0, "only people say what is otherwise"
        assert suggestion is not None
        value: schema.Value = suggestion["value"]
        return value

    def about(self, place: int) -> dict[str, Any]:
        """What the model says of the output of an item, beside its value: how sure it is, and which it is."""
        suggestion = self.suggestions[place] or {}
        return {name: suggestion.get(name) for name in ("confidence", "model_version")}

    def mute(self) -> NDArray[np.bool_] | None:
        """(n_items,) where there is no output; None where each item has one."""
        missing = np.array([one is None for one in self.suggestions], bool)
        return missing if missing.any() else None

    def seen(self) -> NDArray[np.float32]:
        """(n_items, 3) of the outputs: whether there is one, how sure its model is, how much it says."""
        rows = [
            (0.0, 0.0, 0.0)
            if one is None
            else (1.0, -1.0 if (sure := one.get("confidence")) is None else float(sure), extent(one["value"]))
            for one in self.suggestions
        ]
        return np.array(rows, np.float32).reshape(-1, 3)


def extent(value: object) -> float:
    """How much a value says, on the scale of a logarithm: names, regions, words and digits count."""
    return math.log1p(_parts(value))


def _parts(value: object) -> int:
    if isinstance(value, Mapping):
        return sum(_parts(part) for part in value.values())
    if isinstance(value, list):
        return sum(_parts(part) for part in value)
    return len(value.split()) if isinstance(value, str) else int(value is not None)

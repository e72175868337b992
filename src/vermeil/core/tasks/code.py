"""What a campaign's engine counts, which knows classes by number only, and the values that they stand for.

A schema that asks for one class of several is counted as it is. Of any other question a campaign decides
whether what the machine says of an item will do: whether its loss against a person's answer is at most the
`tolerance` of the target. Then class 0 is the machine's output, and class 1 everything else: only people
say what. The promise is the same: at most so many items are wrong, and wrong means a larger loss.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

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
    outputs: Sequence[schema.Value | None]  #: (n_items,)
    names: Sequence[str] = ("as suggested", "otherwise")

    def number(self, value: schema.Value | None, place: int) -> int:
        """Whether the output of an item will do, by what a person said of it."""
        output = self.outputs[place]
        if value is None:
            return NONE
        return int(output is None or schema.loss(output, value, self.asked) > self.tolerance)

    def value(self, number: int, place: int) -> schema.Value:
        """The output itself."""
        output = self.outputs[place]
        assert number == 0, "only people say what is otherwise"
        assert output is not None
        return output

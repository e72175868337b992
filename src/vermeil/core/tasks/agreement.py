"""How far a model's answers are those of people: of each class, label and field, or of whole answers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from vermeil.core.tasks.kind import Question, Tally
from vermeil.core.tasks.schema import KINDS, Schema, Value

Part = tuple[str, str | None]  #: (question, name)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of a class, a label or a field of a question; of a whole answer, where `name` is None."""

    question: str
    name: str | None
    said: int  #: how often the model says it
    true: int  #: how often people do
    both: float  #: how often both do, of the same thing; of whole answers, the sum of 1 - loss

    @property
    def precision(self) -> float | None:
        """How much of what the model says is right."""
        return self.both / self.said if self.said else None

    @property
    def recall(self) -> float | None:
        """How much of what people say the model says, too."""
        return self.both / self.true if self.true else None


def agreement(pairs: Iterable[tuple[Value, Value]], schema: Schema) -> list[Agreement]:
    """What models and people say, (said, true) of each item, counted; in the order of the questions."""
    said_of: Counter[Part] = Counter()
    true_of: Counter[Part] = Counter()
    both_of: defaultdict[Part, float] = defaultdict(float)
    for said, true in pairs:
        for question in schema["questions"]:
            for name, one in _parts(said, true, question):
                part = question["name"], name
                said_of[part] += one.said
                true_of[part] += one.true
                both_of[part] += one.both
    order = [question["name"] for question in schema["questions"]]
    parts = sorted(both_of, key=lambda part: order.index(part[0]))
    return [Agreement(*part, said_of[part], true_of[part], both_of[part]) for part in parts]


def _parts(said: Value, true: Value, question: Question) -> Iterator[tuple[str | None, Tally]]:
    """(name, tally) of the answers to one question; those of one who was not asked are none."""
    name, kind = question["name"], KINDS[question["type"]]
    if kind.tally is not None:
        none: Any = {} if question["type"] == "fields" else []
        yield from kind.tally(said.get(name, none), true.get(name, none), question).items()
    elif name in said and name in true:
        yield None, Tally(1, 1, 1 - kind.loss(said[name], true[name], question))
    elif name in said or name in true:
        yield None, Tally(int(name in said), int(name in true), 0)

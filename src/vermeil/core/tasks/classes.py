"""`classes`: which one of these is it? A value is the name of a class; with `multiple`, a list of names.

Classes may form a tree: `parents` names the class above each; any of them is an answer, and one that shares
more of the way down with the truth is less wrong. `pair` asks the same of two things beside one another.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.tasks.kind import Kind, Question, Tally, known, most_said, names, supported, tallied

PAIR = ["same", "different", "unclear"]


def _ready(question: Question) -> None:
    classes, parents = names(question, "classes"), question.get("parents", {})
    if len(classes) == 1 and not question.get("multiple"):
        raise BadInput(
            f"The question {question['name']!r} needs two classes at least: of one, nothing is asked."
        )
    if not isinstance(parents, Mapping):
        raise BadInput("`parents` must name the class above each class.")
    for child, parent in parents.items():
        known(child, classes, "class")
        known(parent, classes, "class")
        if child in _above(parent, parents):
            raise BadInput(f"`parents` go round in a circle at {child!r}.")


def _check(value: Any, question: Question) -> None:  # noqa: ANN401 - it comes from outside
    classes = question["classes"]
    if not question.get("multiple"):
        known(value, classes, "class of this question")
        return
    if not isinstance(value, list) or len({str(one) for one in value}) < len(value):
        raise BadInput("The answer must be a list of classes, each once.")
    for one in value:
        known(one, classes, "class of this question")


def _loss(said: Any, true: Any, question: Question) -> float:  # noqa: ANN401 - as checked
    """0 or 1; of several classes 1 - those named by both / by either; in a tree by the way they share."""
    if question.get("multiple"):
        either = set(said) | set(true)
        return 1 - len(set(said) & set(true)) / len(either) if either else 0.0
    if said == true:
        return 0.0
    parents = question.get("parents", {})
    ways = [_above(one, parents) for one in (said, true)]
    return 1 - 2 * len(set(ways[0]) & set(ways[1])) / (len(ways[0]) + len(ways[1]))


def _above(name: str, parents: Mapping[str, str]) -> list[str]:
    """The class itself and all above it."""
    way = [name]
    while (parent := parents.get(way[-1])) is not None and parent not in way:
        way.append(parent)
    return way


def _merge(values: Sequence[Any], question: Question) -> Any:  # noqa: ANN401 - as checked
    if question.get("multiple"):
        named = set(supported(values))
        return [one for one in question["classes"] if one in named]
    return most_said(values)


def _same_or_not(value: Any, _: Question) -> None:  # noqa: ANN401 - it comes from outside
    known(value, PAIR, "answer to this question")


def _tally(said: Any, true: Any, _: Question) -> dict[str, Tally]:  # noqa: ANN401 - as checked
    named, meant = ({one} if isinstance(one, str) else set(one) for one in (said, true))
    return tallied(named, meant, named & meant)


CLASSES = Kind(_ready, _check, _loss, _merge, tally=_tally)
PAIRS = Kind(
    lambda _: None,
    _same_or_not,
    lambda said, true, _: float(said != true),
    lambda values, _: most_said(values),
    tally=_tally,
)

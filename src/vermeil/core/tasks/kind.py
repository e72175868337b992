"""What every type of question says for itself, and how several answers to one become one."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from numpy.typing import NDArray

from vermeil.core.errors import BadInput

Question = Mapping[str, Any]  #: as it stands in a schema: `name`, `type` and what the type needs
MAX = sys.float_info.max  #: a whole number can be larger, and is then no number that anything can use
SHOWN = 20  #: names that a refusal lists
LONGEST = 200  #: characters of a name
MOST = 1_000  #: names of a question


class Tally(NamedTuple):
    """Of one thing that answers say, such as a class or a field: how often it was said, meant, and both."""

    said: int
    true: int
    both: float  #: of a whole answer 1 - loss


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of question; its module says what a value is."""

    ready: Callable[[Question], object]  #: BadInput where the question cannot be asked so
    check: Callable[[Any, Question], None]  #: BadInput where a value is no answer to it
    loss: Callable[[Any, Any, Question], float]  #: (said, true) in [0, 1]; 0: nothing is wrong
    merge: Callable[[Sequence[Any], Question], Any]  #: one answer out of one or more
    empty: Callable[[Any], bool] = lambda value: value in (None, "", [], {})
    tally: Callable[[Any, Any, Question], Mapping[str, Tally]] | None = None  #: (said, true); by name


def names(question: Question, key: str) -> list[str]:
    """The names under `key`: at least one, each once; BadInput otherwise."""
    found = question.get(key)
    told = f"`{key}` of the question {question.get('name')!r}"
    if not isinstance(found, list) or not found:
        raise BadInput(f"{told} must be a list of names.")
    if len(found) > MOST:
        raise BadInput(f"{told} has {len(found):,} names; {MOST:,} at most.")
    for name in found:
        if not isinstance(name, str) or name != name.strip() or not 0 < len(name) <= LONGEST:
            raise BadInput(f"{told}: {name!r} is no name of 1 to {LONGEST} characters without spaces around.")
    if len(set(found)) < len(found):
        raise BadInput(f"{told}: a name is there twice.")
    return found


def known(name: object, among: Sequence[str], what: str) -> None:
    """BadInput unless `name` is `among` those that there are of `what`."""
    if name not in among:
        more = ", ..." if len(among) > SHOWN else ""
        raise BadInput(f"{name!r} is not a {what}: there are {', '.join(among[:SHOWN])}{more}.")


def listed(value: object, what: str) -> list[dict[str, Any]]:
    """`value` as a list of objects; BadInput otherwise."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise BadInput(f"The answer must be a list of {what}, each an object.")
    return value


def number(value: object, what: str, least: float = float("-inf"), most: float = float("inf")) -> float:
    """`value` as a finite number from `least` to `most`; BadInput otherwise."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= MAX:
        raise BadInput(f"{what} must be a number; it is {value!r}.")
    if not least <= value <= most:
        raise BadInput(f"{what} must lie between {least:g} and {most:g}; it is {value:g}.")
    return float(value)


def medoid(values: Sequence[Any], apart: Callable[[Any, Any], float]) -> Any:  # noqa: ANN401 - whatever the values are
    """The value that is nearest to all others, the first of equals (Braylan and Lease 2020)."""
    total = [sum(apart(one, other) for other in values) for one in values]
    return values[total.index(min(total))]


def most_said(values: Sequence[Any]) -> Any:  # noqa: ANN401 - whatever the values are
    """The value that was said most often, of equals the first."""
    return max(values, key=lambda one: (sum(one == other for other in values), -values.index(one)))


def paired(costs: NDArray[Any]) -> list[tuple[int, int]]:
    """(row, column) of the cheapest one-to-one matching of `costs` (n, m) (Kuhn 1955)."""
    # 0.7 s and 40 MB at the start of a server, which checks values and never matches them
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    rows, columns = linear_sum_assignment(costs)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def set_loss(said: Sequence[Any], true: Sequence[Any]) -> float:
    """1 - F1 of two sets of things that are the same or not; 0 where both are empty."""
    if not said and not true:
        return 0.0
    left, both = list(true), 0
    for one in said:
        if one in left:
            left.remove(one)
            both += 1
    return 1 - 2 * both / (len(said) + len(true))


def tallied(said: Iterable[str], true: Iterable[str], both: Iterable[str]) -> dict[str, Tally]:
    """By name: how often it is among what was `said`, what was `true`, and what was `both`."""
    counts = [Counter(some) for some in (said, true, both)]
    return {name: Tally(*(one[name] for one in counts)) for name in counts[0] | counts[1]}


def supported(values: Sequence[Sequence[Any]]) -> list[Any]:
    """What more than half of the answers hold, in the order in which it was first said."""
    seen: list[Any] = []
    for value in values:
        seen += [one for one in value if one not in seen]
    return [one for one in seen if 2 * sum(one in value for value in values) > len(values)]

"""Questions of a form: `number`, `rating`, `text`, `url`, `ranking`, `table`.

number   a number from `least` to `most`; wrong by more than `tolerance` (0), or by its share of the range
rating   a whole number from 1 to `most` (5); the loss is the distance as a share of the scale
text     words; compared without regard to case and spaces
url      an http(s) address; compared without its fragment and its last slash
ranking  all `options`, the best first; the loss is the share of pairs in the wrong order (Kendall 1938)
table    rows as objects with the `columns`; the loss is 1 - F1 of the rows
"""

from collections.abc import Sequence
from itertools import combinations
from statistics import median
from typing import Any
from urllib.parse import urldefrag, urlsplit

from vermeil.core.errors import BadInput
from vermeil.core.tasks.kind import (
    Kind,
    Question,
    known,
    listed,
    most_said,
    names,
    number,
    set_loss,
    supported,
)

STARS = 5
LONGEST = 10_000  #: characters of a text


def _number_ready(question: Question) -> None:
    least, most = _range(question)
    if least >= most:
        raise BadInput(f"`least` must be below `most`; they are {least:g} and {most:g}.")
    number(question.get("tolerance", 0.0), "`tolerance`", 0.0)


def _range(question: Question) -> tuple[float, float]:
    ends = question.get("least", float("-inf")), question.get("most", float("inf"))
    low, high = (end if abs(end) == float("inf") else number(end, "An end of the range") for end in ends)
    return low, high


def _number(value: Any, question: Question) -> None:  # noqa: ANN401 - it comes from outside
    number(value, "The answer", *_range(question))


def _number_loss(said: Any, true: Any, question: Question) -> float:  # noqa: ANN401 - as checked
    low, high = _range(question)
    apart = abs(said - true)
    if apart <= question.get("tolerance", 0.0):
        return 0.0
    return min(apart / (high - low), 1.0) if high - low < float("inf") else 1.0


def _middle(values: Sequence[Any], _: Question) -> Any:  # noqa: ANN401 - as checked
    return median(values)


def _rating_ready(question: Question) -> None:
    if number(question.get("most", STARS), "`most`", 2, 100) % 1:
        raise BadInput("`most` of a rating must be a whole number.")


def _rating(value: Any, question: Question) -> None:  # noqa: ANN401 - it comes from outside
    if number(value, "A rating", 1, question.get("most", STARS)) % 1:
        raise BadInput(f"A rating is a whole number; it is {value!r}.")


def _rating_loss(said: Any, true: Any, question: Question) -> float:  # noqa: ANN401 - as checked
    return float(abs(said - true) / (question.get("most", STARS) - 1))


def _rating_merge(values: Sequence[Any], _: Question) -> Any:  # noqa: ANN401 - as checked
    return sorted(values)[(len(values) - 1) // 2]


def _text(value: Any, _: Question) -> None:  # noqa: ANN401 - it comes from outside
    if not isinstance(value, str) or len(value) > LONGEST:
        raise BadInput(f"The answer must be a text of at most {LONGEST:,} characters.")


def plain(text: str) -> str:
    """A text as it is compared: without regard to case and spaces."""
    return " ".join(text.split()).casefold()


def _url(value: Any, question: Question) -> None:  # noqa: ANN401 - it comes from outside
    _text(value, question)
    if any(one.isspace() for one in value) or _split(value) is None:
        raise BadInput(f"{value[:200]!r} is no address that begins with http:// or https://.")


def _split(value: str) -> tuple[str, ...] | None:
    try:
        parts = urlsplit(urldefrag(value).url)
    except ValueError:
        return None
    return (
        (parts.scheme, parts.netloc.casefold(), parts.path.rstrip("/"), parts.query)
        if parts.scheme in ("http", "https") and parts.netloc
        else None
    )


def _ranking(value: Any, question: Question) -> None:  # noqa: ANN401 - it comes from outside
    options = question["options"]
    if not isinstance(value, list) or sorted(map(str, value)) != sorted(options):
        raise BadInput("A ranking names all options, each once, the best first.")


def _ranking_loss(said: Any, true: Any, _: Question) -> float:  # noqa: ANN401 - as checked
    place = {name: rank for rank, name in enumerate(said)}
    pairs = list(combinations(true, 2))
    return sum(place[one] > place[other] for one, other in pairs) / max(len(pairs), 1)


def _ranking_merge(values: Sequence[Any], question: Question) -> list[str]:
    """By the sum of the ranks (Borda); of equals as the options stand."""
    options: list[str] = question["options"]
    return sorted(options, key=lambda name: (sum(value.index(name) for value in values), options.index(name)))


def _table(value: Any, question: Question) -> None:  # noqa: ANN401 - it comes from outside
    for row in listed(value, "rows"):
        for name, cell in row.items():
            known(name, question["columns"], "column of this table")
            if not isinstance(cell, str | int | float | None):
                raise BadInput(f"The cell {name!r} must hold a text or a number.")


def _rows(value: Sequence[dict[str, Any]]) -> list[tuple[tuple[str, str], ...]]:
    rows = [{name: plain(str(cell)) for name, cell in row.items() if cell not in (None, "")} for row in value]
    return [tuple(sorted(row.items())) for row in rows]


def _table_merge(values: Sequence[Any], _: Question) -> list[dict[str, Any]]:
    """The rows that more than half of the answers hold."""
    keys = supported([_rows(value) for value in values])
    told = {key: row for value in reversed(values) for key, row in zip(_rows(value), value, strict=True)}
    return [told[key] for key in keys]


def _same(norm: Any) -> Any:  # noqa: ANN401 - a function on values
    return lambda said, true, _: float(norm(said) != norm(true))


def _voted(norm: Any) -> Any:  # noqa: ANN401 - a function on values
    def merge(values: Sequence[Any], _: Question) -> Any:  # noqa: ANN401 - as checked
        keys = [norm(one) for one in values]
        return values[keys.index(most_said(keys))]

    return merge


NUMBER = Kind(_number_ready, _number, _number_loss, _middle)
RATING = Kind(_rating_ready, _rating, _rating_loss, _rating_merge)
TEXT = Kind(lambda _: None, _text, _same(plain), _voted(plain))
URL = Kind(lambda _: None, _url, _same(_split), _voted(_split))
RANKING = Kind(lambda question: names(question, "options"), _ranking, _ranking_loss, _ranking_merge)
TABLE = Kind(
    lambda question: names(question, "columns"),
    _table,
    lambda said, true, _: set_loss(_rows(said), _rows(true)),
    _table_merge,
)

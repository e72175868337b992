"""`spans`: which parts of the text, and what? `relations`: how do two of them belong together?

A span is {"label", "start", "end"}: characters as Unicode counts them (code points), the end not included,
whatever the script or its direction. A relation is {"label", "from", "to"}, each end [start, end] of a span.
The loss is 1 - F1: a span counts if label and both ends agree.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.tasks.kind import Kind, Question, Tally, known, listed, names, set_loss, supported, tallied


def _check_spans(value: Any, question: Question) -> None:  # noqa: ANN401 - it comes from outside
    spans = listed(value, "spans")
    for span in spans:
        known(span.get("label"), question["labels"], "label of this question")
        _part([span.get("start"), span.get("end")])
    ends = sorted((one["start"], one["end"]) for one in spans)
    if len({(one["label"], one["start"], one["end"]) for one in spans}) < len(spans):
        raise BadInput("A span is there twice.")
    if question.get("overlap", True):
        return
    if any(one[1] > after[0] for one, after in pairwise(ends)):
        raise BadInput("Two spans overlap, which this question does not allow.")


def _check_relations(value: Any, question: Question) -> None:  # noqa: ANN401 - it comes from outside
    for one in listed(value, "relations"):
        known(one.get("label"), question["labels"], "label of this question")
        _part(one.get("from"))
        _part(one.get("to"))


def _part(ends: Any) -> None:  # noqa: ANN401 - it comes from outside
    match ends:
        case [int(start), int(end)] if 0 <= start < end and bool not in (type(start), type(end)):
            return
    raise BadInput(f"A part of a text is [start, end], from 0 on and not empty; it is {ends!r}.")


def _keys(value: Sequence[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [tuple(str(one[name]) for name in sorted(one) if name in _NAMES) for one in value]


_NAMES = {"label", "start", "end", "from", "to"}


def _loss(said: Any, true: Any, _: Question) -> float:  # noqa: ANN401 - as checked
    return set_loss(_keys(said), _keys(true))


def _merge(values: Sequence[Any], _: Question) -> list[dict[str, Any]]:
    """What more than half of the answers hold."""
    keys = supported([_keys(value) for value in values])
    told = {key: one for value in reversed(values) for key, one in zip(_keys(value), value, strict=True)}
    return [told[key] for key in keys]


def _tally(said: Any, true: Any, _: Question) -> dict[str, Tally]:  # noqa: ANN401 - as checked
    meant = _keys(true)
    both = [one["label"] for one, key in zip(said, _keys(said), strict=True) if key in meant]
    return tallied((one["label"] for one in said), (one["label"] for one in true), both)


SPANS = Kind(lambda question: names(question, "labels"), _check_spans, _loss, _merge, tally=_tally)
RELATIONS = Kind(lambda question: names(question, "labels"), _check_relations, _loss, _merge, tally=_tally)

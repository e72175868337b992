"""Tokens of a text: those that came with it, or words and signs, parted where a span begins or ends."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

Json = dict[str, Any]
Ends = tuple[int, int]
WORD = re.compile(r"\w+|[^\w\s]")


def tokens(text: str, spans: Iterable[Mapping[str, Any]], given: Sequence[Sequence[int]] = ()) -> list[Ends]:
    """[start, end) of each token in code points; no token reaches over an end of a span."""
    whole = [(start, end) for start, end in given] or [found.span() for found in WORD.finditer(text)]
    cuts = sorted({end for span in spans for end in (span["start"], span["end"])})
    found: list[Ends] = []
    for start, end in whole:
        inside = cuts[bisect_left(cuts, start + 1) : bisect_left(cuts, end)]
        found += pairwise([start, *inside, end])
    return found


def covered(span: Mapping[str, Any], parts: Sequence[Ends]) -> tuple[int, int] | None:
    """The first and the last token of a span; None where it covers none."""
    inside = [
        place for place, (start, end) in enumerate(parts) if start >= span["start"] and end <= span["end"]
    ]
    return (inside[0], inside[-1]) if inside else None


def apart(spans: Iterable[Json]) -> tuple[list[Json], int]:
    """The spans that do not overlap, longer ones first kept, as the text goes; and how many others."""
    kept: list[Json] = []
    others = 0
    for span in sorted(spans, key=lambda one: (one["start"] - one["end"], one["start"])):
        if all(span["end"] <= one["start"] or one["end"] <= span["start"] for one in kept):
            kept.append(span)
        else:
            others += 1
    return sorted(kept, key=lambda one: int(one["start"])), others

"""What a field could be: every piece of a document that reads as its kind, and what stands around it.

A candidate is described by features that a few examples can teach the worth of: the words before and above
it, its place, its shape, and for a text the words in it. Each is named by what it is (`left=total`), so that
one learned on a receipt means the same on the next.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vermeil.core.documents.words import Box, Word, around, rows
from vermeil.core.tasks.fields import compared

LINES = 6  #: that a text can go over
NEAR = 3  #: words before a candidate that are looked at
GAP = 1.2  #: heights of a line between two that belong together
SHORT = 2  #: letters of a text that hardly is one
HEAD = 3  #: first rows of a document, which are told apart
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_PATTERNS = {
    "date": re.compile(
        rf"\d{{1,4}}([/.-])\d{{1,2}}\1\d{{2,4}}|\d{{1,2}}[ /.-]?{_MONTH}[ ,/.-]*\d{{2,4}}"
        rf"|{_MONTH}[ .]*\d{{1,2}},? +\d{{4}}",
        re.IGNORECASE,
    ),
    "amount": re.compile(r"(?<![\d.,])-?(?:\d{1,3}(?:[,.']\d{3})+|\d+)[.,]\d{2}(?![\d.,]?\d)"),
    "number": re.compile(r"(?<![\d.,])-?\d+(?:[.,]\d+)*(?!\d)"),
}
_LEAD = re.compile(r"^([^:]{1,40}):\s*(.+)$")  #: "Invoice no: 17"
_TAIL = re.compile(r"^(.{3,}?)\s*\([^()]*\)$")  #: "Smith and Sons (12345-X)"
_LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that a field could be, and its place."""

    text: str
    box: Box
    features: Mapping[str, float] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a document, and where each word is in them."""

    rows: Sequence[Sequence[Word]]
    places: Mapping[int, tuple[int, int]]  #: by identity of the word: its row, its place in it
    height: float  #: of a usual word

    @classmethod
    def of(cls, words: Sequence[Word]) -> "Page":
        """`words`: of one document, in any order."""
        lines = rows(words)
        places = {id(word): (r, c) for r, row in enumerate(lines) for c, word in enumerate(row)}
        heights = sorted(word.h for word in words)
        return cls(lines, places, heights[len(heights) // 2] if heights else 1.0)

    def before(self, word: Word) -> str:
        """What stands to the left of it on its line."""
        row, place = self.places[id(word)]
        return " ".join(one.text for one in self.rows[row][:place])

    def above(self, word: Word) -> Word | None:
        """What stands over it."""
        row, _ = self.places[id(word)]
        return next((one for one in self.rows[row - 1] if one.overlaps(word)), None) if row else None

    def below(self, word: Word) -> Word | None:
        """What stands under it, as close as the next line of a text."""
        row, _ = self.places[id(word)]
        under = self.rows[row + 1] if row + 1 < len(self.rows) else []
        close = (one for one in under if one.page == word.page and one.y < word.y + (1 + GAP) * word.h)
        return next((one for one in close if one.overlaps(word)), None)


def candidates(words: Sequence[Word], asked: Mapping[str, Any]) -> list[Candidate]:
    """All that the field `asked` ({"name", "kind"}) could be in a document."""
    page, kind, name = Page.of(words), asked.get("kind", "text"), set(tokens(asked["name"]))
    read = _texts if kind == "text" else _values
    found = [
        (text, box, context(page, run, before, name) | own)
        for text, run, before, box, own in read(page, kind)
    ]
    if kind != "text":
        _compare(found, kind)
    return [Candidate(text, box, features) for text, box, features in found]


Piece = tuple[str, Sequence[Word], str, Box, dict[str, float]]  #: text, its words, what is before it there


def _values(page: Page, kind: str) -> Iterator[Piece]:
    """Dates, amounts and numbers, also inside of longer texts."""
    for row in page.rows:
        for word in row:
            for match in _PATTERNS[kind].finditer(word.text):
                if compared(match[0], kind) is not None:
                    own = {f"shape={shape(match[0])}": 1.0, "whole": float(match[0] == word.text.strip())}
                    yield match[0], [word], word.text[: match.start()], part(word, match.span()), own


def _texts(page: Page, _: str) -> Iterator[Piece]:
    """Pieces, what follows a colon in them, what is before brackets, and lines under one another."""
    for row in page.rows:
        for word in row:
            for pattern, group in ((_LEAD, 2), (_TAIL, 1)):
                if match := pattern.match(word.text):
                    before = match[1] if pattern is _LEAD else ""
                    yield match[group], [word], before, part(word, match.span(group)), inside(match[group], 1)
            run, under = [word], page.below(word)
            yield word.text, run, "", word.box, inside(word.text, 1)
            while under and len(run) < LINES:
                run = [*run, under]
                text = " ".join(one.text for one in run)
                yield text, run, "", around(run), inside(text, len(run))
                under = page.below(under)


def context(page: Page, run: Sequence[Word], before: str, name: set[str]) -> dict[str, float]:
    """Features of what stands around a candidate, and of its place."""
    row, _ = page.places[id(run[0])]
    left, over, under = tokens(page.before(run[0]) + " " + before), page.above(run[0]), page.below(run[-1])
    above = tokens(over.text) if over else []
    found = {f"left={one}": 1.0 for one in left[-NEAR:]} | {f"above={one}": 0.5 for one in above}
    found |= {f"under={one}": 0.5 for one in (tokens(under.text) if under else ["nothing"])}
    found |= {f"third={int(3 * row / len(page.rows))}": 1.0, "big": min(run[0].h / page.height, 3.0) - 1}
    if row < HEAD:
        found[f"row={row}"] = 1.0
    if name:
        found["named"] = len(name & set(left)) / len(name)
        found["named above"] = len(name & set(above)) / len(name)
        found["named only"] = float(name == set(left))
    return found


def inside(text: str, lines: int) -> dict[str, float]:
    """Features of a text itself."""
    signs = [one for one in text if not one.isspace()]
    said = tokens(text)
    found = {f"has={one}": 1.0 for one in said} | {f"lines={lines}": 1.0}
    found |= {f"starts={one}": 1.0 for one in said[:1]} | {f"ends={one}": 1.0 for one in said[-1:]}
    found["digits"] = sum(one.isdigit() for one in signs) / max(len(signs), 1)
    found["short"] = float(sum(one.isalpha() for one in signs) <= SHORT)
    return found


def _compare(found: list[tuple[str, Box, dict[str, float]]], kind: str) -> None:
    """Which is the first, the last and the largest of its kind in the document."""
    values = [compared(text, kind) for text, _, _ in found]
    for place, (value, (_, _, features)) in enumerate(zip(values, found, strict=True)):
        features["first"] = float(place == 0)
        features["last"] = float(place == len(found) - 1)
        if kind != "date":
            features["largest"] = float(value == max(values))
            features["nothing"] = float(value == 0)


def part(word: Word, span: tuple[int, int]) -> Box:
    """The box of some characters of a word, as if all were of one width."""
    start, end = (edge / max(len(word.text), 1) for edge in span)
    return word.page, word.x + start * word.w, word.y, (end - start) * word.w, word.h


def tokens(text: str) -> list[str]:
    """The words of a text that say something: letters, in small."""
    return [one.casefold() for one in _LETTERS.findall(text)]


def shape(text: str) -> str:
    """How a text is written: 12 MAR 2018 is 00 a 0000."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "0", text))

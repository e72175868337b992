"""What stands on the pages of a document: pieces of text with their places, in the order they are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

Box = tuple[int, float, float, float, float]  #: page, x, y, w, h: shares of the page, as in an answer


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of text that stands together on a line: a word, or several as OCR and PDF give them."""

    text: str
    page: int
    x: float  #: of its left edge, a share of the page's width
    y: float  #: of its upper edge, a share of the page's height
    w: float
    h: float
    confidence: float = 1.0  #: that it reads so

    @property
    def box(self) -> Box:
        """Its place."""
        return self.page, self.x, self.y, self.w, self.h

    @property
    def middle(self) -> float:
        """Of its height."""
        return self.y + self.h / 2

    def beside(self, other: Self) -> bool:
        """Whether the two stand on one line: the middle of each is within the other's height."""
        apart = abs(self.middle - other.middle)
        return self.page == other.page and apart < min(self.h, other.h) / 2

    def overlaps(self, other: Self) -> bool:
        """Whether they share a part of the page's width."""
        return self.x < other.x + other.w and other.x < self.x + self.w


def rows(words: Iterable[Word]) -> list[list[Word]]:
    """The lines of the document from top to bottom, each from left to right."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.page, one.middle)):
        if found and found[-1][-1].beside(word):
            found[-1].append(word)
        else:
            found.append([word])
    return [sorted(row, key=lambda one: one.x) for row in found]


def around(words: Sequence[Word]) -> Box:
    """The box that holds all of them; they stand on the page of the first."""
    left, top = min(one.x for one in words), min(one.y for one in words)
    right, low = max(one.x + one.w for one in words), max(one.y + one.h for one in words)
    return words[0].page, left, top, right - left, low - top

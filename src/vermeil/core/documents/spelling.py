"""Texts that people wrote before: the same shop has the same name, however badly it was read this time."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

ALIKE = 0.8  #: share of three-letter pieces that two readings of one text have in common, at least
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Spellings:
    """Texts by their bare letters and digits, with the pieces that these are made of."""

    texts: Mapping[str, str]
    pieces: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Of two spellings that differ only in signs and case, the later is kept."""
        spelled = {bare(text): text for text in texts if bare(text)}
        return cls(spelled, {key: _pieces(key) for key in spelled})

    def like(self, text: str) -> tuple[str, float] | None:
        """The text that is most like `text`, and how much in (0, 1]; None where none is alike.

        Alike are only texts with the same digits: another house number is another house.
        """
        key = bare(text)
        if key in self.texts:
            return self.texts[key], 1.0
        own, digits = _pieces(key), _digits(key)
        near = {
            other: _alike(own, pieces) for other, pieces in self.pieces.items() if _digits(other) == digits
        }
        best = max(near, key=lambda other: near[other], default=None)
        return None if best is None or near[best] < ALIKE else (self.texts[best], near[best])


def bare(text: str) -> str:
    """Letters and digits alone, in small."""
    return _SIGNS.sub("", text.casefold())


def _digits(key: str) -> str:
    return "".join(one for one in key if one.isdigit())


def _pieces(key: str) -> frozenset[str]:
    return frozenset(key[start : start + 3] for start in range(max(len(key) - 2, 1)))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The coefficient of Dice (1945)."""
    return 2 * len(one & other) / (len(one) + len(other))

"""Words as tokens of WordLlama's table, without the library that the table was made with.

The rule is SentencePiece's byte pair encoding (Kudo & Richardson 2018): a space is written as U+2581, and of
all neighbours whose union is a token, the two whose union comes first in the table are joined, until none is
left. No token reaches over the beginning of a word, so a word is split by itself, once in a collection. A
character that is no token is written as its bytes.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from heapq import heappop, heappush
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_TABLE = Path(__file__).parent / "wordllama" / "embedding-int8.npz"
_SPACE = "\u2581"
_WORD = re.compile(f"{_SPACE}*[^{_SPACE}\n]+|{_SPACE}+|\n")  # spaces go with the word after them
_LAST = 1 << 32  # runs of spaces are joined after everything else


class Table(NamedTuple):
    """What a model knows of tokens."""

    ids: dict[str, int]  #: token to row
    vectors: NDArray[np.float32]  #: (32000, 256)


@cache
def table() -> Table:
    """The table, read once a process (a tenth of a second).

    Raises:
        FileNotFoundError: Vermeil was put here without being built; the message says what to do.
    """
    if not _TABLE.exists():
        raise FileNotFoundError(f"{_TABLE} is made by the build: `pip install .` or `pip install -e .`")
    with np.load(_TABLE) as kept:
        tokens = kept["tokens"].tobytes().decode().split("\0")
        vectors = kept["vectors"] * kept["scales"][:, None]
    return Table({token: row for row, token in enumerate(tokens)}, vectors)


def words(text: str) -> list[str]:
    """The text cut into pieces that no token reaches over."""
    return _WORD.findall(_SPACE + text.replace(" ", _SPACE)) if text else []


def split(word: str, ids: Mapping[str, int]) -> tuple[int, ...]:
    """The tokens of one of `words`."""
    parts = [part for character in word for part in _known(character, ids)]
    before, after = list(range(-1, len(parts) - 1)), list(range(1, len(parts) + 1))
    joins: list[tuple[int, int, str]] = []  # place in the order, position of the left part, union

    def consider(left: int, right: int) -> None:
        if left >= 0 and right < len(parts) and (union := parts[left] + parts[right]) in ids:
            heappush(joins, (ids[union] if union.strip(_SPACE) else ids[union] + _LAST, left, union))

    for right in range(1, len(parts)):
        consider(right - 1, right)
    while joins:
        _, left, union = heappop(joins)
        right = after[left]
        if not parts[left] or right == len(parts) or parts[left] + parts[right] != union:
            continue  # one of the two was joined with another meanwhile
        parts[left], parts[right] = union, ""
        after[left] = after[right]
        if after[left] < len(parts):
            before[after[left]] = left
        consider(before[left], left)
        consider(left, after[left])
    return tuple(ids[part] for part in parts if part)


def _known(character: str, ids: Mapping[str, int]) -> Sequence[str]:
    return character if character in ids else [f"<0x{byte:02X}>" for byte in character.encode()]

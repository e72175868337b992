"""What people said whose word is not the last: an audit vouches for it, or the reference is asked.

Without experts that is whatever was said on seeing the machine's label; with experts, all that others say.
"""

from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
NONE = -1  #: no class was shown; the machine had no guess


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Said:
    """One row an answer, in the order in which they came."""

    item: Array  #: (v,) int64
    label: Array  #: (v,) int32; -1: they could not say
    shown: Array  #: (v,) int32, the class that was suggested first; NONE: blind
    taken: Array  #: (v,) int32, which of the suggestions was taken, from 0; NONE: none of them
    paged: Array  #: (v,) bool, shown on a page of look-alikes
    mended: Array  #: (v,) bool, counts as what was shown, and was not sent as it was shown
    guess: Array  #: (v,) int32, the machine's label when it was asked, before it was taught this; NONE
    doubt: Array  #: (v,) float32, the chance that the guess was wrong

    @classmethod
    def nothing(cls) -> Self:
        """No answers."""
        ints, none = np.empty(0, np.int64), np.empty(0, np.int32)
        return cls(
            item=ints,
            label=none,
            shown=none,
            taken=none,
            paged=np.empty(0, bool),
            mended=np.empty(0, bool),
            guess=none,
            doubt=np.empty(0, "f4"),
        )

    def plus(self, more: "Said") -> "Said":
        """These and then `more`."""
        return Said(
            **{
                one.name: np.concatenate([getattr(self, one.name), getattr(more, one.name)])
                for one in fields(Said)
            }
        )

    def rows(self, chosen: Array) -> "Said":
        """The rows `chosen`: a mask or places."""
        return Said(**{one.name: getattr(self, one.name)[chosen] for one in fields(Said)})

    def most(self, items: Array) -> Array:
        """(k,) what was said of each of `items` (k,) most often, of equals the first; -1: nothing was."""
        mine = self.rows(np.isin(self.item, items) & (self.label >= 0))
        if not mine.item.size:
            return np.full(items.size, -1, np.int32)
        width = int(mine.label.max()) + 1
        found, first, count = np.unique(mine.item * width + mine.label, return_index=True, return_counts=True)
        best = np.lexsort((first, -count, found // width))
        named, where = np.unique(found[best] // width, return_index=True)
        labels, there = np.full(items.size, -1, np.int32), np.isin(items, named)
        labels[there] = (found[best[where]] % width)[np.searchsorted(named, items[there])]
        return labels

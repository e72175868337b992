"""What a labeler may learn from, and what one that is paid for each item tells."""

from dataclasses import dataclass
from typing import Any, Protocol

from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """What a labeler may learn from."""

    items: Array  #: (k,) int64, labelled
    labels: Array  #: (k,) int32
    n_classes: int
    fold: Array  #: (k,) of each item of the random part; -1: not of it, never left out
    seed: int
    unlabelled: Array  #: (m,) the items without a label, copies too


@dataclass(frozen=True, slots=True, eq=False)
class Bought:
    """Predictions that were paid for, of some of the items."""

    items: Array  #: (m,) those predicted, ascending
    chances: Array  #: (m, C)
    part: Array  #: (p,) places in `Lesson.items`: the random items on which it was tried
    left_out: Array  #: (p, C) out of fold
    paid: float
    ahead: float  #: expected price of the items without a label that it has not predicted


class Paid(Protocol):
    """A labeler that is paid for each item that it predicts."""

    def predict(self, lesson: Lesson, part: Array, *, whole: bool, most: float | None) -> Bought:
        """Of a sample of the random part (p,), places in `lesson.items`; of every open item where `whole`.

        It pays `most` at most (None: as much as it takes). Raises LabelerFailed with the reason in words, and
        with what was paid until then.
        """

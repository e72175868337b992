"""Who said what of which item, as arrays."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from vermeil.core.errors import BadInput

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Votes:
    """The answers of some workers about some items; one that a worker gave twice counts twice."""

    item: Array  #: (v,) int, below `n_items`
    worker: Array  #: (v,) int, below `n_workers`
    label: Array  #: (v,) int, below `n_classes`
    n_items: int
    n_workers: int
    n_classes: int

    @classmethod
    def of(
        cls,
        item: Array,
        worker: Array,
        label: Array,
        *,
        n_items: int,
        n_workers: int,
        n_classes: int,
    ) -> Self:
        """Votes from three arrays of one length (v,). BadInput where they do not fit together."""
        sizes = {"items": n_items, "workers": n_workers, "classes": n_classes}
        columns = [np.asarray(column) for column in (item, worker, label)]
        if len({column.shape for column in columns}) != 1 or columns[0].ndim != 1:
            raise BadInput("Items, workers and labels of votes must be arrays of one length.")
        for column, (name, size) in zip(columns, sizes.items(), strict=True):
            if column.size and (column.min() < 0 or column.max() >= size):
                raise BadInput(f"A vote names one of the {name} that there is not: they are 0 to {size - 1}.")
        return cls(
            item=columns[0].astype(np.int64),
            worker=columns[1].astype(np.int64),
            label=columns[2].astype(np.int64),
            n_items=n_items,
            n_workers=n_workers,
            n_classes=n_classes,
        )

    def tally(self) -> Array:
        """(n_items, n_classes) int64: how often each class was said of each item."""
        cells = np.bincount(self.item * self.n_classes + self.label, minlength=self.n_items * self.n_classes)
        return cells.reshape(self.n_items, self.n_classes)

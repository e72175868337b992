"""Promises for single classes and slices: whose items they are about, and who may have how many errors.

The mathematics: docs/explanation/certificate.md; why so: docs/decisions/targets-per-slice.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from vermeil.core.errors import BadInput
from vermeil.core.model import Target

Array = NDArray[Any]
By = Literal["class", "slice"]


@dataclass(frozen=True, slots=True)
class Promise:
    """At most `error` of the items of one class or slice are wrong."""

    by: By
    number: int  #: class id, or number of the slice
    name: str
    error: float

    def to_dict(self) -> dict[str, Any]:
        """JSON-able."""
        return asdict(self)

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """The value that `to_dict` wrote."""
        return cls(**body)


def promises(target: Target, classes: Sequence[str], slices: Sequence[str] = ()) -> tuple[Promise, ...]:
    """What `target` promises of single classes or slices, given all names; BadInput names a stranger."""
    if target.slices and not slices:
        words = "There are target errors by slice, but nothing says to which slice each item belongs."
        raise BadInput(words, about="target.slices")
    return _named("class", target.classes, classes) + _named("slice", target.slices, slices)


def _named(by: By, errors: float | Mapping[str, float], names: Sequence[str]) -> tuple[Promise, ...]:
    wanted = errors if isinstance(errors, Mapping) else dict.fromkeys(names, errors)
    if strangers := [name for name in wanted if name not in names]:
        known = ", ".join(list(names)[:10])
        words = f"There is no {by} {strangers[0]!r} to promise anything of; there are {known}."
        raise BadInput(words, about={"class": "target.classes", "slice": "target.slices"}[by])
    return tuple(Promise(by, names.index(name), name, wanted[name]) for name in names if name in wanted)


def parts(promised: Sequence[Promise], numbers: Array) -> Array:
    """(k,) the place in `promised` of items of these classes or slices (k,); `len(promised)`: the rest."""
    places = np.full(
        max([int(numbers.max(initial=-1)), *(one.number for one in promised)]) + 3, len(promised)
    )
    places[[one.number for one in promised]] = np.arange(len(promised))
    found: Array = places[numbers]  # UNSURE and UNASKED, below 0, are in the rest: at the end of `places`
    return found


def shared(total: int, weights: Sequence[int], caps: Sequence[int | None]) -> list[int]:
    """`total` allowed errors divided over parts by weight, no part above its cap; at most `total` in all.

    What a cap cuts off goes to the others.
    """
    given, left, still = [0] * len(weights), total, list(range(len(weights)))
    while still:
        whole = max(sum(weights[i] for i in still), 1)
        fair = {i: left * weights[i] // whole for i in still}
        bound = {i: cap for i in still if (cap := caps[i]) is not None and cap <= fair[i]}
        for i, share in (bound or fair).items():
            given[i] = share
        left -= sum(bound.values())
        still = [i for i in still if i not in bound] if bound else []
    return given

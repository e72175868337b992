"""Promises for single classes, and for slices by a field of the items' metadata: what they are about."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vermeil.core.errors import BadInput
from vermeil.core.model import Target
from vermeil.store import Transaction, items

if TYPE_CHECKING:
    from vermeil.core.plan.promises import Promise

NOTHING = "(nothing)"  #: the slice of items that do not have the field


def check(tx: Transaction, project: int, target: Target, slice_by: str | None, classes: list[str]) -> None:
    """BadInput where a target speaks of classes or slices that there are not."""
    if bool(target.slices) != (slice_by is not None):
        raise BadInput("Target errors by slice and `slice_by`, a field of the items' metadata, go together.")
    if target.classes or slice_by:
        from vermeil.core.plan.promises import promises  # noqa: PLC0415 - numpy, which few requests need

        names = sorted({name for _, name in _slices(tx, project, slice_by)}) if slice_by else []
        promises(target, classes, names)


def promised(
    tx: Transaction, project: int, order: Mapping[str, Any], classes: list[str], upto: int
) -> dict[str, Any]:
    """What of a campaign's setup follows from an order's target: `promises`, and the slice of each item."""
    import numpy as np  # noqa: PLC0415 - the same

    from vermeil.core.plan.promises import promises  # noqa: PLC0415

    target, field = Target.of(order["target"]), order.get("slice_by")
    if field is None:
        return {"promises": promises(target, classes)}
    of_items = [name for item, name in _slices(tx, project, field) if item <= upto]
    names, numbers = np.unique(np.array(of_items), return_inverse=True)
    known: tuple[Promise, ...] = promises(target, classes, names.tolist())
    return {"promises": known, "slices": numbers.astype(np.int64)}


def _slices(tx: Transaction, project: int, field: str) -> list[tuple[int, str]]:
    """(item, name of its slice) of every item, by id."""
    return [
        (item, NOTHING if (value := (found or {}).get(field)) is None else str(value))
        for item, found in items.metadata(tx, project)
    ]

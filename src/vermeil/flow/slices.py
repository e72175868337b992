"""Promises for single classes, and for slices by a field of the items' metadata: what they are about."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vermeil.core.errors import BadInput
from vermeil.core.model import Target
from vermeil.core.tasks.schema import Schema, choice, choices
from vermeil.flow import projects
from vermeil.flow.accounts import Person
from vermeil.store import Transaction, changes, items
from vermeil.store import slices as rows

if TYPE_CHECKING:
    from vermeil.core.plan.promises import Promise

NOTHING = "(nothing)"  #: the slice of items that do not have the field
MOST_VALUES = 200  #: of a field that is offered for slices; more are names of single items
MOST_LETTERS = 200  #: of a value that a target can name


def check(tx: Transaction, project: int, target: Target, slice_by: str | None, asked: Schema) -> None:
    """BadInput where a target speaks of classes or slices that there are not."""
    if bool(target.slices) != (slice_by is not None):
        words = "Target errors by slice and `slice_by`, a field of the items' metadata, go together."
        raise BadInput(words, about="slice_by")
    question = choice(asked)
    if question is None and target.classes:
        raise BadInput(
            "Promises by class are for projects that ask for one class and nothing else.",
            about="target.classes",
        )
    if question is not None and target.tolerance:
        raise BadInput(
            "A class is right or wrong: there is no tolerance where one class is asked for.",
            about="target.tolerance",
        )
    if target.classes or slice_by:
        from vermeil.core.plan.promises import promises  # noqa: PLC0415 - numpy, which few requests need

        names = sorted({name for _, name in _slices(tx, project, slice_by)}) if slice_by else []
        promises(target, choices(question) if question else [], names)


def promised(
    tx: Transaction, project: int, order: Mapping[str, Any], classes: Sequence[str], upto: int
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


def fields(tx: Transaction, who: Person, project: int) -> list[dict[str, Any]]:
    """By what the items could be sliced: fields of their metadata, and how many items have each value.

    A field with more than `MOST_VALUES` values, or with values that are lists or whole texts, is left out.
    """
    projects.allow(tx, who, project, "reviewer")
    seen: dict[str, Counter[str]] = {}
    for field, value, count in rows.fields(tx, project, most=MOST_VALUES, longest=MOST_LETTERS):
        seen.setdefault(field, Counter())[str(value)] += count
    n = changes.counts(tx, project).items
    for values in seen.values():
        if without := n - values.total():
            values[NOTHING] += without
    return [
        {"field": field, "values": [{"name": name, "items": values[name]} for name in sorted(values)]}
        for field, values in sorted(seen.items())
        if all(map(_usable, (field, *values)))
    ]


def _usable(name: str) -> bool:
    """Whether a target can name it."""
    return 0 < len(name) <= MOST_LETTERS and name.isprintable() and name == name.strip()


def _slices(tx: Transaction, project: int, field: str) -> list[tuple[int, str]]:
    """(item, name of its slice) of every item, by id."""
    return [
        (item, NOTHING if (value := (found or {}).get(field)) is None else str(value))
        for item, found in items.metadata(tx, project)
    ]

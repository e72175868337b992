"""What people said in another tool: answers like any others, but for where they come from.

Each has a task of the kind `import` that is done at once, in the name of who imports it; who gave it there
stands in the answer's `origin`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, and_, false, func, or_, select

from vermeil.store import labels, tasks
from vermeil.store.dialects import add_many, among
from vermeil.store.tables import answer, label, task
from vermeil.store.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one person said about an item elsewhere."""

    item_id: int  #: of an item that is no duplicate
    value: Mapping[str, Any]
    origin: Mapping[str, Any]  #: tool, annotator, annotated_at, extras: as far as they are known


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is the same for all answers of an import."""

    project_id: int
    worker_id: int  #: who imports
    blind: bool  #: whether they say that it was given without a suggestion in view
    schema_version: int


def add(tx: Transaction, terms: Terms, said: Sequence[Said]) -> None:
    """Keep these answers (a chunk), with the labels that follow; nobody is asked about the items any more."""
    if not said:
        return
    about = list(dict.fromkeys(one.item_id for one in said))
    places = list(zip(said, _slots(tx, about, said), strict=True))
    shared = {"project_id": terms.project_id, "worker_id": terms.worker_id, "lease": 1}
    shared |= {"blind": terms.blind, "created_ms": tx.now_ms}
    done = shared | {"kind": tasks.IMPORT, "state": "done"}
    add_many(tx, task, [{"item_id": one.item_id, "slot": slot} for one, slot in places], done)
    found = select(task.c.item_id, task.c.slot, task.c.id).where(
        among(tx, task.c.item_id, about), task.c.kind == tasks.IMPORT
    )
    made = {(row.item_id, row.slot): row.id for row in tx.connection.execute(found)}
    rows = [
        {
            "task_id": made[one.item_id, slot],
            "item_id": one.item_id,
            "value": dict(one.value),
            "origin": dict(one.origin),
        }
        for one, slot in places
    ]
    add_many(tx, answer, rows, shared | {"seconds": 0.0, "schema_version": terms.schema_version})
    tasks.set_plain(tx, about, wanted=False)
    labels.settle_many(tx, project_id=terms.project_id, item_ids=about)


def _slots(tx: Transaction, about: Sequence[int], said: Sequence[Said]) -> list[int]:
    """A number for each among the imported answers of its item."""
    counted = select(task.c.item_id, func.count()).group_by(task.c.item_id)
    before = counted.where(among(tx, task.c.item_id, about), task.c.kind == tasks.IMPORT)
    taken: Counter[int] = Counter(dict(tx.connection.execute(before).all()))
    slots = []
    for one in said:
        slots.append(taken[one.item_id])
        taken[one.item_id] += 1
    return slots


def unvouched(tx: Transaction, project_id: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """(item, what one person said of it), by item id, of what was not called blind and makes the label."""
    found = _loose(project_id).join(label, label.c.item_id == answer.c.item_id)
    stands = and_(
        label.c.provenance == "imported", task.c.kind == tasks.IMPORT, task.c.overruled_ms.is_(None)
    )
    return ((row.item_id, row.value) for row in tx.connection.execute(found.where(stands)))


def outputs(tx: Transaction, project_id: int, *, before_ms: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """(item, what was said of it before, not blindly), by item id: imported, or with a suggestion in view.

    Of several answers the one that makes a label counts. It stays the same, whatever is taken back.
    """
    told = or_(task.c.overruled_ms.is_(None), task.c.overruled_ms >= before_ms)
    real = and_(answer.c.value.is_not(None), task.c.kind.not_in(labels.TESTS))
    found = tx.connection.execute(_loose(project_id).where(answer.c.created_ms < before_ms, told, real))
    for item, rows in groupby(found.mappings(), key=itemgetter("item_id")):
        yield item, labels.counting([*rows][::-1])["value"]


def _loose(project_id: int) -> Select[tuple[int, dict[str, Any], str]]:
    """What was not said blindly, by item, the oldest first."""
    found = select(answer.c.item_id, answer.c.value, task.c.kind).join(task, task.c.id == answer.c.task_id)
    here = and_(answer.c.project_id == project_id, answer.c.blind == false())
    return found.where(here).order_by(answer.c.item_id, answer.c.id)

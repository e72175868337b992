"""Items with their labels, and everything that was said about them."""

from collections.abc import Mapping
from string import ascii_uppercase
from typing import Any

from vermeil.core.errors import NotFound
from vermeil.flow import paging, projects
from vermeil.flow.accounts import Person
from vermeil.flow.clock import rfc3339
from vermeil.store import Transaction, answers, labels, listing, tasks
from vermeil.store import accounts as people
from vermeil.store import items as rows

View = dict[str, Any]
MEDIA = "/api/v1/items/{}/media"


def items(
    tx: Transaction, who: Person, project: int, wanted: listing.Filter, *, cursor: str | None, limit: int
) -> View:
    """The items of a project that `wanted` lets through, in pages."""
    projects.allow(tx, who, project, "reviewer")
    page = listing.page(tx, project, wanted, after=paging.after(cursor), limit=limit)
    views = [view(one) | {"label": label_view(one)} for one in page.items]
    return {"items": views, "next_cursor": None if page.next_after is None else str(page.next_after)}


def count(tx: Transaction, who: Person, project: int, wanted: listing.Filter) -> View:
    """How many items of a project `wanted` lets through."""
    projects.allow(tx, who, project, "reviewer")
    found = listing.count(tx, project, wanted)
    return {"items": found.items, "exact": found.exact}


def item(tx: Transaction, who: Person, number: int, *, names: bool = False) -> View:
    """An item with every answer, oldest first; with `names` of people only for managers."""
    found = _allowed(tx, who, number, "manager" if names else "reviewer")
    said = answers.of_item(tx, number)
    asked = {task.id: task for task in tasks.of_item(tx, number)}
    workers = list(dict.fromkeys(answer.worker_id for answer in said))
    known = {one: people.user_by_id(tx, one) for one in workers} if names else {}
    standing = _standing(said, asked)
    label = labels.get(tx, number)
    return view(found) | {
        "project_id": found.project_id,
        "label": None if label is None else label_view(label),
        "model": _meant(tx, found, [one for one in said if asked[one.task_id].kind not in labels.TESTS]),
        "answers": [
            _given(answer, said)
            | _weight(asked[answer.task_id])
            | {
                "by": _letters(workers.index(answer.worker_id)),
                "worker": getattr(known.get(answer.worker_id), "name", None),
                "counts": answer.id in standing,
            }
            for answer in said
        ],
    }


def blob_of(tx: Transaction, who: Person, number: int, page: int = 0) -> str:
    """The key of an item's file that has such a page; annotators: of items that they were asked about."""
    found = _allowed(tx, who, number, "annotator")
    if projects.role_in(tx, who, found.project_id) == "annotator" and not tasks.has_seen(
        tx, item_id=number, worker_id=who.id
    ):
        raise NotFound(f"There is no item {number}, or you may not see it.")
    if found.blob is None:
        raise NotFound(f"Item {number} is a text: it has no file.")
    if page >= (found.pages or 1):
        raise NotFound(f"Item {number} has no page {page}: the first is 0.")
    return found.blob


def media_url(item: rows.Item | listing.Listed) -> str | None:
    """Where the file of an item is."""
    return None if item.blob is None else MEDIA.format(item.id)


def _allowed(tx: Transaction, who: Person, number: int, least: str) -> rows.Item:
    found = rows.get(tx, number)
    if found is None:
        raise NotFound(f"There is no item {number}, or you may not see it.")
    projects.allow(tx, who, found.project_id, least)
    return found


def view(item: rows.Item | listing.Listed) -> View:
    """What an item is."""
    return {
        "id": item.id,
        "key": item.key,
        "media": item.media,
        "text": item.text,
        "media_url": media_url(item),
        "width": item.width,
        "height": item.height,
        "pages": item.pages,
        "duplicate_of": item.duplicate_of,
        "metadata": item.metadata or {},
        "created_at": rfc3339(item.created_ms),
    }


def label_view(label: labels.Label | listing.Listed) -> View | None:
    """What is accepted of an item."""
    if label.value is None:
        return None
    return {
        "value": label.value,
        "provenance": label.provenance,
        "confidence": label.confidence,
        "model_version": label.model_version,
    }


def _meant(tx: Transaction, item: rows.Item, said: list[answers.Answer]) -> View | None:
    """What a model says of the item, in the end: else what came with it, else what somebody was shown."""
    found = labels.meant(tx, item.id)
    shown = next((answer.suggestion for answer in reversed(said) if answer.suggestion), None)
    return found or item.suggestion or shown


def _letters(place: int) -> str:
    """A, B, ..., Z, AA: who said what, without names."""
    before, last = divmod(place, len(ascii_uppercase))
    return (_letters(before - 1) if before else "") + ascii_uppercase[last]


def _standing(said: list[answers.Answer], asked: Mapping[int, tasks.Task]) -> set[int]:
    """The answers that count now: not taken back, no test, not overruled, not sent back by a reviewer."""
    stand = [one for one in said if _stands(one, asked[one.task_id])]
    back = max((one.id for one in stand if labels.SENT_BACK in (one.note or {})), default=0)
    return {one.id for one in stand if one.id >= back}


def _stands(answer: answers.Answer, task: tasks.Task) -> bool:
    kept = task.state == "done" and task.lease == answer.lease
    return kept and task.kind not in labels.TESTS and task.overruled_ms is None


def _weight(task: tasks.Task) -> View:
    """What an answer to `task` is."""
    return {
        "expert": task.expert,
        "test": task.kind in labels.TESTS,
        "review": task.kind == "review",
        "overruled": task.overruled_ms is not None,
    }


def _given(answer: answers.Answer, said: list[answers.Answer]) -> View:
    return {
        "id": answer.id,
        "value": answer.value,
        "note": answer.note,
        "seconds": answer.seconds,
        "blind": answer.blind,
        "suggestion": answer.suggestion,
        "schema_version": answer.schema_version,
        "guideline_version": answer.guideline_version,
        "created_at": rfc3339(answer.created_ms),
        "superseded": any(other.supersedes == answer.id for other in said),
    }

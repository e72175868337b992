"""Items with their labels, and everything that was said about them."""

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
    views = [_view(one) | {"label": _label(one)} for one in page.items]
    return {"items": views, "next_cursor": None if page.next_after is None else str(page.next_after)}


def count(tx: Transaction, who: Person, project: int, wanted: listing.Filter) -> View:
    """How many items of a project `wanted` lets through."""
    projects.allow(tx, who, project, "reviewer")
    found = listing.count(tx, project, wanted)
    return {"items": found.items, "exact": found.exact}


def item(tx: Transaction, who: Person, number: int) -> View:
    """An item with every answer, oldest first."""
    found = _allowed(tx, who, number, "reviewer")
    said = answers.of_item(tx, number)
    asked = {task.id: task for task in tasks.of_item(tx, number)}
    names = {one: people.user_by_id(tx, one) for one in {answer.worker_id for answer in said}}
    label = labels.get(tx, number)
    return _view(found) | {
        "project_id": found.project_id,
        "label": None if label is None else _label(label),
        "answers": [
            _given(answer, getattr(names[answer.worker_id], "name", None), said)
            | _weight(asked[answer.task_id])
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


def _view(item: rows.Item | listing.Listed) -> View:
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


def _label(label: labels.Label | listing.Listed) -> View | None:
    if label.value is None:
        return None
    return {
        "value": label.value,
        "provenance": label.provenance,
        "confidence": label.confidence,
        "model_version": label.model_version,
    }


def _weight(task: tasks.Task) -> View:
    """What an answer to `task` counts for."""
    return {
        "expert": task.expert,
        "test": task.kind in labels.TESTS,
        "overruled": task.overruled_ms is not None,
    }


def _given(answer: answers.Answer, worker: str | None, said: list[answers.Answer]) -> View:
    return {
        "id": answer.id,
        "worker": worker,
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

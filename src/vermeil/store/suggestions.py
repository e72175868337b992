"""What models and files say of items: shown to people beside the plain question, and judged by campaigns."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import and_, bindparam, exists, literal, null, select, update

from vermeil.store import changes, labels
from vermeil.store.tables import answer, item, label, project, task
from vermeil.store.transaction import Transaction

Suggestion = Mapping[str, Any]  #: value, confidence, model_version, and further ones in turn (next)

_KEEP = update(item).where(item.c.id == bindparam("about")).values(suggestion=bindparam("said"))
_WAITING = (
    task.c.item_id == bindparam("about"),
    task.c.campaign_id.is_(None),
    task.c.kind == "label",
    task.c.state == "open",
)
_ITS_PROJECT = and_(project.c.id == task.c.project_id, project.c.suggestions == "blind")
_HIDDEN = exists(select(literal(1)).select_from(project).where(_ITS_PROJECT))
_SHOW = update(task).where(*_WAITING, ~_HIDDEN).values(suggestion=bindparam("said"), blind=False)


def put(tx: Transaction, project_id: int, new: Mapping[int, Suggestion]) -> None:
    """Keep what is said of these items (a few thousand at most); whoever is asked from now on sees it."""
    rows = [{"about": one, "said": dict(said)} for one, said in new.items()]
    if rows:
        tx.run(_KEEP, rows)
        tx.run(_SHOW, rows)
        labels.reconsider(tx, project_id, list(new))
        changes.bump(tx, project_id)


def meet(tx: Transaction, project_id: int, *, hidden: bool) -> None:
    """Hide the suggestions of the plain questions that nobody holds yet, or show them again."""
    its_own = select(item.c.suggestion).where(item.c.id == task.c.item_id).scalar_subquery()
    waiting = (task.c.project_id == project_id, task.c.campaign_id.is_(None), task.c.kind == "label")
    plain = update(task).where(*waiting, task.c.state == "open")
    if hidden:
        tx.run(plain.values(suggestion=null(), blind=True))
    else:
        tx.run(plain.values(suggestion=its_own, blind=its_own.is_(None)))


def of_project(tx: Transaction, project_id: int, *, upto: int) -> Iterator[tuple[int, Suggestion]]:
    """(item, what is said of it), by id, of the items up to `upto` that are no duplicates."""
    found = select(item.c.id, item.c.suggestion).where(item.c.project_id == project_id, item.c.id <= upto)
    found = found.where(item.c.suggestion.is_not(None), item.c.duplicate_of.is_(None)).order_by(item.c.id)
    return ((row.id, row.suggestion) for row in tx.connection.execute(found))


def judged(
    tx: Transaction, project_id: int, most: int
) -> Iterator[tuple[Suggestion, Mapping[str, Any], bool]]:
    """(suggestion, what people say, whether they saw none) of at most so many items, the newest first."""
    found = select(item.c.suggestion, label.c.value, answer.c.blind)
    found = found.join_from(label, item, item.c.id == label.c.item_id)
    found = found.join(answer, answer.c.id == label.c.answer_id)
    found = found.where(
        label.c.project_id == project_id, label.c.state == "human", item.c.suggestion.is_not(None)
    )
    newest = found.order_by(label.c.item_id.desc()).limit(most)
    return ((row.suggestion, row.value, row.blind) for row in tx.connection.execute(newest))

"""A second look at what people and models said: which items, and what the reviewer decides."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from vermeil.core.errors import BadInput, Conflict, NotFound
from vermeil.core.tasks import schema
from vermeil.flow import ask, judge, paging, projects
from vermeil.flow.accounts import Person
from vermeil.store import Transaction, answers, examples, items, labels, reviews
from vermeil.store.reviews import Decision

View = dict[str, Any]
DIFFERENT = ("disagree", "against_model")  #: queues of answers that differ
COMPARED = 6  #: newest answers that are compared with each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a reviewer decides: one of `take`, `value`, `send_back` and `ambiguous`."""

    seen: int | None  #: the newest answer that they had read
    take: int | None = None
    value: dict[str, Any] | None = None
    send_back: str | None = None
    ambiguous: bool = False
    comment: str | None = None

    @property
    def note(self) -> dict[str, Any] | None:
        """What is kept beside the value."""
        said = {
            "take": self.take,
            labels.SENT_BACK: self.send_back,
            "ambiguous": self.ambiguous,
            "comment": self.comment,
        }
        return {name: words for name, words in said.items() if words} or None


def queue(
    tx: Transaction,
    who: Person,
    project: int,
    reason: str,
    *,
    apart: float = 0.0,
    cursor: str | None,
    limit: int,
) -> View:
    """Items that are worth a look for this reason, in pages; of those that differ, by more than `apart`.

    A page may then be short and still not the last.
    """
    projects.allow(tx, who, project, "reviewer")
    page = reviews.page(tx, project, reason, after=paging.after(cursor), limit=limit)
    found = page.items
    if apart and reason in DIFFERENT:
        asked = projects.schema(tx, project)
        whole = items.get_many(tx, [one.id for one in found])
        found = [one for one in found if _apart(tx, whole[one.id], reason, asked) > apart]
    shown = [judge.view(one) | {"label": judge.label_view(one), "reason": reason} for one in found]
    return {"items": shown, "next_cursor": None if page.next_after is None else str(page.next_after)}


def _apart(tx: Transaction, item: items.Item, reason: str, asked: schema.Schema) -> float:
    """The largest loss between what people say, or of their newest answer by what the model says."""
    values, model = judge.said_of(tx, item)
    if reason == "against_model":
        pairs = [(values[-1], model)] if values and model is not None else []
    else:
        pairs = list(combinations(values[-COMPARED:], 2))
    return max((_loss(one, other, asked) for one, other in pairs), default=1.0)


def _loss(one: View, other: View, asked: schema.Schema) -> float:
    """1 where one of them is no answer to what is asked now."""
    known = schema.fits(one, asked) and schema.fits(other, asked)
    return schema.loss(one, other, asked) if known else 1.0


def counts(tx: Transaction, who: Person, project: int) -> View:
    """How many items wait for each reason."""
    projects.allow(tx, who, project, "reviewer")
    found = reviews.counts(tx, project)
    return {reason: {"items": one.items, "exact": one.exact} for reason, one in found.items()}


def decide(tx: Transaction, who: Person, number: int, decided: Decided) -> tuple[View, bool]:
    """Keep what a reviewer decides about an item; and whether it is new."""
    item = items.get(tx, number)
    if item is None:
        raise NotFound(f"There is no item {number}, or you may not see it.")
    project = projects.opened(tx, who, item.project_id, "reviewer")
    if item.duplicate_of is not None:
        raise Conflict(f"This item is a copy of item {item.duplicate_of}: review that one.")
    if decided.send_back is not None and examples.ever(tx, number):
        raise Conflict(
            "this item is or was an example of the guideline: people know its answer, so decide it"
        )
    if not decided.ambiguous and examples.now(tx, number) is not None:
        raise Conflict(
            "this item is an example of the guideline: take it out there before you decide otherwise"
        )
    value = _taken(tx, number, decided.take) if decided.take is not None else decided.value
    if value is not None:
        schema.check(value, project.schema)
    stored, new = reviews.decide(
        tx,
        Decision(
            item_id=number,
            project_id=item.project_id,
            worker_id=who.id,
            seen=decided.seen,
            value=value,
            note=decided.note,
            schema_version=project.schema_version,
            guideline_version=project.guideline_version,
        ),
    )
    return ask.answer_view(stored), new


def _taken(tx: Transaction, item: int, answer: int) -> dict[str, Any]:
    """What somebody said about the item."""
    found = answers.get(tx, answer)
    if found is None or found.item_id != item or found.value is None:
        raise BadInput(f"Answer {answer} says nothing about item {item} that could be taken.", about="take")
    return found.value

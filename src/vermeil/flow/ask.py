"""Tasks out, answers in."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from vermeil.core.errors import NotFound
from vermeil.core.plan.events import effort
from vermeil.core.plan.said import NONE
from vermeil.core.tasks import schema
from vermeil.flow import acceptance, judge, milestones, projects
from vermeil.flow.accounts import Person
from vermeil.flow.clock import DAY_MS, rfc3339
from vermeil.flow.projects import Desk
from vermeil.store import Transaction, answers, items, reviews, tasks
from vermeil.store import projects as project_rows

View = dict[str, Any]
MICROS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says about a task; without a value, `note` has why."""

    lease: int
    value: dict[str, Any] | None
    note: dict[str, Any] | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Leased:
    """A task handed out, as the person sees it, and how long after it was asked."""

    task: View
    seconds: float


def next_task(tx: Transaction, desk: Desk, who: Person, project: int, *, lease_ms: int) -> Leased | None:
    """Lease the next task to `who`; None when there is nothing to do."""
    opened = desk.open(tx, who, project)
    task = tasks.claim(tx, project_id=project, worker_id=who.id, lease_ms=lease_ms)
    if task is None:
        return None
    page = tasks.claim_page(tx, task, lease_ms=lease_ms)
    shown = items.get_many(tx, [one.item_id for one in (task, *page)])
    view = _view(task, shown[task.item_id], opened)
    if page:
        view["rest"] = [_view(one, shown[one.item_id], opened) for one in page]
    return Leased(view, (tx.now_ms - task.created_ms) / 1000)


def held(tx: Transaction, who: Person, project: int) -> list[View]:
    """What `who` holds, oldest first."""
    opened = projects.opened(tx, who, project, "annotator")
    mine = tasks.held(tx, project_id=project, worker_id=who.id)
    shown = items.get_many(tx, [task.item_id for task in mine])
    return [_view(task, shown[task.item_id], opened) for task in mine]


def give_back(tx: Transaction, who: Person, task: int, *, lease: int) -> None:
    """Let somebody else have it; giving back a lease that is not held any more changes nothing."""
    found = tasks.get(tx, task)
    if found is None:
        raise NotFound(f"There is no task {task}, or it is not yours.")
    projects.allow(tx, who, found.project_id, "annotator")
    tasks.give_back(tx, task, lease=lease, worker_id=who.id)


def submit(tx: Transaction, desk: Desk, who: Person, task: int, said: Said) -> tuple[View, bool]:
    """Keep an answer; and whether it is new (not the same as before for the same lease)."""
    found = tasks.get(tx, task)
    if found is None:
        raise NotFound(f"There is no task {task}, or it is not yours.")
    project = desk.open(tx, who, found.project_id)
    if said.value is not None:
        schema.check(said.value, project.schema)
    price, currency = _price(tx, desk, found, said, project.schema)
    stored, new = answers.submit(
        tx,
        answers.NewAnswer(
            task_id=task,
            lease=said.lease,
            worker_id=who.id,
            value=said.value,
            note=said.note,
            seconds=said.seconds,
            schema_version=project.schema_version,
            guideline_version=project.guideline_version,
            price_micros=price,
            currency=currency,
        ),
    )
    if new and found.campaign_id is None:
        milestones.noticed(tx, project)
        acceptance.test_sometimes(tx, project, found, stored)
    return answer_view(stored), new


def undo(tx: Transaction, who: Person, answer: int, *, lease_ms: int) -> View | None:
    """Take an answer back: its task, held again; None for a review, which nobody was asked for."""
    if (decision := reviews.own(tx, answer, worker_id=who.id)) is not None:
        reviews.take_back(tx, decision)
        return None
    task = answers.undo(tx, answer, worker_id=who.id, lease_ms=lease_ms)
    item, project = items.get(tx, task.item_id), project_rows.get(tx, task.project_id)
    assert item is not None
    assert project is not None
    return _view(task, item, project)


def guideline(tx: Transaction, who: Person, project: int) -> View:
    """How to decide, in its newest version."""
    projects.allow(tx, who, project, "annotator")
    found = project_rows.get(tx, project)
    assert found is not None
    return {"version": found.guideline_version, "text": found.guideline}


def my_work(tx: Transaction, who: Person, project: int) -> View:
    """What `who` did here, and what is left."""
    projects.allow(tx, who, project, "annotator")
    midnight = tx.now_ms // DAY_MS * DAY_MS
    done = answers.work(tx, project_id=project, worker_id=who.id, day_ms=midnight)
    return {
        "answered": done.answered,
        "today": done.today,
        "seconds_median": done.seconds_median,
        "remaining": tasks.remaining(tx, project, who.id),
    }


def _price(
    tx: Transaction, desk: Desk, task: tasks.Task, said: Said, asked: schema.Schema
) -> tuple[int, str | None]:
    """What the answer costs, in millionths, and the currency; answers outside of campaigns are free.

    An expert is paid as one for what only experts are asked. Who sends a suggestion as it was shown confirms
    it; who sends anything else, however near, has looked at it and answered in full.
    """
    if task.campaign_id is None:
        return 0, None
    prices = desk.prices(tx, task.campaign_id)
    offers = schema.offers(task.suggestion, asked) if task.kind in {"verify", "gold"} else []
    if task.expert or not offers:
        return round(prices["expert" if task.expert else "label"] * MICROS), prices["currency"]
    place = next((turn for turn, one in enumerate(offers) if schema.unchanged(said.value, one, asked)), NONE)
    looked, labelled = effort(np.arange(len(offers))[None], np.array([place]), schema.size(asked))
    first = prices["verify" if task.page is None else "grid"]  # whoever refuses it there goes on singly
    price = first + prices["verify"] * (int(looked[0]) - 1) + prices["label"] * bool(labelled[0])
    return round(price * MICROS), prices["currency"]


def _view(task: tasks.Task, item: items.Item, project: project_rows.Project) -> View:
    """What the person is shown: nothing of it tells an audit from a plain task."""
    assert task.lease_until_ms is not None
    return {
        "id": task.id,
        "lease": task.lease,
        "item": {
            "id": item.id,
            "media": item.media,
            "text": item.text,
            "media_url": judge.media_url(item),
            "pages": item.pages,
        },
        "schema": project.schema,
        "schema_version": project.schema_version,
        "guideline_version": project.guideline_version,
        "suggestion": None if task.blind else task.suggestion,
        "delayed": not task.blind and task.campaign_id is None and project.suggestions == "delayed",
        "page": task.page,
        "expires_at": rfc3339(task.lease_until_ms),
    }


def answer_view(answer: answers.Answer) -> View:
    """What a person said, as they see it."""
    return {
        "id": answer.id,
        "task_id": answer.task_id,
        "item_id": answer.item_id,
        "value": answer.value,
        "note": answer.note,
        "created_at": rfc3339(answer.created_ms),
    }

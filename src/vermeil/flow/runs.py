"""Runs that fill in suggestions for what nobody has labelled: ask for one, look at it, cancel it."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from vermeil.core.errors import BadInput, Conflict, NotFound
from vermeil.flow import milestones, projects, suggest
from vermeil.flow.accounts import Person
from vermeil.flow.clock import rfc3339, rfc3339_or_none
from vermeil.integrations import ocr
from vermeil.integrations.outbound import Outbound
from vermeil.store import Transaction, items, runs
from vermeil.store import projects as rows

View = dict[str, Any]
MOST_TOLD = 20  #: classes in a refusal
MICROS, CENT = 1_000_000, 10_000
BEGUN: View = {"done": 0, "taken": 0, "refused": 0, "left": 0, "refusals": [], "spent": 0.0, "accuracy": None}
SHOWN = ("from", "url", "model", "price", "at_most", "currency", "n_items")


def start(tx: Transaction, who: Person, project: int, order: View, outbound: Outbound) -> View:
    """Begin a run over the items that have no label now (for managers).

    Conflict while a campaign or another run goes on; BadInput when there is nothing to suggest or nothing
    to learn from, when the address may not be called, or when it costs more than was allowed.
    """
    opened = projects.opened(tx, who, project, "manager")
    suggest.no_campaign(tx, project)
    last = items.last_id(tx, project)
    number = items.count_unlabelled(tx, project, upto=last)
    if not number:
        raise BadInput("There is nothing to suggest: every item has a label, or there are none.")
    READY[order["from"]](tx, opened, order, number)
    if "url" in order:
        outbound.check(order["url"])
    if order["from"] == "answers":
        order = {**order, "level": milestones.level(milestones.said(tx, opened))}
    return _view(runs.begin(tx, opened, order, last_item=last, created_by=who.id))


def _affordable(_: Transaction, project: rows.Project, order: Mapping[str, Any], number: int) -> None:
    """BadInput unless what it will cost was allowed: nobody spends by accident."""
    price, currency = order["price"], project.currency or runs.CURRENCY
    micros = number * round(price * MICROS)
    if micros > round((order.get("at_most") or 0.0) * MICROS):
        raise BadInput(
            f"{number:,} items at {price:g} {currency} a call are {micros / MICROS:,.2f} {currency}: to "
            f"spend that, send `at_most` of {math.ceil(micros / CENT) / 100:.2f} or more."
        )


def _learnable(tx: Transaction, project: rows.Project, *_: object) -> None:
    """BadInput unless there is one class to tell, and enough examples of two at least."""
    counts = milestones.said(tx, project)
    if not counts:
        raise BadInput("What people have said teaches a model only where one class is asked for.")
    if sum(count >= milestones.FIRST for count in counts.values()) < milestones.TWO:
        told = ", ".join(f"{count} of {name!r}" for name, count in list(counts.items())[:MOST_TOLD])
        raise BadInput(f"{milestones.FIRST} examples of at least two classes are needed; there are {told}.")


def _readable(_: Transaction, project: rows.Project, order: Mapping[str, Any], *__: object) -> None:
    """BadInput unless the fields of documents are all that is asked for, and what reads them is installed."""
    if [one["type"] for one in project.schema["questions"]] != ["fields"]:
        raise BadInput("Documents are read only where a project asks one question, of the type `fields`.")
    if order["ocr"] and not ocr.installed():
        raise ocr.OcrMissing


READY: Mapping[str, Callable[..., None]] = {
    "documents": _readable,
    "label_studio": lambda *_: None,
    "llm": _affordable,
    "answers": _learnable,
}


def listing(tx: Transaction, who: Person, project: int) -> list[View]:
    """The runs of a project, newest first (for managers)."""
    projects.allow(tx, who, project, "manager")
    return [_view(run) for run in runs.of_project(tx, project)]


def show(tx: Transaction, who: Person, run: int) -> View:
    """One run (for managers); NotFound."""
    return _view(_found(tx, who, run))


def cancel(tx: Transaction, who: Person, run: int) -> View:
    """Stop a run: what it has suggested stays. Conflict when it has ended."""
    found = _found(tx, who, run)
    if not runs.end(tx, found.id, "cancelled", reason="It was cancelled."):
        raise Conflict(f"The run has {found.state} already.")
    return show(tx, who, run)


def _found(tx: Transaction, who: Person, run: int) -> runs.Run:
    found = runs.get(tx, run)
    if found is None:
        raise NotFound(f"There is no run {run}, or you may not see it.")
    projects.allow(tx, who, found.project_id, "manager")
    return found


def _view(run: runs.Run) -> View:
    summary = {name: value for name, value in (run.summary or {}).items() if name in BEGUN}
    return {
        "id": run.id,
        "project_id": run.project_id,
        "state": run.state,
        **{name: run.request.get(name) for name in SHOWN},
        "by_itself": run.request.get("by_itself", False),
        **BEGUN,
        **summary,
        "reason": run.reason,
        "created_at": rfc3339(run.created_ms),
        "finished_at": rfc3339_or_none(run.finished_ms),
    }

"""A run of suggestions as a job: chunk by chunk, each kept with how far it is.

A worker that takes over goes on behind the last chunk that was kept. What is asked may take minutes, so it is
asked aside: the worker's other jobs go on meanwhile.
"""

import importlib
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from vermeil.core.errors import BadInput
from vermeil.core.ingest import excerpt, suggested
from vermeil.core.tasks.schema import value_of
from vermeil.flow import milestones
from vermeil.flow.runs import BEGUN, MICROS
from vermeil.jobs.shop import Shop
from vermeil.jobs.suggest.source import Said, Source
from vermeil.store import Transaction, campaigns, items, jobs, ledger, projects, runs, suggestions
from vermeil.store.items import Item
from vermeil.store.jobs import Job
from vermeil.store.runs import Run

Summary = dict[str, Any]
T = TypeVar("T")
MOST_TOLD, MOST_WORDS = 100, 500  #: refusals that are kept, and characters of their reasons
#: The module that makes each source; imported with the first, since they need much or little.
SOURCES = {
    "documents": "vermeil.jobs.suggest.documents",
    "label_studio": "vermeil.jobs.suggest.label_studio",
    "llm": "vermeil.jobs.suggest.llm",
    "answers": "vermeil.jobs.suggest.answers",
}


def run(shop: Shop, job: Job) -> Generator[bool]:
    """Ask about every item that had no label when the run was started, and has none yet."""
    with shop.store.read() as tx:
        order = runs.get(tx, job.args["run"])
    assert order is not None
    summary = BEGUN | {"after": 0} | (order.summary or {})
    with ThreadPoolExecutor(1) as aside:
        make = importlib.import_module(SOURCES[order.request["from"]]).source
        source: Source = yield from _waiting(aside, partial(make, shop, order))
        summary |= source.about
        while chunk := _next(shop, order, summary["after"], source.chunk):
            said: Sequence[Said] = yield from _waiting(aside, partial(source.say, chunk))
            with shop.writing(job) as tx:  # whatever has come meanwhile, what was paid is written
                new = sum(_paid(tx, order, one) for one in said)
                summary["spent"] = round((summary["spent"] + new) * MICROS) / MICROS
                if (over := _over(tx, order)) is None:
                    summary |= _kept(tx, order, summary, list(zip(chunk, said, strict=True)))
                runs.show(tx, order.id, summary)
                if over is not None:
                    runs.end(tx, order.id, "failed", reason=over)
            yield True
    with shop.writing(job) as tx:
        runs.end(tx, order.id, "finished")
        milestones.again(tx, order.project_id)
        jobs.finish(tx, job)


def _waiting(aside: ThreadPoolExecutor, do: Callable[[], T]) -> Generator[bool, None, T]:
    """What `do` returns, at the end of steps in which nothing moves."""
    doing = aside.submit(do)
    while not doing.done():
        yield False
    return doing.result()


def _next(shop: Shop, order: Run, after: int, limit: int) -> list[Item]:
    with shop.store.read() as tx:
        found = runs.get(tx, order.id)
        if found is None or found.state != runs.RUNNING:
            return []
        last = order.request["last_item"]
        return items.unlabelled(tx, order.project_id, after=after, upto=last, limit=limit)


def _over(tx: Transaction, order: Run) -> str | None:
    """Why nothing more can be suggested; None: it can."""
    project = projects.get(tx, order.project_id)
    if project is None or project.schema_version != order.request["schema_version"]:
        return "The questions were changed: what was said so far stays; start another run."
    if campaigns.live(tx, order.project_id) is not None:
        return "A campaign has begun, which judges what it began with: nothing more is suggested."
    return None


def _kept(tx: Transaction, order: Run, summary: Summary, said: list[tuple[Item, Said]]) -> Summary:
    """The counts with one more chunk, whose suggestions are kept."""
    fits = partial(value_of, schema=order.request["schema"])
    new: dict[int, dict[str, Any]] = {}
    refusals: list[dict[str, Any]] = []
    for item, one in said:
        if one.left:
            continue
        why = one.why
        if one.given is not None:
            try:
                new[item.id] = suggested(dict(one.given), fits)
            except BadInput as unfit:
                why = str(unfit)
        if item.id not in new:
            refusals.append({"item": item.id, "key": item.key, "reason": excerpt(why, MOST_WORDS)})
    suggestions.put(tx, order.project_id, new)
    return {
        "after": said[-1][0].id,
        "done": summary["done"] + len(said),
        "taken": summary["taken"] + len(new),
        "refused": summary["refused"] + len(refusals),
        "left": summary["left"] + sum(one.left for _, one in said),
        "refusals": (summary["refusals"] + refusals)[:MOST_TOLD],
    }


def _paid(tx: Transaction, order: Run, said: Said) -> float:
    """What was paid for now: nothing for an answer that was paid before."""
    if not said.paid:
        return 0.0
    new = ledger.pay(
        tx,
        project_id=order.project_id,
        campaign_id=None,
        kind="suggestion",
        amount_micros=round(said.paid * MICROS),
        currency=order.request["currency"],
        ref=f"suggestion:{said.ref}",
    )
    return said.paid if new else 0.0

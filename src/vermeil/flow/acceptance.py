"""Who lets wrong suggestions pass: some are shown on purpose, on items whose answer is known."""

from collections import defaultdict
from typing import Any

import numpy as np

from vermeil.core.tasks.planted import LEAST, accepted, planted
from vermeil.core.tasks.schema import fits, loss
from vermeil.core.train import share
from vermeil.flow import projects
from vermeil.flow.accounts import Person
from vermeil.store import Transaction, tasks
from vermeil.store import accounts as people
from vermeil.store import planted as tests
from vermeil.store.answers import Answer
from vermeil.store.projects import Project

View = dict[str, Any]
SHARE = 0.02  #: of the suggestions that people see: a campaign pays for its tests, and plants fewer
AT_ONCE = 2  #: tests that nobody has taken yet
NEAR = 50  #: items that are looked at for a test


def test_sometimes(tx: Transaction, project: Project, task: tasks.Task, said: Answer) -> None:
    """After an answer to a suggestion, now and then: the next question to this person is a test.

    It is about an item that somebody else has labelled: blindly, as a reviewer, or against what was shown.
    """
    shown = task.suggestion
    if task.campaign_id is not None or task.kind != "label" or task.blind or shown is None:
        return
    rng = np.random.default_rng([task.project_id, said.id])
    if rng.random() >= SHARE or tests.out(tx, task.project_id) >= AT_ONCE:
        return
    first, last = tests.ends(tx, task.project_id)
    start = int(rng.integers(first, last + 1))
    near = tests.known(tx, task.project_id, worker_id=said.worker_id, start=start, limit=NEAR)
    for one in near:
        if one.used or not _sure(one, project):
            continue
        others = [other.value for other in near if other is not one]
        wrong = planted(one.value, project.schema, others, rng)
        if wrong is not None:
            looks: View = {name: shown[name] for name in ("confidence", "model_version") if name in shown}
            asked = tasks.Ask(item_id=one.item_id, suggestion={"value": wrong, **looks}, kind=tests.KIND)
            tasks.ask(
                tx, project_id=task.project_id, asked=[asked], kind=tests.KIND, priority=1, vote=1
            )  # of a further vote: not for anybody who was asked about the item
            return


def _sure(one: tests.Known, project: Project) -> bool:
    """Whether the label owes nothing to a suggestion."""
    if one.blind or one.provenance == "review" or one.suggestion is None:
        return True
    return loss(one.suggestion["value"], one.value, project.schema) > 0


def of_people(tx: Transaction, who: Person, project: int) -> list[View]:
    """How often each person has let a wrong suggestion pass, with a 95 % interval (for managers)."""
    projects.allow(tx, who, project, "manager")
    schema = projects.schema(tx, project)
    passed: dict[int, list[bool]] = defaultdict(list)
    for one in tests.of_project(tx, project):
        shown = one.suggestion["value"]
        if not all(fits(value, schema) for value in (shown, one.known, one.said or shown)):
            continue  # it was asked under a schema of before
        if loss(shown, one.known, schema) > LEAST:  # else it was right after all
            passed[one.worker_id].append(accepted(one.said, shown, one.known, schema))
    told = [_row(tx, user, some) for user, some in passed.items()]
    return sorted(told, key=lambda row: str(row["name"]).casefold())


def _row(tx: Transaction, user: int, passed: list[bool]) -> View:
    found = people.user_by_id(tx, user)
    assert found is not None
    low, high = share(sum(passed), len(passed))
    counts = {"shown": len(passed), "accepted": sum(passed), "share": sum(passed) / len(passed)}
    return {"user_id": user, "name": found.name, **counts, "low": low, "high": high}

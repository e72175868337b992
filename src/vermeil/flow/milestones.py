"""Few-shot runs that start by themselves: after 5 examples of every class seen, and at 10, 20, 40, ..."""

from collections.abc import Mapping

from vermeil.core.tasks.schema import choice, choices
from vermeil.store import Transaction, campaigns, changes, figures, items, jobs, projects, runs
from vermeil.store.projects import Project

FIRST, TWO = 5, 2  #: examples of a class, and classes, from which a model can learn
SKEWED = 3  #: times as many answers as that would take are enough where some class is rare
AHEAD = 2_000  #: of the next items a run suggests for so many, or
AS_MANY = 4  #: ... for so many times what it has learned from, before the run after it comes
STEP = 20  #: it is looked at again after one more answer for so many
KIND = "few_shot"


def level(counts: Mapping[str, int]) -> int:
    """5, 10, 20, ...: examples that every class has of which any was seen, by its count; 0: too few.

    A class that hardly ever comes does not hold up the others: three times as many answers do as well.
    """
    seen = [count for count in counts.values() if count]
    if len(seen) < TWO or sorted(seen)[-TWO] < FIRST:
        return 0
    enough = max(min(seen), sum(seen) // (SKEWED * len(seen)))
    reached = FIRST
    while 2 * reached <= enough:
        reached *= 2
    return reached if enough >= FIRST else 0


def said(tx: Transaction, project: Project) -> dict[str, int]:
    """How many items have each class by people's word; {} where the project does not ask for one class."""
    question = choice(project.schema)
    if question is None:
        return {}
    counted = figures.per_class(tx, project.id)
    return {name: counted.get((name, "human"), 0) for name in choices(question)}


def wanted(project: Project) -> bool:
    """Whether runs are to start by themselves in a project."""
    asked = project.few_shot and project.suggestions != "blind" and project.archived_ms is None
    return asked and choice(project.schema) is not None


def noticed(tx: Transaction, project: Project) -> None:
    """An answer was kept: where there may be enough for a run, have it looked at, by whoever is free.

    This is on the way of every answer, so nothing is counted here; one such job waits at a time.
    """
    if wanted(project) and changes.counts(tx, project.id).human >= max(project.few_shot_at, FIRST * TWO):
        jobs.add(tx, KIND, {"project": project.id}, dedupe_key=f"{KIND}:{project.id}")


def again(tx: Transaction, project_id: int) -> None:
    """A run has ended: have it looked at whether there are enough answers for the next by now."""
    projects.look_at(tx, project_id, 0)
    jobs.add(tx, KIND, {"project": project_id}, dedupe_key=f"{KIND}:{project_id}")


def look(tx: Transaction, project_id: int) -> int | None:
    """Begin a run if it is time for one; its id, else None."""
    project = projects.get(tx, project_id)
    if project is None or not wanted(project):
        return None
    human = changes.counts(tx, project_id).human
    if human < project.few_shot_at:
        return None
    projects.look_at(tx, project_id, human + max(human // STEP, 1))
    if campaigns.live(tx, project_id) is not None or runs.live(tx, project_id):
        return None
    reached = level(said(tx, project))
    last = items.unlabelled_upto(tx, project_id, max(AHEAD, AS_MANY * human))
    if last is None or reached <= runs.level(tx, project_id, project.schema_version):
        return None
    order = {"from": "answers", "by_itself": True, "level": reached}
    return runs.begin(tx, project, order, last_item=last, created_by=project.created_by).id

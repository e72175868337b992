"""Projects, who takes part in them, and what each may do there."""

from collections.abc import Mapping
from typing import Any

from vermeil.core.errors import BadInput, Conflict, NotAllowed, NotFound
from vermeil.core.tasks import schema as questions
from vermeil.core.tasks.schema import Schema
from vermeil.flow import paging
from vermeil.flow.accounts import RANKS, Person, need
from vermeil.flow.clock import rfc3339, rfc3339_or_none
from vermeil.flow.memory import Memory
from vermeil.store import Transaction, campaigns, changes, figures, labels, planted, tasks
from vermeil.store import accounts as people
from vermeil.store import projects as rows
from vermeil.store import suggestions as suggested

View = dict[str, Any]


def role_in(tx: Transaction, who: Person, project: int) -> str:
    """What `who` is in the project; NotFound when it does not exist or they are not a member."""
    role = rows.role(tx, project, who.id) if who.role != "admin" else None
    if who.role == "admin" and rows.get(tx, project) is not None:
        role = "admin"
    if role is None:
        raise NotFound(f"There is no project {project}, or you are not a member of it.")
    return role


def allow(tx: Transaction, who: Person, project: int, least: str) -> str:
    """What `who` is in the project, if that is at least `least`; NotFound, NotAllowed."""
    role = role_in(tx, who, project)
    if RANKS[role] < RANKS[least]:
        raise NotAllowed(f"In this project this needs the role {least}; yours is {role}. Ask its manager.")
    return role


def opened(tx: Transaction, who: Person, project: int, least: str) -> rows.Project:
    """The project to work on; NotFound, NotAllowed, and Conflict when it is archived."""
    allow(tx, who, project, least)
    found = _found(tx, project)
    if found.archived_ms is not None:
        raise Conflict("This project is archived: bring it back before you work on it.")
    return found


def schema(tx: Transaction, project: int) -> Schema:
    """The questions that are in force."""
    return _found(tx, project).schema


class Desk:
    """Opens projects to work on; what it opened for somebody stays open to them for a second."""

    def __init__(self, seconds: float = 1.0) -> None:
        """Remember for so long."""
        self._open: Memory[tuple[int, int], rows.Project] = Memory(seconds)
        self._prices: Memory[int, Mapping[str, Any]] = Memory(seconds=3600)  # they never change

    def open(self, tx: Transaction, who: Person, project: int) -> rows.Project:
        """The project, for a member; NotFound, Conflict when it is archived."""
        key = (who.id, project)
        return self._open.recall(key) or self._open.read(key, lambda: opened(tx, who, project, "annotator"))

    def prices(self, tx: Transaction, campaign: int) -> Mapping[str, Any]:
        """What a campaign pays: `label`, `verify`, `expert` and their `currency`."""
        return self._prices.recall(campaign) or self._prices.read(
            campaign, lambda: campaigns.config(tx, campaign)["prices"]
        )

    def forget(self) -> None:
        """A project or its people have changed."""
        self._open.forget()


def create(
    tx: Transaction, who: Person, *, name: str, schema: Schema, guideline: str, few_shot: bool = False
) -> View:
    """A new project with `who` as its manager; NotAllowed, and BadInput where nobody can be asked so."""
    need(who, "manager")
    _ready(schema)
    made = rows.add(
        tx, name=name, schema=dict(schema), guideline=guideline, created_by=who.id, few_shot=few_shot
    )
    return _view(tx, made, "admin" if who.role == "admin" else "manager")


def listing(tx: Transaction, who: Person, *, cursor: str | None, limit: int, archived: bool = False) -> View:
    """The projects of `who`, newest first, in pages; an admin's are all."""
    found = rows.visible(tx, None if who.role == "admin" else who.id, archived=archived)
    page = paging.cut([{"project": project} for project in found], cursor, limit)
    page["items"] = [_view(tx, one["project"], role_in(tx, who, one["project"].id)) for one in page["items"]]
    return page


def show(tx: Transaction, who: Person, project: int) -> tuple[View, int]:
    """A project with its counts by class, and its edit (the ETag)."""
    role = allow(tx, who, project, "reviewer")
    found = _found(tx, project)
    return _view(tx, found, role) | {"per_class": _per_class(tx, found)}, found.edit


def change(
    tx: Transaction,
    who: Person,
    project: int,
    *,
    seen: int | None,
    name: str | None = None,
    schema: Schema | None = None,
    guideline: str | None = None,
    suggestions: str | None = None,
    few_shot: bool | None = None,
    archived: bool | None = None,
) -> None:
    """Change what is given; Outdated when somebody did since edit `seen`."""
    allow(tx, who, project, "manager")
    found = _found(tx, project)
    columns: dict[str, Any] = {}
    if name is not None:
        columns["name"] = name
    if suggestions is not None and suggestions != found.suggestions:
        columns["suggestions"] = suggestions
        suggested.meet(tx, project, hidden=suggestions == "blind")
        planted.withdraw(tx, project)
    if few_shot is not None:
        columns["few_shot"] = few_shot
    if archived is not None:
        columns["archived_ms"] = tx.now_ms if archived else None
    rows.edit(tx, project, expected=seen, **columns)
    if schema is not None and schema != found.schema:
        _check_schema(tx, project, schema)
        rows.put_schema(tx, project, dict(schema), who.id)
        planted.withdraw(tx, project)
    if guideline is not None and guideline != found.guideline:
        rows.put_guideline(tx, project, guideline, who.id)


def members(tx: Transaction, who: Person, project: int) -> list[View]:
    """Who takes part, by name."""
    allow(tx, who, project, "reviewer")
    return [_member(m.user_id, m.name, m.role, expert=m.expert) for m in rows.members(tx, project)]


def _member(user: int, name: str, role: str, *, expert: bool) -> View:
    return {"user_id": user, "name": name, "role": role, "expert": expert}


def put_member(
    tx: Transaction, who: Person, project: int, *, user: int, role: str, expert: bool = False
) -> View:
    """Let somebody take part, or change as what; who is no expert any more gives back what is for experts."""
    allow(tx, who, project, "manager")
    found = people.user_by_id(tx, user)
    if found is None:
        raise NotFound(f"There is no user {user}.")
    rows.put_member(tx, project, user, role, expert=expert)
    if not expert:
        tasks.give_back_all(tx, worker_id=user, project_id=project, experts=True)
    return _member(user, found.name, role, expert=expert)


def remove_member(tx: Transaction, who: Person, project: int, *, user: int) -> None:
    """Let somebody take part no longer: what they hold goes back, what they answered stays."""
    allow(tx, who, project, "manager")
    if not rows.drop_member(tx, project, user):
        raise NotFound(f"User {user} is not a member of this project.")
    tasks.give_back_all(tx, worker_id=user, project_id=project)


def _found(tx: Transaction, project: int) -> rows.Project:
    found = rows.get(tx, project)
    if found is None:
        raise NotFound(f"There is no project {project}.")
    return found


def _ready(schema: Schema) -> None:
    try:
        questions.ready(schema)
    except BadInput as unfit:
        raise BadInput(str(unfit), about="schema") from unfit


def _check_schema(tx: Transaction, project: int, schema: Schema) -> None:
    """BadInput unless the labels that there are would be labels under this schema, too."""
    _ready(schema)
    if campaigns.live(tx, project) is not None:
        raise Conflict("A campaign is running: cancel it before you change what is asked.")
    for value in labels.values(tx, project):
        try:
            questions.check(value, schema)
        except BadInput as unfit:
            raise BadInput(f"A label would not fit any more: {unfit}", about="schema") from unfit


def _per_class(tx: Transaction, found: rows.Project) -> list[View]:
    question = questions.choice(found.schema)
    if question is None:
        return []
    counted = figures.per_class(tx, found.id)
    return [
        {
            "class": name,
            "human": counted.get((name, "human"), 0),
            "machine": counted.get((name, "machine"), 0),
        }
        for name in questions.choices(question)
    ]


def _view(tx: Transaction, found: rows.Project, role: str) -> View:
    return {
        "id": found.id,
        "name": found.name,
        "schema": {"version": found.schema_version, **found.schema},
        "suggestions": found.suggestions,
        "few_shot": found.few_shot,
        "guideline": {"version": found.guideline_version, "text": found.guideline},
        "counts": None if role == "annotator" else _counts(tx, found.id),
        "role": role,
        "created_at": rfc3339(found.created_ms),
        "archived_at": rfc3339_or_none(found.archived_ms),
    }


def _counts(tx: Transaction, project: int) -> View:
    """Not for annotators: a count that stands still after an answer would tell an audit."""
    counts = changes.counts(tx, project)
    return {
        "items": counts.items,
        "duplicates": counts.duplicates,
        "human": counts.human,
        "machine": counts.machine,
        "unlabelled": counts.unlabelled,
    }

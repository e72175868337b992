"""Projects, what may be answered in them, how to decide, and who takes part."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ScalarSelect,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    true,
    update,
)

from vermeil.core.errors import Outdated
from vermeil.store import changes
from vermeil.store.dialects import upsert
from vermeil.store.tables import guideline_version, membership, project, schema_version, user
from vermeil.store.transaction import Transaction, columns


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its newest schema and guideline."""

    id: int
    name: str
    currency: str | None
    suggestions: str  #: how people meet them on plain questions: shown, delayed or blind
    few_shot: bool  #: whether a model learns from the answers by itself
    few_shot_at: int  #: ... and so many labels by people before it is looked at again
    created_by: int
    created_ms: int
    archived_ms: int | None
    edit: int  #: counts its edits: the ETag
    schema_version: int
    schema: dict[str, Any]
    guideline_version: int
    guideline: str


@dataclass(frozen=True, slots=True)
class Version:
    """A schema's body or a guideline's text, as it was once put in force."""

    version: int
    body: Any
    created_ms: int
    created_by: int


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who takes part in a project."""

    user_id: int
    name: str
    role: str
    expert: bool  #: their word is the reference of campaigns that pay experts
    disabled_ms: int | None


def _newest(versions: Table) -> ScalarSelect[int]:
    every = versions.alias()
    return select(func.max(every.c.version)).where(every.c.project_id == project.c.id).scalar_subquery()


_PROJECT = (
    select(
        *columns(
            Project,
            project,
            schema_version=schema_version.c.version,
            schema=schema_version.c.body,
            guideline_version=guideline_version.c.version,
            guideline=guideline_version.c.text,
        )
    )
    .join_from(project, schema_version, schema_version.c.project_id == project.c.id)
    .join(guideline_version, guideline_version.c.project_id == project.c.id)
    .where(schema_version.c.version == _newest(schema_version))
    .where(guideline_version.c.version == _newest(guideline_version))
)
_BY_ID = _PROJECT.where(project.c.id == bindparam("id"))


def add(
    tx: Transaction,
    *,
    name: str,
    schema: dict[str, Any],
    guideline: str,
    created_by: int,
    currency: str | None = None,
    few_shot: bool = False,
) -> Project:
    """A new project; who made it is its first manager."""
    new = {"name": name, "currency": currency, "few_shot": few_shot, "created_by": created_by}
    made = tx.scalar(insert(project).values(**new, created_ms=tx.now_ms).returning(project.c.id))
    put_schema(tx, made, schema, created_by)
    put_guideline(tx, made, guideline, created_by)
    put_member(tx, made, created_by, "manager")
    changes.bump(tx, made)
    found = get(tx, made)
    assert found is not None
    return found


def get(tx: Transaction, project_id: int) -> Project | None:
    """The project, archived or not."""
    return tx.one(Project, _BY_ID, {"id": project_id})


def visible(tx: Transaction, user_id: int | None = None, *, archived: bool = False) -> list[Project]:
    """The projects `user_id` is a member of (None: all there are), newest first; or those archived."""
    statement = _PROJECT.order_by(project.c.id.desc())
    if user_id is not None:
        statement = statement.join(membership, membership.c.project_id == project.c.id).where(
            membership.c.user_id == user_id
        )
    away = project.c.archived_ms.is_not(None) if archived else project.c.archived_ms.is_(None)
    return tx.all(Project, statement.where(away))


def edit(tx: Transaction, project_id: int, *, expected: int | None = None, **changed: object) -> None:
    """Change the columns given (`name`, `currency`, `archived_ms`); Outdated unless `edit` is `expected`.

    Call it with no column when the schema or the guideline gets a new version: its ETag changes too.
    """
    statement = update(project).where(project.c.id == project_id)
    if expected is not None:
        statement = statement.where(project.c.edit == expected)
    if not tx.run(statement.values(edit=project.c.edit + 1, **changed)):
        raise Outdated
    changes.bump(tx, project_id)


def look_at(tx: Transaction, project_id: int, number: int) -> None:
    """So many labels by people before it is looked again whether a model can learn (no edit of a person)."""
    tx.run(update(project).where(project.c.id == project_id).values(few_shot_at=number))


def put_schema(tx: Transaction, project_id: int, body: dict[str, Any], created_by: int) -> int:
    """A new version of what may be answered; its number."""
    return _put(tx, schema_version, project_id, created_by, body=body)


def put_guideline(tx: Transaction, project_id: int, words: str, created_by: int) -> int:
    """A new version of how to decide; its number."""
    return _put(tx, guideline_version, project_id, created_by, text=words)


def _put(tx: Transaction, versions: Table, project_id: int, created_by: int, **content: object) -> int:
    newest = tx.scalar(select(func.max(versions.c.version)).where(versions.c.project_id == project_id))
    version = int(newest or 0) + 1
    new = {"project_id": project_id, "version": version, "created_by": created_by, **content}
    tx.run(insert(versions).values(**new, created_ms=tx.now_ms))
    return version


def schemas(tx: Transaction, project_id: int) -> list[Version]:
    """Every schema there was, newest first."""
    return _versions(tx, schema_version, schema_version.c.body, project_id)


def guidelines(tx: Transaction, project_id: int) -> list[Version]:
    """Every guideline there was, newest first; its text is the `body`."""
    return _versions(tx, guideline_version, guideline_version.c.text, project_id)


def _versions(tx: Transaction, versions: Table, body: Column[Any], project_id: int) -> list[Version]:
    found = select(*columns(Version, versions, body=body)).where(versions.c.project_id == project_id)
    return tx.all(Version, found.order_by(versions.c.version.desc()))


_ROLE = select(membership.c.role).where(
    membership.c.project_id == bindparam("project"), membership.c.user_id == bindparam("user")
)


def role(tx: Transaction, project_id: int, user_id: int) -> str | None:
    """What `user_id` is in the project, or None: not a member."""
    found: str | None = tx.scalar(_ROLE, {"project": project_id, "user": user_id})
    return found


def members(tx: Transaction, project_id: int) -> list[Member]:
    """Who takes part, by name."""
    own = {"user_id": user.c.id, "role": membership.c.role, "expert": membership.c.expert}
    statement = select(*columns(Member, user, **own)).join_from(membership, user)
    return tx.all(Member, statement.where(membership.c.project_id == project_id).order_by(user.c.folded))


_ABLE = (
    select(func.count())
    .select_from(membership)
    .join(user, user.c.id == membership.c.user_id)
    .where(membership.c.project_id == bindparam("project"), user.c.disabled_ms.is_(None))
)


def able(tx: Transaction, project_id: int) -> int:
    """How many members can work: who is locked out cannot."""
    return int(tx.scalar(_ABLE, {"project": project_id}))


def experts(tx: Transaction, project_id: int) -> int:
    """For how many of them their word is the reference."""
    return int(tx.scalar(_ABLE.where(membership.c.expert == true()), {"project": project_id}))


def put_member(tx: Transaction, project_id: int, user_id: int, role: str, *, expert: bool = False) -> None:
    """Let somebody take part, or change as what."""
    new = {"project_id": project_id, "user_id": user_id, "role": role, "expert": expert}
    key = [membership.c.project_id, membership.c.user_id]
    tx.run(upsert(tx, membership, key, ["role", "expert"]), new)


def drop_member(tx: Transaction, project_id: int, user_id: int) -> bool:
    """Let somebody take part no longer; whether they did. What they answered stays."""
    return (
        tx.run(
            delete(membership).where(membership.c.project_id == project_id, membership.c.user_id == user_id)
        )
        > 0
    )

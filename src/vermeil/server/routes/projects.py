"""Projects and their members."""

import re
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import JSONResponse

from vermeil.core.errors import Outdated
from vermeil.flow import projects
from vermeil.server.auth import Who
from vermeil.server.house import The
from vermeil.server.once import Repeatable
from vermeil.server.schemas import projects as shapes
from vermeil.server.schemas.base import MAX_COUNT, PREFIX, Cursor, Id, Limit, Page, problems
from vermeil.server.schemas.questions import whole

router = APIRouter(prefix=PREFIX, tags=["projects"])

TAG = re.compile("[0-9]{1,10}")
IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", description="The ETag that was read: refused (412) if it has changed since"),
]


@router.get("/projects", response_model=Page[shapes.Project], operation_id="list_projects")
def list_projects(
    who: Who,
    house: The,
    cursor: Cursor = None,
    limit: Limit = 50,
    archived: Annotated[bool, Query(description="The archived ones instead")] = False,
) -> JSONResponse:
    """The projects you are a member of, newest first; an admin sees all."""
    with house.store.read() as tx:
        return JSONResponse(projects.listing(tx, who, cursor=cursor, limit=limit, archived=archived))


@router.post(
    "/projects",
    status_code=201,
    response_model=shapes.Project,
    operation_id="create_project",
    responses=problems(403, 409),
)
def create_project(body: shapes.NewProject, who: Who, house: The, once: Repeatable) -> JSONResponse:
    """Begin a project (for admins and managers); you become its manager."""
    with house.store.begin() as tx:
        create = partial(
            projects.create,
            tx,
            who,
            name=body.name,
            schema=whole(body.schema_, body.task_type),
            guideline=body.guideline,
            few_shot=body.few_shot,
        )
        return once(tx, 201, create)


@router.get(
    "/projects/{project}",
    response_model=shapes.ProjectPage,
    operation_id="get_project",
    responses=problems(403, 404),
)
def get_project(project: Id, who: Who, house: The) -> JSONResponse:
    """A project with its counts. The ETag names its settings: send it as If-Match with a change."""
    with house.store.read() as tx:
        shown, edit = projects.show(tx, who, project)
    return JSONResponse(shown, headers={"ETag": f'"{edit}"'})


@router.patch(
    "/projects/{project}",
    response_model=shapes.ProjectPage,
    operation_id="change_project",
    responses=problems(403, 404, 409, 412),
)
def change_project(
    project: Id, body: shapes.ProjectChange, who: Who, house: The, if_match: IfMatch = None
) -> JSONResponse:
    """Change the name, the questions or the guideline (for its managers); answers keep their versions."""
    with house.store.begin() as tx:
        projects.change(
            tx,
            who,
            project,
            seen=edit_of(if_match),
            name=body.name,
            schema=None if body.schema_ is None else whole(body.schema_),
            guideline=body.guideline,
            suggestions=body.suggestions,
            few_shot=body.few_shot,
            archived=body.archived,
        )
        shown, edit = projects.show(tx, who, project)
    house.forget()
    return JSONResponse(shown, headers={"ETag": f'"{edit}"'})


@router.get(
    "/projects/{project}/members",
    response_model=Page[shapes.Member],
    operation_id="list_members",
    responses=problems(403, 404),
)
def members(project: Id, who: Who, house: The) -> JSONResponse:
    """The people in a project."""
    with house.store.read() as tx:
        return JSONResponse({"items": projects.members(tx, who, project), "next_cursor": None})


@router.put(
    "/projects/{project}/members/{user}",
    response_model=shapes.Member,
    operation_id="put_member",
    responses=problems(403, 404),
)
def put_member(project: Id, user: Id, body: shapes.NewMember, who: Who, house: The) -> JSONResponse:
    """Let a person into a project, or change what they may do there (for its managers)."""
    with house.store.begin() as tx:
        member = projects.put_member(tx, who, project, user=user, role=body.role, expert=body.expert)
    house.forget()
    return JSONResponse(member)


@router.delete(
    "/projects/{project}/members/{user}",
    status_code=204,
    operation_id="remove_member",
    responses=problems(403, 404),
)
def remove_member(project: Id, user: Id, who: Who, house: The) -> Response:
    """Take a person out of a project: their tasks go back, their answers stay (for its managers)."""
    with house.store.begin() as tx:
        projects.remove_member(tx, who, project, user=user)
    house.forget()
    return Response(status_code=204)


def edit_of(if_match: str | None) -> int | None:
    """The edit that an If-Match header names; None: any."""
    if if_match is None or if_match.strip() == "*":
        return None
    tag = if_match.strip().removeprefix("W/").strip('"')
    if not TAG.fullmatch(tag) or int(tag) > MAX_COUNT:
        raise Outdated
    return int(tag)

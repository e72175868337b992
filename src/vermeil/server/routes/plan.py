"""Forecasts and campaigns."""

from functools import partial
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from vermeil.flow import plan, projects, race, slices
from vermeil.integrations.outbound import Outbound
from vermeil.server.auth import Who
from vermeil.server.house import The
from vermeil.server.once import Repeatable
from vermeil.server.schemas import plan as shapes
from vermeil.server.schemas.base import PREFIX, Id, Page, problems
from vermeil.server.schemas.race import Labeler

router = APIRouter(prefix=PREFIX, tags=["plan"])


@router.get(
    "/projects/{project}/slices",
    response_model=Page[shapes.SliceField],
    operation_id="list_slices",
    responses=problems(403, 404),
)
def list_slices(project: Id, who: Who, house: The) -> JSONResponse:
    """By what the items could be sliced, for `slice_by`: fields of their metadata with their values."""
    with house.store.read() as tx:
        return JSONResponse({"items": slices.fields(tx, who, project), "next_cursor": None})


@router.get(
    "/projects/{project}/labelers",
    response_model=Page[Labeler],
    operation_id="list_labelers",
    responses=problems(403, 404),
)
def list_labelers(project: Id, who: Who, house: The) -> JSONResponse:
    """Who could label for the machine in this project, and why others cannot."""
    with house.store.read() as tx:
        return JSONResponse({"items": race.offered(tx, who, project), "next_cursor": None})


def ordered(project: int, body: shapes.NewPlan, who: Who, house: The) -> dict[str, Any]:
    """What a plan and a campaign are made from."""
    outbound = Outbound(house.settings.private_backends)
    order = plan.order_of(body.model_dump())
    return {"project": project, "user": who.id, "order": order, "outbound": outbound}


@router.post(
    "/projects/{project}/plans",
    status_code=201,
    response_model=shapes.Plan,
    operation_id="make_plan",
    responses=problems(403, 404, 409),
)
def make_plan(project: Id, body: shapes.NewPlan, who: Who, house: The, once: Repeatable) -> JSONResponse:
    """Forecast cost against accuracy, before spending; while `state` is computing, ask again for it."""
    with house.store.begin() as tx:
        projects.allow(tx, who, project, "manager")
        how = ordered(project, body, who, house)
        return once(tx, 201, partial(plan.make_plan, tx, **how))


@router.get(
    "/projects/{project}/plans",
    response_model=Page[shapes.Plan],
    operation_id="list_plans",
    responses=problems(403, 404),
)
def plans(project: Id, who: Who, house: The) -> JSONResponse:
    """The plans of a project, newest first."""
    with house.store.read() as tx:
        projects.allow(tx, who, project, "reviewer")
        return JSONResponse({"items": plan.plans_of(tx, project=project), "next_cursor": None})


@router.get(
    "/plans/{number}", response_model=shapes.Plan, operation_id="get_plan", responses=problems(403, 404)
)
def get_plan(number: Id, who: Who, house: The) -> JSONResponse:
    """A plan made before."""
    with house.store.read() as tx:
        shown = plan.plan_view(tx, plan=number)
        projects.allow(tx, who, shown["project_id"], "reviewer")
    return JSONResponse(shown)


@router.post(
    "/projects/{project}/campaigns",
    status_code=201,
    response_model=shapes.Campaign,
    operation_id="start_campaign",
    responses=problems(403, 404, 409),
)
def start(project: Id, body: shapes.NewCampaign, who: Who, house: The, once: Repeatable) -> JSONResponse:
    """Begin to label the project to the target, at the least cost (for its managers)."""
    with house.store.begin() as tx:
        projects.allow(tx, who, project, "manager")
        how = ordered(project, body, who, house)
        return once(tx, 201, partial(plan.start_campaign, tx, **how))


@router.get(
    "/projects/{project}/campaigns",
    response_model=Page[shapes.Campaign],
    operation_id="list_campaigns",
    responses=problems(403, 404),
)
def campaigns(project: Id, who: Who, house: The) -> JSONResponse:
    """The campaigns of a project, newest first."""
    with house.store.read() as tx:
        projects.allow(tx, who, project, "reviewer")
        return JSONResponse({"items": plan.campaigns_of(tx, project=project), "next_cursor": None})


@router.get(
    "/campaigns/{campaign}",
    response_model=shapes.Campaign,
    operation_id="get_campaign",
    responses=problems(403, 404),
)
def get_campaign(campaign: Id, who: Who, house: The) -> JSONResponse:
    """A campaign as it stands: rounds, forecast and actual, money spent."""
    with house.store.read() as tx:
        shown = plan.campaign_view(tx, campaign=campaign)
        projects.allow(tx, who, shown["project_id"], "reviewer")
    return JSONResponse(shown)


@router.post(
    "/campaigns/{campaign}/cancel",
    response_model=shapes.Campaign,
    operation_id="cancel_campaign",
    responses=problems(403, 404, 409),
)
def cancel(campaign: Id, who: Who, house: The, once: Repeatable) -> JSONResponse:
    """Stop a campaign (for the project's managers); its labels stay."""
    with house.store.begin() as tx:
        before: dict[str, Any] = plan.campaign_view(tx, campaign=campaign)
        projects.allow(tx, who, before["project_id"], "manager")
        return once(tx, 200, partial(plan.cancel, tx, campaign=campaign))

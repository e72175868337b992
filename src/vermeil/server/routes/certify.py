"""The certificate of a campaign."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from vermeil.flow import certify, plan, projects
from vermeil.server.auth import Who
from vermeil.server.house import The
from vermeil.server.schemas.base import PREFIX, Id, problems

router = APIRouter(prefix=PREFIX, tags=["certify"])


@router.get(
    "/campaigns/{campaign}/certificate",
    response_model=dict[str, Any],
    operation_id="get_certificate",
    responses=problems(403, 404),
)
def certificate(
    campaign: Id,
    who: Who,
    house: The,
    download: Annotated[bool, Query(description="As a file to keep")] = False,
) -> JSONResponse:
    """What the audit proved, with its evidence: `vermeil verify` recomputes it, offline."""
    with house.store.read() as tx:
        project = plan.campaign_view(tx, campaign=campaign)["project_id"]
        projects.allow(tx, who, project, "reviewer")
        body = certify.certificate_of(tx, campaign=campaign)
    name = f'attachment; filename="certificate-{campaign}.json"'
    return JSONResponse(body, headers={"Content-Disposition": name} if download else None)

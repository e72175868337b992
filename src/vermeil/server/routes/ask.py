"""Tasks out, answers in. The hot path: plain dictionaries, one transaction each."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from vermeil.flow import ask
from vermeil.server.auth import Who
from vermeil.server.house import The
from vermeil.server.once import Repeatable
from vermeil.server.schemas import ask as shapes
from vermeil.server.schemas.base import PREFIX, Id, Page, problems
from vermeil.store import Transaction

router = APIRouter(prefix=PREFIX, tags=["ask"])


@router.post(
    "/projects/{project}/tasks/next",
    response_model=shapes.Next,
    operation_id="next_task",
    responses=problems(403, 404, 409) | {204: {"description": "There is nothing to do now"}},
)
async def next_task(project: Id, who: Who, house: The, once: Repeatable) -> Response:
    """Lease the next task. Nobody else gets it until `expires_at`.

    Each call leases one more; with 20 in hand, the one held longest is given again. A task that stands on a
    page of look-alikes comes with all the others of its page.
    """

    def lease(tx: Transaction) -> Response:
        if (before := once.before(tx)) is not None:
            return before
        leased = ask.next_task(tx, house.desk, who, project, lease_ms=house.settings.lease_seconds * 1000)
        if leased is None:
            return Response(status_code=204)
        house.metrics.leased(leased.task["lease"], leased.seconds)
        return once(tx, 200, lambda: leased.task)

    return await house.keeper.do(lease, lasting=False)


@router.get(
    "/projects/{project}/tasks/held",
    response_model=Page[shapes.Task],
    operation_id="held_tasks",
    responses=problems(403, 404),
)
def held(project: Id, who: Who, house: The) -> JSONResponse:
    """The tasks you hold, oldest first: to go on after a reload."""
    with house.store.read() as tx:
        return JSONResponse({"items": ask.held(tx, who, project), "next_cursor": None})


@router.delete(
    "/tasks/{task}/lease",
    status_code=204,
    operation_id="give_back",
    responses=problems(404),
)
def give_back(task: Id, lease: shapes.Lease, who: Who, house: The) -> Response:
    """Give a task back: somebody else may have it. A lease that is over stays over: 204, too."""
    with house.store.begin() as tx:
        ask.give_back(tx, who, task, lease=lease)
    return Response(status_code=204)


@router.post(
    "/tasks/{task}/answers",
    status_code=201,
    response_model=shapes.Answer,
    operation_id="answer",
    responses=problems(404, 409) | {200: {"model": shapes.Answer, "description": "It was stored before"}},
)
async def answer(task: Id, body: shapes.NewAnswer, who: Who, house: The) -> JSONResponse:
    """Answer a task that you hold.

    Sent again with the same value it is stored once (200); with another value it is refused (409) with
    both versions, `yours` and `stored`.
    """
    said = ask.Said(
        lease=body.lease,
        value=body.value,
        note=body.note,
        seconds=body.seconds,
    )

    stored, new = await house.keeper.do(lambda tx: ask.submit(tx, house.desk, who, task, said), lasting=True)
    if new:
        house.metrics.answered(body.kind)
    return JSONResponse(stored, 201 if new else 200)


@router.post(
    "/answers/{answer}/undo",
    response_model=shapes.Task,
    operation_id="undo_answer",
    responses=problems(404, 409) | {204: {"description": "It was a review: there is no task to hold"}},
)
def undo(answer: Id, who: Who, house: The) -> Response:
    """Take your answer back and hold its task again; refused (409) when a round has used it.

    A review is taken back as long as nobody has answered, or begun to answer, after it.
    """
    with house.store.begin() as tx:
        task = ask.undo(tx, who, answer, lease_ms=house.settings.lease_seconds * 1000)
    return Response(status_code=204) if task is None else JSONResponse(task)


@router.get(
    "/projects/{project}/my-work",
    response_model=shapes.MyWork,
    operation_id="my_work",
    responses=problems(403, 404),
)
def my_work(project: Id, who: Who, house: The) -> JSONResponse:
    """What you did here, and what is left."""
    with house.store.read() as tx:
        return JSONResponse(ask.my_work(tx, who, project))

"""What is measured of a running campaign: the wait for its next round, and work beside its training."""

import time
from collections.abc import Callable

import numpy as np

from benchmarks.speed.house import House
from benchmarks.speed.measure import Figures, annotate
from benchmarks.speed.wire import Wire

ORDER = {"target": {"error": 0.01, "confidence": 0.95}, "prices": {"label": 0.04, "device_hour": 1.0}}


def rerank(
    house: House,
    project: int,
    beside: int,
    tokens: list[str],
    answer: Callable[[str], str],
    seconds: float,
    rounds: int = 4,
) -> Figures:
    """Seconds from the last answer of a round to the next task of the re-ranked queue, round by round.

    The first task waits for the embeddings: it is told apart. After it, while the worker makes ready to
    train, people work in the project `beside` for some `seconds`.
    """
    wire = Wire(house.port, house.token)
    status, campaign = wire.call("POST", f"/projects/{project}/campaigns", ORDER)
    assert status == 201, campaign
    wire.close()
    found: Figures = {"embedding_seconds": _until_task(house, project, campaign["id"])}
    found |= _training(house, beside, tokens, answer, seconds)
    waits: list[float] = []
    while len(waits) < rounds:
        annotate(house.port, project, tokens, answer, seconds=120)
        wait = _until_task(house, project, campaign["id"])
        if np.isnan(wait):
            break
        waits.append(wait)
    if waits:
        found |= {"rerank_median_seconds": float(np.median(waits)), "rerank_max_seconds": max(waits)}
    return found | {"rerank_rounds": len(waits)}


def _training(
    house: House, project: int, tokens: list[str], answer: Callable[[str], str], seconds: float
) -> Figures:
    """How people fare while a worker computes, and how much it did: seconds of a core each second."""
    found: Figures = {}
    for name, people in (("one", tokens[:1]), ("eight", tokens)):
        used = house.worker_seconds()
        shift = annotate(house.port, project, people, answer, seconds)
        found |= shift.figures(f"{name}_training")
        found[f"{name}_training_cores"] = (house.worker_seconds() - used) / shift.seconds
    return found


def _until_task(house: House, project: int, campaign: int) -> float:
    """Seconds until there is a task again; nan when the campaign ends without one."""
    wire = Wire(house.port, house.token)  # a new one: the server hangs up on those that were silent
    began = time.perf_counter()
    while True:
        status, task = wire.call("POST", f"/projects/{project}/tasks/next")
        if status == 200:
            wire.call("DELETE", f"/tasks/{task['id']}/lease?lease={task['lease']}")
            return time.perf_counter() - began
        _, seen = wire.call("GET", f"/campaigns/{campaign}")
        if seen["state"] != "running":
            return float("nan")
        time.sleep(0.02)

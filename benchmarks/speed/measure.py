"""What is measured of one running server; each function answers figures by name."""

import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from benchmarks.speed import texts
from benchmarks.speed.house import House
from benchmarks.speed.wire import Wire

Figures = dict[str, float]


def import_texts(house: House, project: int, rows: list[str]) -> Figures:
    """Seconds to import the rows as one NDJSON stream."""
    began = time.perf_counter()
    request = urllib.request.Request(
        f"http://127.0.0.1:{house.port}/api/v1/projects/{project}/items",
        data=texts.ndjson(rows),
        headers={"Authorization": f"Bearer {house.token}", "Content-Type": "application/x-ndjson"},
    )
    with urllib.request.urlopen(request) as answer:
        counts = answer.read()
    assert f'"added":{len(rows)}'.encode() in counts.replace(b" ", b""), counts[:300]
    return {"import_seconds": time.perf_counter() - began}


@dataclass
class Shift:
    """What some annotators did: milliseconds a call, items answered, errors."""

    next_ms: list[float] = field(default_factory=list)
    submit_ms: list[float] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    errors: int = 0
    seconds: float = 0.0

    def figures(self, name: str) -> Figures:
        """p50, p95, p99 of both calls, answers a second, errors, items handed to two people."""
        found: Figures = {}
        for call, times in (("next", self.next_ms), ("submit", self.submit_ms)):
            for share in (50, 95, 99):
                found[f"{name}_{call}_p{share}_ms"] = float(np.percentile(times, share))
        found[f"{name}_answers_per_second"] = len(self.items) / self.seconds
        found[f"{name}_errors"] = self.errors
        found[f"{name}_handed_twice"] = len(self.items) - len(set(self.items))
        return found


def annotate(
    port: int,
    project: int,
    tokens: list[str],
    answer: Callable[[str], str],
    seconds: float,
    most: int = 10**9,
) -> Shift:
    """Let one person a token answer for some seconds, or `most` items in all, or until there is no task."""
    shift, until = Shift(), time.perf_counter() + seconds
    people = [
        threading.Thread(target=_work, args=(port, project, t, answer, until, most, shift)) for t in tokens
    ]
    began = time.perf_counter()
    for person in people:
        person.start()
    for person in people:
        person.join()
    shift.seconds = time.perf_counter() - began
    return shift


def _work(
    port: int, project: int, token: str, answer: Callable[[str], str], until: float, most: int, shift: Shift
) -> None:
    wire = Wire(port, token)
    while time.perf_counter() < until and len(shift.items) < most:
        t0 = time.perf_counter()
        status, task = wire.call("POST", f"/projects/{project}/tasks/next")
        t1 = time.perf_counter()
        if status == 204:
            break
        value = {"lease": task["lease"], "value": {"class": answer(task["item"]["text"])}, "seconds": 1.0}
        t2 = time.perf_counter()
        said, _ = wire.call("POST", f"/tasks/{task['id']}/answers", value)
        t3 = time.perf_counter()
        shift.next_ms.append((t1 - t0) * 1000)
        shift.submit_ms.append((t3 - t2) * 1000)
        shift.items.append(task["item"]["id"])
        shift.errors += (status != 200) + (said != 201)
    wire.close()


def export(house: House, project: int) -> Figures:
    """Seconds to stream all labels as JSONL, and how many there were."""
    began = time.perf_counter()
    request = urllib.request.Request(
        f"http://127.0.0.1:{house.port}/api/v1/projects/{project}/labels?format=jsonl",
        headers={"Authorization": f"Bearer {house.token}"},
    )
    with urllib.request.urlopen(request) as answer:
        rows = sum(1 for _ in answer)
    return {"export_seconds": time.perf_counter() - began, "export_rows": rows}


def list_pages(house: House, project: int, pages: int = 50) -> Figures:
    """p95 of a page of 50 items, walking by cursor."""
    wire, cursor, times = Wire(house.port, house.token), "", []
    for _ in range(pages):
        began = time.perf_counter()
        _, page = wire.call("GET", f"/projects/{project}/items?limit=50{cursor}")
        times.append((time.perf_counter() - began) * 1000)
        cursor = f"&cursor={page['next_cursor']}"
    wire.close()
    return {"list_page_p95_ms": float(np.percentile(times, 95))}

"""A worker process: claims jobs, takes a step of each in turn, and keeps their leases alive."""

import importlib
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Generator
from dataclasses import dataclass

from vermeil.core.errors import Conflict, VermeilError
from vermeil.integrations.outbound import Outbound
from vermeil.jobs.shop import LEASE_MS, Lost, Shop
from vermeil.settings import Settings
from vermeil.store import Store, campaigns, jobs, plans, runs
from vermeil.store.blobs import Blobs
from vermeil.store.jobs import Job

BEAT_SECONDS = 2.0
LOOK_SECONDS = 0.1  #: between two looks at what we wait for
ATTEMPTS = 8

logger = logging.getLogger(__name__)

#: The module that runs each kind of job; imported with the first, so that an idle worker stays small.
RUNNERS = {
    "campaign": "vermeil.jobs.campaign",
    "plan": "vermeil.jobs.forecast",
    "suggest": "vermeil.jobs.suggest",
    "few_shot": "vermeil.jobs.few_shot",
}


@dataclass(slots=True)
class Held:
    """A job in our hands, and where we are in it."""

    job: Job
    steps: Generator[bool]


class Worker:
    """Runs jobs until it is told to stop."""

    def __init__(self, shop: Shop, name: str, stop: threading.Event) -> None:
        """`name` stays the same when this worker dies and is started again: what it ran is its own again."""
        self.shop, self.name, self.stop = shop, name, stop
        self.held: dict[int, Held] = {}

    def run(self) -> None:
        """Take jobs and steps until `stop`; then leave what is not done to others."""
        with self.shop.store.begin() as tx:
            jobs.take_over(tx, self.name)
        over = threading.Event()
        threading.Thread(target=self._beat, args=(over,), daemon=True).start()
        while not self.stop.is_set():
            moved = [self._advance(held) for held in list(self.held.values())]
            if not self._claim() and not any(moved):
                self.stop.wait(LOOK_SECONDS)
        for held in self.held.values():
            held.steps.close()  # what it does aside ends first: nobody else may begin it meanwhile
        over.set()
        with self.shop.store.begin() as tx:
            for held in self.held.values():
                jobs.put_back(tx, held.job)

    def _claim(self) -> bool:
        with self.shop.store.read() as tx:
            if not jobs.due(tx):
                return False
        with self.shop.store.begin() as tx:
            job = jobs.claim(tx, worker=self.name, lease_ms=LEASE_MS)
        if job is None:
            return False
        self.held[job.id] = Held(job, importlib.import_module(RUNNERS[job.kind]).run(self.shop, job))
        return True

    def _advance(self, held: Held) -> bool:
        """One step of a job; whether it moved."""
        try:
            moved = next(held.steps, None)
        except (Lost, Conflict):
            logger.info("job %s is another worker's now", held.job.id)
        except VermeilError as refusal:
            self._fail(held.job, str(refusal), attempts=1)
        except Exception as fault:  # one job's fault must not end the others; it is told and retried
            logger.exception("job %s went wrong", held.job.id)
            self._fail(held.job, f"{type(fault).__name__}: {fault}", attempts=ATTEMPTS)
        else:
            if moved is not None:
                return moved
        self.held.pop(held.job.id, None)
        return True

    def _fail(self, job: Job, words: str, attempts: int) -> None:
        with self.shop.store.begin() as tx:
            if not jobs.fail(tx, job, words, attempts=attempts):
                return
            if job.kind == "campaign":
                campaigns.end(tx, job.args["campaign"], "failed", reason=words)
            elif job.kind == "suggest":
                runs.end(tx, job.args["run"], "failed", reason=words)
            elif job.kind == "plan":
                plans.finish(tx, job.args["plan"], {"sentence": words}, state="failed")

    def _beat(self, over: threading.Event) -> None:
        while not over.wait(BEAT_SECONDS):
            held = list(self.held.values())
            if held:
                with self.shop.store.begin(lasting=False) as tx:
                    for one in held:
                        jobs.beat(tx, one.job, lease_ms=LEASE_MS)


def main(settings: Settings, name: str = "", *, tied: bool) -> None:
    """Work until SIGTERM or SIGINT; `tied` to a server, also until standard input ends."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s worker: %(message)s")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if tied:
        threading.Thread(target=die_with_server, daemon=True).start()
    settings.ready()
    store = Store.open(settings.database_url)
    store.migrate()
    outbound = Outbound(settings.private_backends, settings.llm_url, settings.llm_key.get_secret_value())
    shop = Shop(store, Blobs(settings.home / "blobs"), settings.home / "features", outbound)
    Worker(shop, name or f"{socket.gethostname()}:{os.getpid()}", stop).run()
    store.close()


def die_with_server() -> None:
    """Standard input is a pipe from the server: it ends when the server does, and so do we, at once.

    Another worker takes over from the log; a step in hand is worth less than two workers at one job.
    """
    sys.stdin.read()
    os._exit(1)

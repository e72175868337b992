"""What a job has at hand, and how it writes: only while the job is still its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from vermeil.core.errors import VermeilError
from vermeil.integrations.outbound import Outbound
from vermeil.store import Store, Transaction, jobs
from vermeil.store.blobs import Blobs
from vermeil.store.jobs import Job

LEASE_MS = 10_000


class Lost(VermeilError):
    """Another worker has this job now."""


@dataclass(frozen=True, slots=True)
class Shop:
    """The open database, the files, the folder of what was computed or bought, and what may be called."""

    store: Store
    blobs: Blobs
    cache: Path
    outbound: Outbound = field(default_factory=Outbound)

    @contextmanager
    def writing(self, job: Job) -> Iterator[Transaction]:
        """A transaction of this job; Lost when it was given to another worker."""
        with self.store.begin() as tx:
            if not jobs.beat(tx, job, lease_ms=LEASE_MS):
                raise Lost
            yield tx

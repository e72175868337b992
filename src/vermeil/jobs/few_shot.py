"""A look whether there are enough answers for a few-shot run, not on the way of any of them."""

from collections.abc import Generator

from vermeil.flow import milestones
from vermeil.jobs.shop import Shop
from vermeil.store import jobs
from vermeil.store.jobs import Job


def run(shop: Shop, job: Job) -> Generator[bool]:
    """Begin the run, in the transaction that ends this job: two workers cannot begin two."""
    with shop.writing(job) as tx:
        milestones.look(tx, job.args["project"])
        jobs.finish(tx, job)
    yield True

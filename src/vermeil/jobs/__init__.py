"""Background work: durable jobs, run by worker processes of their own."""

import os

#: A numeric library reads these once, when it is first imported.
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)


def be_modest() -> None:
    """Leave the machine to the people who wait for a page: one thread, and after everybody else."""
    os.environ.update(ONE_THREAD)
    if hasattr(os, "nice"):
        os.nice(max(0, 10 - os.nice(0)))

"""Work for all cores: NumPy, SciPy and scikit-learn's trees let go of Python while they compute."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from threadpoolctl import threadpool_limits

Piece = TypeVar("Piece")
Done = TypeVar("Done")


def each(do: Callable[[Piece], Done], pieces: Iterable[Piece]) -> list[Done]:
    """What `do` makes of every piece, in their order, as many at a time as there are cores.

    The threads are its own, so that one piece may call `each` in its turn. The first error ends it. Meanwhile
    products of matrices take one core each: threads of BLAS beside these would wait for one another.
    """
    with threadpool_limits(1, "blas"), ThreadPoolExecutor(_cores()) as threads:
        return list(threads.map(do, pieces))


def _cores() -> int:
    """That this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

"""Arrays on disk that are either whole or not there.

A file is written beside its place, flushed, and moved there; it ends with the hash of what stands before, so
that a write that was torn or spoilt is seen on reading, removed, and computed once more.
"""

import hashlib
import io
import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_DIGEST = 32


def write_array(path: Path, array: NDArray[Any]) -> None:
    """Put `array` at `path`, whole or not at all, whatever happens meanwhile."""
    out = io.BytesIO()
    np.save(out, array, allow_pickle=False)
    body = out.getbuffer()
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
        try:
            file.write(body)
            file.write(hashlib.sha256(body).digest())
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def read_array(path: Path) -> NDArray[Any] | None:
    """What `write_array` put there; None, and the file gone, when there is nothing whole."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    body = data[:-_DIGEST]
    if hashlib.sha256(body).digest() != data[-_DIGEST:]:
        path.unlink(missing_ok=True)
        return None
    return np.asarray(np.load(io.BytesIO(body), allow_pickle=False))

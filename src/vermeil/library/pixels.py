"""Arrays of pixels as pictures: a network that has seen pictures needs far fewer labels than bare numbers."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.errors import BadInput

Array = NDArray[Any]
SIDES = range(8, 129)  #: of square pictures that are recognised in rows of numbers
LOOKED_AT = 200
SMOOTH = 0.75  #: neighbours differ by less than this share of what any two pixels differ by
SHADES = 255
CHANNELS = 3


def are_rows_of(values: Array) -> bool:
    """Whether each row (n, d) is a square grey picture: few shades from 0 on, alike where they touch."""
    side = math.isqrt(values.shape[1])
    if side**2 != values.shape[1] or side not in SIDES:
        return False
    some = values[:: max(1, len(values) // LOOKED_AT)]
    if not 0 <= some.min() < some.max() <= SHADES or np.unique(some).size > SHADES + 1:
        return False
    squares = some.reshape(-1, side, side)
    touching = (np.abs(np.diff(squares, axis=1)).mean() + np.abs(np.diff(squares, axis=2)).mean()) / 2
    mixed = np.random.default_rng(0).permuted(some, axis=1)
    return bool(touching < SMOOTH * np.abs(np.diff(mixed, axis=1)).mean())


def files(values: Array) -> list[bytes]:
    """A PNG for each picture of `values`: (n, h, w), (n, h, w, 1 or 3) or rows (n, side * side)."""
    from vermeil.integrations.formats.images import png  # noqa: PLC0415 - plain numbers need no Pillow

    if values.ndim <= CHANNELS - 1:
        side = math.isqrt(values.shape[1])
        values = values.reshape(-1, side, side)
    if values.ndim > CHANNELS and values.shape[-1] not in {1, CHANNELS}:
        raise BadInput(
            f"Pictures must have the shape (n, height, width) or (n, height, width, 3); X has {values.shape}."
        )
    if values.min() < 0:
        raise BadInput("Pixels must not be negative: give shades of 0 to 255, or of 0 to 1.")
    shades = np.rint(values * (SHADES / max(float(values.max()), 1e-9))).astype(np.uint8)
    return [png(one.squeeze()) for one in shades]

"""What polygons share, exactly: any polygon, convex or not; where its sides cross, by the even-odd rule."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def corners(x: float, y: float, w: float, h: float, rotation: float = 0.0) -> Array:
    """(4, 2) of a box from its upper left corner (x, y), turned about it by `rotation` degrees clockwise."""
    turn = np.deg2rad(rotation)
    along = np.array([np.cos(turn), np.sin(turn)])
    across = np.array([-np.sin(turn), np.cos(turn)])
    found: Array = np.array([x, y]) + np.array([along * 0, w * along, w * along + h * across, h * across])
    return found


def iou(one: Array, other: Array) -> float:
    """The area that two polygons share, as a share of what they cover together; 0 where they have no area."""
    shared = overlap(one, other)
    either = overlap(one, one) + overlap(other, other) - shared
    return min(shared / either, 1.0) if either > 0 else 0.0


def overlap(one: Array, other: Array) -> float:
    """The area that two polygons (k, 2) and (m, 2) share.

    Between two neighbouring heights at which there is a corner or a crossing all sides are straight and do
    not cross, so what is shared grows evenly: its width half-way is its mean.
    """
    if (one.max(axis=0) < other.min(axis=0)).any() or (other.max(axis=0) < one.min(axis=0)).any():
        return 0.0
    pairs = ((one, other), (one, one), (other, other))
    heights = np.unique(np.concatenate([one[:, 1], other[:, 1], *(_crossings(*pair) for pair in pairs)]))
    middle = (heights[1:] + heights[:-1]) / 2
    widths = [_shared(_inside(one, y), _inside(other, y)) for y in middle]
    return float(np.diff(heights) @ np.array(widths)) if middle.size else 0.0


def _crossings(one: Array, other: Array) -> Array:
    """The heights at which a side of one polygon crosses a side of the other."""
    start, side = one[:, None], (np.roll(one, -1, axis=0) - one)[:, None]
    begin, way = other[None], (np.roll(other, -1, axis=0) - other)[None]
    turn = side[..., 0] * way[..., 1] - side[..., 1] * way[..., 0]
    apart = begin - start
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (apart[..., 0] * way[..., 1] - apart[..., 1] * way[..., 0]) / turn
        u = (apart[..., 0] * side[..., 1] - apart[..., 1] * side[..., 0]) / turn
    meet = (turn != 0) & (t >= 0) & (t <= 1) & (u >= 0) & (u <= 1)
    heights: Array = (start[..., 1] + np.where(meet, t, 0) * side[..., 1])[meet]
    return heights


def _inside(polygon: Array, y: float) -> Array:
    """(intervals, 2): where a line at height `y` is inside."""
    after = np.roll(polygon, -1, axis=0)
    cross = (polygon[:, 1] > y) != (after[:, 1] > y)
    (x, low), (to, high) = polygon[cross].T, after[cross].T
    return np.sort(x + (y - low) / (high - low) * (to - x)).reshape(-1, 2)


def _shared(one: Array, other: Array) -> float:
    """The length that two sets of intervals share."""
    low = np.maximum(one[:, None, 0], other[None, :, 0])
    high = np.minimum(one[:, None, 1], other[None, :, 1])
    return float(np.maximum(high - low, 0).sum())

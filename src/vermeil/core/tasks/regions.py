"""`boxes`, `polygons`, `points`, `segments`: where is it, and what? A value is a list of regions.

Positions are pixels of the upright picture, from its upper left corner, and seconds of a sound:

    boxes     {"label", "x", "y", "w", "h"} and, where it is turned, "rotation" in degrees, clockwise
    polygons  {"label", "points": [[x, y], ...]}, three or more
    points    {"label", "x", "y"}
    segments  {"label", "start", "end"}

The loss is 1 - 2 * (how well the matched regions fit) / (regions of both), matched one to one so that they
fit best. Two regions with one label fit by the area or the time that they share of what they cover together,
from `iou` (0.5) on; two points by their distance, up to `radius` (10) pixels.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.errors import BadInput
from vermeil.core.tasks import shapes
from vermeil.core.tasks.kind import (
    Kind,
    Question,
    Tally,
    known,
    listed,
    medoid,
    names,
    number,
    paired,
    tallied,
)

Region = dict[str, Any]
Array = NDArray[Any]
Fit = Callable[[Region, Region, Question], float]
IOU, RADIUS = 0.5, 10.0
CORNERS = 3  #: of a polygon, at least


def _ready(question: Question) -> None:
    names(question, "labels")
    number(question.get("iou", IOU), "`iou`", 0.0, 1.0)
    if number(question.get("radius", RADIUS), "`radius`") <= 0:
        raise BadInput("`radius` must be above 0 pixels.")


def _checked(each: Callable[[Region], None]) -> Callable[[Any, Question], None]:
    def check(value: Any, question: Question) -> None:  # noqa: ANN401 - it comes from outside
        for region in listed(value, "regions"):
            known(region.get("label"), question["labels"], "label of this question")
            each(region)

    return check


def _box(region: Region) -> None:
    number(region.get("x"), "x of a box")
    number(region.get("y"), "y of a box")
    number(region.get("rotation", 0), "The rotation of a box", -360, 360)
    if min(number(region.get(side), f"{side} of a box") for side in ("w", "h")) <= 0:
        raise BadInput("A box must be wider and higher than nothing.")


def _polygon(region: Region) -> None:
    points = region.get("points")
    if not isinstance(points, list) or len(points) < CORNERS:
        raise BadInput("A polygon needs three points or more.")
    for point in points:
        match point:
            case [x, y]:
                number(x, "x of a point")
                number(y, "y of a point")
            case _:
                raise BadInput(f"A point of a polygon is [x, y]; it is {point!r}.")


def _point(region: Region) -> None:
    number(region.get("x"), "x of a point")
    number(region.get("y"), "y of a point")


def _segment(region: Region) -> None:
    start, end = (number(region.get(one), f"{one} of a segment", 0.0) for one in ("start", "end"))
    if start >= end:
        raise BadInput(f"A segment must end after it starts; it is from {start:g} to {end:g} seconds.")


def outline(region: Region) -> Array:
    """(k, 2) the corners of a box or a polygon."""
    if "points" in region:
        return np.array(region["points"], float)
    x, y, w, h = (float(region[one]) for one in "xywh")
    return shapes.corners(x, y, w, h, region.get("rotation", 0.0))


def _shared(one: Region, other: Region, question: Question) -> float:
    plain = not any("points" in region or region.get("rotation") for region in (one, other))
    fit = _upright(one, other) if plain else shapes.iou(outline(one), outline(other))
    return fit if fit >= float(question.get("iou", IOU)) else 0.0


def _upright(one: Region, other: Region) -> float:
    """The same of two boxes that are not turned, a hundred times as fast."""
    wide, high = (
        min(one[at] + one[by], other[at] + other[by]) - max(one[at], other[at]) for at, by in ("xw", "yh")
    )
    both = max(wide, 0) * max(high, 0)
    return float(both / (one["w"] * one["h"] + other["w"] * other["h"] - both))


def _at_once(one: Region, other: Region, question: Question) -> float:
    both = min(one["end"], other["end"]) - max(one["start"], other["start"])
    either = max(one["end"], other["end"]) - min(one["start"], other["start"])
    fit = max(both, 0.0) / either
    return fit if fit >= float(question.get("iou", IOU)) else 0.0


def _near(one: Region, other: Region, question: Question) -> float:
    apart = float(np.hypot(one["x"] - other["x"], one["y"] - other["y"]))
    return max(0.0, 1 - apart / float(question.get("radius", RADIUS)))


def matched(
    some: Sequence[Region], others: Sequence[Region], question: Question, fit: Fit
) -> list[tuple[int, int, float]]:
    """(place, place, fit) of the regions that belong together."""
    fits = np.array(
        [
            [fit(one, other, question) if one["label"] == other["label"] else 0.0 for other in others]
            for one in some
        ]
    ).reshape(len(some), len(others))
    return [(i, j, float(fits[i, j])) for i, j in paired(-fits) if fits[i, j] > 0]


def _lost(fit: Fit) -> Callable[[Any, Any, Question], float]:
    def loss(said: Any, true: Any, question: Question) -> float:  # noqa: ANN401 - as checked
        if not said and not true:
            return 0.0
        good = sum(one for *_, one in matched(said, true, question, fit))
        return max(0.0, 1 - 2 * good / (len(said) + len(true)))

    return loss


def _merged(fit: Fit) -> Callable[[Sequence[Any], Question], Any]:
    def merge(values: Sequence[Any], question: Question) -> list[Region]:
        """What more than half of the answers show, at the median of where they show it."""
        found: list[list[Region]] = []
        for value in values:
            pairs = {i: j for i, j, _ in matched(value, [group[0] for group in found], question, fit)}
            for place, region in enumerate(value):
                if place in pairs:
                    found[pairs[place]].append(region)
                else:
                    found.append([region])
        return [_middle(group) for group in found if 2 * len(group) > len(values)]

    return merge


def _middle(group: list[Region]) -> Region:
    """The median of regions that belong together; of outlines, the one that fits the others best."""
    if "points" in group[0]:
        nearest: Region = medoid(group, lambda one, other: 1 - shapes.iou(outline(one), outline(other)))
        return nearest
    places = [one for one in ("x", "y", "w", "h", "rotation", "start", "end") if one in group[0]]
    return group[0] | {one: float(np.median([region.get(one, 0.0) for region in group])) for one in places}


def _kind(each: Callable[[Region], None], fit: Fit) -> Kind:
    def tally(said: Any, true: Any, question: Question) -> dict[str, Tally]:  # noqa: ANN401 - as checked
        met = (said[i]["label"] for i, *_ in matched(said, true, question, fit))
        return tallied((one["label"] for one in said), (one["label"] for one in true), met)

    return Kind(_ready, _checked(each), _lost(fit), _merged(fit), tally=tally)


BOXES, POLYGONS = _kind(_box, _shared), _kind(_polygon, _shared)
POINTS, SEGMENTS = _kind(_point, _near), _kind(_segment, _at_once)

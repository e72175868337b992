"""Regions of pictures on their way between pixels and what formats write."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from vermeil.core.tasks.regions import outline
from vermeil.integrations.formats.labels.record import Json, Lost, Size

FLAT = "boxes without an area"
TURNED = "the turn of boxes: the upright box around each is written"
CUT = "what reaches over the edge of the picture: it is cut there"


def corners(region: Json) -> list[tuple[float, float]]:
    """The corners of a box, from its upper left one clockwise, or of a polygon."""
    return [(float(x), float(y)) for x, y in outline(region)]


def around(points: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    """x, y, w, h of the upright box around the points."""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def is_turned(region: Json) -> bool:
    """Whether the sides of a box are not those of the picture."""
    return bool(region.get("rotation", 0) % 360)


def upright(region: Json, lost: Lost, question: str) -> tuple[float, float, float, float]:
    """x, y, w, h of a box, or of the upright box around one that is turned."""
    if not is_turned(region):
        return region["x"], region["y"], region["w"], region["h"]
    lost.add(TURNED, question)
    return around(corners(region))


def box(label: str, sides: Sequence[float], lost: Lost, question: str = "boxes") -> list[Json]:
    """The box of x, y, w, h as a list of one; of none where it has no area, which is told."""
    x, y, w, h = sides
    if w <= 0 or h <= 0:
        lost.add(FLAT, question)
        return []
    return [{"label": label, "x": x, "y": y, "w": w, "h": h}]


def turned_box(label: str, points: Sequence[Sequence[float]], rotation: float) -> Json:
    """The box with these four corners, from its upper left one clockwise."""
    (x, y), (right, low), _, (left, under) = points
    w, h = hypot(right - x, low - y), hypot(left - x, under - y)
    return {"label": label, "x": x, "y": y, "w": w, "h": h, "rotation": rotation}


def area(points: Sequence[Sequence[float]]) -> float:
    """What a polygon covers, by the shoelace formula."""
    ring = [*points, points[0]]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def shares(
    points: Sequence[Sequence[float]], size: Size, lost: Lost, question: str
) -> list[tuple[float, float]]:
    """The points as shares of the picture, cut at its edge."""
    found = [(x / size[0], y / size[1]) for x, y in points]
    inside = [(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)) for x, y in found]
    lost.add(CUT, question, int(found != inside))
    return inside


def figures(numbers: Sequence[float]) -> str:
    """Numbers side by side, exact to a thousandth of a pixel of any picture."""
    return " ".join(f"{number:.9g}" for number in numbers)


def pixel(share: float, side: int) -> float:
    """A share of a side in pixels, to a ten-thousandth: what came from whole pixels is whole again."""
    return round(share * side, 4)

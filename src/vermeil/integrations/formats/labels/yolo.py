"""YOLO (Ultralytics): a text file for each picture, all positions as shares of it, and `data.yaml`.

    detection     class cx cy w h
    segmentation  class x1 y1 x2 y2 ...
    OBB           class x1 y1 x2 y2 x3 y3 x4 y4: the corners of a box, which may be turned

`data.yaml` points to `train.txt`, a list of the pictures, because the name of a label file does not tell the
ending of its picture. Nothing says in which of the three ways lines are meant: each is a format of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from math import atan2, degrees
from typing import Any

import yaml

from vermeil.core.errors import BadInput
from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.entries import Entry
from vermeil.integrations.formats.images import check_image, size_of
from vermeil.integrations.formats.labels import regions
from vermeil.integrations.formats.labels.names import Names
from vermeil.integrations.formats.labels.record import (
    NO_SIZE,
    File,
    Format,
    Json,
    Labelled,
    Lost,
    Read,
    Size,
    Source,
    answered,
    scored,
)
from vermeil.integrations.formats.labels.source import (
    named,
    number_of,
    picture_sizes,
    stem,
    text_lines,
    whole,
)

CORNERS = 4
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff")
NO_PICTURE = "label files whose picture is not here: its size is needed, send the pictures along"
CONFIDENCE = "the confidence at the end of a line"
Points = list[tuple[float, float]]
Draw = Callable[[Json, Size, Lost, str], Sequence[float]]
See = Callable[[str, Points, Size, Lost], list[Json]]


def _detection(region: Json, size: Size, lost: Lost, question: str) -> Sequence[float]:
    x, y, w, h = regions.upright(region, lost, question)
    x, y, w, h = regions.around(regions.shares([(x, y), (x + w, y + h)], size, lost, question))
    return x + w / 2, y + h / 2, w, h


def _detected(label: str, points: Points, size: Size, lost: Lost) -> list[Json]:
    (cx, cy), (w, h) = points
    left, top = regions.pixel(cx - w / 2, size[0]), regions.pixel(cy - h / 2, size[1])
    return regions.box(label, (left, top, regions.pixel(w, size[0]), regions.pixel(h, size[1])), lost)


def _outline(region: Json, size: Size, lost: Lost, question: str) -> Sequence[float]:
    points = region["points"] if "points" in region else regions.corners(region)
    return [side for point in regions.shares(points, size, lost, question) for side in point]


def _outlined(label: str, points: Points, size: Size, _: Lost) -> list[Json]:
    return [{"label": label, "points": [[*point] for point in _pixels(points, size)]}]


def _pixels(points: Points, size: Size) -> Points:
    return [(regions.pixel(x, size[0]), regions.pixel(y, size[1])) for x, y in points]


def _turned(label: str, points: Points, size: Size, lost: Lost) -> list[Json]:
    """The box with these corners; its first side tells how far it is turned."""
    pixels = _pixels(points, size)
    (x, y), (right, low) = pixels[:2]
    angle = round(degrees(atan2(low - y, right - x)), 4)
    found = regions.turned_box(label, pixels, angle)
    if angle:
        return [found]
    return regions.box(label, [found[side] for side in "xywh"], lost)


def _write(draw: Draw) -> Callable[[Schema, Iterable[Labelled], Lost], Iterator[File]]:
    def write(schema: Schema, records: Iterable[Labelled], lost: Lost) -> Iterator[File]:
        """A file for each picture, then the list of pictures and of classes."""
        (question,) = schema["questions"]
        numbers = {label: number for number, label in enumerate(question["labels"])}
        names, pictures = Names(lost), []
        for record in answered(records, lost):
            found = (record.value or {}).get(question["name"], [])
            lost.add("where labels came from (label_source, confidence, ...)", count=int(bool(record.origin)))
            if record.size is None:
                lost.add(NO_SIZE, question["name"], len(found))
                continue
            name = names.safe(record.name)
            pictures.append(f"./images/{name}\n")
            lines = (
                f"{numbers[one['label']]} {regions.figures(draw(one, record.size, lost, question['name']))}\n"
                for one in found
            )
            yield File(f"labels/{stem(name)}.txt", ["".join(lines).encode()])
        yield File("train.txt", ["".join(pictures).encode()])
        yield File("data.yaml", [_data(question).encode()])

    return write


def _data(question: Json) -> str:
    """What Ultralytics reads first; there is no split here, so both lists are one."""
    listed = {"path": ".", "train": "train.txt", "val": "train.txt", "nc": len(question["labels"])}
    names = dict(enumerate(question["labels"]))
    written: str = yaml.safe_dump(
        listed | {"names": names, "question": question["name"]}, allow_unicode=True, sort_keys=False
    )
    return written


def _read(kind: str, see: See, sides: Callable[[int], bool]) -> Callable[[Source, Lost], Read]:
    def read(source: Source, lost: Lost) -> Read:
        """Every picture that has a file of labels, in the order of their names."""
        name, labels = _classes(source)
        pictures = _pictures(source)
        records = []
        for entry in _label_files(source):
            picture, size = pictures.get(_own_name(entry), (None, None))
            if picture is None or size is None:
                lost.add(NO_PICTURE, name)
                continue
            found: list[Json] = []
            sure: list[float] = []
            for where, line in text_lines(entry, source):
                if line.strip():
                    label, points, score = _line(line, labels, sides, where, lost)
                    sure += [] if score is None else [score]
                    found += see(label, points, size, lost)
            about = Labelled(key=picture, media="image", file=picture, size=size, value={name: found})
            records.append(replace(about, origin=scored(sure)))
        return Read({"questions": [{"name": name, "type": kind, "labels": labels}]}, records)

    return read


def _classes(source: Source) -> tuple[str, list[str]]:
    """The name of the question and its labels, from `data.yaml` or `classes.txt`."""
    for entry in named(source, ".yaml", ".yml"):
        try:
            found = yaml.safe_load(whole(entry, source.limits.line_bytes))
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            raise BadInput(f"{entry.where} is no YAML that can be read: {error}") from error
        if isinstance(found, dict) and "names" in found:
            return str(found.get("question", "boxes")), _names(found["names"], entry.where)
    for entry in source.files:
        if entry.name.rpartition("/")[2] == "classes.txt":
            return "boxes", _names([line for _, line in text_lines(entry, source) if line], entry.where)
    raise BadInput("YOLO labels need their names: send `data.yaml` (with `names`) or `classes.txt` along.")


def _names(found: Any, where: str) -> list[str]:  # noqa: ANN401 - it comes from outside
    """A list, or numbers from 0 on with their names."""
    if isinstance(found, dict) and sorted(found, key=str) == sorted(range(len(found)), key=str):
        found = [found[number] for number in range(len(found))]
    if not isinstance(found, list) or not all(isinstance(name, str | int) for name in found):
        raise BadInput(
            f"{where}: `names` must be a list of names, or the numbers from 0 on with their names."
        )
    return [str(name) for name in found]


def _pictures(source: Source) -> dict[str, tuple[str, Size]]:
    """Name and size of each picture by its name without ending: it was sent along, or its size is known."""
    known = picture_sizes(source)
    listed = [name for entry in named(source, ".txt") if _is_list(entry) for name in _listed(entry, source)]
    found = {
        stem(name): (name, known[stem(name)]) for name in [*source.sizes, *listed] if stem(name) in known
    }
    for entry in named(source, *PICTURES):
        with entry.open() as stream:
            data = stream.read(source.limits.image_bytes + 1)
        check_image(data, source.limits)
        name = _below(entry.name, "images")
        found[stem(name)] = (name, size_of(data))
    return found


def _is_list(entry: Entry) -> bool:
    return entry.name.rpartition("/")[2] in {"train.txt", "val.txt", "test.txt"}


def _listed(entry: Entry, source: Source) -> Iterator[str]:
    for _, line in text_lines(entry, source):
        if line.strip():
            yield _below(line.removeprefix("./"), "images")


def _label_files(source: Source) -> list[Entry]:
    others = {"classes.txt", "train.txt", "val.txt", "test.txt"}
    return [one for one in named(source, ".txt") if one.name.rpartition("/")[2] not in others]


def _own_name(entry: Entry) -> str:
    return stem(_below(entry.name, "labels"))


def _below(name: str, folder: str) -> str:
    """A path from the first `folder` in it on, which is not part of the name of an item."""
    parts = name.split("/")
    return "/".join(parts[parts.index(folder) + 1 :]) if folder in parts[:-1] else name


def _line(
    line: str, labels: list[str], sides: Callable[[int], bool], where: str, lost: Lost
) -> tuple[str, Points, float | None]:
    """(label, points, confidence): None where there is none, for then no model said it."""
    number, *rest = line.split()
    if not number.isdecimal() or int(number) >= len(labels):
        raise BadInput(
            f"{where}: {number!r} is not the number of a class: there are {len(labels)} (from 0 on)."
        )
    values = [number_of(one, where) for one in rest]
    score = values.pop() if sides(len(values) - 1) else None
    lost.add(CONFIDENCE, count=int(score is not None))
    if not sides(len(values)):
        raise BadInput(f"{where}: {len(values)} numbers do not make a shape of this format.")
    return labels[int(number)], list(zip(values[::2], values[1::2], strict=True)), score


def _format(title: str, kind: str, draw: Draw, see: See, sides: Callable[[int], bool]) -> Format:
    read = _read(kind, see, sides)
    return Format(
        title=title, ending="zip", holds=frozenset({kind}), origin=False, write=_write(draw), read=read
    )


YOLO = _format("YOLO detection", "boxes", _detection, _detected, lambda n: n == CORNERS)
YOLO_SEG = _format("YOLO segmentation", "polygons", _outline, _outlined, lambda n: n >= 2 * 3 and n % 2 == 0)
YOLO_OBB = _format("YOLO oriented boxes", "boxes", _outline, _turned, lambda n: n == 2 * CORNERS)

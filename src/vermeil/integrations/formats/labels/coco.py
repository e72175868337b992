"""COCO: one JSON file with `images`, `categories` and `annotations`; boxes, polygons and points in pixels.

A category names the question that it belongs to (`question`), and `info` holds the schema; other tools pass
over both. A box that is turned is written as its four corners (`segmentation`) within the upright box around
them, its angle under `attributes`, as CVAT has it. A point is a category with one key point.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.labels import regions
from vermeil.integrations.formats.labels.record import (
    NO_SIZE,
    File,
    Format,
    Json,
    Labelled,
    Lost,
    Read,
    Source,
    answered,
    filled,
    origin_of,
    scored,
    without_nothing,
)
from vermeil.integrations.formats.labels.source import (
    NONE,
    asking,
    checked,
    each_once,
    json_of,
    listing,
    mapping,
    number_of,
    only,
    size_of,
    text_of,
)

KINDS = ("boxes", "polygons", "points")
OURS = {"id", "file_name", "width", "height"}
SEEN = 2  #: how COCO says that a key point is there and can be seen
CORNERS, TRIANGLE = 4, 6  #: points of a box; numbers of the smallest polygon
MASK = "a mask (RLE): its box is kept"
PARTS = "that polygons are parts of one thing: each becomes a thing of its own"
GROUPS = "which key points are of one thing"


def write(schema: Schema, records: Iterable[Labelled], lost: Lost) -> Iterator[File]:
    """One file; goes through the records twice."""
    yield File("annotations.json", _parts(schema, records, lost))


def _parts(schema: Schema, records: Iterable[Labelled], lost: Lost) -> Iterator[bytes]:
    categories = list(_categories(schema))
    numbers = {(one["question"], one["name"]): one["id"] for one in categories}
    head = {"info": {"description": "Labels from Vermeil", "schema": schema}, "licenses": []}
    yield json.dumps(head | {"categories": categories}, ensure_ascii=False)[:-1].encode()
    yield b', "images": ['
    yield from _listed(_image(number, one, lost) for number, one in enumerate(answered(records, lost), 1))
    yield b'], "annotations": ['
    yield from _listed(_numbered(schema, numbers, answered(records, Lost())))
    yield b"]}\n"


def _listed(found: Iterable[Json]) -> Iterator[bytes]:
    comma = ""
    for one in found:
        yield f"{comma}\n{json.dumps(one, ensure_ascii=False)}".encode()
        comma = ","


def _categories(schema: Schema) -> Iterator[Json]:
    number = 0
    for question in schema["questions"]:
        for label in question["labels"]:
            number += 1
            made = {"id": number, "name": label, "supercategory": "", "question": question["name"]}
            yield made | ({"keypoints": [label], "skeleton": []} if question["type"] == "points" else {})


def _image(number: int, record: Labelled, lost: Lost) -> Json:
    if record.size is None:
        lost.add(NO_SIZE)
    width, height = record.size or (None, None)
    made = {"id": number, "file_name": record.name, "width": width, "height": height}
    return dict(record.extras) | without_nothing(made | dict(record.origin))


def _numbered(
    schema: Schema, numbers: dict[tuple[str, str], int], records: Iterable[Labelled]
) -> Iterator[Json]:
    count = 0
    for image, record in enumerate(records, 1):
        for question in schema["questions"]:
            for region in (record.value or {}).get(question["name"], []):
                count += 1
                category = numbers[question["name"], region["label"]]
                yield {"id": count, "image_id": image, "category_id": category} | _annotation(
                    question["type"], region
                )


def _annotation(kind: str, region: Json) -> Json:
    if kind == "points":
        x, y = region["x"], region["y"]
        shape = {"keypoints": [x, y, SEEN], "num_keypoints": 1}
        return shape | {"bbox": [x, y, 0, 0], "area": 0, "iscrowd": 0, "segmentation": []}
    if kind == "boxes" and not regions.is_turned(region):
        sides = [region["x"], region["y"], region["w"], region["h"]]
        return {"bbox": sides, "area": region["w"] * region["h"], "iscrowd": 0, "segmentation": []}
    points = regions.corners(region) if kind == "boxes" else region["points"]
    outline = [side for point in points for side in point]
    made = {
        "bbox": list(regions.around(points)),
        "area": regions.area(points),
        "iscrowd": 0,
        "segmentation": [outline],
    }
    return made | ({"attributes": {"rotation": region["rotation"]}} if kind == "boxes" else {})


def read(source: Source, lost: Lost) -> Read:
    """Every image as a record, in the order of the file."""
    entry = only(source, ".json")
    found = mapping(json_of(entry, source), entry.where)
    own = _own_schema(found, entry.where)
    categories, images = (_by_id(found, name, entry.where) for name in ("categories", "images"))
    drawn: dict[Any, dict[str, list[Json]]] = {number: {} for number in images}
    scores: dict[Any, list[float]] = {number: [] for number in images}
    for place, one in enumerate(_objects(found, "annotations", entry.where), 1):
        where = f"{entry.where}, annotation {place}"
        category = _known(categories, one.get("category_id"), "category", where)
        _known(images, one.get("image_id"), "image", where)
        if "score" in one:
            scores[one["image_id"]].append(number_of(one["score"], f"{where}, `score`"))
        for kind, region in _regions(one, category, where, lost):
            question = str(category.get("question")) if own else kind
            drawn[one["image_id"]].setdefault(question, []).append(region)
    names = each_once(str(one.get("name")) for one in categories.values())
    schema = own or asking(list(_questions(names, list(drawn.values()))))
    records = (_record(schema, one, drawn[number], entry.where) for number, one in images.items())
    told = zip(records, map(scored, scores.values()), strict=True)
    return Read(schema, [replace(one, origin={**one.origin, **by}) for one, by in told])


def _by_id(found: Json, name: str, where: str) -> dict[Any, Json]:
    return {one["id"]: one for one in _objects(found, name, where) if isinstance(one.get("id"), int | str)}


def _objects(found: Json, name: str, where: str) -> list[Json]:
    return [mapping(one, f"{where}, `{name}`") for one in listing(found.get(name), f"{where}, `{name}`")]


def _known(among: dict[Any, Json], number: object, what: str, where: str) -> Json:
    if not isinstance(number, int | str) or number not in among:
        raise BadInput(f"{where}: there is no {what} {number!r} in this file.")
    return among[number]


def _regions(found: Json, category: Json, where: str, lost: Lost) -> Iterator[tuple[str, Json]]:
    """(type of question, region) of what one annotation shows."""
    label = text_of(category.get("name"), f"{where}, name of its category")
    if "keypoints" in found:
        yield from (("points", point) for point in _key_points(found, category, where, lost))
    outlines = list(_outlines(found.get("segmentation"), where, lost))
    rotation = mapping(found.get("attributes") or {}, where).get("rotation")
    if rotation and [len(one) for one in outlines] == [CORNERS]:
        yield "boxes", regions.turned_box(label, outlines[0], number_of(rotation, where))
    elif outlines:
        lost.add(PARTS, count=int(len(outlines) > 1))
        yield from (("polygons", {"label": label, "points": one}) for one in outlines)
    else:
        sides = [number_of(side, where) for side in listing(found.get("bbox"), f"{where}, `bbox`")]
        if len(sides) != CORNERS:
            raise BadInput(f"{where}: `bbox` must be [x, y, width, height].")
        if "keypoints" not in found or any(sides[2:]):
            yield from (("boxes", one) for one in regions.box(label, sides, lost))


def _outlines(shape: object, where: str, lost: Lost) -> Iterator[list[list[float]]]:
    """The polygons of a `segmentation`; a ring of two points or fewer shows nothing."""
    lost.add(MASK, count=int(isinstance(shape, dict)))
    for ring in shape if isinstance(shape, list) else []:
        numbers = [number_of(side, where) for side in listing(ring, where)]
        if len(numbers) >= TRIANGLE:
            yield [[x, y] for x, y in zip(numbers[::2], numbers[1::2], strict=False)]


def _key_points(found: Json, category: Json, where: str, lost: Lost) -> Iterator[Json]:
    """The points that are there (`v` above 0); one of a category with several is named for itself."""
    names = [
        str(name) for name in listing(category.get("keypoints", []), f"{where}, `keypoints` of its category")
    ]
    numbers = [number_of(one, where) for one in listing(found["keypoints"], f"{where}, `keypoints`")]
    if len(numbers) != 3 * len(names):
        raise BadInput(
            f"{where}: {len(names)} key points need {3 * len(names)} numbers; there are {len(numbers)}."
        )
    lost.add(GROUPS, count=int(len(names) > 1))
    for name, x, y, seen in zip(names, numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        if seen:
            yield {"label": name, "x": x, "y": y}


def _own_schema(found: Json, where: str) -> Schema | None:
    info = found.get("info")
    given = info.get("schema") if isinstance(info, dict) else None
    return checked(given, f"{where}, `info`") if isinstance(given, dict) else None


def _questions(names: list[str], drawn: list[dict[str, list[Json]]]) -> Iterator[Json]:
    """A question for each kind of region that is drawn; of one kind alone, all categories are its labels."""
    used = {kind: {region["label"] for one in drawn for region in one.get(kind, [])} for kind in KINDS}
    kinds = [kind for kind in KINDS if used[kind]] or ["boxes"]
    for kind in kinds:
        listed = [name for name in names if len(kinds) == 1 or name in used[kind]]
        yield {"name": kind, "type": kind, "labels": each_once([*listed, *sorted(used[kind])]) or [NONE]}


def _record(schema: Schema, image: Json, drawn: dict[str, list[Json]], where: str) -> Labelled:
    name = text_of(image.get("file_name"), f"{where}, `file_name` of an image")
    origin = origin_of(image)
    return Labelled(
        key=name,
        media="image",
        file=name,
        size=size_of(image),
        value=filled(schema, dict(drawn)),
        origin=origin,
        extras={key: part for key, part in image.items() if key not in OURS and key not in origin},
    )


COCO = Format(title="COCO", ending="json", holds=frozenset(KINDS), once=False, write=write, read=read)

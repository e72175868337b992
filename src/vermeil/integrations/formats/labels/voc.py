"""Pascal VOC: an XML file for each picture, boxes by the pixels that they cover, counted from 1.

`xmin` is therefore one more than the x of a box, and `xmax` is its x + w (VOC2007 devkit; Detectron2 and
supervision read it so). Where a label came from stands in an element of ours, which other tools pass over.
"""

import json
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from vermeil.core.errors import BadInput
from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.entries import Entry
from vermeil.integrations.formats.labels import regions
from vermeil.integrations.formats.labels.markup import parsed, writable
from vermeil.integrations.formats.labels.names import Names
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
    origin_of,
)
from vermeil.integrations.formats.labels.source import (
    NONE,
    asking,
    each_once,
    named,
    number_of,
    size_of,
    stem,
)

MARKS = {"pose": "Unspecified", "truncated": "0", "difficult": "0", "occluded": "0"}  #: and what says nothing
MARKED = "pose, truncated, difficult and occluded"
UNWRITABLE = "characters of a label that XML cannot hold"
NARROW = "boxes narrower than a pixel: a whole pixel is the least"
SHAPES = "parts and outlines of an object: its box is kept"


def write(schema: Schema, records: Iterable[Labelled], lost: Lost) -> Iterator[File]:
    """One file for each picture."""
    (question,) = schema["questions"]
    names = Names(lost)
    for record in answered(records, lost):
        lost.add(NO_SIZE, count=int(record.size is None))
        name = names.safe(record.name)
        tree = _annotation(record, name)
        for region in (record.value or {}).get(question["name"], []):
            lost.add(UNWRITABLE, question["name"], int(writable(region["label"]) != region["label"]))
            x, y, w, h = regions.upright(region, lost, question["name"])
            lost.add(NARROW, question["name"], int(min(w, h) < 1))
            _object(tree, region["label"], (x, y, max(w, 1), max(h, 1)))
        indent(tree)
        yield File(f"Annotations/{stem(name)}.xml", [tostring(tree, encoding="utf-8")])


def _annotation(record: Labelled, name: str) -> Element:
    tree = Element("annotation")
    _leaf(tree, "folder", "")
    _leaf(tree, "filename", name)
    size = SubElement(tree, "size")
    for side, number in zip(("width", "height", "depth"), (*(record.size or (0, 0)), 3), strict=True):
        _leaf(size, side, number)
    _leaf(tree, "segmented", 0)
    _leaf(tree, "vermeil", json.dumps(dict(record.origin)))
    return tree


def _object(tree: Element, label: str, sides: tuple[float, float, float, float]) -> None:
    x, y, w, h = sides
    found = SubElement(tree, "object")
    _leaf(found, "name", label)
    for mark, nothing in MARKS.items():
        _leaf(found, mark, nothing)
    edges = SubElement(found, "bndbox")
    for edge, number in (("xmin", x + 1), ("ymin", y + 1), ("xmax", x + w), ("ymax", y + h)):
        _leaf(edges, edge, f"{number:.9g}")


def _leaf(tree: Element, name: str, text: object) -> None:
    SubElement(tree, name).text = writable(str(text))


def read(source: Source, lost: Lost) -> Read:
    """Every XML file as a record, in the order of their names."""
    records = [_record(entry, source, lost) for entry in named(source, ".xml")]
    labels = each_once(box["label"] for record in records for box in (record.value or {})["boxes"])
    return Read(
        asking([{"name": "boxes", "type": "boxes", "labels": labels or [NONE]}] if records else []), records
    )


def _record(entry: Entry, source: Source, lost: Lost) -> Labelled:
    tree = parsed(entry, source)
    name = tree.findtext("filename")
    if tree.tag != "annotation" or not name:
        raise BadInput(f"{entry.where} is no Pascal VOC file: it needs `annotation` with a `filename`.")
    size = {side: number_of(tree.findtext(f"size/{side}") or 0, entry.where) for side in ("width", "height")}
    boxes: list[Json] = []
    for found in tree.iterfind("object"):
        marked = any(found.findtext(mark, nothing) not in (nothing, "") for mark, nothing in MARKS.items())
        lost.add(MARKED, "boxes", int(marked))
        lost.add(SHAPES, "boxes", int(found.find("part") is not None or found.find("polygon") is not None))
        boxes += _box(found, entry.where, lost)
    origin = origin_of(_ours(tree.findtext("vermeil") or "{}", entry.where))
    return Labelled(
        key=name, media="image", file=name, size=size_of(size), value={"boxes": boxes}, origin=origin
    )


def _ours(text: str, where: str) -> Json:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{where}: the element `vermeil` must hold JSON.") from error
    return found if isinstance(found, dict) else {}


def _box(found: Element, where: str, lost: Lost) -> list[Json]:
    label = found.findtext("name")
    if not label:
        raise BadInput(f"{where}: an object has no `name`.")
    edges = [found.findtext(f"bndbox/{edge}") for edge in ("xmin", "ymin", "xmax", "ymax")]
    left, top, right, bottom = (number_of(edge, f"{where}, the `bndbox` of {label!r}") for edge in edges)
    return regions.box(label, (left - 1, top - 1, right - left + 1, bottom - top + 1), lost)


VOC = Format(title="Pascal VOC", ending="zip", holds=frozenset({"boxes"}), write=write, read=read)

"""The labelling configuration of Label Studio (XML) from a schema, and a schema from it.

Each question is a `View` of its own. What their XML has no word for (`iou`, `checks`, ...) stands in an
attribute of that view, which Label Studio passes over, so that a schema of ours comes back as it was. Names
of labels are read from the tags, because people edit them there.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from vermeil.core.errors import BadInput
from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.labels.markup import writable
from vermeil.integrations.formats.labels.record import Json, Lost
from vermeil.integrations.formats.labels.source import checked, mapping

ITEM = "item"  #: the name of what is labelled, in our configurations
#: media: (tag that shows it, key of a task's data)
SHOWN: Mapping[str, tuple[str, str]] = {
    "image": ("Image", "image"),
    "text": ("Text", "text"),
    "audio": ("Audio", "audio"),
    "document": ("Pdf", "document"),
    "html": ("HyperText", "html"),
    "json": ("Text", "json"),
}
REGIONS = {
    "boxes": "RectangleLabels",
    "polygons": "PolygonLabels",
    "points": "KeyPointLabels",
    "segments": "Labels",
    "spans": "Labels",
}
KINDS = {tag: kind for kind, tag in REGIONS.items()}  #: `Labels` mark a text where they do not mark a sound
SOUNDS = {"Audio", "AudioPlus"}
SAME = ["same", "different", "unclear"]
SIDES = ["left", "right"]  #: what `Pairwise` answers
BESIDE = {
    "Header",
    "Style",
    "View",
    "Label",
    "Choice",
    "List",
    "Relation",
    *(tag for tag, _ in SHOWN.values()),
}
IN_TAGS = {"name", "labels", "classes", "parents"}


def configuration(schema: Schema, media: str) -> str:
    """The XML of a schema for items of a medium."""
    root = Element("View")
    tag, key = SHOWN[media]
    SubElement(root, tag, name=ITEM, value=f"${key}")
    for question in schema["questions"]:
        _tags(_view(root, question), question)
    indent(root)
    return tostring(root, encoding="unicode") + "\n"


def _view(root: Element, question: Json) -> Element:
    rest = {key: part for key, part in question.items() if key not in IN_TAGS}
    view = SubElement(root, "View", vermeil=json.dumps({"name": question["name"], **rest}))
    match list(question.get("when", {}).items()):
        case [(name, said)]:
            values = said if isinstance(said, list) else [said]
            view.set("visibleWhen", "choice-selected")
            view.set("whenTagName", writable(name))
            view.set("whenChoiceValue", writable(",".join(map(str, values))))
    if "ask" in question:
        SubElement(view, "Header", value=writable(question["ask"]))
    return view


def _tags(view: Element, question: Json) -> None:
    kind, name = question["type"], question["name"]
    if kind in REGIONS:
        _children(_control(view, REGIONS[kind], name), "Label", question["labels"])
    elif kind == "relations":
        _children(SubElement(view, "Relations"), "Relation", question["labels"])
    elif kind == "classes":
        _choices(view, question)
    elif kind == "pair":
        _children(_control(view, "Choices", name, choice="single"), "Choice", SAME)
    elif kind == "number":
        ends = {
            end: str(question[ours]) for end, ours in (("min", "least"), ("max", "most")) if ours in question
        }
        _control(view, "Number", name, **ends)
    elif kind == "rating":
        _control(view, "Rating", name, maxRating=str(question.get("most", 5)))
    elif kind == "ranking":
        SubElement(view, "List", name=list_name(name), value=f"${writable(name)}")
        SubElement(view, "Ranker", name=writable(name), toName=list_name(name))
    elif kind == "fields":
        _fields(view, question)
    else:  # transcript, text, url; the rows of a table, a line each
        _control(view, "TextArea", name, maxSubmissions="0" if kind == "table" else "1", editable="true")


def list_name(question: str) -> str:
    """The tag that shows what is ranked; a comma would part two names in `toName`."""
    return writable(question.replace(",", " ")) + ".options"


def _fields(view: Element, question: Json) -> None:
    """A text for each field, their boxes, and the lines as rows of JSON."""
    names = [field["name"] for field in question.get("fields", [])]
    for name in names:
        _control(view, "TextArea", f"{question['name']}.{name}", maxSubmissions="1", editable="true")
    _children(_control(view, "RectangleLabels", f"{question['name']}:boxes"), "Label", names)
    if question.get("lines"):
        _control(view, "TextArea", f"{question['name']}:lines", maxSubmissions="0", editable="true")


def _choices(view: Element, question: Json) -> None:
    multiple = bool(question.get("multiple"))
    parents = question.get("parents", {})
    if not parents:
        control = _control(view, "Choices", question["name"], choice="multiple" if multiple else "single")
        _children(control, "Choice", question["classes"])
        return
    control = _control(view, "Taxonomy", question["name"], **({} if multiple else {"maxUsages": "1"}))
    places = {name: Element("Choice", value=writable(name)) for name in question["classes"]}
    for name, place in places.items():
        (places[parents[name]] if name in parents else control).append(place)


def _control(view: Element, tag: str, name: str, **more: str) -> Element:
    return SubElement(view, tag, {"name": writable(name), "toName": ITEM, **more})


def _children(control: Element, tag: str, names: list[str]) -> None:
    for name in names:
        SubElement(control, tag, value=writable(name))


def questions(root: Element, where: str, lost: Lost) -> Iterator[Json]:
    """The questions of a configuration; tags that ask what we cannot are told."""
    inside: set[Element] = set()
    sounds = {tag.get("name") for tag in root.iter() if tag.tag in SOUNDS}
    for view in root.iter("View"):
        if "vermeil" in view.attrib:
            inside |= set(view.iter())
            yield _own(view, where)
    for tag in root.iter():
        if tag in inside or tag.tag in BESIDE:
            continue
        found = _question(tag)
        if found and found["type"] == "spans" and tag.get("toName") in sounds:
            yield found | {"type": "segments"}
        elif found:
            yield found
        elif "toName" in tag.attrib:
            lost.add(f"there is no question for the tag {tag.tag}", tag.get("name"))


def media_of(root: Element) -> tuple[str, str] | None:
    """(medium, key of a task's data) of what is labelled."""
    tags = {tag: medium for medium, (tag, _) in SHOWN.items() if medium != "json"}
    for found in root.iter():
        if found.tag in tags and found.get("value", "").startswith("$"):
            return tags[found.tag], found.attrib["value"].removeprefix("$")
    return None


def _own(view: Element, where: str) -> Json:
    """The question in the attribute of a view, with the labels that its tags have."""
    where = f"{where}, the attribute `vermeil`"
    try:
        found = mapping(json.loads(view.attrib["vermeil"]), where)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{where} must hold a question as JSON.") from error
    inside = (_question(tag) for tag in view.iter())
    told = next((one for one in inside if one and one["name"] == found.get("name")), {})
    if found.get("type") == "relations":
        told = {"labels": [one.get("value", "") for one in view.iter("Relation")]}
    own = found | {key: told[key] for key in IN_TAGS if key in told and key != "name"}
    alone = {key: part for key, part in own.items() if key != "when"}
    checked({"questions": [alone]}, where)
    return alone | ({"when": mapping(own["when"], where)} if "when" in own else {})


def _question(tag: Element) -> Json | None:
    make = READ.get(tag.tag)
    if make is None or not (tag.get("name") or tag.tag == "Relations") or tag.get("perRegion") == "true":
        return None
    more = make(tag)
    return None if more is None else {"name": tag.get("name", "relations"), **more}


def _values(tag: Element, child: str) -> list[str]:
    return [one.attrib["value"] for one in tag.iter(child) if one.get("value")]


def _read_choices(tag: Element) -> Json:
    names = _values(tag, "Choice")
    if names == SAME:
        return {"type": "pair"}
    return {"type": "classes", "classes": names} | (
        {"multiple": True} if tag.get("choice") == "multiple" else {}
    )


def _read_taxonomy(tag: Element) -> Json:
    paths = list(_paths(tag, ()))
    single = tag.get("maxUsages") == "1"
    parents = {path[-1]: path[-2] for path in paths if len(path) > 1}
    found: Json = {"type": "classes", "classes": [path[-1] for path in paths], "parents": parents}
    return found | ({} if single else {"multiple": True})


def _paths(tag: Element, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for child in tag.iterfind("Choice"):
        path = (*above, child.get("value", ""))
        yield path
        yield from _paths(child, path)


def _read_number(tag: Element) -> Json:
    ends = {ours: _float(tag.get(end)) for end, ours in (("min", "least"), ("max", "most"))}
    return {"type": "number", **{end: number for end, number in ends.items() if number is not None}}


def _float(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None


def _labels(kind: str) -> Callable[[Element], Any]:
    return lambda tag: {"type": kind, "labels": _values(tag, "Label")}


READ: Mapping[str, Callable[[Element], Json | None]] = {
    **{tag: _labels(kind) for tag, kind in KINDS.items()},
    "Choices": _read_choices,
    "Taxonomy": _read_taxonomy,
    "Relations": lambda tag: {"type": "relations", "labels": _values(tag, "Relation") or ["related"]},
    "TextArea": lambda _: {"type": "text"},
    "Number": _read_number,
    "Rating": lambda tag: {"type": "rating", "most": int(_float(tag.get("maxRating")) or 5)},
    "Ranker": lambda _: {"type": "ranking", "options": []},
    "Pairwise": lambda _: {"type": "classes", "classes": SIDES},
}

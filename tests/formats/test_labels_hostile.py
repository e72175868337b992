"""Files from outside: broken, lying or made to harm; and any text, any span, any box."""

import json
import zlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labels import ASKED, AWKWARD, of_type, record, sent, through, written

from vermeil.core.errors import BadInput
from vermeil.integrations.formats import Limits
from vermeil.integrations.formats.labels import FORMATS, Lost, read_labels

BOMB = b"""<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><annotation>&b;</annotation>"""
COCO: dict[str, Any] = {
    "images": [{"id": 1, "file_name": "a.png", "width": 10, "height": 10}],
    "categories": [{"id": 1, "name": "dent"}],
    "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 2, 3, 4]}],
}


def coco(**changes: Any) -> dict[str, bytes]:
    annotation = COCO["annotations"][0] | changes
    return {"a.json": json.dumps(COCO | {"annotations": [annotation]}).encode()}


def lines(*rows: Any) -> dict[str, bytes]:
    return {"a.jsonl": "\n".join(json.dumps(row) for row in rows).encode()}


def yolo(line: str, data: str = "names: [dent]") -> dict[str, bytes]:
    return {"data.yaml": data.encode(), "labels/a.txt": line.encode()}


def voc(body: str) -> dict[str, bytes]:
    return {"a.xml": f"<annotation><filename>a.png</filename>{body}</annotation>".encode()}


def studio(**result: Any) -> dict[str, bytes]:
    task = {
        "data": {"text": "a"},
        "annotations": [{"result": [{"from_name": "x", "type": "choices", **result}]}],
    }
    return {"a.json": json.dumps([task]).encode()}


BROKEN: list[tuple[str, dict[str, bytes], str]] = [
    ("coco", {}, "Send one file that ends in .json"),
    ("coco", {"a.json": b"{"}, "not JSON: .* in line 1"),
    ("coco", {"a.json": b"[" * 100_000}, "nested too deep"),
    ("coco", {"a.json": b"[]"}, "must be an object"),
    ("coco", {"a.json": b"\xff"}, "not UTF-8"),
    ("coco", coco(image_id=2), "annotation 1: there is no image 2"),
    ("coco", coco(image_id=[]), "there is no image"),
    ("coco", coco(category_id="x"), "there is no category 'x'"),
    ("coco", coco(bbox=[1, 2, 3]), "bbox. must be"),
    ("coco", coco(bbox=[1, 2, 3, "nan"]), "must be a number"),
    ("coco", coco(segmentation=[[1, 2, None, 4, 5, 6]]), "must be a number"),
    ("coco", coco(keypoints=[1, 2]), "0 key points need 0 numbers"),
    ("yolo", yolo("1 0.5 0.5 1 1"), "line 1: '1' is not the number of a class"),
    ("yolo", yolo("0 0.5 0.5"), "2 numbers do not make a shape"),
    ("yolo", yolo("0 a b c d"), "must be a number"),
    ("yolo", yolo("", "names: !!python/object/apply:os.system ['true']"), "no YAML"),
    ("yolo", yolo("", "names: {0: a, 2: b}"), "the numbers from 0 on"),
    ("yolo", {"labels/a.txt": b"0 1 1 1 1"}, "data.yaml"),
    ("voc", {"a.xml": BOMB}, "declares entities"),
    ("voc", {"a.xml": b"<annotation>"}, "no XML"),
    ("voc", {"a.xml": b"<html/>"}, "no Pascal VOC"),
    ("voc", voc("<object><name>x</name><bndbox><xmin>1</xmin></bndbox></object>"), "'x'.*must be a number"),
    ("voc", voc("<object/>"), "no `name`"),
    ("label-studio", studio(value=3), "must be an object"),
    ("label-studio", studio(value={"choices": [3]}), "must be a text"),
    ("label-studio", {"a.json": b"[3]"}, "task 1: this must be an object"),
    ("label-studio", {"a.json": b"[]", "c.xml": BOMB}, "declares entities"),
    ("conll", {"a.conll": b"Rome B-\n"}, "line 1: 'B-' is no tag"),
    ("conll", {"a.conll": b"Rome\n"}, "a token and its tag"),
    ("spacy", lines({"text": "abc", "entities": [[0, 9, "X"]]}), "ends at 9; its text has 3"),
    ("spacy", lines({"text": "abc", "entities": [[0, "1", "X"]]}), "line 1: a span needs two whole numbers"),
    ("spacy", lines({"text": "abc", "entities": [[2, 1, "X"]]}), "not empty"),
    ("doccano", lines({"text": "a", "label": 3}), "must be a list"),
    ("doccano", {"a.jsonl": b'{"text": "a"}\nx'}, "line 2: this is not JSON"),
    ("prodigy", lines({"accept": ["a"]}), "`text`: this must be a text"),
    ("argilla", {"records.json": b"[]"}, "Send one file"),
    (
        "ground-truth",
        lines({"source": "a", "x": [7], "x-metadata": {"type": "a-multilabel"}}),
        "not in the `class-map`",
    ),
    ("hugging-face", {"README.md": b"# no"}, "README.md, whose YAML"),
    ("hugging-face", {"README.md": b"---\n!!python/name:os.system\n---\n"}, "its YAML cannot be read"),
]


@pytest.mark.parametrize(("form", "files", "told"), BROKEN)
def test_what_cannot_be_read_says_where_and_why(form: str, files: dict[str, bytes], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read_labels(sent(files, sizes={"a.png": (10, 10)}), form, Lost())


@pytest.mark.parametrize("form", list(FORMATS))
def test_no_files_are_no_labels(form: str) -> None:
    pytest.importorskip("spacy") if form == "spacy-docbin" else None
    with pytest.raises(BadInput):
        read_labels(sent({}), form, Lost())


def test_a_file_that_is_too_long_is_refused_before_it_is_read() -> None:
    limits = Limits(labels_bytes=100, line_bytes=100)
    with pytest.raises(BadInput, match="longer than 100 bytes"):
        read_labels(sent({"a.json": b" " * 101}, limits=limits), "coco", Lost())
    with pytest.raises(BadInput, match="line 1: the record is longer"):
        read_labels(sent({"a.jsonl": b" " * 101 + b"\n"}, limits=limits), "doccano", Lost())


def test_a_docbin_that_unpacks_to_very_much_is_refused() -> None:
    pytest.importorskip("spacy")
    files = {"a.spacy": zlib.compress(bytes(10_000_000))}
    with pytest.raises(BadInput, match="unpacks to more"):
        read_labels(sent(files, limits=Limits(labels_bytes=1_000_000)), "spacy-docbin", Lost())


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a/../../b.png", "C:\\x.png", "a\nb.png", ""]
)
@pytest.mark.parametrize("form", ["yolo", "voc"])
def test_names_of_items_lead_nowhere(form: str, name: str) -> None:
    schema = {"questions": [{"name": "boxes", "type": "boxes", "labels": ["dent"]}]}
    lost = Lost()
    for file in written(schema, [record({"boxes": []}, media="image", file=name, key="k")], form, lost):
        assert not file.startswith("/")
        assert not {"..", ""} & set(file.split("/"))
        assert not set(file) & set('\\:\n"*?')
    assert any("name" in one["why"] for one in lost.told()) or not name


def test_items_of_one_name_get_files_of_their_own() -> None:
    schema = {"questions": [{"name": "boxes", "type": "boxes", "labels": ["dent"]}]}
    lost = Lost()
    pictures = [record({"boxes": []}, media="image", file=name) for name in ("a.png", "A.jpg", "a.png")]
    assert list(written(schema, pictures, "voc", lost)) == [
        "Annotations/a.xml",
        "Annotations/A-2.xml",
        "Annotations/a-3.xml",
    ]
    assert [one["count"] for one in lost.told()] == [2]


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)
LABEL = st.sampled_from(AWKWARD)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    """A text and spans in it."""
    text = draw(TEXT)
    ends = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True).map(sorted)
    found = draw(st.lists(st.tuples(LABEL, ends), max_size=5, unique_by=lambda one: (one[0], *one[1])))
    return text, [{"label": label, "start": start, "end": end} for label, (start, end) in found]


@settings(max_examples=60, deadline=None)
@given(st.lists(marked(), min_size=1, max_size=4))
@pytest.mark.parametrize(
    "form", ["label-studio", "spacy", "doccano", "argilla", "ground-truth", "hugging-face"]
)
def test_any_span_of_any_text_comes_back(form: str, found: list[tuple[str, list[dict[str, Any]]]]) -> None:
    schema = {"questions": [{"name": "spans", "type": "spans", "labels": AWKWARD}]}
    records = [
        record({"spans": spans}, text=text, key=str(number)) for number, (text, spans) in enumerate(found)
    ]
    again, lost = through(schema, records, form)
    assert [(one.key, one.text, one.value) for one in again.records] == [
        (one.key, one.text, one.value) for one in records
    ]
    assert lost.told() == []


@settings(max_examples=60, deadline=None)
@given(marked())
@pytest.mark.parametrize("form", ["conll", "prodigy"])
def test_spans_of_tokens_cover_the_same_characters(
    form: str, found: tuple[str, list[dict[str, Any]]]
) -> None:
    schema = {"questions": [{"name": "spans", "type": "spans", "labels": AWKWARD}]}
    text, spans = found
    again, lost = through(schema, [record({"spans": spans}, text=text)], form)
    dropped = sum(
        one["count"] for one in lost.told() if one["question"] == "spans" and "overlap" in one["why"]
    )
    dropped += sum(one["count"] for one in lost.told() if "nothing but white space" in one["why"])
    (one,) = again.records
    kept = (one.value or {}).get("spans", [])
    assert len(kept) == len(spans) - dropped
    solid = {"".join(text[span["start"] : span["end"]].split()) for span in spans}
    assert {"".join((one.text or "")[span["start"] : span["end"]].split()) for span in kept} <= solid


SIDE = st.floats(0.01, 3_000, allow_subnormal=False)
BOX = st.fixed_dictionaries({"label": LABEL, "x": SIDE, "y": SIDE, "w": SIDE, "h": SIDE})


@settings(max_examples=60, deadline=None)
@given(st.lists(BOX, max_size=5))
@pytest.mark.parametrize(
    "form", ["coco", "label-studio", "yolo", "yolo-obb", "voc", "doccano", "prodigy", "ground-truth"]
)
def test_any_box_comes_back_within_a_pixel(form: str, boxes: list[dict[str, Any]]) -> None:
    schema = {"questions": [{"name": "boxes", "type": "boxes", "labels": AWKWARD}]}
    picture = record({"boxes": boxes}, media="image", size=(6_000, 6_000))
    again, lost = through(schema, [picture], form, sizes={picture.name: (6_000, 6_000)})
    found = next(iter((again.records[0].value or {}).values()))
    flat = sum(one["count"] for one in lost.told() if "without an area" in one["why"])
    assert len(found) == len(boxes) - flat
    if not flat:
        for one, other in zip(boxes, found, strict=True):
            assert one["label"] == other["label"]
            assert all(abs(one[side] - other[side]) <= 1 for side in "xywh")


def nodes(found: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every part of a JSON document."""
    inside: list[tuple[Any, Any]] = []
    if isinstance(found, dict):
        inside = list(found.items())
    elif isinstance(found, list):
        inside = list(enumerate(found))
    return [path, *(one for key, part in inside for one in nodes(part, (*path, key)))]


def changed(found: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(found) if isinstance(found, dict) else list(found)
    copy[path[0]] = changed(copy[path[0]], path[1:], new)
    return copy


ODD: list[Any] = [
    None,
    True,
    -1,
    10**400,
    float("nan"),
    "",
    "x",
    [],
    [[]],
    {},
    {"x": 1},
    [None],
    [{}],
    0.5,
    3,
]
WHOLE = ("coco", "label-studio", "argilla", "spacy", "doccano", "prodigy", "ground-truth")


@pytest.mark.parametrize("form", WHOLE)
def test_whatever_stands_in_a_file_it_is_read_or_refused_in_words(form: str) -> None:
    """Each part of a good file in turn is replaced by each of what should not be there."""
    for name in ASKED:
        schema, records = of_type(name)
        if schema["questions"][0]["type"] not in FORMATS[form].holds:
            continue
        files = written(schema, records[-1:], form, Lost())
        for place in [file for file in files if file.endswith(("json", "jsonl", "manifest"))]:
            good = json.loads(files[place])
            for path in nodes(good):
                for odd in ODD:
                    bad = {**files, place: json.dumps(changed(good, path, odd)).encode()}
                    with suppress(BadInput):
                        read_labels(sent(bad), form, Lost())

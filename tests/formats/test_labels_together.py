"""Several questions at once, relations, items without a label, and what is told as lost."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from labels import ARABIC, EMOJI, SIZE, record, sent, through, written

from vermeil.core.errors import BadInput
from vermeil.core.tasks.schema import ready
from vermeil.integrations.formats.labels import FORMATS, Labelled, Lost, fitting, read_labels, write_labels

TEXTS = {
    "questions": [
        {"name": "class", "type": "classes", "classes": ["good", "bad"], "ask": "Is it good?"},
        {"name": "spans", "type": "spans", "labels": ["WHO", "WHERE"]},
        {"name": "relations", "type": "relations", "labels": ["flew to"], "when": {"class": "good"}},
        {"name": "stars", "type": "rating", "most": 5, "optional": True},
        {"name": "why", "type": "text", "optional": True},
    ]
}
WHO, WHERE = [0, 4], [13, 19]
SAID = {
    "class": "good",
    "spans": [
        {"label": "WHO", "start": 0, "end": 4},
        {"label": "WHERE", "start": 13, "end": 19},
    ],
    "relations": [{"label": "flew to", "from": WHO, "to": WHERE}],
    "stars": 4,
}
PICTURES = {
    "questions": [
        {"name": "kind", "type": "classes", "classes": ["whole", "damaged"]},
        {"name": "dents", "type": "boxes", "labels": ["dent"], "when": {"kind": "damaged"}},
        {"name": "parts", "type": "boxes", "labels": ["door", "dent"]},
        {"name": "outline", "type": "polygons", "labels": ["car"]},
    ]
}
DENT = {"label": "dent", "x": 1, "y": 2, "w": 3, "h": 4}
SHOWN = {
    "kind": "damaged",
    "dents": [DENT],
    "parts": [DENT, {"label": "door", "x": 5.5, "y": 6, "w": 100, "h": 200}],
    "outline": [{"label": "car", "points": [[0, 0], [640, 0], [640, 480]]}],
}


def reasons(lost: Lost) -> set[tuple[str | None, str]]:
    return {(one["question"], one["why"]) for one in lost.told()}


@pytest.mark.parametrize("form", ["label-studio", "hugging-face"])
def test_formats_that_hold_everything_give_schema_and_values_back(form: str) -> None:
    for schema, said, media in ((TEXTS, SAID, "text"), (PICTURES, SHOWN, "image")):
        ready(schema)
        records = [
            record(said, 0, media),
            record({**said, "why": ARABIC} if media == "text" else said, 1, media),
        ]
        found, lost = through(schema, records, form)
        assert found.schema == schema
        assert [one.value for one in found.records] == [one.value for one in records]
        assert [one.origin for one in found.records] == [one.origin for one in records]
        assert [one.key for one in found.records] == [one.key for one in records]
        assert lost.told() == []


@pytest.mark.parametrize("form", ["doccano", "prodigy"])
def test_relations_come_back_with_their_spans(form: str) -> None:
    (found,), lost = (pair := through(TEXTS, [record(SAID)], form))[0].records, pair[1]
    assert found.value is not None
    assert [found.value[name] for name in ("spans", "relations", "class")] == [
        SAID[name] for name in ("spans", "relations", "class")
    ]
    assert {question for question, _ in reasons(lost)} == {"stars"} | (
        {"why"} if form == "doccano" else set()
    )


def test_coco_keeps_several_questions_apart() -> None:
    found, lost = through(PICTURES, [record(SHOWN, media="image")], "coco")
    assert found.records[0].value == {name: SHOWN[name] for name in ("dents", "parts", "outline")}
    assert reasons(lost) == {("kind", "there is no place for questions of the type classes")}
    assert [one["name"] for one in found.schema["questions"]] == ["dents", "parts", "outline"]


def test_a_condition_on_a_question_that_is_left_out_becomes_optional() -> None:
    found, _ = through(PICTURES, [record({**SHOWN, "kind": "whole"} | {"dents": []}, media="image")], "coco")
    dents = found.schema["questions"][0]
    assert (dents.get("when"), dents.get("optional")) == (None, True)


def test_a_second_question_of_a_type_is_told() -> None:
    _, lost = through(PICTURES, [record(SHOWN, media="image")], "voc")
    assert ("parts", "there is place for one question of the type boxes") in reasons(lost)


@pytest.mark.parametrize("form", list(FORMATS))
def test_items_without_a_label_are_kept_or_told(form: str) -> None:
    pytest.importorskip("spacy") if form == "spacy-docbin" else None
    kinds = FORMATS[form].holds
    schema, said, media = (
        (PICTURES, SHOWN, "image") if kinds & {"boxes", "polygons"} else (TEXTS, SAID, "text")
    )
    records = [record(said, media=media), replace(record({}, 1, media), value=None, origin={})]
    lost = Lost()
    files = written(schema, records, form, lost)
    told = [one["count"] for one in lost.told() if "without a label" in one["why"]]
    if FORMATS[form].unlabelled:
        assert [one.value for one in read_labels(sent(files), form, Lost()).records][1] is None
    assert told == ([] if FORMATS[form].unlabelled else [1])


@pytest.mark.parametrize("form", ["yolo", "yolo-seg", "yolo-obb"])
def test_regions_of_a_picture_whose_size_is_not_known_are_told(form: str) -> None:
    lost = Lost()
    files = written(PICTURES, [record(SHOWN, media="image", size=None)], form, lost)
    assert not [name for name in files if name.startswith("labels/")]
    assert any("size" in one["why"] for one in lost.told())


def test_what_is_outside_the_picture_is_cut_and_told() -> None:
    schema = {"questions": [{"name": "boxes", "type": "boxes", "labels": ["dent"]}]}
    over = record({"boxes": [{**DENT, "x": -10, "y": 470, "w": 30, "h": 30}]}, media="image")
    found, lost = through(schema, [over], "yolo", sizes={over.name: SIZE})
    assert found.records[0].value == {"boxes": [{"label": "dent", "x": 0, "y": 470, "w": 20, "h": 10}]}
    assert any("edge" in why for _, why in reasons(lost))


def test_conll_keeps_spans_and_tells_what_else_it_drops() -> None:
    overlap = {"label": "WHERE", "start": 13, "end": 15}
    said = {**SAID, "spans": [*SAID["spans"], overlap]}
    found, lost = through(
        TEXTS, [record(said), record(SAID, 1, text="Anna flew to  Rome.\nYes", key="k")], "conll"
    )
    told = {one["why"]: one["count"] for one in lost.told()}
    assert told["spans that overlap a longer one"] == 1
    assert sum("white space" in why for why in told) == 1
    texts = [one.text for one in found.records]
    assert texts[1] == "Anna flew to Rome .\nYes"
    for one, (who, where) in zip(found.records, (("👩🏽‍🚀", "Zürich"), ("Anna", "Rome .")), strict=True):
        spans = [(one.text or "")[span["start"] : span["end"]] for span in (one.value or {})["spans"]]
        assert spans[0].replace(" ", "") == who
        assert spans[1].startswith(where[:4])


def test_a_span_over_a_line_break_stays_one_in_conll() -> None:
    said = {**SAID, "spans": [{"label": "WHERE", "start": 0, "end": 8}]}
    found, lost = through(TEXTS, [record(said, text="New\nYork\nis big")], "conll")
    assert found.records[0].text == "New York\nis big"
    assert found.records[0].value == {"spans": [{"label": "WHERE", "start": 0, "end": 8}]}
    assert any("white space" in why for _, why in reasons(lost))


def test_tokens_that_came_with_a_text_are_used_again() -> None:
    data = b"@paul B-person\n's O\n\nHe O\nleft O\n"
    found = read_labels(sent({"a.conll": data}), "conll", Lost())
    assert [one.text for one in found.records] == ["@paul 's", "He left"]
    again, _ = through(found.schema, found.records, "conll")
    assert [(one.text, one.value) for one in again.records] == [
        (one.text, one.value) for one in found.records
    ]


@pytest.mark.parametrize("form", list(FORMATS))
def test_where_labels_came_from_is_kept_or_told(form: str) -> None:
    pytest.importorskip("spacy") if form == "spacy-docbin" else None
    kinds = FORMATS[form].holds
    schema, said, media = (
        (PICTURES, SHOWN, "image") if kinds & {"boxes", "polygons"} else (TEXTS, SAID, "text")
    )
    records = [record(said, number, media) for number in range(2)]
    lost = Lost()
    files = written(schema, records, form, lost)
    if FORMATS[form].origin:
        found = read_labels(sent(files), form, Lost()).records
        assert [one.origin for one in found] == [one.origin for one in records]
        assert [one.by for one in found] == ["person", "model"]
    else:
        assert any("where labels came from" in one["why"] for one in lost.told())


def test_the_formats_that_fit_come_with_what_they_lose() -> None:
    found = {one["format"]: one["lost"] for one in fitting(TEXTS)}
    assert {"label-studio", "hugging-face", "conll", "argilla"} <= set(found)
    assert "coco" not in found
    assert found["label-studio"] == []
    assert {one["question"] for one in found["argilla"]} == {"relations"}


def test_a_format_that_holds_nothing_says_why() -> None:
    with pytest.raises(BadInput, match=r"COCO can hold nothing.*stars"):
        next(write_labels(TEXTS, [record(SAID)], "coco", Lost()))
    with pytest.raises(BadInput, match="label-studio"):
        next(write_labels(TEXTS, [], "tfrecord", Lost()))


def test_writing_takes_no_more_memory_for_more_records() -> None:
    class Records:
        """As many as are asked for, each made when its turn comes."""

        taken = 0

        def __iter__(self) -> Iterator[Labelled]:
            for number in range(2_000):
                self.taken += 1
                yield record(SHOWN, number, "image")

    records, seen = Records(), 0
    for file in write_labels(PICTURES, records, "coco", Lost()):
        for _ in file.parts:
            assert records.taken - seen <= 1
            seen = records.taken
    assert seen == 4_000  # twice through


def test_what_only_label_studio_knows_comes_back_to_it() -> None:
    task: dict[str, Any] = {
        "id": 7,
        "data": {"text": EMOJI, "batch": "b1"},
        "annotations": [
            {
                "id": 12,
                "completed_by": 3,
                "lead_time": 4.5,
                "parent_prediction": 5,
                "last_action": "submitted",
                "result": [
                    {
                        "id": "x",
                        "from_name": "c",
                        "to_name": "t",
                        "type": "choices",
                        "value": {"choices": ["a"]},
                    }
                ],
            },
        ],
        "predictions": [
            {
                "model_version": "m1",
                "score": 0.9,
                "result": [
                    {
                        "id": "y",
                        "from_name": "c",
                        "to_name": "t",
                        "type": "choices",
                        "value": {"choices": ["b"]},
                    }
                ],
            },
            {
                "result": [
                    {"id": "z", "from_name": "m", "to_name": "t", "type": "brushlabels", "value": {"rle": []}}
                ]
            },
        ],
    }
    lost = Lost()
    found = read_labels(sent({"tasks.json": json.dumps([task]).encode()}), "label-studio", lost)
    assert [one.by for one in found.records] == ["person", "model", "model"]
    assert found.records[1].origin == {"label_source": "machine", "model_version": "m1", "confidence": 0.9}
    assert reasons(lost) == {("m", "there is no question for results of the type brushlabels")}
    (again,) = json.loads(written(found.schema, found.records, "label-studio", Lost())["tasks.json"])
    kept = {
        key: part
        for key, part in again["annotations"][0].items()
        if key not in ("was_cancelled", "ground_truth")
    }
    assert (
        kept.items() >= {key: part for key, part in task["annotations"][0].items() if key != "result"}.items()
    )
    assert again["predictions"][0].items() >= {"model_version": "m1", "score": 0.9}.items()
    assert again["data"].items() >= {"batch": "b1", "text": EMOJI}.items()


def test_label_studio_offsets_in_utf_16_units_are_understood() -> None:
    text, result = "🚀🚀 Rome", {"start": 5, "end": 9, "text": "Rome", "labels": ["WHERE"]}
    entry = {"id": "a", "from_name": "l", "to_name": "t", "type": "labels", "value": result}
    task = {"data": {"text": text}, "annotations": [{"result": [entry]}]}
    (found,) = read_labels(sent({"t.json": json.dumps([task]).encode()}), "label-studio", Lost()).records
    assert found.value == {"l": [{"label": "WHERE", "start": 3, "end": 7}]}


@pytest.mark.parametrize("form", ["conll", "spacy"])
def test_items_that_are_no_texts_are_told_where_only_texts_are_held(form: str) -> None:
    lost = Lost()
    written(TEXTS, [record(SAID), record({**SAID, "spans": []}, 1, "image")], form, lost)
    assert [one["count"] for one in lost.told() if "no texts" in one["why"]] == [1]


def test_parts_of_a_sound_come_from_label_studio() -> None:
    """In its own configuration the same tag marks texts and sounds."""
    config = b"""<View><Audio name="sound" value="$audio"/>
        <Labels name="what" toName="sound"><Label value="cough"/><Label value="speech"/></Labels></View>"""
    entry = {"from_name": "what", "to_name": "sound", "type": "labels", "original_length": 9.5}
    entry["value"] = {"start": 1, "end": 2.25, "channel": 0, "labels": ["cough"]}
    task = {"data": {"audio": "/a.wav"}, "annotations": [{"result": [entry]}]}
    lost = Lost()
    for files in ({"config.xml": config}, {}):
        found = read_labels(sent({"tasks.json": json.dumps([task]).encode(), **files}), "label-studio", lost)
        (record,) = found.records
        assert record.media == "audio"
        assert record.value == {"what": [{"label": "cough", "start": 1.0, "end": 2.25}]}
        assert found.schema["questions"][0]["type"] == "segments"
    assert lost.told() == []

"""Each format read by the tool that it belongs to, where its library is installed."""

import json
import sys
import types
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from labels import ASKED, AWKWARD, EMOJI, SIZE, of_type, record, written
from PIL import Image

from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.labels import Labelled, Lost

pytestmark = pytest.mark.filterwarnings("default")  # of these libraries, about one another
EVERY = [name for name in ASKED if name not in ("table", "fields")]


def on_disk(folder: Path, schema: Schema, records: list[Labelled], form: str) -> Path:
    """The files of a format, with a picture for each record that needs one."""
    for name, data in written(schema, records, form, Lost()).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for one in records:
        if one.file:
            path = folder / "images" / one.file
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", one.size or SIZE).save(path)
    return folder


def test_pycocotools_loads_boxes_outlines_and_points(tmp_path: Path) -> None:
    coco = pytest.importorskip("pycocotools.coco")
    for name, kind in (("boxes", "bbox"), ("turned", "segm"), ("polygons", "segm"), ("points", "keypoints")):
        schema, records = of_type(name)
        found = coco.COCO(str(on_disk(tmp_path / name, schema, records, "coco") / "annotations.json"))
        said = [one for record in records for one in (record.value or {})["what, where?"]]
        assert [one["file_name"] for one in found.loadImgs(found.getImgIds())] == [
            one.file for one in records
        ]
        assert [found.cats[one["category_id"]]["name"] for one in found.anns.values()] == [
            one["label"] for one in said
        ]
        if kind == "segm":
            assert all(found.annToMask(one).shape == SIZE[::-1] for one in found.anns.values())
        results = [{**one, "score": 0.5} for one in found.anns.values()]
        scored = pytest.importorskip("pycocotools.cocoeval").COCOeval(found, found.loadRes(results), kind)
        if kind == "keypoints":
            scored.params.kpt_oks_sigmas = scored.params.kpt_oks_sigmas[:1]
        else:
            scored.evaluate()
            scored.accumulate()
            scored.summarize()
            assert scored.stats[0] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("form", "name"), [("yolo", "boxes"), ("yolo-seg", "polygons"), ("yolo-obb", "turned")]
)
def test_supervision_loads_yolo(form: str, name: str, tmp_path: Path) -> None:
    supervision = pytest.importorskip("supervision")
    schema, records = of_type(name)
    folder = on_disk(tmp_path, schema, records, form) / "cats"
    found = supervision.DetectionDataset.from_yolo(
        images_directory_path=str(tmp_path / "images" / "cats"),
        annotations_directory_path=str(tmp_path / "labels" / "cats"),
        data_yaml_path=str(tmp_path / "data.yaml"),
        is_obb=form == "yolo-obb",
    )
    assert folder.name == "cats"
    assert found.classes == AWKWARD
    shown = {Path(one.name).name: (one.value or {})["what, where?"] for one in records}
    for path, _, detections in found:
        said = shown[Path(path).name]
        assert [AWKWARD[number] for number in detections.class_id] == [one["label"] for one in said]
        if form == "yolo" and said:
            sides = [[one["x"], one["y"], one["x"] + one["w"], one["y"] + one["h"]] for one in said]
            assert detections.xyxy.tolist() == [pytest.approx(one, abs=0.01) for one in sides]


def test_supervision_loads_pascal_voc(tmp_path: Path) -> None:
    supervision = pytest.importorskip("supervision")
    schema, records = of_type("boxes")
    on_disk(tmp_path, schema, records, "voc")
    found = supervision.DetectionDataset.from_pascal_voc(
        images_directory_path=str(tmp_path / "images" / "cats"),
        annotations_directory_path=str(tmp_path / "Annotations" / "cats"),
    )
    shown = {Path(one.name).name: (one.value or {})["what, where?"] for one in records}
    for path, _, detections in found:
        said = shown[Path(path).name]
        assert [found.classes[number] for number in detections.class_id] == [one["label"] for one in said]
        sides = [[one["x"], one["y"], one["x"] + one["w"], one["y"] + one["h"]] for one in said]
        assert detections.xyxy.tolist() == [pytest.approx(one, abs=0.51) for one in sides]


@pytest.mark.parametrize("name", EVERY)
def test_label_studio_takes_the_configuration_and_the_tasks(name: str) -> None:
    interface = pytest.importorskip("label_studio_sdk.label_interface")
    schema, records = of_type(name)
    files = written(schema, records, "label-studio", Lost())
    config = interface.LabelInterface(files["label_config.xml"].decode())
    config.validate()
    for task in json.loads(files["tasks.json"]):
        for answer in [*task["annotations"], *task["predictions"]]:
            for one in answer["result"]:
                if one["type"] != "relation":
                    control = config.get_control(one["from_name"])
                    assert control.to_name == [one["to_name"]]
                    assert (
                        one["type"] == control.tag.replace("TextArea", "textarea").lower()
                        if control
                        else False
                    )


def test_label_studio_converts_our_boxes_to_coco_and_back_to_pixels(tmp_path: Path) -> None:
    converter = pytest.importorskip("label_studio_sdk.converter")
    schema, records = of_type("boxes")
    on_disk(tmp_path, schema, records[1:], "label-studio")
    made = converter.Converter(
        (tmp_path / "label_config.xml").read_text(), str(tmp_path), download_resources=False
    )
    made.convert_to_coco(
        str(tmp_path / "tasks.json"), str(tmp_path / "out"), is_dir=False, output_image_dir=str(tmp_path)
    )
    found = json.loads((tmp_path / "out" / "result.json").read_text())
    said = [
        one for record in records[1:] if record.by == "person" for one in (record.value or {})["what, where?"]
    ]
    sides = [[one["x"], one["y"], one["w"], one["h"]] for one in said]
    assert [one["bbox"] for one in found["annotations"]] == [pytest.approx(one, abs=0.01) for one in sides]


def test_label_studio_reads_spans_where_we_wrote_them(tmp_path: Path) -> None:
    converter = pytest.importorskip("label_studio_sdk.converter")
    schema, records = of_type("spans")
    on_disk(tmp_path, schema, records[2:], "label-studio")
    config = (tmp_path / "label_config.xml").read_text()
    made = converter.Converter(config, str(tmp_path), download_resources=False)
    made.convert_to_json_min(str(tmp_path / "tasks.json"), str(tmp_path / "out"), is_dir=False)
    (found,) = json.loads((tmp_path / "out" / "result.json").read_text())
    shown = [(one["start"], one["end"], one["labels"]) for one in found["what, where?"]]
    said = (records[2].value or {})["what, where?"]
    assert shown == [(one["start"], one["end"], [one["label"]]) for one in said]
    assert [one["text"] for one in found["what, where?"]] == [
        EMOJI[one["start"] : one["end"]] for one in said
    ]


def test_spacy_loads_docbin_and_jsonl() -> None:
    spacy = pytest.importorskip("spacy")
    schema, records = of_type("spans")
    said = [
        [(one["start"], one["end"], one["label"]) for one in (r.value or {})["what, where?"]] for r in records
    ]
    files = written(schema, records, "spacy-docbin", Lost())
    docs = spacy.tokens.DocBin().from_bytes(files["labels.spacy"]).get_docs(spacy.blank("xx").vocab)
    for doc, spans in zip(docs, said, strict=True):
        assert doc.text == EMOJI
        found = [*doc.ents, *doc.spans.get("sc", [])]
        assert sorted((one.start_char, one.end_char, one.label_) for one in found) == sorted(spans)
    lines = written(schema, records[:2], "spacy", Lost())["labels.jsonl"].splitlines()
    for line, spans in zip(lines, said, strict=False):
        one = json.loads(line)
        example = spacy.training.Example.from_dict(
            spacy.blank("xx").make_doc(one["text"]), {"entities": one["entities"]}
        )
        assert {ent.label_ for ent in example.reference.ents} <= {label for *_, label in spans}


def test_spacy_converts_our_conll() -> None:
    pytest.importorskip("spacy")
    converters = pytest.importorskip("spacy.training.converters")
    schema, records = of_type("spans")
    text = written(schema, [records[1]], "conll", Lost())["labels.conll"].decode()
    *_, doc = converters.conll_ner_to_docs(text, n_sents=1)
    assert [(one.text.replace(" ", ""), one.label_) for one in doc.ents] == [
        (EMOJI[0:4], "猫_🐈"),
        (EMOJI[13:19], "dent,_small"),
    ]


def test_doccano_transformer_takes_our_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("doccano_transformer")
    # it was made for spaCy 2 and asks for a function that is not there any more, nor needed here
    monkeypatch.setitem(sys.modules, "spacy.gold", types.SimpleNamespace(biluo_tags_from_offsets=None))
    from doccano_transformer.datasets import NERDataset  # noqa: PLC0415 - it may not be there

    schema = {"questions": [{"name": "spans", "type": "spans", "labels": ["WHO", "WHERE"]}]}
    said = [{"label": "WHO", "start": 0, "end": 4}, {"label": "WHERE", "start": 13, "end": 17}]
    lines = written(schema, [record({"spans": said}, text="Anna flew to Rome again.")], "doccano", Lost())
    row = json.loads(lines["labels.jsonl"])
    # it reads what doccano wrote before version 1.5, where the key had another name
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"id": 1, "text": row["text"], "labels": row["label"]}) + "\n"
    )
    (found,) = NERDataset.from_jsonl(str(tmp_path / "a.jsonl")).to_conll2003(str.split)
    tags = [line.rpartition(" ")[2] for line in found["data"].splitlines() if line][1:]
    assert tags == ["B-WHO", "O", "O", "B-WHERE", "O"]


def test_argilla_loads_settings_and_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    argilla = pytest.importorskip("argilla")
    # the library asks for a server as soon as a question is made; none is needed to read files
    monkeypatch.setattr(argilla.Argilla, "_get_default", classmethod(lambda _: MagicMock()))
    questions, value = [], {}
    for name in ("classes", "multiple", "pair", "spans", "text", "rating", "ranking"):
        schema, records = of_type(name)
        questions.append({**schema["questions"][0], "name": name})
        value[name] = (records[1].value or {})["what, where?"]
    made = [record(value, number) for number in range(2)]
    on_disk(tmp_path, {"questions": questions}, made, "argilla")
    settings = argilla.Settings.from_json(tmp_path / ".argilla" / "settings.json")
    settings.validate()
    assert [one.title for one in settings.questions] == [one["name"] for one in questions]
    names = {one.title: one.name for one in settings.questions}
    human, machine = (
        argilla.Record.from_dict(one) for one in json.loads((tmp_path / "records.json").read_text())
    )
    assert {name: human.responses[names[name]][0].value for name in value} == value
    assert {name: machine.suggestions[names[name]].value for name in value} == value
    assert machine.suggestions[names["classes"]].score == 0.75


def test_datasets_loads_the_folder(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    questions, value = [], {}
    for name in EVERY:
        schema, records = of_type(name)
        questions.append({**schema["questions"][0], "name": name})
        value[name] = (records[0].value or {})["what, where?"]
    on_disk(
        tmp_path, {"questions": questions}, [record(value, number) for number in range(3)], "hugging-face"
    )
    found = datasets.load_dataset(str(tmp_path), split="train", cache_dir=str(tmp_path / "cache"))
    assert found.features["classes"].names == AWKWARD
    assert [found.features["classes"].int2str(row["classes"]) for row in found] == [AWKWARD[0]] * 3
    assert json.loads(found[0]["boxes"]) == value["boxes"]
    assert found[0]["number"] == value["number"]
    assert found[1]["label_source"] == "machine"

"""Every type of question through every format: what comes back is what went, or is told as lost."""

from pathlib import Path
from typing import Any

import pytest
from labels import ASKED, of_type, through

from vermeil.core.tasks.schema import KINDS, ready
from vermeil.integrations.formats.labels import FORMATS, Format, Labelled

#: What a format says less exactly than we do, by design: it must then be among what is lost.
LESS = {
    ("yolo", "turned"): "turn",
    ("voc", "turned"): "turn",
    ("voc", "boxes"): "narrower than a pixel",
    ("doccano", "turned"): "turn",
    ("prodigy", "turned"): "turn",
    ("ground-truth", "turned"): "turn",
}
PAIRS = [
    (form, name)
    for form in FORMATS
    for name in ASKED
    if {"multiple": "classes", "tree": "classes", "turned": "boxes"}.get(name, name) in FORMATS[form].holds
]


def answers(records: list[Labelled]) -> list[Any]:
    """The only answer of each record, whatever its question is called."""
    return [next(iter(one.value.values())) if one.value else None for one in records]


def close(said: Any) -> Any:
    """A value to compare: numbers to a hundredth of a pixel."""
    if isinstance(said, dict):
        return {name: close(part) for name, part in said.items()}
    if isinstance(said, list):
        return [close(part) for part in said]
    return pytest.approx(said, abs=0.01) if isinstance(said, int | float) else said


@pytest.mark.parametrize(("form", "name"), PAIRS)
def test_what_comes_back_is_what_went(form: str, name: str) -> None:
    if form == "spacy-docbin":
        pytest.importorskip("spacy", reason="DocBin is written by spaCy, which is optional")
    schema, records = of_type(name)
    ready(schema)
    sizes = {one.file: one.size for one in records if one.file}
    found, lost = through(schema, records, form, sizes=sizes)
    ready(found.schema)
    if (form, name) in LESS:
        assert any(LESS[form, name] in one["why"] for one in lost.told())
        return
    if form != "conll":
        assert answers(found.records) == close(answers(records))
        assert [one.text for one in found.records] == [one.text for one in records]
    assert len(found.records) == len(records)


def test_every_type_is_tried() -> None:
    assert set(KINDS) <= {*ASKED, "relations"}


def test_the_page_about_formats_says_what_they_hold() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "formats.md"
    lines = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    head = next(line for line in lines if line.startswith("| format | file |"))
    kinds = [cell.strip() for cell in head.strip("|").split("|")][2:]
    assert kinds == list(KINDS)
    rows = [f"| `{name}` | {one.ending} | {marks(one, kinds)} |" for name, one in FORMATS.items()]
    assert [" ".join(row.split()) for row in rows] == lines[lines.index(head) + 2 :][: len(rows)]


def marks(form: Format, kinds: list[str]) -> str:
    mark = "○" if form.once else "●"
    return " | ".join(mark if kind in form.holds else "" for kind in kinds)

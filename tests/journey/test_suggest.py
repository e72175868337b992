"""Documents in, a few answered, and suggestions for the rest: as a person does it, on a real server."""

import importlib.util
import io
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from PIL import Image
from serving import Shared
from typer.testing import CliRunner

from papers import paper
from vermeil.cli import app
from vermeil.client import Client, Project
from vermeil.core.documents.words import Word
from vermeil.integrations import ocr, pdf
from vermeil.jobs.suggest import documents
from vermeil.store.blobs import Blobs
from vermeil.store.items import Item

SCHEMA = {
    "questions": [
        {
            "name": "bill",
            "type": "fields",
            "fields": [
                {"name": "shop"},
                {"name": "date", "kind": "date"},
                {"name": "total", "kind": "amount"},
            ],
        }
    ]
}
SHOPS = (
    "Corner Shop",
    "The Old Mill",
    "Green Grocer",
    "Harbour Inn",
    "Blue Door",
    "Red Lion",
    "Silver Spoon",
)
needs_ocr = pytest.mark.skipif(
    importlib.util.find_spec("rapidocr") is None, reason="the extra `ocr` is not installed"
)


def bill(number: int) -> bytes:
    """A bill on which the total is called what is due."""
    lines = [
        (200, 780, SHOPS[number]),
        (200, 760, "12 High Street"),
        (72, 700, "Day"),
        (300, 700, f"0{number + 1}/03/2024"),
        (72, 660, "Soup"),
        (300, 660, "3.20"),
        (72, 640, "Due"),
        (300, 640, f"{number + 4}.10"),
        (72, 620, "Given"),
        (300, 620, "50.00"),
    ]
    return paper(lines)


def said(number: int) -> dict[str, str]:
    return {"shop": SHOPS[number], "date": f"0{number + 1}/03/2024", "total": f"{number + 4}.10"}


@pytest.fixture
def project(client: Client, tmp_path: Path, request: pytest.FixtureRequest) -> Project:
    """Seven bills, of which the first five are answered; the last is a scan."""
    made = client.projects.create(f"bills of {request.node.name}", schema=SCHEMA)
    for number in range(len(SHOPS)):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(bill(number))
    Image.open(io.BytesIO(pdf.picture(bill(6), 0))).save(tmp_path / "6.png")
    client.items.add(made.id, [*(tmp_path / f"{number}.pdf" for number in range(6)), tmp_path / "6.png"])
    for number in range(5):
        task = client.tasks.next(made.id)
        assert task is not None
        entries = {name: {"text": text} for name, text in said(number).items()}
        client.tasks.answer(task, {"bill": {"fields": entries}})
    return made


def run(shared: Shared, *words: str, status: int = 0) -> str:
    told = CliRunner().invoke(app, ["suggest", *words, "--url", shared.server.url, "--token", shared.token])
    assert told.exit_code == status, told.exception
    return " ".join(told.output.split())


def suggested(client: Client, project: Project) -> list[dict[str, str] | None]:
    """What the next tasks come with, field by field."""
    found: list[dict[str, str] | None] = []
    while (task := client.tasks.next(project.id)) is not None:
        fields = task.suggestion and task.suggestion["value"]["bill"]["fields"]
        found.append(fields and {name: entry["text"] for name, entry in fields.items()})
    return found


def test_what_a_pdf_says_is_suggested(client: Client, shared: Shared, project: Project) -> None:
    told = run(shared, project.name, "--from", "documents", "--examples", "5", status=1)
    assert "1 of 2 items have a suggestion." in told
    assert "6.png: it holds no text that can be read; start the run with OCR" in told
    [done] = client.suggestions.list(project.id)
    assert (done.state, done.done, done.taken, done.refused) == ("finished", 2, 1, 1)
    assert suggested(client, project) == [said(5), None]
    [of_pdf] = [task.suggestion for task in client.tasks.held(project.id) if task.suggestion]
    entry = of_pdf["value"]["bill"]["fields"]["total"]
    assert of_pdf["model_version"] == "finder-5"
    assert 0 < of_pdf["confidence"] <= entry["confidence"] <= 1
    assert entry["box"][:2] == [0, pytest.approx(300 / 595, abs=0.01)]


def test_of_a_pdf_without_text_every_page_is_read_as_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def read(image: Image.Image, page: int) -> list[Word]:
        seen.append((page, image.height > image.width))
        return [Word("9.00", page, 0.1, 0.1, 0.1, 0.1)]

    monkeypatch.setattr(documents.ocr, "read", read)
    blobs = Blobs(tmp_path)

    def words(file: bytes, media: str, pages: int, *, with_ocr: bool) -> list[Word]:
        about = dict.fromkeys(field.name for field in fields(Item))
        item = Item(**about | {"media": media, "blob": blobs.put(file), "pages": pages})  # type: ignore[arg-type]
        return documents.Reader(blobs, with_ocr=with_ocr).words(item)

    assert words(paper([], []), "document", 2, with_ocr=False) == []
    assert [one.page for one in words(paper([], []), "document", 2, with_ocr=True)] == [0, 1]
    assert "Soup" in [one.text for one in words(bill(0), "document", 1, with_ocr=True)]
    assert seen == [(0, True), (1, True)]  # a text layer needs no OCR
    assert words(pdf.picture(bill(0), 0), "image", 1, with_ocr=True)
    assert len(seen) == 3


@needs_ocr
def test_what_a_scan_says_is_suggested(client: Client, shared: Shared, project: Project) -> None:
    assert "2 of 2 items have a suggestion." in run(shared, project.name, "--ocr")
    assert suggested(client, project) == [said(5), said(6)]


@needs_ocr
def test_ocr_reads_in_order_and_tells_where() -> None:
    seen = ocr.read(Image.open(io.BytesIO(pdf.picture(bill(6), 0))))
    assert [one.text for one in seen][:2] == ["Silver Spoon", "12 High Street"]
    written = {one.text: one for one in pdf.words(bill(6))}
    total = next(one for one in seen if one.text == "10.10")
    assert total.box[1:3] == pytest.approx(written["10.10"].box[1:3], abs=0.01)
    assert 0.5 < total.confidence <= 1
    assert ocr.read(Image.new("RGB", (200, 100), "white")) == []


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    ocr._reader.cache_clear()
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    assert not ocr.installed()
    with pytest.raises(ocr.OcrMissing, match=r"pip install \"vermeil\[ocr\]\""):
        ocr.read(Image.new("RGB", (20, 20)))

"""PDF files: what is seen and read of them, and that none of them can harm who looks."""

import io
import time
from pathlib import Path

import pytest
from PIL import Image

from papers import PAGE, drawn, paper
from vermeil.core.errors import BadInput
from vermeil.integrations import pdf
from vermeil.integrations.pdf import child

BILL = paper([(72, 770, "ACME Ltd"), (72, 600, "TOTAL"), (400, 600, "12.50")], [(72, 700, "Thank you")])


def test_pages_are_counted() -> None:
    assert pdf.page_count(BILL, 300) == 2
    with pytest.raises(BadInput, match="has 2 pages; 1 to 1 are read"):
        pdf.page_count(BILL, 1)


def test_a_page_is_seen_at_150_dots_an_inch() -> None:
    picture = Image.open(io.BytesIO(pdf.picture(BILL, 0))).convert("L")
    assert picture.size == tuple(-(-side * 150 // 72) for side in PAGE)
    ink = Image.eval(picture, lambda grey: 255 * (grey < 128)).getbbox()
    assert ink is not None
    left, top, right, low = ink
    assert (left / picture.width, right / picture.width) == pytest.approx((72 / 595, 430 / 595), abs=0.01)
    assert (top / picture.height, low / picture.height) == pytest.approx((62 / 842, 242 / 842), abs=0.01)


def test_words_stand_where_they_are_seen() -> None:
    said = {one.text: one for one in pdf.words(BILL)}
    assert list(said) == ["ACME Ltd", "TOTAL", "12.50", "Thank you"]
    assert [one.page for one in said.values()] == [0, 0, 0, 1]
    assert said["12.50"].box == pytest.approx((0, 400 / 595, 233.5 / 842, 28 / 595, 8.7 / 842), abs=0.003)


@pytest.mark.parametrize("also", ["", "/Rotate 90", "/Rotate 180", "/CropBox [50 700 300 800]"])
def test_words_are_on_the_ink_of_a_turned_or_cut_page(also: str) -> None:
    data = paper([(72, 770, "ACME Ltd")], also=also)
    [word] = pdf.words(data)
    picture = Image.open(io.BytesIO(pdf.picture(data, 0))).convert("L")
    ink = Image.eval(picture, lambda grey: 255 * (grey < 128)).getbbox()
    assert ink is not None
    sides = (picture.width, picture.height) * 2
    seen = (word.x, word.y, word.x + word.w, word.y + word.h)
    assert seen == pytest.approx([edge / side for edge, side in zip(ink, sides, strict=True)], abs=0.01)


@pytest.mark.parametrize("size", [(1e6, 1e6), (1, 14_400), (14_400, 1), (0, 0)])
def test_no_page_is_drawn_larger_than_can_be_shown(size: tuple[float, float]) -> None:
    picture = Image.open(io.BytesIO(pdf.picture(paper([], size=size), 0)))
    assert picture.width * picture.height <= 1.01 * child.PIXELS
    assert max(picture.size) <= child.LONGEST + 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BILL[:200], "is broken"),
        (b"%PDF-1.7 and nothing else", "is broken"),
        (BILL.replace(b"/Kids [4 0 R 6 0 R]", b"/Kids [2 0 R 2 0 R]"), "is broken"),
        (paper([(72, 700, "secret")], locked=True), "is locked"),
    ],
    ids=["cut", "empty", "a circle", "locked"],
)
def test_what_cannot_be_opened_is_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=f"the PDF {reason}"):
        pdf.page_count(data, 300)


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadInput):
        pdf.picture(BILL, 7)


def test_a_page_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 2)
    lines = " ".join(f"{n * 37 % 600} {n * 71 % 800} l" for n in range(20_000))
    begun = time.monotonic()
    with pytest.raises(BadInput, match="more than 2 seconds"):
        pdf.picture(drawn(f"0 0 m {lines} S " * 30), 0)
    assert time.monotonic() - begun < 20


def test_who_reads_a_file_has_little_memory_and_knows_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VERMEIL_DATABASE", "postgresql://secret")
    spy = tmp_path / "child.py"
    spy.write_text(
        f"import os, sys\nsys.path.insert(0, {str(pdf.CHILD.parent)!r})\nimport child\nchild.limit()\n"
        "try:\n    bytearray(2 * child.MEMORY)\nexcept MemoryError:\n    print(dict(os.environ))\n"
    )
    monkeypatch.setattr(pdf, "CHILD", spy)
    said = pdf._asked(b"", "count")
    assert b"VERMEIL" not in said
    assert said.startswith(b"{")

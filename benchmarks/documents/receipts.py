"""Receipts with their true fields (ICDAR 2019 SROIE): as transcribed by people, or read by OCR."""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PIL import Image

from vermeil.core.documents.finder import Example
from vermeil.core.documents.words import Word
from vermeil.integrations import ocr

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "documents"
CACHE = Path.home() / ".cache" / "vermeil-benchmarks" / "receipts"  #: of what OCR has read
QUESTION = {
    "fields": [
        {"name": "company"},
        {"name": "date", "kind": "date"},
        {"name": "address"},
        {"name": "total", "kind": "amount"},
    ]
}
Row = dict[str, Any]


def transcribed() -> list[Example]:
    """Every receipt with its lines as people wrote them down."""
    return [Example([_line(row, line) for line in row["lines"]], _said(row)) for row in _rows()]


def read_by_ocr(count: int) -> Iterator[Example]:
    """The first receipts with what OCR reads on them, which is kept: it takes seconds each."""
    with zipfile.ZipFile(FOLDER / "sroie_images.zip") as archive:
        files = {Path(name).name: name for name in archive.namelist()}
        for row in _rows()[:count]:
            kept = CACHE / f"{Path(row['file_name']).stem}.json"
            if not kept.exists():
                image = Image.open(io.BytesIO(archive.read(files[Path(row["file_name"]).name])))
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_text(json.dumps([asdict(word) for word in ocr.read(image)]))
            yield Example([Word(**one) for one in json.loads(kept.read_text())], _said(row))


def _rows() -> list[Row]:
    with gzip.open(FOLDER / "sroie.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _said(row: Row) -> dict[str, dict[str, str]]:
    return {name: {"text": text} for name, text in row["fields"].items()}


def _line(row: Row, line: Row) -> Word:
    across = [one / row["width"] for one in line["quad"][::2]]
    down = [one / row["height"] for one in line["quad"][1::2]]
    x, y = min(across), min(down)
    return Word(line["text"], 0, x, y, max(across) - x, max(down) - y)

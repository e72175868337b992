"""Optical character recognition: the words on a picture, by the models that come with `rapidocr`; offline."""

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from vermeil.core.documents.words import Word, rows
from vermeil.core.errors import BadInput

if TYPE_CHECKING:
    from rapidocr import RapidOCR


class OcrMissing(BadInput):
    """Scans and photos are read by OCR: `pip install "vermeil[ocr]"` where the server runs."""


def installed() -> bool:
    """Whether pictures can be read here."""
    return find_spec("rapidocr") is not None


def read(image: Image.Image, page: int = 0) -> list[Word]:
    """The words of a page in reading order, those that stand close together on a line as one.

    Seconds a page on one core. The confidence of each is the recogniser's own.

    Raises:
        OcrMissing: The extra `ocr` is not installed.
    """
    seen: Any = _reader()(np.asarray(image.convert("RGB"))[:, :, ::-1])  # blue, green, red
    if not len(seen):
        return []
    corners = np.clip(seen.boxes / image.size, 0, 1)  # (words, 4 corners, x and y)
    lows, sides = corners.min(axis=1).tolist(), np.ptp(corners, axis=1).tolist()
    found = [
        Word(text, page, x, y, w, h, float(sure))
        for text, sure, (x, y), (w, h) in zip(seen.txts, seen.scores, lows, sides, strict=True)
    ]
    return [word for row in rows(found) for word in row]


@cache
def _reader() -> "RapidOCR":
    try:
        from rapidocr import RapidOCR  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as missing:
        raise OcrMissing from missing
    # One thread: more gain little on a page, and whoever reads many does so beside other work.
    quiet = {"Global.log_level": "error", "EngineConfig.onnxruntime.intra_op_num_threads": 1}
    return RapidOCR(params=quiet)

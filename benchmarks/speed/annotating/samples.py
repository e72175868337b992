"""What is labelled: pictures of ordinary size and short texts, the same for every tool."""

from dataclasses import dataclass
from io import BytesIO
from typing import Literal, get_args

import numpy as np
from PIL import Image

from benchmarks.speed import texts

Kind = Literal["pictures", "texts"]
KINDS: tuple[Kind, ...] = get_args(Kind)
CLASSES = ("red", "green", "blue")
SIZE = (640, 480)


@dataclass(frozen=True)
class Samples:
    """JPEG files of 640 x 480 pixels, and texts of about fifteen words."""

    pictures: list[bytes]
    texts: list[str]


def made(count: int) -> Samples:
    """So many of both; no two are alike."""
    rng = np.random.default_rng(0)
    return Samples([_picture(rng) for _ in range(count)], [text for text, _ in texts.labelled(count)])


def _picture(rng: np.random.Generator) -> bytes:
    """Blurred colours under fine grain: about as many bytes as a photograph."""
    coarse = Image.fromarray(rng.integers(0, 256, (9, 12, 3), dtype=np.uint8))
    smooth = np.asarray(coarse.resize(SIZE, Image.Resampling.BICUBIC), dtype=np.int16)
    grain = rng.integers(-12, 13, smooth.shape, dtype=np.int16)
    out = BytesIO()
    Image.fromarray((smooth + grain).clip(0, 255).astype(np.uint8)).save(out, "JPEG", quality=80)
    return out.getvalue()

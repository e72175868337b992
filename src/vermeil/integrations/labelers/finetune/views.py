"""A picture as it is, mirrored, and as it might have been taken: nearer, a little aside, in other light."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance

from vermeil.integrations.formats.images import decode

Array = NDArray[Any]
CROPS = 4  #: of a picture, every other one mirrored
COUNT = 2 + CROPS  #: as it is, mirrored, crops: odd numbers are mirrored
LEAST = 0.5  #: share of the picture that a crop keeps
STRETCH = 0.2  #: of a crop, in logarithms of its sides' ratio
LIGHT = 0.25  #: share by which brightness, contrast and colour vary


def opened(image: bytes | Path | str, side: int) -> Image.Image:
    """The picture, at least `side` pixels wide where it is."""
    return decode(image if isinstance(image, bytes) else Path(image), side)


def plain(picture: Image.Image, side: int) -> Array:
    """(side, side, 3) uint8."""
    return np.asarray(picture.resize((side, side), Image.Resampling.BILINEAR))


def views(picture: Image.Image, side: int, number: int) -> Array:
    """(COUNT, side, side, 3) uint8; of item `number`, the same for ever."""
    rng = np.random.default_rng([number, side])
    crops = [_lit(_cropped(picture, side, rng), rng) for _ in range(CROPS)]
    whole = plain(picture, side)
    made = np.stack([whole, whole, *map(np.asarray, crops)])
    made[1::2] = made[1::2, :, ::-1]
    return made


def _cropped(picture: Image.Image, side: int, rng: np.random.Generator) -> Image.Image:
    area, stretch = rng.uniform(LEAST, 1), np.exp(rng.uniform(-STRETCH, STRETCH) / 2)
    wide, high = (
        full * min(share, 1.0)
        for full, share in zip(picture.size, (area**0.5 * stretch, area**0.5 / stretch), strict=True)
    )
    left, top = rng.uniform(0, picture.width - wide), rng.uniform(0, picture.height - high)
    box = (left, top, left + wide, top + high)
    return picture.resize((side, side), Image.Resampling.BILINEAR, box=box)


def _lit(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    for kind in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        picture = kind(picture).enhance(rng.uniform(1 - LIGHT, 1 + LIGHT))
    return picture

"""Images as numbers: what a small network sees in them and where, and a blurred grey copy of their pixels.

Every block is scaled to a fixed length for each image by itself, so features need no statistics of a data
set, can be kept for ever, and weigh the same beside each other. Figures: docs/decisions/image-features.md.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache as once
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vermeil.core.errors import BadInput
from vermeil.integrations.encoders import lite0
from vermeil.integrations.encoders.blocks import unit
from vermeil.integrations.encoders.cache import read_array, write_array
from vermeil.integrations.formats.images import decode

IMAGE_ENCODER = "lite0-maps-2"  #: changes whenever the numbers do

_SMALL = 96  # pixels: up to this size an image shows one thing, which fills it
_MAP_LENGTH = {128: 1.5, 256: 0.75}  # by the network's input: where things are says most in small images
_CHUNK = 512  # images to a cache file and a progress report
_BATCH = 32
_SIDE = 16
_HEAD = 256
_GREY = 8  # of 255: the colour that JPEG may leave in a grey picture
_MAPS = (512, 1024)  # numbers that each map is turned into
_POOLED = 0.7  # length of each pooled stage end
_ENDS = [0, *np.cumsum([*lite0.STAGE_WIDTHS, lite0.HEAD_WIDTH, *lite0.MAP_WIDTHS]).tolist()]
IMAGE_WIDTH = (
    sum(_MAPS) + sum(lite0.STAGE_WIDTHS) + _HEAD + _SIDE**2
)  #: 2560: maps, pooled stages, head, pixels
_ROW = np.dtype([("item", "V32"), ("features", "<f2", (IMAGE_WIDTH,))])


def encode_images(
    sources: Sequence[bytes | Path | str],
    cache: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    threads: int = 1,
) -> NDArray[np.float32]:
    """Features (n, IMAGE_WIDTH) of image files, given as paths or as their bytes.

    An image whose bytes were seen before comes from the folder `cache`; the others are computed and kept
    there. `progress(done, total)` is called after every few hundred.

    Raises:
        BadInput: An image cannot be read; the message names which.
    """
    folder = cache / IMAGE_ENCODER if cache is not None else None
    known = dict(_kept(folder)) if folder is not None else {}
    out = np.empty((len(sources), IMAGE_WIDTH), np.float32)
    for start in range(0, len(sources), _CHUNK):
        part = range(start, min(start + _CHUNK, len(sources)))
        digests = [hashlib.sha256(_read(sources[i], i)).digest() for i in part]
        new = {digest: i for i, digest in zip(part, digests, strict=True) if digest not in known}
        if new:
            rows = _encoded(new, sources, threads)
            known |= _by_item(rows)
            if folder is not None:
                write_array(folder / hashlib.sha256(b"".join(new)).hexdigest(), rows)
        out[part.start : part.stop] = np.stack([known[digest] for digest in digests])
        if progress:
            progress(part.stop, len(sources))
    return out


def _kept(folder: Path) -> Iterator[tuple[bytes, NDArray[np.float16]]]:
    for path in sorted(folder.glob("[!.]*")):
        rows = read_array(path)
        if rows is not None and rows.dtype == _ROW:
            yield from _by_item(rows).items()


def _by_item(rows: NDArray[np.void]) -> dict[bytes, NDArray[np.float16]]:
    return {item.tobytes(): numbers for item, numbers in zip(rows["item"], rows["features"], strict=True)}


def _read(source: bytes | Path | str, index: int) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise BadInput(f"{_name(source, index)} cannot be read: {error.strerror}") from error


def _name(source: bytes | Path | str, index: int) -> str:
    return f"image {index}" if isinstance(source, bytes) else f"image {index} ({source})"


def _encoded(new: dict[bytes, int], sources: Sequence[bytes | Path | str], threads: int) -> NDArray[np.void]:
    """Rows for the images at the indices `new`, computed in batches of one input size each."""
    rows = np.empty(len(new), _ROW)
    rows["item"] = [np.void(digest) for digest in new]
    waiting: dict[int, list[tuple[int, Image.Image]]] = {}
    for row, index in enumerate(new.values()):
        try:
            image = decode(_read(sources[index], index), 256)
        except BadInput as bad:
            raise BadInput(f"{_name(sources[index], index)}: {bad}") from bad
        px = 128 if max(image.size) <= _SMALL else 256
        rows["features"][row, -(_SIDE**2) :] = _pixels(image)
        batch = waiting.setdefault(px, [])
        batch.append((row, image.resize((px, px), Image.Resampling.BILINEAR)))
        if len(batch) == _BATCH:
            _flush(waiting.pop(px), rows, threads)
    for batch in waiting.values():
        _flush(batch, rows, threads)
    return rows


def _flush(batch: list[tuple[int, Image.Image]], rows: NDArray[np.void], threads: int) -> None:
    pictures = np.stack([np.asarray(image) for _, image in batch])
    seen, length = lite0.features(pictures, threads), _MAP_LENGTH[pictures.shape[1]]
    *stages, head, parts, things = (seen[:, a:b] for a, b in pairwise(_ENDS))
    maps = [
        _tamed(one) @ _signs(one.shape[1], wide) for one, wide in zip((parts, things), _MAPS, strict=True)
    ]
    blocks = [*(one * length for one in maps), *(_tamed(one) * _POOLED for one in stages)]
    blocks.append(unit(head @ _directions()))
    rows["features"][[row for row, _ in batch], : -(_SIDE**2)] = np.hstack(blocks)


def _tamed(block: NDArray[np.float32]) -> NDArray[np.float32]:
    """With length one, and under a signed root, since a few channels are huge."""
    return unit(np.sign(block) * np.sqrt(np.abs(block)))


@once
def _signs(wide: int, narrow: int) -> NDArray[np.float32]:
    """A random projection (wide, narrow) that keeps distances (Achlioptas 2003), the same for ever.

    Raw bits, since no other stream of NumPy's generators is promised to stay as it is.
    """
    bits = np.random.PCG64(wide).random_raw(wide * narrow // 64).view(np.uint8)
    signs = np.unpackbits(bits).reshape(wide, narrow).astype(np.float32) * 2 - 1
    return signs / np.float32(narrow**0.5)


@once
def _directions() -> NDArray[np.float32]:
    """The directions (1280, 256) of the head's output in which ImageNet's thousand classes differ most."""
    classes = lite0.class_weights()
    _, _, directions = np.linalg.svd(classes - classes.mean(axis=0), full_matrices=False)
    return np.ascontiguousarray(directions[:_HEAD].T, np.float32)


def _pixels(image: Image.Image) -> NDArray[np.float32]:
    """A grey copy of 16 x 16, without its mean; four times as long for grey images, which are shapes."""
    red, green, blue = (np.asarray(channel, np.int16) for channel in image.split())
    tint = max(int(np.abs(red - green).max()), int(np.abs(green - blue).max()))
    how = Image.Resampling.BOX if max(image.size) > _SIDE else Image.Resampling.BILINEAR
    grey = np.asarray(image.convert("L").resize((_SIDE, _SIDE), how), np.float32).ravel()
    shape: NDArray[np.float32] = unit((grey - grey.mean())[None])[0]
    return shape * np.float32(1 if tint <= _GREY else 0.25)

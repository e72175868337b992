"""Images are looked at before they are let in: what they claim, what they are, and whether they decode."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageOps

from vermeil.core.errors import BadInput
from vermeil.integrations.formats.limits import Limits

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_TYPES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"BM": "image/bmp",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
}
_HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}
# What Pillow's decoders raise when a file lies; MemoryError when it lies about its size.
_FAULTS = (
    *(OSError, SyntaxError, ValueError, TypeError, ArithmeticError, LookupError, RuntimeError),
    *(AttributeError, EOFError, MemoryError, struct.error, zlib.error),
)
_SIDEWAYS = {5, 6, 7, 8}  #: orientations of EXIF that change width and height
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def image_type(data: bytes) -> str | None:
    """The media type that the first bytes show, whatever the file is called; None: no image we read."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for magic, kind in _TYPES.items() if data.startswith(magic)), None)


def check_image(data: bytes, limits: Limits = Limits()) -> str:  # noqa: B008  # frozen
    """The media type of an image that decodes to its last row.

    Raises:
        BadInput: It is no image, is broken, has more than one frame, or is larger than `limits` allow.
    """
    if len(data) > limits.image_bytes:
        raise BadInput(f"the image file is larger than {limits.image_bytes:,} bytes")
    kind = image_type(data)
    if kind is None:
        raise BadInput(_not_an_image(data))
    _decoded(io.BytesIO(data), 256, limits)
    return kind


def size_of(data: bytes) -> tuple[int, int]:
    """(width, height) in pixels of an image that was looked at, upright (EXIF)."""
    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        turned = image.getexif().get(ExifTags.Base.Orientation, 1) in _SIDEWAYS
        return (image.height, image.width) if turned else image.size


def decode(source: bytes | Path, px: int | None = None, limits: Limits = Limits()) -> Image.Image:  # noqa: B008
    """The image as people see it: upright (EXIF), on white where it is transparent, as 8-bit RGB.

    `px`: the size it will be shown at; a large JPEG is then decoded at a fraction of its size, faster.

    Raises:
        BadInput: It cannot be read.
    """
    image = _decoded(io.BytesIO(source) if isinstance(source, bytes) else source, px, limits)
    try:
        return _rgb(ImageOps.exif_transpose(image))
    except _FAULTS as fault:
        raise BadInput(f"the image is broken: {fault}") from fault


def thumbnail(data: bytes, px: int = 320) -> bytes:
    """A WebP of at most `px` x `px` pixels, upright and without metadata.

    Raises:
        BadInput: `data` is no image that can be read.
    """
    image = decode(data, px)
    image.thumbnail((px, px), Image.Resampling.BILINEAR)
    out = io.BytesIO()
    # A fresh image: Pillow would carry comments, profiles and EXIF (a place, a name) over in `info`.
    Image.fromarray(np.asarray(image)).save(out, "WEBP", quality=80)
    return out.getvalue()


def png(pixels: NDArray[np.uint8]) -> bytes:
    """A PNG file of `pixels`: (height, width) grey, or (height, width, 3)."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


def _decoded(source: io.BytesIO | Path, px: int | None, limits: Limits) -> Image.Image:
    try:
        image = Image.open(source, formats=_FORMATS)
        if image.width * image.height > limits.image_pixels:
            raise BadInput(
                f"the image has {image.width} x {image.height} pixels: more than {limits.image_pixels:,}"
            )
        if image.format != "MPO" and getattr(image, "is_animated", False):
            raise BadInput("the image has several frames: send each as an image of its own")
        if px is not None:
            image.draft("RGB", (2 * px, 2 * px))  # JPEG only; at least this size
        image.load()
    except _BOMBS as bomb:
        raise BadInput(f"the image has more than {limits.image_pixels:,} pixels") from bomb
    except _FAULTS as fault:
        raise BadInput(f"the image is broken: {fault}") from fault
    return image


def _rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image)
    if image.has_transparency_data:
        over = image.convert("RGBA")
        white = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(white, over).convert("RGB")
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Deep images use a part of their range (12 of 16 bits, say): the part they use is what is shown."""
    values = np.nan_to_num(np.asarray(image, np.float32))
    low, high = float(values.min()), float(values.max())
    grey = (values - low) * (255 / (high - low) if high > low else 0)
    return Image.fromarray(grey.astype(np.uint8)).convert("RGB")


def _not_an_image(data: bytes) -> str:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data:
        return "the file is empty"
    if start.startswith(b"<"):
        return "SVG, HTML and XML are not taken as images, for they can carry scripts: send PNG, JPEG or WebP"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        return "HEIC and AVIF images are not read: convert them to JPEG, PNG or WebP"
    return "the file is not an image that is read here: send PNG, JPEG, WebP, GIF, BMP or TIFF"

"""Files as people send them, made in memory."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
from PIL import Image

from vermeil.core.ingest import Refusal
from vermeil.integrations.formats import Limits, Upload, read, read_upload


def rows(data: bytes, name: str, content_type: str = "", **limits: int) -> list[tuple[Any, Any]]:
    """What one file gives; a refusal as its reason."""
    return plain(read(io.BytesIO(data), name, content_type, Limits(**limits)))


def bundle(files: Mapping[str, bytes], **limits: int) -> list[tuple[Any, Any]]:
    """What several files of one upload give."""
    return plain(
        read_upload([Upload(name, io.BytesIO(data)) for name, data in files.items()], Limits(**limits))
    )


def plain(found: Any) -> list[tuple[Any, Any]]:
    return [(where, row.reason if isinstance(row, Refusal) else dict(row)) for where, row in found]


def image(form: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (12, 8), **options: Any) -> bytes:
    """A picture whose left half is dark and right half bright."""
    grey = np.tile(np.where(np.arange(size[0]) < size[0] // 2, 40, 210).astype(np.uint8), (size[1], 1))
    out = io.BytesIO()
    Image.fromarray(grey).convert("RGB").convert(mode).save(out, form, **options)
    return out.getvalue()


def archive(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()

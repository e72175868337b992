"""Files of items: images, sound and documents, told apart by their first bytes, whatever they are called."""

from vermeil.core.errors import BadInput
from vermeil.integrations.formats.images import check_image, image_type
from vermeil.integrations.formats.limits import Limits

_TYPES = {
    b"%PDF-": ("document", "application/pdf"),
    b"fLaC": ("audio", "audio/flac"),
    b"OggS": ("audio", "audio/ogg"),
    b"ID3": ("audio", "audio/mpeg"),
    b"\xff\xfb": ("audio", "audio/mpeg"),
    b"\xff\xf3": ("audio", "audio/mpeg"),
    b"\xff\xf2": ("audio", "audio/mpeg"),
}


def file_type(data: bytes) -> tuple[str, str] | None:
    """(media, content type) that the first bytes show; None: no file that is read here."""
    if kind := image_type(data):
        return "image", kind
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "audio", "audio/wav"
    if data[4:11] == b"ftypM4A":
        return "audio", "audio/mp4"
    return next((found for magic, found in _TYPES.items() if data.startswith(magic)), None)


def check_file(data: bytes, limits: Limits = Limits()) -> str:  # noqa: B008 - frozen
    """What a file is ("image", "audio" or "document"), after a look at it.

    Raises:
        BadInput: It is nothing that can be labelled here, is broken, or is larger than `limits` allow.
    """
    media, _ = file_type(data) or ("image", "")
    if media == "image":
        check_image(data, limits)
    elif len(data) > limits.file_bytes:
        raise BadInput(f"the file is larger than {limits.file_bytes:,} bytes")
    return media

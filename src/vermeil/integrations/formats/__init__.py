"""Files in and out: records from JSON, NDJSON, CSV, archives and images; labels as JSONL, CSV and Parquet."""

from vermeil.integrations.formats.entries import Upload
from vermeil.integrations.formats.images import check_image, decode, image_type, thumbnail
from vermeil.integrations.formats.limits import Limits
from vermeil.integrations.formats.upload import read, read_folder, read_upload
from vermeil.integrations.formats.write import MEDIA_TYPES, write

__all__ = [
    "MEDIA_TYPES",
    "Limits",
    "Upload",
    "check_image",
    "decode",
    "image_type",
    "read",
    "read_folder",
    "read_upload",
    "thumbnail",
    "write",
]

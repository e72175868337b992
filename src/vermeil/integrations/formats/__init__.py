"""Files in and out: records from JSON, NDJSON, CSV, archives and images; labels as JSONL, CSV and Parquet."""

from vermeil.integrations.formats.entries import Upload
from vermeil.integrations.formats.files import check_file, file_type
from vermeil.integrations.formats.images import check_image, decode, image_type, size_of, thumbnail
from vermeil.integrations.formats.limits import Limits
from vermeil.integrations.formats.upload import read, read_folder, read_upload
from vermeil.integrations.formats.write import MEDIA_TYPES, write

__all__ = [
    "MEDIA_TYPES",
    "Limits",
    "Upload",
    "check_file",
    "check_image",
    "decode",
    "file_type",
    "image_type",
    "read",
    "read_folder",
    "read_upload",
    "size_of",
    "thumbnail",
    "write",
]

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one upload may ask of the machine; what goes beyond is refused, the rest goes in."""

    line_bytes: int = 1_000_000  #: of one record in JSON, NDJSON or CSV
    labels_bytes: int = 250_000_000  #: of one file of labels that is read as a whole (COCO, Label Studio)
    image_bytes: int = 50_000_000  #: of one image file, also inside an archive
    image_pixels: int = 64_000_000
    file_bytes: int = 100_000_000  #: of one sound or document
    pages: int = 300  #: of one document
    members: int = 200_000  #: files in one archive
    unpacked_bytes: int = 20_000_000_000  #: of one archive, all together
    ratio: int = 200  #: of one archive member, unpacked to packed; images hardly compress

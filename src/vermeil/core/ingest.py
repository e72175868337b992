"""From a raw record to an item that can be stored, or the reason why not, in words.

A record is what a reader of `integrations/formats` found: a mapping with `text` or `image` (bytes that
were already looked at), and optionally `key`, `label` and `metadata`; every other field is metadata.
"""

import hashlib
import json
import math
import reprlib
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Where = int | str  #: a line number, or a name such as `photos.zip: cats/1.jpg`
Record = Mapping[str, Any]

MAX_TEXT = 1_000_000  #: characters
MAX_KEY = 500  #: characters: 2,000 bytes at most, what a PostgreSQL index can hold
MAX_METADATA = 65_536  #: bytes as JSON
MAX_DEPTH = 16
FIELDS = frozenset({"key", "text", "image", "label", "metadata"})

_SHORT = reprlib.Repr()  # a record may be nested deeper than Python's own repr goes
_SHORT.maxstring = 150


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one record was left out; the rest of its upload is not touched."""

    reason: str  #: a sentence for the user that says what to do
    key: str | None = None
    excerpt: str = ""  #: the beginning of the record, safe to print


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An item that is ready to be stored."""

    key: str
    content_hash: str  #: sha256, 64 hex digits; for an image that of its bytes
    media: Literal["text", "image"]
    text: str | None = None
    image: bytes | None = field(default=None, repr=False)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    label: str | None = None  #: a class that came with the record: a suggestion, never a truth


class _Unfit(Exception):
    """The record cannot be an item; its words are the reason."""


def drafts(
    rows: Iterable[tuple[Where, Record | Refusal]], classes: Collection[str] | None = None
) -> Iterator[tuple[Where, Draft | Refusal]]:
    """Every row of one upload as a draft or a refusal: as many come out as went in, in their order.

    A record without a key gets one from its content and how often this content has come before without
    one, so that sending the same upload again gives the same keys. `classes`: the labels that are known.
    """
    seen: Counter[str] = Counter()
    for where, row in rows:
        yield where, row if isinstance(row, Refusal) else draft(row, classes, seen)


def draft(record: Record, classes: Collection[str] | None, seen: Counter[str]) -> Draft | Refusal:
    """One record as an item; `seen` counts the contents without a key, and is brought up to date."""
    try:
        return _draft(record, classes, seen)
    except _Unfit as unfit:
        return refusal(str(unfit), record)


def refusal(reason: str, record: Record) -> Refusal:
    """The refusal of `record`, with its key and its beginning where they can be shown."""
    key = record.get("key")
    shown = {name: f"{len(v)} bytes" if isinstance(v, bytes) else v for name, v in record.items()}
    return Refusal(reason, excerpt(str(key), 100) if key is not None else None, excerpt(_SHORT.repr(shown)))


def excerpt(text: str, width: int = 200) -> str:
    """The beginning of `text`, on one line, without anything that a terminal or a database minds."""
    short = text if len(text) <= width else text[: width - 1] + "…"
    return "".join(c if c.isprintable() else " " for c in short)


def content_hash(content: str | bytes) -> str:
    """sha256 of an image's bytes, or of a text as people read it.

    Texts that differ only in how an accent is composed (Unicode NFC), in line endings or in white space
    at the end ask the same question: they get the same hash. The text itself is kept as it came.
    """
    if isinstance(content, str):
        content = unicodedata.normalize("NFC", content.replace("\r\n", "\n").rstrip()).encode()
    return hashlib.sha256(content).hexdigest()


def _draft(record: Record, classes: Collection[str] | None, seen: Counter[str]) -> Draft:
    text, image = _content(record)
    label = _label(record.get("label"), classes)
    metadata = _metadata(record)
    digest = content_hash(image if text is None else text)  # type: ignore[arg-type]  # one of the two is there
    return Draft(
        key=_key(record.get("key"), digest, seen),
        content_hash=digest,
        media="image" if text is None else "text",
        text=text,
        image=image,
        metadata=metadata,
        label=label,
    )


def _content(record: Record) -> tuple[str | None, bytes | None]:
    text, image = record.get("text"), record.get("image")
    if (text is None) == (image is None):
        both = "both `text` and `image`: give one" if text is not None else "neither `text` nor `image`"
        raise _Unfit(f"the record has {both}")
    if image is not None and not isinstance(image, bytes):
        raise _Unfit("`image` must be the name of a file in the same upload, or a data: URI")
    if text is None:
        return None, image
    if not isinstance(text, str):
        raise _Unfit(f"`text` must be a string, not {_kind(text)}")
    if not text.strip():
        raise _Unfit("the text is empty")
    if len(text) > MAX_TEXT:
        raise _Unfit(f"the text has {len(text):,} characters; {MAX_TEXT:,} at most")
    _storable(text, "the text")
    return text, None


def _key(key: object, digest: str, seen: Counter[str]) -> str:
    if key is None:
        seen[digest] += 1
        return f"{digest[:32]}-{seen[digest]}"
    if isinstance(key, int) and not isinstance(key, bool):
        key = _number(key)
    if not isinstance(key, str):
        raise _Unfit(f"`key` must be a string or a whole number, not {_kind(key)}")
    if not key.strip():
        raise _Unfit("`key` is empty: leave it out, and one is made from the content")
    if len(key) > MAX_KEY:
        raise _Unfit(f"`key` has {len(key):,} characters; {MAX_KEY} at most")
    _storable(key, "`key`")
    if any(unicodedata.category(c) == "Cc" for c in key):
        raise _Unfit("`key` holds a control character (a line break or a tab, for example)")
    return key


def _label(label: object, classes: Collection[str] | None) -> str | None:
    if label is None:
        return None
    if not isinstance(label, str):
        raise _Unfit(f"`label` must be the name of a class, not {_kind(label)}")
    _storable(label, "`label`")
    if classes is not None and label not in classes:
        raise _Unfit(f"`label` is {excerpt(label, 60)!r}, which is not a class of this project")
    return label


def _metadata(record: Record) -> dict[str, Any]:
    given = record.get("metadata")
    if given is not None and not isinstance(given, Mapping):
        raise _Unfit(f"`metadata` must be an object, not {_kind(given)}")
    metadata = {name: value for name, value in record.items() if name not in FIELDS} | dict(given or {})
    if metadata:
        _plain(metadata, "metadata", MAX_DEPTH)
        size = len(json.dumps(metadata, ensure_ascii=False).encode())
        if size > MAX_METADATA:
            raise _Unfit(f"the metadata takes {size:,} bytes; {MAX_METADATA:,} at most")
    return metadata


def _plain(value: object, path: str, depth: int) -> None:
    """Hold `value` to what JSON, SQLite, PostgreSQL and a browser all carry without loss."""
    if depth == 0:
        raise _Unfit(f"the metadata is nested more than {MAX_DEPTH} deep")
    if isinstance(value, Mapping):
        for name, part in value.items():
            if not isinstance(name, str):
                raise _Unfit("a name in the metadata is not a string")
            _storable(name, "a name in the metadata")
            _plain(part, f"{path}.{name}", depth - 1)
    elif isinstance(value, list):
        for part in value:
            _plain(part, path, depth - 1)
    else:
        _plain_scalar(value, f"`{path}`")


def _plain_scalar(value: object, what: str) -> None:
    if isinstance(value, str):
        _storable(value, what)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise _Unfit(f"{excerpt(what, 60)} is {value}, which JSON cannot carry")
    elif isinstance(value, int):
        _number(value)
    elif value is not None:
        raise _Unfit(f"{excerpt(what, 60)} is {_kind(value)}, which JSON cannot carry")


def _number(value: int) -> str:
    if abs(value) >= 2**63:
        raise _Unfit("a whole number has more than 64 bits: write it as a string")
    return str(value)


def _storable(text: str, what: str) -> None:
    if "\0" in text:
        raise _Unfit(f"{excerpt(what, 60)} holds a NUL character (U+0000), which cannot be stored: remove it")
    if not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text):
        raise _Unfit(f"{excerpt(what, 60)} holds half of a surrogate pair, no character: mend its encoding")


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), type(value).__name__)

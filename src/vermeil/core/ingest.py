"""From a raw record to an item that can be stored, or the reason why not, in words.

A record is what a reader of `integrations/formats` found: a mapping with one of `text`, `html`, `json` or of
the `FILES` (bytes that were already looked at), and optionally `key`, `metadata`, and what is thought of it:
a `label` or a `suggestion`. Every other field is metadata. Where labels are answers (`answers`), a record may
say who gave its `label` and when (`annotator`, `annotated_at`), or hold `answers` of several people.
"""

import hashlib
import json
import reprlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.storable import kind_of, number, storable, text
from vermeil.core.tasks import kind as kinds

Where = int | str  #: a line number, or a name such as `photos.zip: cats/1.jpg`
Record = Mapping[str, Any]

MAX_TEXT = 1_000_000  #: characters
MAX_KEY = 500  #: characters: 2,000 bytes at most, what a PostgreSQL index can hold
MAX_METADATA = 65_536  #: bytes as JSON
MAX_VERSION = 200  #: characters
MAX_ANSWERS = 100  #: of one item in one import
WORDS = ("text", "html", "json")  #: what an item can be, kept as characters
FILES = ("image", "audio", "document")  #: and as a file
FIELDS = frozenset({"key", "label", "suggestion", "metadata", *WORDS, *FILES})
WHO = ("annotator", "annotated_at")  #: of an answer, as its tool has it
PARTS = frozenset({"value", "extras", *WHO})  #: of an answer

Fits = Callable[[Any], Mapping[str, Any]]  #: a label as a value of the schema; BadInput where it is none

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
    media: str  #: one of WORDS and FILES
    text: str | None = None
    file: bytes | None = field(default=None, repr=False)
    pages: int | None = None  #: of a document, once they were counted
    metadata: Mapping[str, Any] = field(default_factory=dict)
    suggestion: dict[str, Any] | None = None  #: what came with the record is one, never a truth
    answers: tuple[dict[str, Any], ...] = ()  #: what people said of it elsewhere: `PARTS`, as far as known


def drafts(
    rows: Iterable[tuple[Where, Record | Refusal]], fits: Fits, *, answers: bool = False
) -> Iterator[tuple[Where, Draft | Refusal]]:
    """Every row of one upload as a draft or a refusal: as many come out as went in, in their order.

    A record without a key gets one from its content and how often this content has come before without
    one, so that sending the same upload again gives the same keys. `answers`: labels are what people said.
    """
    seen: Counter[str] = Counter()
    for where, row in rows:
        yield where, row if isinstance(row, Refusal) else draft(row, fits, seen, answers=answers)


def draft(record: Record, fits: Fits, seen: Counter[str], *, answers: bool = False) -> Draft | Refusal:
    """One record as an item; `seen` counts the contents without a key, and is brought up to date."""
    try:
        return _draft(record, fits, seen, answers=answers)
    except BadInput as unfit:
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


def _draft(record: Record, fits: Fits, seen: Counter[str], *, answers: bool) -> Draft:
    media, content = _content(record)
    said = _answers(record, fits) if answers else ()
    thought = {name: part for name, part in record.items() if name != "label"} if answers else record
    suggestion = _suggestion(thought, fits)
    metadata = _metadata(record, (*WHO, "answers") if answers else ())
    digest = content_hash(content)
    return Draft(
        key=_key(record.get("key"), digest, seen),
        content_hash=digest,
        media=media,
        text=content if isinstance(content, str) else None,
        file=content if isinstance(content, bytes) else None,
        metadata=metadata,
        suggestion=suggestion,
        answers=said,
    )


def _content(record: Record) -> tuple[str, str | bytes]:
    """(media, what the item is)."""
    given = [name for name in (*WORDS, *FILES) if record.get(name) is not None]
    if len(given) != 1:
        told = f"both `{given[0]}` and `{given[1]}`: give one" if given else "neither `text` nor `image`"
        raise BadInput(f"the record has {told}")
    [media] = given
    content = record[media]
    if media in FILES:
        if not isinstance(content, bytes):
            raise BadInput(f"`{media}` must be the name of a file in the same upload, or a data: URI")
        return media, content
    if media == "json":
        storable(content, "json")
        content = json.dumps(content, ensure_ascii=False)
    if not isinstance(content, str):
        raise BadInput(f"`{media}` must be a string, not {kind_of(content)}")
    if not content.strip():
        raise BadInput(f"the {media} is empty")
    if len(content) > MAX_TEXT:
        raise BadInput(f"the {media} has {len(content):,} characters; {MAX_TEXT:,} at most")
    text(content, f"the {media}")
    return media, content


def _key(key: object, digest: str, seen: Counter[str]) -> str:
    if key is None:
        seen[digest] += 1
        return f"{digest[:32]}-{seen[digest]}"
    if isinstance(key, int) and not isinstance(key, bool):
        key = number(key)
    if not isinstance(key, str):
        raise BadInput(f"`key` must be a string or a whole number, not {kind_of(key)}")
    if not key.strip():
        raise BadInput("`key` is empty: leave it out, and one is made from the content")
    if len(key) > MAX_KEY:
        raise BadInput(f"`key` has {len(key):,} characters; {MAX_KEY} at most")
    text(key, "`key`")
    if any(unicodedata.category(c) == "Cc" for c in key):
        raise BadInput("`key` holds a control character (a line break or a tab, for example)")
    return key


def _suggestion(record: Record, fits: Fits) -> dict[str, Any] | None:
    """What came with the record; a `label` is the value of a suggestion alone."""
    label, given = record.get("label"), record.get("suggestion")
    if label is not None and given is not None:
        raise BadInput("the record has both a `label` and a `suggestion`: give one")
    if label is None and given is None:
        return None
    return suggested({"value": label} if given is None else given, fits)


def suggested(given: object, fits: Fits, by: str = "import") -> dict[str, Any]:
    """A suggestion {"value", "confidence", "model_version"} as it is kept; BadInput where it is none."""
    if not isinstance(given, dict) or given.get("value") is None:
        raise BadInput("`suggestion` must be an object with a `value`")
    if unknown := given.keys() - {"value", "confidence", "model_version"}:
        raise BadInput(f"`suggestion` has no part {min(map(str, unknown))!r}")
    sure, version = given.get("confidence"), given.get("model_version", by)
    if sure is not None:
        kinds.number(sure, "`confidence` of a suggestion", 0, 1)
    if not isinstance(version, str) or not 0 < len(version) <= MAX_VERSION:
        raise BadInput(f"`model_version` of a suggestion must be a name of 1 to {MAX_VERSION} characters")
    storable(given, "label")
    try:
        value = fits(given["value"])
    except BadInput as unfit:
        raise BadInput(f"its label does not fit: {unfit}") from unfit
    return {"value": dict(value), "confidence": sure, "model_version": version}


def _answers(record: Record, fits: Fits) -> tuple[dict[str, Any], ...]:
    """What people said of the item: its `label`, or its `answers`."""
    label, several = record.get("label"), record.get("answers")
    if several is None:
        several = [] if label is None else [{"value": label} | {name: record.get(name) for name in WHO}]
    elif label is not None:
        raise BadInput("the record has both a `label` and `answers`: give one")
    if not isinstance(several, list) or not all(isinstance(one, Mapping) for one in several):
        raise BadInput("`answers` must be a list of objects, each with a `value`")
    if len(several) > MAX_ANSWERS:
        raise BadInput(f"the record has {len(several)} answers; {MAX_ANSWERS} at most")
    return tuple(_answer(one, fits) for one in several)


def _answer(given: Mapping[str, Any], fits: Fits) -> dict[str, Any]:
    if unknown := given.keys() - PARTS:
        raise BadInput(f"an answer has no part {min(map(str, unknown))!r}")
    value = suggested({"value": given.get("value")}, fits)["value"]
    known: dict[str, Any] = {name: said for name in WHO if (said := given.get(name)) not in (None, "")}
    for name, said in known.items():
        if not isinstance(said, str) or len(said) > MAX_VERSION:
            raise BadInput(f"`{name}` of an answer must be a text of at most {MAX_VERSION} characters")
        text(said, f"`{name}` of an answer")
    extras = given.get("extras") or {}
    storable(extras, "extras")
    return {"value": value} | known | ({"extras": dict(extras)} if extras else {})


def _metadata(record: Record, beside: Iterable[str] = ()) -> dict[str, Any]:
    given = record.get("metadata")
    if given is not None and not isinstance(given, Mapping):
        raise BadInput(f"`metadata` must be an object, not {kind_of(given)}")
    others = record.keys() - FIELDS - set(beside)
    metadata = {name: value for name, value in record.items() if name in others} | dict(given or {})
    if metadata:
        storable(metadata, "metadata")
        size = len(json.dumps(metadata, ensure_ascii=False).encode())
        if size > MAX_METADATA:
            raise BadInput(f"the metadata takes {size:,} bytes; {MAX_METADATA:,} at most")
    return metadata

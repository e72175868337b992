"""A label on its way in or out, and what a format of the field cannot hold of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from vermeil.core.export import COLUMNS
from vermeil.core.tasks.schema import Schema, Value, asked
from vermeil.integrations.formats.entries import Entry
from vermeil.integrations.formats.limits import Limits

Json = dict[str, Any]
Size = tuple[int, int]
Question = Mapping[str, Any]

#: What an export says of where a label came from; added wherever a format has room for it.
ORIGIN = tuple(COLUMNS)[tuple(COLUMNS).index("label_source") :]
LISTS = ("boxes", "polygons", "points", "segments", "spans", "relations", "table")
#: What an answer is that found nothing, of types that can find nothing.
EMPTY: Mapping[str, Any] = {**{kind: [] for kind in LISTS}, "fields": {"fields": {}}}
NO_SIZE = "the size of its picture is not known, and the format needs it"
WORDLESS = "items that are no texts have no place in it"
UNLABELLED = "items without a label have no place in it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One answer to a schema about one item; records of one item stand together."""

    key: str
    media: str = "text"
    text: str | None = None
    file: str | None = None  #: name or address of the item's file
    size: Size | None = None  #: width and height in pixels of the upright picture
    value: Value | None = None  #: None: the item has no label yet
    origin: Mapping[str, Any] = field(default_factory=dict)  #: some of ORIGIN
    #: what only the other tool knows, for its own format
    extras: Mapping[str, Any] = field(default_factory=dict)

    @property
    def by(self) -> Literal["person", "model"]:
        """Whose answer: a person's is an answer, a model's a suggestion."""
        return "model" if self.origin.get("label_source") == "machine" else "person"

    @property
    def name(self) -> str:
        """The name of its file; of an item that has none, its key."""
        return self.file or self.key


class Lost:
    """What could not be held: how often, why, and of which question."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str | None, str]] = Counter()

    def add(self, why: str, question: str | None = None, count: int = 1) -> None:
        """`count` more things are left out; `question` None: of the record as a whole."""
        if count:
            self._counts[question, why] += count

    def told(self) -> list[Json]:
        """The most frequent first."""
        rows = self._counts.most_common()
        return [{"question": question, "why": why, "count": count} for (question, why), count in rows]


class File(NamedTuple):
    """One file of an export; its parts are taken before those of the next."""

    name: str
    parts: Iterable[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The files of labels that were sent."""

    files: Sequence[Entry]
    sizes: Mapping[str, Size] = field(default_factory=dict)  #: of pictures, by the name of their file
    limits: Limits = field(default_factory=Limits)


class Read(NamedTuple):
    """What the files held."""

    schema: Schema
    records: list[Labelled]


Writer = Callable[[Schema, Iterable[Labelled], Lost], Iterator[File]]
Reader = Callable[[Source, Lost], Read]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format of the field."""

    title: str
    ending: str  #: of the file that is sent, `zip` where there are several
    holds: frozenset[str]  #: types of questions
    once: bool = True  #: one question of each type only
    origin: bool = True  #: whether it has room for where labels came from
    unlabelled: bool = False  #: whether it has room for items without a label
    write: Writer  #: of a schema as `narrowed`; the records may be gone through more than once
    read: Reader


def narrowed(schema: Schema, form: Format, lost: Lost) -> Schema:
    """The questions that `form` can hold; whoever asks about the others finds them in `lost`."""
    kept: list[Json] = []
    for question in schema["questions"]:
        name, kind = question["name"], question["type"]
        if kind not in form.holds:
            lost.add(f"there is no place for questions of the type {kind}", name)
        elif form.once and kind in {one["type"] for one in kept}:
            lost.add(f"there is place for one question of the type {kind}", name)
        else:
            kept.append(_without_others(question, {one["name"] for one in kept}))
    return {"questions": kept}


def _without_others(question: Question, before: set[str]) -> Json:
    """The question without conditions on questions that are not there; who knows then if it was asked."""
    when = {name: said for name, said in question.get("when", {}).items() if name in before}
    plain = {key: part for key, part in question.items() if key != "when"}
    plain |= {"when": when} if when else {}
    return plain | ({"optional": True} if len(when) < len(question.get("when", {})) else {})


def answered(records: Iterable[Labelled], lost: Lost) -> Iterator[Labelled]:
    """The records that have a label; the others are told."""
    for record in records:
        if record.value is None:
            lost.add(UNLABELLED)
        else:
            yield record


def answered_texts(records: Iterable[Labelled], lost: Lost) -> Iterator[Labelled]:
    """The records of texts that have a label; the others are told."""
    for record in answered(records, lost):
        if record.text is None:
            lost.add(WORDLESS)
        else:
            yield record


def filled(schema: Schema, value: Json) -> Json:
    """The value with an empty answer to each question that was asked and found nothing."""
    for question in schema["questions"]:
        if question["type"] in EMPTY and not question.get("optional") and question in asked(schema, value):
            value.setdefault(question["name"], deepcopy(EMPTY[question["type"]]))
    return value


def complete(schema: Schema, record: Labelled) -> Labelled:
    """The record with its value `filled`."""
    return record if record.value is None else replace(record, value=filled(schema, dict(record.value)))


def origin_of(found: Mapping[str, Any]) -> Json:
    """What a foreign object says of where its label came from."""
    return {name: found[name] for name in ORIGIN if found.get(name) is not None}


def scored(scores: Sequence[float]) -> Json:
    """Where an answer came from whose parts have these confidences: people give none. The least counts."""
    if not scores:
        return {}
    sure = min(scores)
    return {"label_source": "machine"} | ({"confidence": sure} if 0 <= sure <= 1 else {})


def without_nothing(found: Mapping[str, Any]) -> Json:
    """The entries that are there."""
    return {name: value for name, value in found.items() if value is not None}

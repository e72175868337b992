"""spaCy: `{"text", "entities": [[start, end, label]], "cats": {class: 1.0}}` a line, and DocBin (`.spacy`).

The lines are what `Example.from_dict` of spaCy 3 takes and what every converter of the field knows. DocBin is
written and read by spaCy itself, which is not among our dependencies: without it these two say so.
"""

import importlib
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from vermeil.core.errors import BadInput
from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.entries import Entry
from vermeil.integrations.formats.labels.jsonl import (
    as_list,
    by_type,
    each_line,
    key_of,
    one_file,
    span_of,
    told,
)
from vermeil.integrations.formats.labels.record import (
    ORIGIN,
    File,
    Format,
    Json,
    Labelled,
    Lost,
    Read,
    Source,
    answered_texts,
    origin_of,
)
from vermeil.integrations.formats.labels.source import listing, mapping, named, text_of
from vermeil.integrations.formats.labels.tokens import apart, tokens

OURS = {"text", "entities", "cats", "key", *ORIGIN}
GROUP = "sc"  #: where spaCy keeps spans that may overlap
UNSURE = "scores of classes between 0 and 1: above 0.5 is yes"


def _line(schema: Schema, record: Labelled, __: Lost) -> Json:
    said = by_type(schema, record)
    _, spans = said.get("spans", (None, None))
    found: Json = {"text": record.text or "", "key": record.key}
    if spans is not None:
        found["entities"] = [[one["start"], one["end"], one["label"]] for one in spans]
    if "classes" in said:
        found["cats"] = _cats(schema, said["classes"][1])
    return {k: part for k, part in record.extras.items() if k != "tokens"} | found | dict(record.origin)


def _cats(schema: Schema, said: Any) -> Json:  # noqa: ANN401 - a class, or several
    (question,) = (one for one in schema["questions"] if one["type"] == "classes")
    return {name: float(name in as_list(said)) for name in question["classes"]}


def _found(one: Json, where: str, lost: Lost) -> Labelled:
    value: Json = {}
    if "entities" in one:
        entities = [listing(part, where) for part in listing(one["entities"], where)]
        value["spans"] = [span_of(part, where) for part in entities]
    if "cats" in one:
        value["class"] = _classes(mapping(one["cats"], where), lost)
    extras = {name: part for name, part in one.items() if name not in OURS}
    text = text_of(one.get("text"), f"{where}, `text`")
    return Labelled(
        key=key_of(one, where), text=text, value=value or None, origin=origin_of(one), extras=extras
    )


def _classes(cats: Json, lost: Lost) -> Any:  # noqa: ANN401 - a class, or several
    lost.add(UNSURE, "class", sum(score not in (0, 1) for score in cats.values()))
    names = [name for name, score in cats.items() if isinstance(score, int | float) and score > 0.5]  # noqa: PLR2004
    return names[0] if len(names) == 1 else names


def _library() -> Any:  # noqa: ANN401 - a module without types
    try:
        return importlib.import_module("spacy")
    except ImportError as error:
        raise BadInput(
            "A .spacy file needs spaCy here: `pip install spacy`, or take the format `spacy`."
        ) from error


def write_docbin(schema: Schema, records: Iterable[Labelled], lost: Lost) -> Iterator[File]:
    """One DocBin, in memory as spaCy has it: spans are entities where none overlap, else a group of spans."""
    spacy = _library()
    blank = spacy.blank("xx")
    docs = spacy.tokens.DocBin(store_user_data=True)
    for record in answered_texts(records, lost):
        docs.add(_doc(spacy, blank.vocab, schema, record))
    yield File("labels.spacy", [docs.to_bytes()])


def _doc(spacy: Any, vocab: Any, schema: Schema, record: Labelled) -> Any:  # noqa: ANN401 - spaCy has no types for us
    said, text = by_type(schema, record), record.text or ""
    _, spans = said.get("spans", (None, []))
    words, spaces = _words(text, tokens(text, spans, record.extras.get("tokens", ())))
    doc = spacy.tokens.Doc(vocab, words=words, spaces=spaces)
    made = [doc.char_span(one["start"], one["end"], one["label"]) for one in spans]
    if apart(spans)[1]:
        doc.spans[GROUP] = made
    else:
        doc.ents = made
    if "classes" in said:
        doc.cats = _cats(schema, said["classes"][1])
    doc.user_data["vermeil"] = {"key": record.key, "asked": list(said), **record.origin}
    return doc


def _words(text: str, parts: list[tuple[int, int]]) -> tuple[list[str], list[bool]]:
    """Words and whether one space follows; other white space is a word of its own, as in spaCy."""
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for start, end in [*parts, (len(text), len(text))]:
        gap = text[at:start]
        if gap.startswith(" ") and words:
            spaces[-1], gap = True, gap[1:]
        words += [gap] * bool(gap) + [text[start:end]] * (end > start)
        spaces += [False] * (len(words) - len(spaces))
        at = end
    return words, spaces


def read_docbin(source: Source, lost: Lost) -> Read:
    """Every document of every DocBin."""
    spacy = _library()
    vocab = spacy.blank("xx").vocab
    records = []
    for entry in named(source, ".spacy"):
        data = _unpackable(entry, source.limits.labels_bytes)
        try:
            docs = list(spacy.tokens.DocBin().from_bytes(data).get_docs(vocab))
        except Exception as error:
            raise BadInput(f"{entry.where} is no DocBin that can be read: {error}") from error
        records += [_of_doc(doc, f"{entry.name}-{place}", lost) for place, doc in enumerate(docs, 1)]
    return told(records)


def _unpackable(entry: Entry, limit: int) -> bytes:
    """A file that unpacks to `limit` bytes at most: spaCy unpacks it whole, however much that is."""
    with entry.open() as stream:
        data = stream.read(limit + 1)
    try:
        size = len(zlib.decompressobj().decompress(data, limit + 1))
    except zlib.error as error:
        raise BadInput(f"{entry.where} is no DocBin that can be read: {error}") from error
    if max(size, len(data)) > limit:
        raise BadInput(f"{entry.where} unpacks to more than {limit:,} bytes: send it in parts.")
    return data


def _of_doc(doc: Any, where: str, lost: Lost) -> Labelled:  # noqa: ANN401 - spaCy has no types for us
    found = doc.user_data.get("vermeil")
    about = found if isinstance(found, dict) else {}
    spans = [*doc.ents, *(span for group in doc.spans.values() for span in group)]
    value: Json = {}
    if spans or "spans" in about.get("asked", ()) or not doc.cats:
        value["spans"] = [
            {"label": one.label_, "start": one.start_char, "end": one.end_char} for one in spans
        ]
    if doc.cats:
        value["class"] = _classes(doc.cats, lost)
    ends = [[token.idx, token.idx + len(token)] for token in doc]
    key = str(about.get("key", where))
    return Labelled(key=key, text=doc.text, value=value, origin=origin_of(about), extras={"tokens": ends})


TYPES = frozenset({"classes", "spans"})
SPACY = Format(
    title="spaCy JSONL",
    ending="jsonl",
    holds=TYPES,
    write=one_file("labels.jsonl", _line, answered_texts),
    read=each_line(_found),
)
SPACY_DOCBIN = Format(title="spaCy DocBin", ending="spacy", holds=TYPES, write=write_docbin, read=read_docbin)

"""CoNLL-2003: a token a line with its tag (B- at the beginning of a span, I- within, O outside).

Each item is a document (`-DOCSTART-`), each line of its text a sentence. The white space between tokens is
not kept: what is read has one space between two tokens of a sentence, and spans count in that text.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vermeil.core.errors import BadInput
from vermeil.core.tasks.schema import Schema
from vermeil.integrations.formats.labels.record import (
    File,
    Format,
    Json,
    Labelled,
    Lost,
    Read,
    Source,
    answered_texts,
)
from vermeil.integrations.formats.labels.source import NONE, asking, each_once, named, text_lines
from vermeil.integrations.formats.labels.tokens import Ends, apart, covered, tokens

START = "-DOCSTART- -X- -X- O\n\n"
OVERLAP = "spans that overlap a longer one"
SPACES = "white space between tokens: the text cannot be put together again as it was"
BLANK = "spans of nothing but white space"
NAMED = "white space in the names of labels, which is written as _"
COLUMNS = "the columns between a token and its tag (part of speech, chunk)"
KEYS = "the keys of items, and where labels came from"


def write(schema: Schema, records: Iterable[Labelled], lost: Lost) -> Iterator[File]:
    """One file."""
    yield File("labels.conll", _parts(schema, records, lost))


def _parts(schema: Schema, records: Iterable[Labelled], lost: Lost) -> Iterator[bytes]:
    (question,) = schema["questions"]
    name = question["name"]
    lost.add(NAMED, name, sum(label != _word(label) for label in question["labels"]))
    for record in answered_texts(records, lost):
        text = record.text or ""
        spans, others = apart((record.value or {}).get(name, []))
        parts = tokens(text, spans, record.extras.get("tokens", ()))
        tags = _tags(spans, parts, name, lost)
        gaps = _gaps(text, parts, tags)
        words = [text[start:end] for start, end in parts]
        lost.add(OVERLAP, name, others)
        lost.add(KEYS)
        lost.add(SPACES, count=int("".join(map("".join, zip(gaps, words, strict=True))) != text))
        rows = zip(gaps, words, tags, strict=True)
        lines = "".join(f"{gap.strip(' ')}{word} -X- _ {tag}\n" for gap, word, tag in rows)
        yield f"{START}{lines}\n".encode()


def _gaps(text: str, parts: list[Ends], tags: list[str]) -> list[str]:
    """What is read before each token: a line break begins a sentence, but not within a span."""
    gaps = [""] * bool(parts)
    for (_, before), (start, _), tag in zip(parts, parts[1:], tags[1:], strict=False):
        gaps.append("\n" if "\n" in text[before:start] and not tag.startswith("I-") else " ")
    return gaps


def _tags(spans: list[Json], parts: list[Ends], name: str, lost: Lost) -> list[str]:
    tags = ["O"] * len(parts)
    for span in spans:
        places = covered(span, parts)
        if places is None:
            lost.add(BLANK, name)
            continue
        first, last = places
        tags[first : last + 1] = [
            f"B-{_word(span['label'])}",
            *[f"I-{_word(span['label'])}"] * (last - first),
        ]
    return tags


def _word(label: str) -> str:
    return "_".join(label.split())


class _Token(NamedTuple):
    where: str
    word: str
    tag: str


def read(source: Source, lost: Lost) -> Read:
    """Every document as a record; every sentence, where there are no documents."""
    records: list[Labelled] = []
    for entry in named(source, ".conll", ".txt", ".bio", ".iob", ".tsv"):
        for sentences in _documents(text_lines(entry, source), lost):
            text, ends, spans = _document(sentences)
            key = f"{entry.name}-{len(records) + 1}"
            records.append(Labelled(key=key, text=text, value={"spans": spans}, extras={"tokens": ends}))
    labels = each_once(span["label"] for record in records for span in (record.value or {})["spans"])
    return Read(
        asking([{"name": "spans", "type": "spans", "labels": labels or [NONE]}] if records else []), records
    )


def _documents(rows: Iterable[tuple[str, str]], lost: Lost) -> Iterator[list[list[_Token]]]:
    sentences: list[list[_Token]] = [[]]
    documents = False
    for where, line in rows:
        columns = line.split()
        if not columns:
            if not documents and sentences[0]:
                yield sentences
                sentences = [[]]
            elif sentences[-1]:
                sentences.append([])
        elif columns[0] == "-DOCSTART-":
            if documents or sentences[0]:
                yield sentences
            documents, sentences = True, [[]]
        elif len(columns) == 1:
            raise BadInput(f"{where}: there must be a token and its tag; there is {line[:100]!r}.")
        else:
            lost.add(COLUMNS, count=int(any(one not in ("-X-", "_", "O") for one in columns[1:-1])))
            sentences[-1].append(_Token(where, columns[0], columns[-1]))
    if documents or sentences[0]:
        yield sentences


def _document(sentences: list[list[_Token]]) -> tuple[str, list[list[int]], list[Json]]:
    """The text, the ends of its tokens, and the spans."""
    text, ends = "", []
    spans: list[Json] = []
    for sentence in sentences:
        before = "O"
        for place, (where, word, tag) in enumerate(sentence):
            text += " " if place else "\n" if text else ""
            start, end = len(text), len(text) + len(word)
            text += word
            ends.append([start, end])
            mark, _, label = tag.partition("-")
            if mark not in ("O", "B", "I", "E", "S") or (mark != "O") != bool(label):
                raise BadInput(f"{where}: {tag!r} is no tag: it must be O, or B- or I- and a label.")
            if mark in ("I", "E") and before == label:
                spans[-1]["end"] = end
            elif label:
                spans.append({"label": label, "start": start, "end": end})
            before = label
    return text, ends, spans


CONLL = Format(
    title="CoNLL-2003", ending="conll", holds=frozenset({"spans"}), origin=False, write=write, read=read
)

"""Suggestions of what the fields of documents say, learned from the documents that people have answered."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from vermeil.core.documents.finder import Example, Finder, Found, learn
from vermeil.core.documents.words import Word
from vermeil.core.errors import BadInput
from vermeil.integrations import ocr, pdf
from vermeil.integrations.formats import decode
from vermeil.jobs.shop import Shop
from vermeil.jobs.suggest.source import Said
from vermeil.store import items, labels
from vermeil.store.blobs import Blobs
from vermeil.store.items import Item
from vermeil.store.runs import Run

CHUNK = 5  #: OCR takes seconds a page, and whoever waits wants to see that it moves
UNREAD = "it holds no text that can be read"
NOTHING = "none of its fields was found in it"
WITHOUT = f"{UNREAD}; start the run with OCR, which reads scans and photos too"


def source(shop: Shop, order: Run) -> "Clerk":
    """A reader that has learned from at most so many answered documents as the run says."""
    [question] = order.request["schema"]["questions"]
    reader = Reader(shop.blobs, with_ocr=order.request["ocr"])
    with shop.store.read() as tx:
        said = {
            item: value.get(question["name"], {}).get("fields", {})
            for item, value, _ in islice(labels.human(tx, order.project_id), order.request["examples"])
        }
        answered = items.get_many(tx, list(said))
    known = [Example(words, said[number]) for number in said if (words := reader.tried(answered[number]))]
    return Clerk(reader, question["name"], learn(question, known), f"finder-{len(known)}")


@dataclass(frozen=True, slots=True)
class Reader:
    """The words of documents."""

    blobs: Blobs
    with_ocr: bool

    def words(self, item: Item) -> list[Word]:
        """The text layer of a PDF; where there is none, what OCR reads on its pages.

        Raises:
            BadInput: It cannot be opened.
        """
        if item.blob is None or not item.pages:
            return []
        file, of_pdf = self.blobs.read(item.blob), item.media == "document"
        found = pdf.words(file) if of_pdf else []
        if not found and self.with_ocr:
            for page in range(item.pages):
                found += ocr.read(decode(pdf.picture(file, page) if of_pdf else file), page)
        return found

    def tried(self, item: Item) -> list[Word]:
        """The same, of an example: one that cannot be opened teaches nothing."""
        try:
            return self.words(item)
        except BadInput:
            return []


@dataclass(frozen=True, slots=True)
class Clerk:
    """Reads documents, and says what their fields seem to say."""

    reader: Reader
    question: str
    finder: Finder
    version: str
    chunk: int = CHUNK

    @property
    def about(self) -> Mapping[str, Any]:
        """Nothing beside the counts."""
        return {}

    def say(self, some: Sequence[Item]) -> list[Said]:
        """What the fields of each say, or why nothing can be said of it."""
        return [self._of(item) for item in some]

    def _of(self, item: Item) -> Said:
        try:
            words = self.reader.words(item)
        except BadInput as unread:
            return Said(why=str(unread))
        if not words:
            return Said(why=UNREAD if self.reader.with_ocr else WITHOUT)
        found = self.finder.read(words)
        return Said(given=self._suggestion(found)) if found else Said(why=NOTHING)

    def _suggestion(self, found: Mapping[str, Found]) -> dict[str, Any]:
        """As it is kept; as sure as it is that all fields are right, if each errs by itself."""
        fields = {
            name: {"text": one.text, "box": list(one.box), "confidence": round(one.confidence, 4)}
            for name, one in found.items()
        }
        sure = math.prod(one.confidence for one in found.values())
        return {
            "value": {self.question: {"fields": fields}},
            "confidence": round(sure, 4),
            "model_version": self.version,
        }

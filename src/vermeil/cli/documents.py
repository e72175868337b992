"""`vermeil suggest --from documents`: read them here, and say beforehand what their fields seem to say."""

import math
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from vermeil.cli.files import needed
from vermeil.client import Added, Client, Project
from vermeil.core.documents.finder import Example, Found, learn
from vermeil.core.documents.words import Word
from vermeil.core.errors import BadInput
from vermeil.integrations import ocr, pdf
from vermeil.integrations.formats import decode

Json = dict[str, Any]
out = Console(highlight=False)
SENT = 20  #: suggestions at a time: no more is lost by whoever stops it


def suggest(
    project: str, *, with_ocr: bool, examples: int, limit: int | None, url: str | None, token: str | None
) -> None:
    """Suggest what the fields of documents say, learned from the documents that people have answered.

    PDF files that carry their text need no --ocr. Run it again when more is answered: it gets better.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with (
        Client(url, token, attempts=4) as client,
        Progress(*columns, console=Console(stderr=True)) as progress,
    ):
        into = needed(client, project)
        reader = Reader(client, into, with_ocr=with_ocr)
        answered = list(islice(client.items.list(into.id, state="human"), examples))
        known = [reader.example(item) for item in progress.track(answered, description="learning")]
        finder = learn(reader.question, [one for one in known if one.words])
        waiting = list(islice(client.items.list(into.id, state="unlabelled"), limit))
        read = ((item, reader.words(item)) for item in progress.track(waiting, description="reading"))
        version = f"finder-{len(known)}"
        said = (
            reader.suggestion(item, finder.read(words)) | {"model_version": version}
            for item, words in read
            if words
        )
        total = sent(client, into.id, said)
    out.print(
        f"{into.name}: {total.added} of {len(waiting)} have suggestions, learned from {len(known)} answers"
    )
    if reader.unread:
        out.print(f"  {reader.unread} hold no text that can be read{'' if with_ocr else ' without --ocr'}")
    for refusal in total.refused[:SENT]:
        out.print(f"  {refusal.key or refusal.line}: {refusal.reason}")


def sent(client: Client, project: int, said: Iterator[Json]) -> Added:
    """Send suggestions as they come."""
    total = Added()
    while block := list(islice(said, SENT)):
        total += client.items.suggest(project, block)
    return total


class Reader:
    """What stands in the documents of a project, and what its only question makes of that."""

    def __init__(self, client: Client, project: Project, *, with_ocr: bool) -> None:
        """BadInput where the project asks anything else than the fields of documents."""
        questions = project.schema["questions"]
        if [one["type"] for one in questions] != ["fields"]:
            raise BadInput(f"{project.name} does not ask for the `fields` of documents and nothing else.")
        self.question: Json = questions[0]
        self.unread = 0  #: documents without a word
        self._client, self._with_ocr = client, with_ocr

    def words(self, item: Json) -> list[Word]:
        """The text layer of a PDF; where there is none, what is read from its pictures."""
        number, found = item["id"], []
        if item["media"] == "document":
            found = pdf.words(self._client.items.media(number))
        if not found and self._with_ocr and item["pages"]:
            for page in range(item["pages"]):
                found += ocr.read(decode(self._client.items.media(number, page=page)), page)
        self.unread += not found
        return found

    def example(self, item: Json) -> Example:
        """A document with what people said of it."""
        return Example(self.words(item), item["label"]["value"][self.question["name"]].get("fields", {}))

    def suggestion(self, item: Json, found: Mapping[str, Found]) -> Json:
        """As the server takes it; as sure as it is that all fields are right, if each errs by itself."""
        fields = {
            name: {"text": one.text, "box": list(one.box), "confidence": round(one.confidence, 4)}
            for name, one in found.items()
        }
        sure = math.prod(one.confidence for one in found.values())
        return {
            "item": item["id"],
            "value": {self.question["name"]: {"fields": fields}},
            "confidence": round(sure, 4),
        }

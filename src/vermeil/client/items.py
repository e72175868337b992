"""Items in and out."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal

from vermeil.client.values import Added, Json, Refused, known
from vermeil.client.wire import Wire
from vermeil.core.errors import BadInput
from vermeil.core.ingest import FILES

BATCH_RECORDS = 2_000
BATCH_BYTES = 16 * 2**20

Record = str | Path | Mapping[str, Any]
Upload = tuple[str, bytes]  # file name, content
Labels = Literal["answers", "suggestions"]


@dataclass(frozen=True, slots=True)
class Items:
    """The things to label."""

    wire: Wire

    def add(
        self,
        project: int,
        records: Iterable[Record],
        *,
        labels: Labels | None = None,
        blind: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> Added:
        """Add texts (strings), files (Paths) and records ({"key", "text" or "image": Path, "metadata"}).

        Sent in batches; what the server has already is not added twice. `progress` is told how many
        records were sent so far. `labels` and `blind`: as in `upload`.
        """
        params = meant(labels=labels, blind=blind)
        total = Added()
        for lines, files in batches(records):
            total += self._send(project, lines, files, params)
            if progress:
                progress(total.received)
        return total

    def upload(
        self,
        project: int,
        file: Path,
        *,
        form: str | None = None,
        labels: Labels | None = None,
        blind: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> Added:
        """Send a file as it is: a table, a .zip or one item; `progress` is told the bytes sent.

        `form`: it holds labels in that format of another tool, and their items. `labels`: people's are
        answers or suggestions, by default answers in such a format and suggestions in a table. `blind`: they
        gave those answers without a suggestion in view, and a campaign takes them for the truth.
        """
        with file.open("rb") as plain:
            files = [("files", (file.name, Watched(plain, progress) if progress else plain))]
            params = ({} if form is None else {"format": form}) | meant(labels=labels, blind=blind)
            return added(self.wire.call("POST", f"/projects/{project}/items", files=files, params=params))

    def suggest(self, project: int, suggestions: Iterable[Mapping[str, Any]]) -> Added:
        """What a model says of items: {"item": id, or "key", "value", "confidence", "model_version"}.

        `value` is a whole value or the answer to the only question. Counted as `added`, or refused.
        """
        total, rest = Added(), iter(suggestions)
        while block := list(islice(rest, BATCH_RECORDS)):
            body = self.wire.post(f"/projects/{project}/suggestions", {"suggestions": block})
            left_out = {"refused": body["refused"], "refused_count": len(body["refused"])}
            total += added({"received": len(block), "added": body["taken"]} | left_out)
        return total

    def list(self, project: int, **filters: str | int) -> Iterator[Json]:
        """Items, filtered by `state`, `class`, `q` or `batch`."""
        return self.wire.pages(f"/projects/{project}/items", **filters)

    def get(self, item: int) -> Json:
        """One item with its answers."""
        return dict(self.wire.get(f"/items/{item}"))

    def to_review(self, project: int, reason: str = "disagree") -> Iterator[Json]:
        """Items that are worth a second look: "disagree", "against_model", "marked", "unsure" or "random"."""
        return self.wire.pages(f"/projects/{project}/reviews", reason=reason)

    def review(self, item: int, *, seen: int | None, **decision: Any) -> Json:  # noqa: ANN401 - each has its own
        """Decide about an item: `take`, `value`, `send_back` or `ambiguous`; `seen`: its newest answer."""
        return dict(self.wire.post(f"/items/{item}/reviews", {"seen": seen} | decision))

    def make_example(
        self, item: int, *, about: str | None = None, good: bool = True, why: str | None = None
    ) -> Json:
        """Make an item with an answer of people an example of the guideline, for (or against) a class."""
        body = {"about": about, "good": good, "why": why}
        return dict(self.wire.call("PUT", f"/items/{item}/example", json=body))

    def media(self, item: int, size: str = "full", *, page: int | None = None) -> bytes:
        """The bytes of an item's file; with `page`, a picture of that page of it, from 0."""
        params = {"size": size} | ({} if page is None else {"page": page})
        return self.wire.ask("GET", f"/items/{item}/media", params=params).content

    def _send(
        self, project: int, lines: Sequence[str], files: Sequence[Upload], params: Mapping[str, str]
    ) -> Added:
        path, body = f"/projects/{project}/items", "\n".join(lines).encode()
        if not files:
            headers = {"Content-Type": "application/x-ndjson"}
            return added(self.wire.call("POST", path, content=body, headers=headers, params=params))
        sent = [("files", file) for file in (("records.jsonl", body), *files)]
        return added(self.wire.call("POST", path, files=sent, params=params))


def meant(*, labels: Labels | None, blind: bool) -> dict[str, str]:
    """What is said of the labels of an upload."""
    return ({} if labels is None else {"as": labels}) | ({"blind": "true"} if blind else {})


def added(body: Mapping[str, Any]) -> Added:
    """The server's account of an import."""
    refused = tuple(known(Refused, line) for line in body.get("refused", ()))
    return replace(known(Added, body), refused=refused, lost=tuple(body.get("lost", ())))


def batches(records: Iterable[Record]) -> Iterator[tuple[list[str], list[Upload]]]:
    """Lines of JSON with the files they name, in requests of bounded size."""
    rest, line_no = iter(records), 0
    while block := list(islice(rest, BATCH_RECORDS)):
        lines: list[str] = []
        files: list[Upload] = []
        size = 0
        for record in block:
            line_no += 1
            line, file = record_line(record, line_no)
            lines.append(line)
            files += [file] if file else []
            size += len(line) + (len(file[1]) if file else 0)
            if size > BATCH_BYTES:
                yield lines, files
                lines, files, size = [], [], 0
        if lines:
            yield lines, files


def record_line(record: Record, number: int) -> tuple[str, Upload | None]:
    """One record as a line of JSON, and its file, named so that no two of a request collide."""
    if isinstance(record, str):
        return json.dumps({"text": record}), None
    body: Json = {"key": record.name, "image": record} if isinstance(record, Path) else dict(record)
    under = next((name for name in FILES if isinstance(body.get(name), Path)), None)
    if under is None:
        return json.dumps(body), None
    file: Path = body[under]
    try:
        content = file.read_bytes()
    except OSError as unreadable:
        raise BadInput(f"{file} cannot be read: {unreadable.strerror}") from unreadable
    name = f"{number}{file.suffix}"
    return json.dumps(body | {under: name}), (name, content)


class Watched:
    """A file whose reader tells how far it has come (in bytes)."""

    def __init__(self, file: BinaryIO, tell: Callable[[int], None]) -> None:
        """Tell `tell` after every read."""
        self._file, self._tell = file, tell

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        block = self._file.read(size)
        self._tell(self._file.tell())
        return block

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)

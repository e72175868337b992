"""What a labeler learns from: the items as numbers, and what people have said."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.utils.extmath import randomized_svd

from vermeil.core.plan.events import Answered
from vermeil.core.tasks.code import Classes, Code, Outputs
from vermeil.core.tasks.schema import choice
from vermeil.integrations.encoders import encode_images, encode_texts
from vermeil.integrations.labelers import Bench
from vermeil.store import Store, Transaction, examples, imported, items, labels, suggestions
from vermeil.store.blobs import Blobs

FEW = 8  #: axes of the items
Tell = Callable[[int, int], None]  #: (done, total)


@dataclass(frozen=True, slots=True)
class Census:
    """The items of a campaign: an engine's index is a place in these."""

    ids: NDArray[np.int64]  #: (n,) item ids, ascending
    first: NDArray[np.int64]  #: (n,) index of the item each one is a copy of, or its own

    @property
    def copies(self) -> NDArray[np.int64] | None:
        """Groups of copies, if there are any."""
        return None if np.array_equal(self.first, np.arange(len(self.ids))) else self.first

    def places(self, ids: Sequence[int]) -> NDArray[np.int64]:
        """The indices of items of the census."""
        return np.searchsorted(self.ids, np.asarray(ids, np.int64)).astype(np.int64)


def census(tx: Transaction, project: int, last_item: int) -> Census:
    """The items up to id `last_item`."""
    rows = np.array(items.originals(tx, project, upto=last_item), np.int64).reshape(-1, 2)
    return Census(rows[:, 0], np.searchsorted(rows[:, 0], rows[:, 1]).astype(np.int64))


def code_of(tx: Transaction, project: int, order: Mapping[str, Any], known: Census, *, begun_ms: int) -> Code:
    """How what is said of the items of a campaign is counted, by its `schema` and its `target`.

    Of open questions the outputs that are judged are what people said before `begun_ms`, but not blindly, and
    else what is suggested: neither changes any more.
    """
    asked = order["schema"]
    question = choice(asked)
    if question is not None:
        return Classes(question)
    said: list[Mapping[str, Any] | None] = [None] * len(known.ids)
    for item, suggestion in suggestions.of_project(tx, project, upto=int(known.ids[-1])):
        said[known.places([item])[0]] = suggestion
    for item, value in imported.outputs(tx, project, before_ms=begun_ms):
        if item <= known.ids[-1]:
            said[known.places([item])[0]] = {"value": value}
    return Outputs(asked, order["target"].get("tolerance", 0.0), [said[one] for one in known.first.tolist()])


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What people have said of a census of items."""

    labels: NDArray[np.int32]  #: (n,) class ids, -1: nothing
    blind: NDArray[np.bool_]  #: (n,) said without a look at a suggestion: only these judge a labeler


def answers(tx: Transaction, project: int, known: Census, code: Code) -> Answers:
    """What people have said of the items of the census."""
    found, unseen = np.full(len(known.ids), -1, np.int32), np.zeros(len(known.ids), bool)
    for item, value, blind in labels.human(tx, project):
        if item <= known.ids[-1]:
            place = int(known.places([item])[0])
            found[place], unseen[place] = code.number(value, place), blind
    return Answers(found, unseen & (found >= 0))


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """What is known before a campaign."""

    given: NDArray[np.int32]  #: (n,) class ids that the guideline gives, -1: nothing
    blind: NDArray[np.int32]  #: (n,) those of other items that people gave blindly, -1: nothing
    items: NDArray[np.int64]  #: (k,) an item for each further answer: imported, or with a suggestion in view
    said: NDArray[np.int32]  #: (k,) its class id

    @property
    def known(self) -> NDArray[np.int32]:
        """(n,) what the reference has said, -1: nothing."""
        return np.maximum(self.given, self.blind)

    def events(self) -> Iterator[Answered]:
        """The same as a campaign hears it: the guideline is the reference, what is not blind is audited."""
        if (known := np.flatnonzero(self.given >= 0)).size:
            yield Answered(known, self.given[known], by="expert")
        if (known := np.flatnonzero(self.blind >= 0)).size:
            yield Answered(known, self.blind[known])
        if self.items.size:
            yield Answered(self.items, self.said, blind=False)


def said_before(tx: Transaction, project: int, known: Census, code: Code) -> Before:
    """What people have said of the items of the census.

    Of open questions only what was said blindly: the rest is what the campaign judges (`code_of`).
    """
    told, shown = answers(tx, project, known, code), _examples(tx, project, known)
    given = np.where(shown, told.labels, -1).astype(np.int32)
    blind = np.where(told.blind & ~shown, told.labels, -1).astype(np.int32)
    if not isinstance(code, Classes):
        return Before(given, blind, np.empty(0, np.int64), np.empty(0, np.int32))
    several = [(item, value) for item, value in imported.unvouched(tx, project) if item <= known.ids[-1]]
    places = known.places([item for item, _ in several])
    said = [code.number(value, 0) for _, value in several]
    alone = np.setdiff1d(np.flatnonzero((told.labels >= 0) & ~told.blind), places)
    items = np.concatenate([alone, places])
    found = np.concatenate([told.labels[alone], np.array(said, np.int32)])
    heard = (found >= 0) & ~shown[items]
    return Before(given, blind, items[heard], found[heard])


def _examples(tx: Transaction, project: int, known: Census) -> NDArray[np.bool_]:
    """(n,) whether an item is or was an example of the guideline: its label is right by definition."""
    shown = [one for one in examples.all_ever(tx, project) if one <= known.ids[-1]]
    found = np.zeros(len(known.ids), bool)
    found[known.places(shown)] = True
    return found


def bench(
    features: NDArray[np.float32],
    code: Code,
    images: Sequence[Path] | None = None,
) -> Bench:
    """The labelers; where only what the machine says can be accepted, they say how sure one may be of it."""
    return Bench(features, images=images, only=None if isinstance(code, Classes) else 0)


def texts(tx: Transaction, project: int, known: Census) -> list[str]:
    """(n,) the texts of the items of the census; "" where an item is none."""
    return [one.text or "" for one in _each(tx, project, known)]


def images(tx: Transaction, blobs: Blobs, project: int, known: Census) -> list[Path]:
    """(n,) the files of the items of the census."""
    return [blobs.path(one.blob or "") for one in _each(tx, project, known)]


def _each(tx: Transaction, project: int, known: Census) -> list[items.Content]:
    """(n,) what is in each item of the census; in a copy what is in its original."""
    last = int(known.ids[-1])
    found = {one.id: one for one in items.contents(tx, project) if one.id <= last}
    return [found[int(known.ids[place])] for place in known.first]


def embed(
    store: Store, blobs: Blobs, cache: Path, project: int, known: Census, code: Code, tell: Tell
) -> NDArray[np.float32]:
    """(n, d) features of the items, from the cache where they are known; `tell` hears how far it is.

    Words and images of one project stand in blocks of their own; sound and documents have none.
    """
    last = int(known.ids[-1])
    with store.read() as tx:
        contents = [one for one in items.contents(tx, project) if one.id <= last]
    words = [one for one in contents if one.text is not None]
    images = [one for one in contents if one.media == "image"]
    total = len(contents)
    blocks: list[tuple[list[items.Content], NDArray[np.float32]]] = []
    if words:
        texts = [one.text or "" for one in words]
        blocks.append((words, encode_texts(texts, cache, lambda done, _: tell(done, total))))
    if images:
        files = [blobs.path(one.blob or "") for one in images]
        blocks.append((images, encode_images(files, cache, lambda done, _: tell(len(words) + done, total))))
    features = np.zeros((len(known.ids), max(sum(block.shape[1] for _, block in blocks), 1)), np.float32)
    left = 0
    for part, block in blocks:
        features[known.places([one.id for one in part]), left : left + block.shape[1]] = block
        left += block.shape[1]
    if known.copies is not None:
        features = features[known.first]
    return beside(code, features) if isinstance(code, Outputs) else features


def beside(code: Outputs, features: NDArray[np.float32]) -> NDArray[np.float32]:
    """What can be seen of the machine's outputs, beside `FEW` axes of the items (n, d)."""
    return np.hstack([code.seen(), _strongest(features)])


def _strongest(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, at most FEW) the strongest axes of the items, in units of the first."""
    centred = features - features.mean(axis=0)
    left, scale, _ = randomized_svd(centred, min(FEW, *features.shape), n_iter=2, random_state=0)
    axes: NDArray[np.float32] = left * scale * (np.sqrt(len(left)) / max(scale[0], 1e-12))
    return axes

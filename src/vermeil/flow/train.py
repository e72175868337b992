"""What a labeler learns from: the items as numbers, and what people have said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.core.tasks.code import Classes, Code, Outputs
from vermeil.core.tasks.schema import Value, choice
from vermeil.integrations.encoders import encode_images, encode_texts
from vermeil.integrations.labelers import Bench
from vermeil.store import Store, Transaction, items, labels
from vermeil.store.blobs import Blobs

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


def code_of(tx: Transaction, project: int, order: Mapping[str, Any], known: Census) -> Code:
    """How what is said of the items of a campaign is counted, by its `schema` and its `target`."""
    asked = order["schema"]
    question = choice(asked)
    if question is not None:
        return Classes(question)
    outputs: list[Value | None] = [None] * len(known.ids)
    for item, suggestion in items.suggestions(tx, project, upto=int(known.ids[-1])):
        outputs[known.places([item])[0]] = suggestion["value"]
    return Outputs(asked, order["target"].get("tolerance", 0.0), outputs)


def said_before(tx: Transaction, project: int, known: Census, code: Code) -> NDArray[np.int32]:
    """(n,) the class ids that people have given blindly, -1 where nobody has."""
    found = np.full(len(known.ids), -1, np.int32)
    last = int(known.ids[-1])
    for label in labels.blind(tx, project):
        if label.item_id <= last:
            place = int(known.places([label.item_id])[0])
            found[place] = code.number(label.value, place)
    return found


def bench(features: NDArray[np.float32], code: Code) -> Bench:
    """The labelers; where only what the machine says can be accepted, they say how sure one may be of it."""
    return Bench(features, only=None if isinstance(code, Classes) else 0)


def embed(
    store: Store, blobs: Blobs, cache: Path, project: int, known: Census, tell: Tell
) -> NDArray[np.float32]:
    """(n, d) features of the items, from the cache where they are known; `tell` hears how far it is.

    Texts and images of one project stand in blocks of their own.
    """
    last = int(known.ids[-1])
    with store.read() as tx:
        contents = [one for one in items.contents(tx, project) if one.id <= last]
    texts = [one for one in contents if one.media == "text"]
    images = [one for one in contents if one.media == "image"]
    total = len(contents)
    blocks: list[NDArray[np.float32]] = []
    if texts:
        words = [one.text or "" for one in texts]
        blocks.append(encode_texts(words, cache, lambda done, _: tell(done, total)))
    if images:
        files = [blobs.path(one.blob or "") for one in images]
        blocks.append(encode_images(files, cache, lambda done, _: tell(len(texts) + done, total)))
    width = sum(block.shape[1] for block in blocks)
    features = np.zeros((len(known.ids), width), np.float32)
    left = 0
    for part, block in zip([part for part in (texts, images) if part], blocks, strict=True):
        features[known.places([one.id for one in part]), left : left + block.shape[1]] = block
        left += block.shape[1]
    return features if known.copies is None else features[known.first]

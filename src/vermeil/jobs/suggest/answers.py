"""Suggestions learned from what people have answered in the project itself."""

from collections.abc import Sequence
from zlib import crc32

from vermeil.core.tasks.code import Classes
from vermeil.core.tasks.schema import choice
from vermeil.flow import fewshot, train
from vermeil.jobs.shop import Shop
from vermeil.jobs.suggest.source import Said
from vermeil.store import planted
from vermeil.store.items import Item
from vermeil.store.runs import Run

CHUNK = 1_000
VERSION = "answers-"  #: and how many it has learned from
BLIND = 10  #: one item of so many is left without a suggestion where nobody has asked for the run


def source(shop: Shop, order: Run) -> "Pupil":
    """A labeler that has learned; made anew, to the same effect, when a worker takes over."""
    request, project = order.request, order.project_id
    question = choice(request["schema"])
    assert question is not None
    code = Classes(question)
    with shop.store.read() as tx:
        last = max(request["last_item"], planted.ends(tx, project)[1])
        census = train.census(tx, project, last)
        said = train.answers(tx, project, census, code)
    features = train.embed(shop.store, shop.blobs, shop.cache, project, census, code, lambda *_: None)
    taught = fewshot.taught(train.bench(features, code), said, census, len(code.names))
    version = f"{VERSION}{int((said.labels >= 0).sum())}"
    return Pupil(census, code, taught, version, by_itself=request.get("by_itself", False))


class Pupil:
    """Knows what it says of every item already."""

    chunk = CHUNK

    def __init__(
        self, census: train.Census, code: Classes, taught: fewshot.Taught, version: str, *, by_itself: bool
    ) -> None:
        self.census, self.code, self.taught, self.version = census, code, taught, version
        self.by_itself = by_itself
        self.about = {"accuracy": taught.accuracy}

    def say(self, some: Sequence[Item]) -> list[Said]:
        """The class of each, with the chance that it is right."""
        places = self.census.places([item.id for item in some])
        return [
            Said(left=True) if self.by_itself and _left(item) else self._of(int(place))
            for item, place in zip(some, places, strict=True)
        ]

    def _of(self, place: int) -> Said:
        value = self.code.value(int(self.taught.label[place]), place)
        sure = round(float(self.taught.sure[place]), 4)
        return Said(given={"value": dict(value), "confidence": sure, "model_version": self.version})


def _left(item: Item) -> bool:
    """Whether a run that nobody has asked for leaves an item alone.

    One in ten, by lot, so that some answers stay blind, by which the model is judged; and what another model
    was asked to say.
    """
    known = item.suggestion
    other = known is not None and not str(known.get("model_version") or "").startswith(VERSION)
    return other or crc32(str(item.id).encode()) % BLIND == 0

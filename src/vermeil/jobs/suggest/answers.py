"""Suggestions learned from what people have answered in the project itself."""

from collections.abc import Sequence

from vermeil.core.tasks.code import Classes
from vermeil.core.tasks.schema import choice
from vermeil.flow import fewshot, train
from vermeil.jobs.shop import Shop
from vermeil.jobs.suggest.source import Said
from vermeil.store import items
from vermeil.store.items import Item
from vermeil.store.runs import Run

CHUNK = 1_000


def source(shop: Shop, order: Run) -> "Pupil":
    """A labeler that has learned; made anew, to the same effect, when a worker takes over."""
    request, project = order.request, order.project_id
    question = choice(request["schema"])
    assert question is not None
    code = Classes(question)
    with shop.store.read() as tx:
        census = train.census(tx, project, items.last_id(tx, project))
        said = train.answers(tx, project, census, code)
    features = train.embed(shop.store, shop.blobs, shop.cache, project, census, code, lambda *_: None)
    taught = fewshot.taught(train.bench(features, code), said, census, len(code.names))
    return Pupil(census, code, taught, f"answers-{int((said.labels >= 0).sum())}")


class Pupil:
    """Knows what it says of every item already."""

    chunk = CHUNK

    def __init__(self, census: train.Census, code: Classes, taught: fewshot.Taught, version: str) -> None:
        self.census, self.code, self.taught, self.version = census, code, taught, version
        self.about = {"accuracy": taught.accuracy}

    def say(self, some: Sequence[Item]) -> list[Said]:
        """The class of each, with the chance that it is right."""
        return [self._of(int(place)) for place in self.census.places([item.id for item in some])]

    def _of(self, place: int) -> Said:
        value = self.code.value(int(self.taught.label[place]), place)
        sure = round(float(self.taught.sure[place]), 4)
        return Said(given={"value": dict(value), "confidence": sure, "model_version": self.version})

"""Suggestions of a model behind Label Studio's protocol for ML backends."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from vermeil.core.errors import BadInput
from vermeil.integrations.formats.labels.label_studio import configuration, task_of
from vermeil.integrations.formats.labels.record import Labelled, Lost
from vermeil.integrations.label_studio import Backend, Faulty
from vermeil.integrations.label_studio.said import suggestion
from vermeil.integrations.outbound.guarded import Guarded
from vermeil.jobs.shop import Shop
from vermeil.jobs.suggest.source import Said, data_uri
from vermeil.store.blobs import Blobs
from vermeil.store.items import Item
from vermeil.store.runs import Run


def source(shop: Shop, order: Run) -> "Studio":
    """The backend of a run."""
    return Studio(shop, order)


class Studio:
    """Sends items as tasks, files inside them; nothing else leaves the server."""

    about: Mapping[str, Any] = {}

    def __init__(self, shop: Shop, order: Run) -> None:
        self.blobs, self.request = shop.blobs, order.request
        self.chunk: int = order.request["batch"]
        self.project = f"{order.project_id}.{order.created_ms // 1000}"
        self.backend = Backend(order.request["url"], Guarded(shop.outbound), timeout=order.request["timeout"])
        self.medium = ""  # that it is set up for: many backends know one configuration at a time
        self.version: str | None = None

    def say(self, some: Sequence[Item]) -> list[Said]:
        """Ask about the items of each medium together, for each has a configuration of its own."""
        told: dict[int, Said] = {}
        for medium in dict.fromkeys(item.media for item in some):
            same = [item for item in some if item.media == medium]
            told |= dict(zip((item.id for item in same), self._ask(medium, same), strict=True))
        return [told[item.id] for item in some]

    def _ask(self, medium: str, some: Sequence[Item]) -> list[Said]:
        schema = self.request["schema"]
        config = configuration(schema, medium)
        if medium != self.medium:
            self.version = self.backend.set_up(self.project, config)
            self.medium = medium
        records = [_record(item, self.blobs, self.request.get("files")) for item in some]
        tasks = [
            {"id": item.id, **task_of(schema, [one], Lost())} for item, one in zip(some, records, strict=True)
        ]
        try:
            results = self.backend.predict(self.project, config, tasks, self.version)
        except Faulty as fault:
            return self._apart(medium, some, fault)
        return [self._said(one, said) for one, said in zip(records, results, strict=True)]

    def _apart(self, medium: str, some: Sequence[Item], fault: Faulty) -> list[Said]:
        """Ask about each alone, so that one item that the backend cannot bear does not end the run."""
        said: list[Said] = []
        for item in some if len(some) > 1 else ():
            try:
                said += self._ask(medium, [item])
            except Faulty as alone:
                said.append(Said(why=str(alone)))
        if not any(one.given for one in said):
            raise fault
        return said

    def _said(self, record: Labelled, said: dict[str, Any] | None) -> Said:
        if said is None:
            return Said(why="the backend said nothing of it")
        try:
            return Said(given=suggestion(self.request["schema"], record, said, self.version))
        except BadInput as unread:
            return Said(why=str(unread))


def _record(item: Item, blobs: Blobs, files: str | None) -> Labelled:
    """The item as their formats have it; `files` says where a backend finds the file of a key."""
    where = None
    if item.blob is not None:
        where = files.replace("{key}", quote(item.key)) if files else data_uri(blobs.read(item.blob))
    size = None if item.width is None or item.height is None else (item.width, item.height)
    return Labelled(key=item.key, media=item.media, text=item.text, file=where, size=size)

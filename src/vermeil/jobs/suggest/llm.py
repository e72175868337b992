"""Suggestions of a language model behind an OpenAI-compatible endpoint."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from vermeil.core.errors import BadInput, LabelerFailed
from vermeil.integrations.labelers.llm.endpoint import Endpoint, Reply
from vermeil.integrations.labelers.llm.form import instruction, value_in
from vermeil.integrations.labelers.llm.replies import Kept
from vermeil.integrations.outbound.guarded import Guarded
from vermeil.jobs.shop import Shop
from vermeil.jobs.suggest.source import Said, data_uri
from vermeil.store.items import Item
from vermeil.store.runs import Run

AT_ONCE = 4  #: calls
CHUNK = 16
TRIES = 5
LONGEST = 2_000  #: tokens of an answer
MOST_TEXT = 20_000  #: characters of an item; a longer one would be judged by its beginning


def source(shop: Shop, order: Run) -> "Reader":
    """The model of a run."""
    return Reader(shop, order)


class Reader:
    """Asks about each item once: replies are kept, so that nobody pays twice."""

    chunk = CHUNK
    about: Mapping[str, Any] = {}

    def __init__(self, shop: Shop, order: Run) -> None:
        self.blobs, self.request = shop.blobs, order.request
        url = self.request["url"].rstrip("/")
        self.told = instruction(self.request["schema"], self.request["guideline"])
        prompt = [url, self.request["model"], self.told, order.project_id]
        self.kept = Kept(shop.cache / "llm", prompt)
        self.endpoint = Endpoint(
            url=url,
            key=shop.outbound.key(url),
            timeout=self.request["timeout"],
            tries=TRIES,
            per_minute=None,
            transport=Guarded(shop.outbound),
        )

    def say(self, some: Sequence[Item]) -> list[Said]:
        """Ask about several at the same time; LabelerFailed where no answer comes to any of them."""
        with self.endpoint, ThreadPoolExecutor(AT_ONCE) as threads:
            replies = list(threads.map(self._reply, some))
        failures = [one for one in replies if isinstance(one, LabelerFailed)]
        if len(failures) == len(some):
            raise failures[0]
        return [self._said(item, reply) for item, reply in zip(some, replies, strict=True)]

    def _reply(self, item: Item) -> Reply | LabelerFailed | None:
        """What came of one call; None: it cannot be sent, so nobody is asked and nothing is paid."""
        if (content := self._content(item)) is None:
            return None
        if (reply := self.kept.get(item.content_hash)) is None:
            try:
                reply = self.endpoint.ask(self._body(content))
            except LabelerFailed as failure:
                return failure
            self.kept.put(item.content_hash, reply)
        return reply

    def _said(self, item: Item, reply: Reply | LabelerFailed | None) -> Said:
        if reply is None:
            return Said(why=f"the {item.media} is too long, or the run does not say that its model takes one")
        if isinstance(reply, LabelerFailed):
            return Said(why=str(reply))
        price, ref = self.request["price"], self.kept.name_of(item.content_hash)
        try:
            value = value_in(reply.said, self.request["schema"], item.text)
        except BadInput as unread:
            return Said(why=str(unread), paid=price, ref=ref)
        given = {"value": value, "model_version": self.request["model"]}
        return Said(given=given, paid=price, ref=ref)

    def _content(self, item: Item) -> str | list[dict[str, Any]] | None:
        if item.text is not None:
            return item.text if len(item.text) <= MOST_TEXT else None
        if item.media != "image" or not self.request["images"] or item.blob is None:
            return None
        shown = {"type": "image_url", "image_url": {"url": data_uri(self.blobs.read(item.blob))}}
        return [shown]

    def _body(self, content: str | list[dict[str, Any]]) -> dict[str, Any]:
        messages = [{"role": "system", "content": self.told}, {"role": "user", "content": content}]
        return {
            "model": self.request["model"],
            "messages": messages,
            "temperature": 0,
            "max_tokens": LONGEST,
        }

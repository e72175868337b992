"""Replies that were paid for once, kept by prompt and text, and what they say of the classes."""

import hashlib
import json
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vermeil.integrations.labelers.llm.endpoint import Reply

Array = NDArray[Any]
BELIEF, WEIGHT = 0.8, 4.0  #: before people have spoken: the chance that an answer is right; in labels


class Kept:
    """The replies to one prompt, by text: in memory, and in a file where there is a folder.

    The file holds no text, only its digest; a line that cannot be read is asked for again.
    """

    def __init__(self, folder: Path | None, prompt: object) -> None:
        """`prompt`: everything that a reply depends on beside the text, JSON-able."""
        self._replies: dict[str, Reply] = {}
        self._lock = threading.Lock()
        self._prompt = digest(json.dumps(prompt))
        self._path = folder / f"{self._prompt}.jsonl" if folder else None
        if self._path is not None and self._path.is_file():
            for line in self._path.read_text(encoding="utf-8").splitlines():
                self._take(line)

    def _take(self, line: str) -> None:
        try:
            kept = json.loads(line)
            first = tuple((str(token), float(chance)) for token, chance in kept["reply"].pop("first"))
            self._replies[kept["text"]] = Reply(**kept["reply"], first=first)
        except (ValueError, KeyError, TypeError, AttributeError):
            return

    def name_of(self, text: str) -> str:
        """The same for the same prompt and text, wherever it is asked."""
        return f"{self._prompt}:{digest(text)}"

    def get(self, text: str) -> Reply | None:
        """The reply, if there is one."""
        return self._replies.get(digest(text))

    def put(self, text: str, reply: Reply) -> None:
        """Keep it at once: whatever happens next, it need not be paid again."""
        with self._lock:
            self._replies[digest(text)] = reply
            if self._path is not None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps({"text": digest(text), "reply": asdict(reply)}) + "\n")


def digest(text: str) -> str:
    """Of a text, or of all that makes a prompt."""
    return hashlib.sha256(text.encode()).hexdigest()


def said(replies: list[Reply], names: tuple[str, ...]) -> Array:
    """(k,) int: the class that each reply names, exactly; -1: none, which is no answer."""
    ids = {name: number for number, name in enumerate(names)}
    return np.array([ids.get(one.said, -1) for one in replies], int)


def stated(replies: list[Reply], names: tuple[str, ...]) -> Array | None:
    """(k, C) chances as the endpoint states them; None where it does not for all that name a class."""
    classes = said(replies, names)
    if any(one.sure is None for one, kind in zip(replies, classes, strict=True) if kind >= 0):
        return None
    rows = [_row(one, kind, names) for one, kind in zip(replies, classes.tolist(), strict=True)]
    return np.array(rows).reshape(-1, len(names))


def _row(reply: Reply, kind: int, names: tuple[str, ...]) -> Array:
    """(C,) the chance of the answer; what is left goes to classes that other tokens begin, then to all."""
    count = len(names)
    if kind < 0 or reply.sure is None:
        return np.full(count, 1 / count)
    sure, others = float(np.exp(reply.sure)), np.zeros(count)
    for token, logarithm in reply.first:
        start = token.strip()
        begun = [n for n, name in enumerate(names) if start and name.startswith(start)]
        if begun and kind not in begun:
            others[begun] += np.exp(logarithm) / len(begun)
    left = 1 - sure
    others *= min(1.0, left / max(float(others.sum()), 1e-12))
    others += (left - others.sum()) / (count - 1) * (np.arange(count) != kind)
    others[kind] = sure
    return others


def learned(classes: Array, part: Array, truth: Array, count: int) -> tuple[Array, Array]:
    """Chances from what people said where the endpoint said the same: (k, C) of all, (p, C) of `part`.

    `classes` (k,) are what it said (-1: nothing); `part` (p,) places among them whose class people know to
    be `truth` (p,). Each item of the part is judged by the others, so that its chances are out of fold.
    """
    seen = np.zeros((count, count))
    spoke = classes[part] >= 0
    np.add.at(seen, (classes[part][spoke], truth[spoke]), 1)
    prior = np.full((count, count), (1 - BELIEF) / (count - 1))
    np.fill_diagonal(prior, BELIEF)
    table = seen + WEIGHT * prior

    def rows(kinds: Array, without: Array | None) -> Array:
        chances = table[kinds]
        if without is not None:
            chances[np.arange(kinds.size), without] -= spoke
        chances[kinds < 0] = 1
        shares: Array = chances / chances.sum(axis=1, keepdims=True)
        return shares

    return rows(classes, None), rows(classes[part], truth)

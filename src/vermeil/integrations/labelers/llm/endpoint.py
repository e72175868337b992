"""One question to an OpenAI-compatible endpoint: `POST {url}/chat/completions`.

What comes back is not trusted: it is read field by field, and what does not fit is an error in words.
"""

import math
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import httpx

from vermeil.core.errors import LabelerFailed

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0  #: seconds between two tries: doubled each time
BUSY = {408, 409, 425, 429}  #: answers that ask to come back later, as every 5xx does
ALTERNATIVES = 5  #: other first tokens whose chances are asked for
LONGEST = 1_000_000  #: bytes of an answer
SHOWN = 200  #: characters of an error


@dataclass(frozen=True, slots=True)
class Reply:
    """What the endpoint said, checked for its form alone."""

    said: str
    sure: float | None = None  #: logarithm of the chance that it gives to its whole answer
    first: tuple[tuple[str, float], ...] = ()  #: other first tokens, with the logarithm of their chances
    read: int = 0  #: tokens
    written: int = 0

    @classmethod
    def of(cls, body: Any) -> Self:  # noqa: ANN401 - whatever JSON came
        """From the body of a chat completion; ValueError where it is none."""
        try:
            choice, usage = body["choices"][0], body.get("usage") or {}
            tokens = (choice.get("logprobs") or {}).get("content") or []
            said = choice["message"]["content"]
            sure = sum(_logarithm(one["logprob"]) for one in tokens) if tokens else None
            others = tokens[0].get("top_logprobs") or [] if tokens else []
            first = tuple((str(one["token"]), _logarithm(one["logprob"])) for one in others)
            counts = [max(int(usage.get(name) or 0), 0) for name in ("prompt_tokens", "completion_tokens")]
        except (KeyError, IndexError, TypeError, AttributeError, OverflowError) as wrong:
            raise ValueError("it is no chat completion") from wrong
        return cls(said.strip() if isinstance(said, str) else "", sure, first, *counts)


def _logarithm(value: Any) -> float:  # noqa: ANN401 - whatever JSON came
    number = float(value)
    if math.isnan(number):
        raise ValueError("a chance is not a number")
    return min(number, 0.0)


@dataclass(slots=True, kw_only=True, eq=False)
class Endpoint:
    """Asks one question at a time in each thread; waits and tries again where the endpoint is busy.

    with Endpoint(...) as endpoint:
        endpoint.ask({"model": ..., "messages": ...})
    """

    url: str
    key: str = field(repr=False)  #: "": none is sent
    timeout: float  #: seconds
    tries: int
    per_minute: float | None
    transport: httpx.BaseTransport | None = None  #: the way out; None: any
    stop: threading.Event = field(default_factory=threading.Event)  #: set: nobody tries again
    _client: httpx.Client | None = None
    _next: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __enter__(self) -> Self:
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        self._client = httpx.Client(timeout=self.timeout, headers=headers, transport=self.transport)
        self.stop.clear()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        if self._client is not None:
            self._client.close()

    def ask(self, body: Mapping[str, Any]) -> Reply:
        """The reply to one question; LabelerFailed when it cannot be had."""
        assert self._client is not None, "inside `with`"
        why = "it was stopped"
        for number in range(self.tries):
            self._keep_pace()
            if self.stop.is_set():
                break
            pause = min(FIRST_PAUSE * 2**number, LONGEST_PAUSE)
            try:
                answer = self._client.post(f"{self.url}/chat/completions", json=body)
                if answer.is_success and len(answer.content) <= LONGEST:
                    return Reply.of(answer.json())
                why = f"it answered {answer.status_code}: {answer.text[:SHOWN]}"
                if answer.status_code not in BUSY and answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                    break
                pause = max(pause, _asked_pause(answer))
            except httpx.HTTPError as wrong:
                why = f"{type(wrong).__name__}: {wrong}"
            except ValueError as wrong:
                why = f"what it answered cannot be read: {wrong}"
            if number + 1 < self.tries:
                self.stop.wait(pause)
        raise LabelerFailed(f"The endpoint {self.url} gave no answer: {why}".rstrip(".") + ".")

    def _keep_pace(self) -> None:
        """Wait for this question's turn."""
        if self.per_minute is None:
            return
        with self._lock:
            turn = max(self._next, time.monotonic())
            self._next = turn + 60 / self.per_minute
        self.stop.wait(max(turn - time.monotonic(), 0))


def _asked_pause(answer: httpx.Response) -> float:
    """Seconds that a busy endpoint asks to wait, as far as that is reasonable."""
    try:
        return min(max(float(answer.headers.get("Retry-After", "0")), 0.0), LONGEST_PAUSE)
    except ValueError:
        return 0.0

"""A small endpoint on this machine that speaks the protocol of chat completions, over real HTTP."""

import json
import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[str, float]  #: what it says of a text, and how sure it says to be


@dataclass
class Speaker:
    """What the endpoint does, and what it was asked."""

    answer: Callable[[str], Answer]
    logprobs: bool = True
    statuses: list[int] = field(default_factory=list)  #: of the next requests, before it speaks at all
    raw: bytes | None = None  #: said instead of a chat completion
    url: str = ""
    texts: list[str] = field(default_factory=list)  #: asked about
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def reply(self, body: dict[str, Any]) -> dict[str, Any]:
        said, sure = self.answer(body["messages"][-1]["content"])
        choice: dict[str, Any] = {"index": 0, "message": {"role": "assistant", "content": said}}
        if self.logprobs and body.get("logprobs"):
            first, rest = said[:1], said[1:]
            top = [{"token": first, "logprob": math.log(sure)}]
            told = [{"token": first, "logprob": math.log(sure), "top_logprobs": top}]
            choice["logprobs"] = {"content": [*told, {"token": rest, "logprob": 0.0, "top_logprobs": []}]}
        return {"choices": [choice], "usage": {"prompt_tokens": 100, "completion_tokens": 2}}


@contextmanager
def speaking(answer: Callable[[str], Answer], **how: Any) -> Iterator[Speaker]:
    """The endpoint, at `url`, until the block ends."""
    speaker = Speaker(answer, **how)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with speaker.lock:
                speaker.keys.append(self.headers.get("Authorization"))
                status = speaker.statuses.pop(0) if speaker.statuses else 200
                if status == 200:
                    speaker.texts.append(body["messages"][-1]["content"])
                    speaker.bodies.append(body)
            known = self.path == "/v1/chat/completions"
            told = json.dumps(speaker.reply(body)).encode() if status == 200 and known else b'{"error": "no"}'
            told = told if speaker.raw is None else speaker.raw
            self.send_response(status if known else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        request_queue_size = 64

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        speaker.url = f"http://127.0.0.1:{server.server_port}/v1"
        try:
            yield speaker
        finally:
            server.shutdown()
            thread.join()

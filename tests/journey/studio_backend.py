"""A small backend that keeps to Label Studio's protocol, as a process: `python studio_backend.py PORT`.

Of a text it says "dog" where the word is in it, else "cat", and marks the word; of an image it says that its
right half is a dent. It answers the first prediction with 503, as a backend does that still loads its model,
and those with the word "poison" in them with 500.
"""

import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

VERSION = "small-1"
NAME = re.compile(r'<(Choices|Labels|RectangleLabels) name="([^"]+)"')
busy = [503]


def results(task: dict[str, Any], config: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    text = task["data"].get("text", "")
    for tag, name in NAME.findall(config):
        one: dict[str, Any] = {"id": name, "from_name": name, "to_name": "item", "type": tag.lower()}
        if tag == "Choices":
            found.append(one | {"value": {"choices": ["dog" if "dog" in text else "cat"]}})
        elif tag == "Labels" and "dog" in text:
            start = text.index("dog")
            found.append(
                one | {"value": {"start": start, "end": start + 3, "text": "dog", "labels": ["animal"]}}
            )
        elif tag == "RectangleLabels":
            assert task["data"]["image"].startswith("data:image/png;base64,")
            box = {"x": 50, "y": 0, "width": 50, "height": 100, "rotation": 0, "rectanglelabels": ["dent"]}
            found.append(one | {"value": box})
    return found


class Handler(BaseHTTPRequestHandler):
    config = ""

    def answer(self, status: int, body: dict[str, Any]) -> None:
        told = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def do_GET(self) -> None:
        self.answer(200, {"status": "UP", "model_class": "Small"})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/setup":
            Handler.config = body["schema"]
            self.answer(200, {"model_version": VERSION})
        elif busy:
            self.answer(busy.pop(), {})
        elif "poison" in json.dumps(body["tasks"]):
            self.answer(500, {"error": "poisoned"})
        else:
            assert body["label_config"] == Handler.config
            told = [{"result": results(one, Handler.config), "score": 0.75} for one in body["tasks"]]
            self.answer(200, {"results": told})

    def log_message(self, *_: object) -> None:
        return


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()

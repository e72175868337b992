"""The web page and its files; every address that is not the API's is the page's."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

STATIC = Path(__file__).with_name("static")
YEAR = "public, max-age=31536000, immutable"
NOT_BUILT = """Vermeil is running, but its web page is not built.

Build it with `make setup` in a checkout; a wheel from `pip install` has it inside.
The API works all the same: /openapi.json describes it.
"""
OURS = ("/api/", "/openapi.json", "/healthz", "/readyz", "/metrics")


class Pages:
    """Answers what no route has claimed (plain ASGI)."""

    def __init__(self, root: Path = STATIC) -> None:
        """Files under `root`."""
        self.root = root.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return
        path: str = scope["path"]
        if path.startswith(OURS) or path == "/api":
            raise HTTPException(404)
        if scope["method"] not in {"GET", "HEAD"}:
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        await self.answer(path)(scope, receive, send)

    def answer(self, path: str) -> Response:
        """The file of that name, else the page."""
        file = self._file(path)
        if file is not None:
            hashed = path.startswith("/assets/")
            return FileResponse(file, headers={"cache-control": YEAR if hashed else "no-cache"})
        page = self.root / "index.html"
        if not page.is_file():
            return PlainTextResponse(NOT_BUILT, 503 if path == "/" else 404)
        if path.startswith("/assets/"):
            raise HTTPException(404)
        return FileResponse(page, headers={"cache-control": "no-cache"})

    def _file(self, path: str) -> Path | None:
        if "\0" in path:
            return None
        found = (self.root / path.lstrip("/")).resolve()
        inside = found.is_relative_to(self.root) and found.is_file()
        return found if inside else None

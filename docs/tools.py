"""Takes the pictures of the tools, with the items of the tutorials: `python docs/tools.py`."""

import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from screenshots import NAME, PASSWORD, browser, keep, serving, signed_in

from vermeil.client import Client

TUTORIALS = Path(__file__).parent / "tutorial"
#: picture: (tutorial, up to which block it runs, what is pressed before the picture)
SCENES: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "boxes": ("boxes", 4, ("o", "w")),
    "texts": ("texts", 3, ("o",)),
    "documents": ("documents", 3, ()),
    "sound": ("sound", 4, ()),
    "segments": ("sound", 9, ("n", "k", ".", "2", ".")),
    "forms": ("forms", 3, ("1",)),
}


def main() -> None:
    """The items of every tutorial, and what people see who label them."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as url,
        Client.set_up(url, NAME, PASSWORD),
        browser() as chromium,
    ):
        for name, (tutorial, blocks, keys) in SCENES.items():
            project = begin(tutorial, blocks, Path(folder) / name, url)
            page = signed_in(chromium, url, "dark" if name == "sound" else "light")
            page.goto(f"/projects/{project}/annotate")
            page.locator(".rail .question").first.wait_for()
            page.wait_for_timeout(1500)  # the item decodes, a wave is drawn
            for key in keys:
                page.keyboard.press(key)
            page.wait_for_timeout(500)
            keep(page, f"tool-{name}")
            page.context.close()


def begin(name: str, blocks: int, folder: Path, url: str) -> int:
    """The first blocks of a tutorial; the project that they made last."""
    folder.mkdir()
    text = (TUTORIALS / f"{name}.md").read_text(encoding="utf-8")
    found = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)[:blocks]
    script = "\n".join(found).replace("http://127.0.0.1:8000", url)
    script = script.replace('"ada", "a long enough password"', repr((NAME, PASSWORD))[1:-1])
    names: dict[str, Any] = {"folder": folder, "time": time}
    exec(compile(script, name, "exec"), names)  # noqa: S102 - our own tutorial
    with names["admin"] as admin:
        return max(project.id for project in admin.projects.list())


if __name__ == "__main__":
    main()

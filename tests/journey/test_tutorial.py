"""The first tutorial does what it says."""

import json
import re
import runpy
import time
from pathlib import Path
from typing import Any

import pytest
from serving import serving

from vermeil.client import Client

DOCS = Path(__file__).parents[2] / "docs"


def run(page: str, folder: Path, url: str) -> None:
    """The blocks of a tutorial, one after the other, against a server."""
    path = DOCS / "tutorial" / f"{page}.md"
    blocks = re.findall(r"^```python\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert len(blocks) > 3
    script = "\n".join(blocks).replace("http://127.0.0.1:8000", url)
    names: dict[str, Any] = {"folder": folder, "time": time}
    try:
        exec(compile(script, str(path), "exec"), names)
    finally:
        names["admin"].close()


def test_the_first_tutorial_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(tmp_path / "data") as server:
        Client.set_up(server.url, "ada", "a long enough password").close()
        run("first-campaign", tmp_path, server.url)
    told = capsys.readouterr().out
    assert "400 pictures, 0 refused" in told
    assert "finished" in told
    assert (tmp_path / "labels.csv").stat().st_size > 0


def test_the_tutorials_of_every_type_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(tmp_path / "data") as server:
        Client.set_up(server.url, "ada", "a long enough password").close()
        for page in ("boxes", "texts", "documents", "sound", "forms"):
            run(page, tmp_path, server.url)
    told = capsys.readouterr().out
    for words in ("160 sheets", "finished certified", "6 texts", "12 receipts", "8 sounds", "3 pairs"):
        assert words in told, told
    for name in ("digits-coco.zip", "travellers.conll", "receipts.json", "morse.jsonl", "companies.json"):
        assert (tmp_path / name).stat().st_size > 100, name


def test_how_the_money_is_spent_is_what_the_page_shows(tmp_path: Path) -> None:
    """The page and the notebook hold the same code, and it runs; figures may differ between machines."""
    shown = (DOCS / "explanation" / "spending.md").read_text(encoding="utf-8")
    page, cells = runpy.run_path(str(DOCS / "spending.py"))["run"](shown, tmp_path)
    assert "it holds: True" in page
    assert page.count("```python") == shown.count("```python") > 5
    assert (tmp_path / "spending.svg").stat().st_size > 10_000
    notebook = json.loads((DOCS / "tutorial" / "spending.ipynb").read_text(encoding="utf-8"))
    assert [cell["source"] for cell in notebook["cells"]] == [cell["source"] for cell in cells]

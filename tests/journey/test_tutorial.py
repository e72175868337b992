"""The first tutorial does what it says."""

import json
import re
import runpy
import time
from pathlib import Path

import pytest
from serving import serving

from vermeil.client import Client

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "tutorial" / "first-campaign.md"


def test_the_tutorial_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert len(blocks) > 5
    with serving(tmp_path / "data") as server:
        Client.set_up(server.url, "ada", "a long enough password").close()
        script = "\n".join(blocks).replace("http://127.0.0.1:8000", server.url)
        exec(compile(script, str(PAGE), "exec"), {"folder": tmp_path, "time": time})
    told = capsys.readouterr().out
    assert "400 pictures, 0 refused" in told
    assert "finished" in told
    assert (tmp_path / "labels.csv").stat().st_size > 0


def test_how_the_money_is_spent_is_what_the_page_shows(tmp_path: Path) -> None:
    """The page and the notebook hold the same code, and it runs; figures may differ between machines."""
    shown = (DOCS / "explanation" / "spending.md").read_text(encoding="utf-8")
    page, cells = runpy.run_path(str(DOCS / "spending.py"))["run"](shown, tmp_path)
    assert "it holds: True" in page
    assert page.count("```python") == shown.count("```python") > 5
    assert (tmp_path / "spending.svg").stat().st_size > 10_000
    notebook = json.loads((DOCS / "tutorial" / "spending.ipynb").read_text(encoding="utf-8"))
    assert [cell["source"] for cell in notebook["cells"]] == [cell["source"] for cell in cells]

"""The first tutorial does what it says."""

import re
import time
from pathlib import Path

import pytest
from serving import serving

from vermeil.client import Client

PAGE = Path(__file__).parents[2] / "docs" / "tutorial" / "first-campaign.md"


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

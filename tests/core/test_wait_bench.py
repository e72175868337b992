"""The page about an annotator's wait: ratios are to our own figure of the same kind of item."""

import json
from pathlib import Path

import pytest
from benchmarks.speed import waits


def row(tool: str, kind: str, ms: float) -> dict[str, object]:
    return {
        "tool": tool, "version": "1", "kind": kind, "p50_ms": ms, "p95_ms": 2 * ms,
        "item_calls": 3.0, "item_kb": 1.5, "lost": 1,
        "ahead": 0.5 if kind == "pictures" else None, "load_ms": 10 * ms, "load_kb": 1234.0, "load_calls": 7,
    }  # fmt: skip


def test_ratios_are_to_our_figure_of_the_same_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row("Vermeil", "texts", 10), row("Other", "texts", 40), row("Vermeil", "pictures", 20)]
    raw = {
        "rows": [*rows, row("Other", "pictures", 30)],
        "items": 2,
        "browser": "B",
        "machine": "M",
        "load": [3, 1],
    }
    monkeypatch.setattr(waits, "RESULTS", tmp_path / "page.json")
    assert waits.section() == ""
    waits.RESULTS.write_text(json.dumps(raw | {"seconds": 130, "visits": 3}))
    told = waits.section()
    assert "| texts | Other 1 | 40 | 80 | 4.0 | 4.0 |  | 1 | 3.0 | 1.5 |" in told
    assert "| pictures | Other 1 | 30 | 60 | 1.5 | 1.5 | 50 % | 1 | 3.0 | 1.5 |" in told
    assert "| pictures | Other | 0.30 | 1.5 | 1,234 | 7 |" in told
    assert "load 1 to 3" in told

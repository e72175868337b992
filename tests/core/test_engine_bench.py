"""The bench of the engine: what it gives everyone is the same, and what is not there has its reason."""

from pathlib import Path

import numpy as np
from benchmarks.speed import engine
from benchmarks.speed.engine import page, peers, replan


def test_our_query_steps_ask_only_free_items_and_doubt_finds_the_smallest_margins() -> None:
    rng = np.random.default_rng(0)
    scores = rng.dirichlet(np.ones(4), 500).astype(np.float32)
    given = peers.Given(
        rng.normal(size=(500, 8)).astype(np.float32), scores, np.arange(50), np.arange(50) % 4, 30, 1
    )
    for name in ("vermeil doubtful", "vermeil typical", "random"):
        found = peers.STRATEGIES[name][1](given)()
        assert np.unique(found).size == 30
        assert found.min() >= 50
    two = np.sort(scores, axis=1)[:, -2:]
    rank = np.argsort(np.argsort((two[:, 1] - two[:, 0])[50:]))
    assert rank[peers.STRATEGIES["vermeil doubtful"][1](given)() - 50].max() < 60


def test_a_library_that_is_not_installed_is_reported_with_its_error(tmp_path: Path) -> None:
    peers.write(1000, tmp_path)
    words = ("benchmarks.speed.engine.peers", "modAL margin_sampling", "1000", str(tmp_path), "30")
    found = engine._child(*words)
    assert found == {"why": "ModuleNotFoundError: No module named 'modAL'"} or found["seconds"] > 0


def test_a_campaign_is_replanned_to_its_end_and_measured() -> None:
    found = replan.main(4000, 10)
    assert found["learn"] > 0
    assert found["freeze"] > 0
    assert found["peak_mb"] > 10


def test_the_tables_show_reasons_in_place_of_figures() -> None:
    plan = dict.fromkeys(("items", *page.STEPS, "peak_mb"), 0.25)
    learned = {"digits": [0.9, 0.92, 0.94]}
    raw = {
        "versions": {"numpy": "2", "modAL-python": None},
        "replan": [plan],
        "choosing": {"typical": 3.0, "doubtful": 0.01},
        "query": [
            {"name": "ours", "what": "doubt", "items": 10, "seconds": 0.5},
            {"name": "theirs", "what": "doubt", "items": 10, "why": "over 30 s"},
        ],
        "learning": {"vermeil doubtful": learned, "theirs": {"digits": [0.8, 0.82, 0.84]}},
    }
    told = "\n".join(page.tables(raw))
    assert "| theirs | doubt | over 30 s |" in told
    assert "modAL-python not installed" in told
    assert "| theirs | 82.0 (-10.0 to -10.0) |" in told

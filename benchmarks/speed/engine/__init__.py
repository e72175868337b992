"""The engine on one core: `python -m benchmarks.speed --only engine --peers PYTHON`.

Replanning, choosing, and the query step of other libraries beside ours, each in a process of its own with one
thread. Seconds are those of the processor, so that what else the machine does counts little. The others live
in a virtual environment of theirs, PYTHON is its interpreter:

python -m venv peers && peers/bin/pip install small-text modAL-python scikit-activeml
"""

import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.speed.engine import page, peers
from vermeil.jobs import ONE_THREAD

Raw = dict[str, Any]
ROOT = Path(__file__).parents[3]
PARTS = ("replan", "rerank", "choosing", "query", "learning")
SIZES = (100_000, 1_000_000)
LIMIT = 10  #: seconds of the processor that a query step may take, its preparations included
LONG = 1200  #: seconds until anything is given up
LIBRARIES = ("numpy", "scikit-learn", "small-text", "modAL-python", "scikit-activeml")


def run(python: str | None = None, only: str | None = None) -> None:
    """Measure everything, keep the raw figures part by part, print the tables and write the page.

    `only`: one of `PARTS`; the others keep the figures that they have.
    """
    python, module = python or sys.executable, "benchmarks.speed.engine"
    parts: dict[str, Callable[[], object]] = {
        "machine": lambda: platform.processor() or platform.machine(),
        "versions": lambda: _versions(python),
        "replan": lambda: [
            _child(f"{module}.replan", str(items), str(width))
            for items, width in ((1_000_000, 384), (10_000_000, 32))
        ],
        "rerank": lambda: _child(f"{module}.rerank", "100000", "384"),
        "choosing": lambda: _child(f"{module}.choosing"),
        "query": lambda: _queries(python),
        **{
            f"learning {name}": partial(_child, f"{module}.learning", name, python=python)
            for name in peers.DISTINCT
        },
    }
    raw: Raw = json.loads(page.RESULTS.read_text(encoding="utf-8")) if only else {}
    for name, measure in parts.items():
        part, _, strategy = name.partition(" ")
        if only and part in PARTS and part != only:
            continue
        if strategy:
            raw.setdefault(part, {})[strategy] = measure()
        else:
            raw[part] = measure()
        page.RESULTS.parent.mkdir(exist_ok=True)
        page.RESULTS.write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
    print("\n\n".join(page.tables(raw)))
    page.write()


def _queries(python: str) -> list[Raw]:
    """Each strategy at each size; not again at a larger one where a smaller took too long."""
    rows: list[Raw] = []
    slow: dict[str, str] = {}
    for items in SIZES:
        with tempfile.TemporaryDirectory(prefix="vermeil-bench-") as folder:
            peers.write(items, Path(folder))
            for name, (what, _) in peers.STRATEGIES.items():
                words = ("benchmarks.speed.engine.peers", name, str(items), folder, str(LIMIT))
                found = {"why": slow[name]} if name in slow else _child(*words, python=python)
                if "why" in found:
                    slow[name] = found["why"]
                rows.append({"name": name, "what": what, "items": items} | found)
                print(rows[-1], flush=True)
    return rows


def _child(module: str, *words: str, python: str = sys.executable) -> Raw:
    """What a module prints as its last line; {"why": ...} when it fails or takes too long."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    command = [python, "-W", "ignore", "-m", module, *words]
    try:
        done = subprocess.run(
            command, env={**os.environ, **ONE_THREAD, "PYTHONPATH": paths}, cwd=ROOT,
            capture_output=True, text=True, timeout=LONG, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"why": f"over {LONG} s"}
    if done.returncode == -signal.SIGXCPU:
        return {"why": f"over {LIMIT} s"}
    if done.returncode:
        return {"why": (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1]}
    found: Raw = json.loads(done.stdout.splitlines()[-1])
    return found


def _versions(python: str) -> Raw:
    asked = (
        "import json, importlib.metadata as m\n"
        f"have = {{d.metadata['Name']: d.version for d in m.distributions()}}\n"
        f"print(json.dumps({{n: have.get(n) for n in {LIBRARIES!r}}}))"
    )
    told = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True)
    found: Raw = json.loads(told.stdout)
    return found

"""An annotator's wait in the browser, beside other tools: `python -m benchmarks.speed --only page`.

From the key press to the next item painted, by one clock for every tool (`probe.js`), in one Chromium, block
by block in turn. The others live in virtual environments of their own, and are left out where none is named:

python -m venv ls && ls/bin/pip install label-studio
python -m venv dc && dc/bin/pip install doccano 'numpy<2' 'marshmallow<4' 'setuptools<80'
python -m benchmarks.speed --only page --label-studio ls/bin/label-studio --doccano dc/bin/doccano
"""

import json
import os
import platform
import tempfile
import time
from contextlib import ExitStack, closing
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.speed import waits
from benchmarks.speed.annotating import desk, doccano, label_studio, ours
from benchmarks.speed.annotating.desk import Desk, Raw, first_loads, launch
from benchmarks.speed.annotating.samples import KINDS, made
from benchmarks.speed.annotating.tool import Tool

BLOCK = 10  #: items in a row of one tool; the first block of each is thrown away
SPARE = 12  #: what is fetched ahead, and never shown


def run(studio: str | None, doccano_program: str | None, items: int) -> None:
    """Measure every tool with `items` pictures and as many texts, keep the raw figures, write the page."""
    began = time.time()
    samples = made(items + BLOCK + SPARE)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vermeil-page-")))
        tools = [stack.enter_context(ours.running(folder, samples))]
        if studio:
            tools.append(stack.enter_context(label_studio.running(studio, folder, samples)))
        if doccano_program:
            tools.append(stack.enter_context(doccano.running(doccano_program, folder, samples)))
        play = stack.enter_context(sync_playwright())
        browser = stack.enter_context(closing(launch(play)))
        raw: Raw = {
            "machine": f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores",
            "browser": f"Chromium {browser.version}",
            "load": [round(os.getloadavg()[0], 1)],
            "items": items,
            "visits": desk.LOADS,
            "rows": _rows(browser, tools, items),
        }
    raw["load"].append(round(os.getloadavg()[0], 1))
    raw["seconds"] = round(time.time() - began)
    waits.RESULTS.write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
    print(waits.section())


def _rows(browser: Browser, tools: list[Tool], items: int) -> list[Raw]:
    """One row for each tool and kind of item; the tools take turns, so that none has the quiet minutes."""
    pairs = [(kind, tool) for kind, tool in product(KINDS, tools) if kind in tool.desks]
    print("servers are filled", flush=True)
    loads = [first_loads(browser, tool, kind) for kind, tool in pairs]
    places = [Desk(browser, tool, kind) for kind, tool in pairs]
    for block in range(1 + items // BLOCK):
        for place in places:
            place.work(BLOCK, kept=block > 0)
        print(f"{BLOCK * block} of {items} items", flush=True)
    return [place.row() | load for place, load in zip(places, loads, strict=True)]

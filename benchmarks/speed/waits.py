"""The annotator's wait as a section of docs/benchmarks/speed.md, from the raw figures alone."""

import json
from pathlib import Path
from typing import Any

from benchmarks.speed.markdown import table

Raw = dict[str, Any]
RESULTS = Path(__file__).parent / "results" / "page.json"
WAIT = """## From a key press to the next item

How long an annotator waits, measured inside the page by one clock for every tool: from the time stamp of the
key that brings the next item to the end of the first frame that shows it. A text is there when its element
says other words; a picture, when it has another address and is decoded. Transitions are not waited for.
{items} pictures (640 x 480 pixels, JPEG of about 45 kB) and as many texts (15 words), three classes, after 10
that do not count; every key comes when the page has had no call under way for 150 ms. All
pages are open in one {browser} without a window, and the tools take turns, ten items at a time. Servers and
browser share one machine ({machine}; load {load}). *Before the key*: items whose picture had been asked for
by then. *Keys lost*: after which nothing came within ten seconds, so that the key was pressed again; the wait
is that of the last press. Calls and kB (1000 bytes received) are those of a page to its own server, what it
fetches ahead included.

{waits}

- Label Studio posts the answer and only then asks for the next task, and after it for the picture.
- doccano stores the class when it is chosen (`1`), marks the item as done (`Enter`) and goes on (`→`): only
  the last of the three waits is in the table. It is measured on texts alone: among pictures its key for the
  next one stopped to work after some twenty, whenever we ran it.
- Vermeil keeps the answer in the browser, shows an item that it has had for a while, and sends afterwards.
- Argilla needs a search server beside it, Prodigy a licence: neither was run.

The first visit to the page with nothing kept in the browser (median of {visits}): until the first item is
painted, and what has come one and a half seconds later.

{loads}

Measured in one run of {minutes} minutes by `python -m benchmarks.speed --only page --items {items}
--label-studio PROGRAM --doccano PROGRAM`; the programs are those of environments of their own, made as
`benchmarks/speed/annotating` says.
"""


def section() -> str:
    """The section; empty where nothing was measured."""
    if not RESULTS.is_file():
        return ""
    raw = json.loads(RESULTS.read_text(encoding="utf-8"))
    ours = {row["kind"]: row for row in raw["rows"] if row["tool"] == "Vermeil"}
    low, high = sorted(raw["load"])
    return WAIT.format(
        items=raw["items"],
        visits=raw["visits"],
        browser=raw["browser"],
        machine=raw["machine"],
        load=f"{low:.0f} to {high:.0f}" if round(low) < round(high) else f"{low:.0f}",
        minutes=round(raw["seconds"] / 60),
        waits=_waits(raw["rows"], ours),
        loads=_loads(raw["rows"], ours),
    )


def _waits(rows: list[Raw], ours: dict[str, Raw]) -> str:
    head = [
        "items",
        "tool",
        "p50 ms",
        "p95 ms",
        "to ours, p50",
        "p95",
        "before the key",
        "keys lost",
        "calls",
        "kB",
    ]
    return table(head, [_wait(row, ours[row["kind"]]) for row in rows])


def _wait(row: Raw, mine: Raw) -> list[str]:
    ahead = "" if row["ahead"] is None else f"{row['ahead']:.0%}".replace("%", " %")
    return [
        row["kind"],
        f"{row['tool']} {row['version']}",
        f"{row['p50_ms']:.0f}",
        f"{row['p95_ms']:.0f}",
        *(_ratio(row, mine, name) for name in ("p50_ms", "p95_ms")),
        ahead,
        str(row["lost"]),
        f"{row['item_calls']:.1f}",
        f"{row['item_kb']:.1f}",
    ]


def _loads(rows: list[Raw], ours: dict[str, Raw]) -> str:
    lines = [
        [
            row["kind"],
            row["tool"],
            f"{row['load_ms'] / 1000:.2f}",
            _ratio(row, ours[row["kind"]], "load_ms"),
            f"{row['load_kb']:,.0f}",
            f"{row['load_calls']:.0f}",
        ]
        for row in rows
    ]
    return table(["items", "tool", "seconds", "to ours", "kB", "calls"], lines)


def _ratio(row: Raw, mine: Raw, name: str) -> str:
    return "" if row is mine else f"{row[name] / mine[name]:.1f}"

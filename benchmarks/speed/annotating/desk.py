"""One annotator at one tool: presses the keys, reads the clock in the page, counts what comes in."""

from collections.abc import Mapping
from pathlib import Path
from shutil import which
from statistics import median
from typing import Any

import numpy as np
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize

from benchmarks.speed.annotating.samples import Kind
from benchmarks.speed.annotating.tool import Tool

Raw = dict[str, Any]
PROBE = Path(__file__).with_name("probe.js")
SIZE: ViewportSize = {"width": 1280, "height": 860}
#: no page reaches any machine but this one: calls that a tool makes elsewhere fail at once
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PATIENCE = 60_000  #: milliseconds
BETWEEN = 150  #: milliseconds before each key, without a call under way
QUIET = 5000  #: milliseconds until a key is pressed all the same
STEP = 50
SETTLE = 1500  #: milliseconds after a first load, for what comes behind it
LOADS = 3
MOST_LOST = 20  #: keys, before it is no measurement any more


def launch(play: Playwright) -> Browser:
    """The system's Chromium, without a window."""
    path = which("chromium") or which("chromium-browser") or which("google-chrome")
    return play.chromium.launch(executable_path=path, args=FLAGS)


class Line:
    """What a page asks of its own server and gets: calls, and bytes as they came over the line."""

    def __init__(self, page: Page, url: str) -> None:
        """Counts from now on."""
        self.calls, self.bytes = 0, 0
        self._url, self._own, self._open = url, set[str](), set[str]()
        self._page = page
        wire = page.context.new_cdp_session(page)
        wire.on("Network.requestWillBeSent", self._asked)
        wire.on("Network.loadingFinished", self._came)
        wire.on("Network.loadingFailed", lambda told: self._open.discard(told["requestId"]))
        wire.send("Network.enable")

    def _asked(self, told: Mapping[str, Any]) -> None:
        if told["request"]["url"].startswith(self._url):
            self._own.add(told["requestId"])
            self.calls += 1
            if told["type"] != "EventSource":  # which stays open
                self._open.add(told["requestId"])

    def _came(self, told: Mapping[str, Any]) -> None:
        if told["requestId"] in self._own:
            self._open.discard(told["requestId"])
            self.bytes += int(told["encodedDataLength"])

    def rest(self) -> None:
        """Until no call has been under way for a moment: a tool may lose a key that comes in its work."""
        waited = quiet = 0
        while quiet < BETWEEN and waited < QUIET:
            self._page.wait_for_timeout(STEP)
            waited += STEP
            quiet = 0 if self._open else quiet + STEP


def first_loads(browser: Browser, tool: Tool, kind: Kind) -> Raw:
    """Medians of some visits with nothing kept: milliseconds to the first item, kB (1000 bytes), calls."""
    visits = []
    signed = browser.new_context()
    tool.sign_in(signed)
    state = signed.storage_state()
    signed.close()
    for _ in range(LOADS):
        context = browser.new_context(viewport=SIZE, storage_state=state)
        page = _page(context)
        line = Line(page, tool.url)
        page.goto(tool.url + tool.desks[kind], wait_until="commit")
        ms = page.evaluate("looks => probe.first(looks)", _looks(tool, kind))
        page.wait_for_timeout(SETTLE)
        visits.append((ms, line.bytes / 1000, line.calls))
        context.close()
    ms, kb, calls = (median(column) for column in zip(*visits, strict=True))
    return {"load_ms": ms, "load_kb": kb, "load_calls": calls}


class Desk:
    """A page that stays open over many items."""

    def __init__(self, browser: Browser, tool: Tool, kind: Kind) -> None:
        """Signed in, the first item on the screen."""
        self.tool, self.kind = tool, kind
        self.looks = _looks(tool, kind)
        self.waits: list[float] = []
        self.ahead: list[bool] = []
        self.calls, self.bytes, self.lost = 0, 0, 0
        context = browser.new_context(viewport=SIZE)
        tool.sign_in(context)
        self.page = _page(context)
        self.line = Line(self.page, tool.url)
        self.page.goto(tool.url + tool.desks[kind], wait_until="commit")
        self.page.evaluate("looks => probe.first(looks)", self.looks)
        self.page.wait_for_timeout(SETTLE)

    def work(self, items: int, *, kept: bool) -> None:
        """Label some items as fast as one who does not look."""
        before = self.line.calls, self.line.bytes
        *first, last = self.tool.keys
        for _ in range(items):
            self.line.rest()
            for key in first:
                self.page.keyboard.press(key)
                self.line.rest()
            told = self._next(last)
            while told is None:  # a person would press it again
                self.lost += 1
                assert self.lost < MOST_LOST, f"{self.tool.name} does not go on to another of the {self.kind}"
                told = self._next(last)
            if kept:
                self.waits.append(told["ms"])
                self.ahead.append(told["ahead"])
        self.line.rest()
        if kept:
            self.calls += self.line.calls - before[0]
            self.bytes += self.line.bytes - before[1]

    def _next(self, key: str) -> Raw | None:
        """Presses what brings the next item; none where it was lost."""
        [*_, letter] = key.split("+")
        self.page.evaluate("([looks, key]) => probe.arm(looks, key)", [self.looks, letter])
        self.page.keyboard.press(key)
        told: Raw | None = self.page.evaluate("probe.result()")
        return told

    def row(self) -> Raw:
        """Figures of this tool and kind; milliseconds, kB (1000 bytes)."""
        count = len(self.waits)
        return {
            "tool": self.tool.name,
            "version": self.tool.version,
            "keys": list(self.tool.keys),
            "kind": self.kind,
            "count": count,
            "lost": self.lost,
            "p50_ms": float(np.percentile(self.waits, 50)),
            "p95_ms": float(np.percentile(self.waits, 95)),
            "ahead": sum(self.ahead) / count if self.kind == "pictures" else None,
            "item_calls": self.calls / count,
            "item_kb": self.bytes / count / 1000,
            "waits_ms": [round(wait, 1) for wait in self.waits],
        }


def _looks(tool: Tool, kind: Kind) -> dict[str, str]:
    return {"kind": kind, "item": tool.items[kind], "media": tool.media}


def _page(context: BrowserContext) -> Page:
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=PROBE)
    return context.new_page()

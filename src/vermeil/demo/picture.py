"""The campaign as a live picture in the terminal, or as plain lines where there is none."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from vermeil.client import Campaign, Project

BARS = "▁▂▃▄▅▆▇█"
LINE_SECONDS = 5.0  #: between lines of the same kind, where there is no terminal


def sparkline(values: Sequence[float]) -> str:
    """The run of `values` (each in [0, 1]) in one line of blocks."""
    return "".join(BARS[round(max(0.0, min(1.0, value)) * (len(BARS) - 1))] for value in values)


class Picture:
    """Shows how a campaign stands."""

    def __init__(self, console: Console, address: str, pace: str) -> None:
        """`address` and `pace` are said at the foot."""
        self.console, self.address, self.pace = console, address, pace
        self._live: Live | None = None
        self._began = time.monotonic()
        self._last, self._next = "", 0.0

    @contextmanager
    def shown(self) -> Iterator["Picture"]:
        """Draw while the block runs; a terminal is redrawn, anything else gets lines."""
        if not self.console.is_terminal:
            yield self
            return
        with Live(console=self.console, refresh_per_second=4, transient=False) as self._live:
            yield self

    def draw(self, campaign: Campaign, project: Project) -> None:
        """Show this."""
        if self._live:
            self._live.update(self._panel(campaign, project))
            return
        doing = str(campaign.progress.get("doing", "")).split(",")[0].strip("0123456789 ")
        if doing != self._last or time.monotonic() > self._next:
            line = one_line(campaign, project)
            self.console.print(f"{time.monotonic() - self._began:5.0f} s  {line}", soft_wrap=True)
            self._last, self._next = doing, time.monotonic() + LINE_SECONDS

    def _panel(self, campaign: Campaign, project: Project) -> RenderableType:
        foot = Text.from_markup(f"[dim]watch and join at[/dim] {self.address}   [dim]{self.pace}[/dim]")
        body = Group(
            bars(project), Columns([rounds(campaign), money(campaign, project)], padding=(0, 4)), foot
        )
        title = f"[bold]Vermeil[/bold]  {stage(campaign)}  {time.monotonic() - self._began:.0f} s"
        return Panel(body, title=title, border_style="red")


def stage(campaign: Campaign) -> str:
    """What it does now, in words."""
    doing = str(campaign.progress.get("doing") or campaign.stage)
    asked, answered = campaign.progress.get("asked"), campaign.progress.get("answered")
    return f"{doing}, {answered} of {asked}" if campaign.live and asked else doing


def one_line(campaign: Campaign, project: Project) -> str:
    """How it stands, for a log."""
    counts, spent = project.counts, campaign.spent.get("total", 0.0)
    parts = [
        f"round {len(campaign.rounds)}: {stage(campaign)}",
        f"people {counts.get('human', 0)}, machine {counts.get('machine', 0)} of {counts.get('items', 0)}",
        f"spent {spent:.2f} of {all_human(campaign, project):.2f}",
    ]
    if campaign.rounds:
        last = campaign.rounds[-1]
        parts.append(f"accuracy {last['accuracy']['mid']:.1%}, forecast {band(last['forecast'])}")
    return "; ".join(parts)


def bars(project: Project) -> Table:
    """Who labelled how much."""
    counts = project.counts
    total = max(1, counts.get("items", 0) - counts.get("duplicates", 0))
    table = Table.grid(padding=(0, 1))
    for name, colour in (("human", "green"), ("machine", "blue")):
        done = counts.get(name, 0)
        bar = ProgressBar(total=total, completed=done, width=50, complete_style=colour, finished_style=colour)
        table.add_row(name, bar, f"{done} of {total}")
    return table


def rounds(campaign: Campaign) -> Table:
    """Each round: what was known after it, and what it made us expect."""
    table = Table(
        "round", "labels", "accuracy", "machine", "cost so far", "forecast", box=None, padding=(0, 1)
    )
    for row in campaign.rounds[-8:]:
        table.add_row(
            str(row["round"]),
            str(row["labels"]),
            f"{row['accuracy']['mid']:.1%}",
            f"{row['machine_share']:.0%}",
            f"{row['cost']:.2f}",
            band(row["forecast"]),
        )
    return table


def money(campaign: Campaign, project: Project) -> RenderableType:
    """What it costs against people alone, and how the forecast went."""
    people, total = all_human(campaign, project), campaign.spent.get("total", 0.0)
    currency = campaign.prices.get("currency", "")
    lines = [f"spent {total:.2f} {currency}, people alone {people:.2f}"]
    lines += [
        f"  {kind} {amount:.2f}" for kind, amount in campaign.spent.items() if kind != "total" and amount
    ]
    if len(campaign.rounds) > 1:
        shares = [row["forecast"]["mid"] / people for row in campaign.rounds]
        lines.append(f"forecast by round {sparkline(shares)} now {shares[-1]:.0%} of people alone")
    if curve := campaign.curve:
        costs = [point["cost"]["mid"] / people for point in curve]
        first, last = curve[0], curve[-1]
        lines.append(
            f"cost for {first['error']:.1%} to {last['error']:.0%} wrong {sparkline(costs)} "
            f"{first['cost']['mid']:.2f} to {last['cost']['mid']:.2f}"
        )
    return Text("\n".join(lines))


def all_human(campaign: Campaign, project: Project) -> float:
    """What people alone would cost."""
    distinct = project.counts.get("items", 0) - project.counts.get("duplicates", 0)
    return max(1e-9, distinct * float(campaign.prices.get("label", 0.0)))


def band(estimate: dict[str, float]) -> str:
    """An estimate with its interval."""
    return f"{estimate['mid']:.2f} ({estimate['low']:.2f} to {estimate['high']:.2f})"

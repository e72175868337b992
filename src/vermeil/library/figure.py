"""One campaign in two pictures: what it was forecast to cost at each round, and who labelled the items."""

from typing import TYPE_CHECKING, Any

from vermeil.core.errors import VermeilError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from vermeil.library import Result

INK, FORECAST, PEOPLE, MACHINE, QUIET = "#26323f", "#2f6f8f", "#c98b2b", "#8fa9b8", "#9aa5b1"


class PlotMissing(VermeilError):
    """Plots need matplotlib: `pip install 'vermeil[plot]'`."""


def draw(result: "Result") -> "Figure":
    """A figure of `result`; save it with `.savefig(path)`. Raises PlotMissing without the extra."""
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 - an extra, needed only here
    except ImportError as missing:
        raise PlotMissing from missing
    figure = Figure(figsize=(10, 4.2), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=[3, 1])
    _cost(left, result)
    _shares(right, result)
    return figure


def _cost(axes: "Axes", result: "Result") -> None:
    rows = [row for row in result.rounds if "forecast" in row]
    bought = [row["labels"] for row in rows]
    bands: dict[str, list[Any]] = {
        name: [row["forecast"][name] for row in rows] for name in ("low", "mid", "high")
    }
    axes.fill_between(
        bought, bands["low"], bands["high"], color=FORECAST, alpha=0.18, lw=0, label="90 % band"
    )
    axes.plot(bought, bands["mid"], "o-", color=FORECAST, label="forecast total")
    axes.plot(bought, [row["spent"] for row in rows], color=QUIET, label="spent so far")
    axes.axhline(result.cost.total, color=INK, lw=1.2, label="actual total")
    axes.axhline(result.all_human, color=PEOPLE, lw=1.2, ls="--", label="people only")
    axes.set(xlabel="labels bought when forecast", ylabel=f"cost, {result.prices.currency}", ylim=(0, None))
    axes.set_title(
        f"{100 * result.cost.total / result.all_human:.1f} % of people only", loc="left", color=INK
    )
    axes.legend(frameon=False, fontsize="small")
    axes.spines[["top", "right"]].set_visible(False)


def _shares(axes: "Axes", result: "Result") -> None:
    bottom = 0.0
    for name, colour in (("human", PEOPLE), ("machine", MACHINE), ("none", "#ffffff")):
        share = float((result.source == name).mean())
        if share:
            axes.bar([0], [share], bottom=bottom, color=colour, edgecolor=INK, lw=0.5)
            axes.text(
                0, bottom + share / 2, f"{name} {100 * share:.0f} %", ha="center", va="center", color=INK
            )
        bottom += share
    axes.set(xlim=(-0.6, 0.6), ylim=(0, 1))
    axes.set_axis_off()

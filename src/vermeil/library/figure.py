"""One campaign in three pictures, those of the page: cost against accuracy, round by round, who labelled."""

from typing import TYPE_CHECKING, Any

from vermeil.core.errors import VermeilError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from vermeil.library import Result

GOLD, DEEP, SILVER, INK = "#c3922e", "#76530d", "#a7afb7", "#17191c"  #: the page's


class PlotMissing(VermeilError):
    """Plots need matplotlib: `pip install 'vermeil[plot]'`."""


def draw(result: "Result") -> "Figure":
    """A figure of `result`; save it with `.savefig(path)`. Raises PlotMissing without the extra."""
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 - an extra, needed only here
    except ImportError as missing:
        raise PlotMissing from missing
    figure = Figure(figsize=(13, 4.2), layout="constrained")
    left, middle, right = figure.subplots(1, 3, width_ratios=[5, 5, 2])
    _accuracy(left, result)
    _rounds(middle, result)
    _shares(right, result)
    for axes in (left, middle):
        axes.set(ylim=(0, 1.1 * result.all_human), ylabel=f"total cost, {result.prices.currency}")
        axes.axhline(result.all_human, color=INK, lw=1.2, ls="--", label="all by people")
        axes.legend(frameon=False, fontsize="small")
        axes.spines[["top", "right"]].set_visible(False)
    return figure


def _band(axes: "Axes", at: list[float], costs: list[dict[str, Any]]) -> None:
    low, mid, high = ([one[name] for one in costs] for name in ("low", "mid", "high"))
    axes.fill_between(at, low, high, color=GOLD, alpha=0.17, lw=0, label="90 % band")
    axes.vlines(at, low, high, color=GOLD, lw=1)
    axes.plot(at, mid, "o-", color=GOLD, mec=DEEP, mfc="white", label="forecast total")


def _accuracy(axes: "Axes", result: "Result") -> None:
    """What other targets would have cost, as the last round saw it; and what came."""
    points = sorted(result.curve, key=lambda one: -float(one["error"]))
    _band(axes, [100 * (1 - one["error"]) for one in points], [one["cost"] for one in points])
    reached = 100 * (1 - result.certificate.target.error)
    axes.plot([reached], [result.cost.total], "D", color=INK, label="actual total")
    axes.set(xlabel="certified accuracy, %")
    axes.set_title("Cost against accuracy", loc="left", color=INK)


def _rounds(axes: "Axes", result: "Result") -> None:
    rows = [row for row in result.rounds if "forecast" in row]
    rounds = [float(row["round"]) for row in rows]
    _band(axes, rounds, [row["forecast"] for row in rows])
    axes.plot(rounds, [row["spent"] for row in rows], "s-", color=INK, ms=4, label="spent so far")
    axes.axhline(result.cost.total, color=INK, lw=1.2, label="actual total")
    axes.set(xlabel="round", xticks=sorted({round(one) for one in rounds}))
    share = result.cost.total / result.all_human
    axes.set_title(f"Round by round: {100 * share:.1f} % of people only", loc="left", color=INK)


def _shares(axes: "Axes", result: "Result") -> None:
    bottom = 0.0
    for name, colour in (("human", GOLD), ("machine", SILVER), ("none", "white")):
        share = float((result.source == name).mean())
        if share:
            axes.bar([0], [share], bottom=bottom, color=colour, edgecolor="white", lw=1)
            axes.text(
                0, bottom + share / 2, f"{name} {100 * share:.0f} %", ha="center", va="center", color=INK
            )
        bottom += share
    axes.set(xlim=(-0.6, 0.6), ylim=(0, 1))
    axes.set_axis_off()
    axes.set_title("Who labelled", loc="left", color=INK)

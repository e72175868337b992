"""Two pictures: what each method costs on each data set, and how that moves with the target."""

from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.cost.cells import KINDS, Cell, Name, Setting, title
from benchmarks.cost.methods import METHODS

INK = "#26323f"
COLOURS = {"learn": "#2f6f8f", "looks": "#7fb2c9", "test": "#a05a7a", "audit": "#c98b2b", "rest": "#9aa5b1"}
TEN = 10  #: colours, which matplotlib then gives again
TARGET, PRICE = 0.05, 0.04  #: of the first picture
Found = dict[Setting, dict[Name, Cell]]


def shares(found: Found, path: Path) -> None:
    """Bars of what people were paid for, a row a method, a panel a data set."""
    settings = [one for one in found if one[1:] == (TARGET, PRICE)]
    if not settings:
        return
    width = min(len(settings), 3)
    height = -(-len(settings) // width)
    figure = Figure(figsize=(4.6 * width, 3.4 * height), layout="constrained")
    panels = figure.subplots(height, width, squeeze=False).ravel()
    for axes, setting in zip(panels, settings, strict=False):
        _panel(axes, setting, found[setting])
    for axes in panels[len(settings) :]:
        axes.set_axis_off()
    named = panels[0].get_legend_handles_labels()
    figure.legend(*named, loc="outside lower center", ncol=len(KINDS), frameon=False)
    save(figure, path)


def _panel(axes: Axes, setting: Setting, found: dict[Name, Cell]) -> None:
    names = sorted(
        (name for name in found if name[0] != "people"),
        key=lambda name: (list(METHODS).index(name[0]), name[1]),
        reverse=True,
    )
    for row, name in enumerate(names):
        left, cell = 0.0, found[name]
        for kind in KINDS:
            part = 100 * cell.paid(kind)
            axes.barh(row, part, left=left, color=COLOURS[kind], label=kind if row == 0 else None, height=0.7)
            left += part
    marks = [" *" if found[name].broken > 0.05 * found[name].promises else "" for name in names]
    words = [title(name) + mark for name, mark in zip(names, marks, strict=True)]
    axes.set_yticks(range(len(names)), words, fontsize=7)
    axes.set_xlim(0, 100)
    axes.set_title(f"{setting[0]}, % of people only", loc="left", color=INK, fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)


def targets(found: Found, path: Path) -> None:
    """Median cost against the target, for the data set with the most targets."""
    data = [setting[0] for setting in found if setting[2] == PRICE]
    if not data:
        return
    most = max(dict.fromkeys(data), key=data.count)
    figure = Figure(figsize=(8.5, 4.2), layout="constrained")
    axes = figure.subplots()
    lines: dict[Name, list[tuple[float, float]]] = {}
    for (name_of_data, target, price), by_name in found.items():
        if name_of_data == most and price == PRICE:
            for name, cell in by_name.items():
                lines.setdefault(name, []).append((100 * target, 100 * cell.share))
    for name, points in lines.items():
        if name[0] != "people":
            _line(axes, name, points)
    axes.set(xlabel="target, % wrong", ylabel="cost, % of people only", ylim=(0, None))
    axes.set_title(most, loc="left", color=INK)
    figure.legend(loc="outside right center", frameon=False, fontsize="x-small")
    axes.spines[["top", "right"]].set_visible(False)
    save(figure, path)


def _line(axes: Axes, name: Name, points: list[tuple[float, float]]) -> None:
    """One colour a method; dotted where nothing is proved."""
    x, y = zip(*sorted(points), strict=True)
    number = list(METHODS).index(name[0])
    colour = f"C{number}" if number < TEN else INK
    style = ":" if name[1] == "published" else "-"
    axes.plot(
        x, y, style, marker="o", ms=3, lw=3 if name[0] == "vermeil" else 1, color=colour, label=title(name)
    )


def save(figure: Figure, path: Path) -> None:
    """The same file for the same picture: otherwise its names are drawn anew each time."""
    with rc_context({"svg.hashsalt": path.stem}):
        figure.savefig(path, metadata={"Date": None})

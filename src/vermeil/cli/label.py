"""`vermeil label`: a file of texts to a certified data set, with you as the people."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.markup import escape

from vermeil.cli.racers import CallPrice, Labelers, Llm, Model, llm_of, names_of
from vermeil.core.errors import BadInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vermeil import LLM
    from vermeil.library import Result

out = Console(highlight=False)
Row = dict[str, str]
Goal = Literal["labels", "model"]
ClassErrors = Annotated[
    str | None, typer.Option(help="The same for single classes: crack=0.1,dent=0.1; or 0.1 for every class.")
]
SliceErrors = Annotated[str | None, typer.Option(help="The same for slices: the values of --slice-column.")]
SliceColumn = Annotated[str | None, typer.Option(help="The column that says whose slice a row is.")]
Days = Annotated[float | None, typer.Option(help="Never take more days, of eight hours, five a week.")]
GoalOption = Annotated[
    Goal, typer.Option(help="labels: all of them, certified. model: the best one that the caps pay for.")
]
Worth = Annotated[
    float | None, typer.Option(help="Of a model: what a percentage point of its accuracy is worth.")
]


def register(app: typer.Typer) -> None:
    """Add this command."""
    examples = ("mails.csv --classes ham,spam", "mails.csv --oracle-column truth")
    app.command(epilog="   |   ".join(f"vermeil label {example}" for example in examples))(label)


def label(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A CSV file with a header.")],
    *,
    classes: Annotated[str | None, typer.Option(help="The classes: a,b,c.")] = None,
    text_column: Annotated[str, typer.Option(help="The column to label.")] = "text",
    oracle_column: Annotated[
        str | None, typer.Option(help="Take the answers from this column instead of asking (to try it out).")
    ] = None,
    error: Annotated[float, typer.Option(help="Share of labels that may be wrong.")] = 0.05,
    confidence: Annotated[float, typer.Option(help="How sure that must be.")] = 0.95,
    class_errors: ClassErrors = None,
    slice_errors: SliceErrors = None,
    slice_column: SliceColumn = None,
    price: Annotated[float, typer.Option(help="Price of one answer, in USD.")] = 0.04,
    budget: Annotated[float | None, typer.Option(help="Never spend more.")] = None,
    people_hours: Annotated[float | None, typer.Option(help="Never answer for more hours.")] = None,
    device_hours: Annotated[float | None, typer.Option(help="Never compute for more hours.")] = None,
    days: Days = None,
    goal: GoalOption = "labels",
    worth: Worth = None,
    labelers: Labelers = None,
    llm: Llm = None,
    model: Model = None,
    call_price: CallPrice = None,
    seed: Annotated[int, typer.Option(help="Same seed, same answers: same result.")] = 0,
) -> None:
    """Label a file of texts: you answer some, a model the rest, and a certificate says how good it is.

    Your answers are kept in FILE.answers.jsonl as you give them: stop whenever you like, and run it again.
    """
    from vermeil import Caps, Prices, Target  # noqa: PLC0415 - the engine takes a second to import
    from vermeil import label as run  # noqa: PLC0415

    rows = read(file, text_column)
    names = class_names(rows, classes, oracle_column)
    result = run(
        [row[text_column] for row in rows],
        Answers(rows, oracle_column, names, file, text_column).ask,
        classes=names,
        slices=None if slice_column is None else column(rows, slice_column, "--slice-column"),
        target=Target(error, confidence, classes=errors_of(class_errors), slices=errors_of(slice_errors)),
        prices=Prices(label=price, verify=price),
        budget=Caps(money=budget, people_hours=people_hours, device_hours=device_hours, days=days),
        goal=goal,
        worth=worth,
        labelers=race(labelers, llm_of(llm, model, call_price), (len(rows), len(names))),
        seed=seed,
        progress=oracle_column is not None,
    )
    (write if goal == "labels" else write_model)(file, rows, names, result)


def race(named: str | None, llm: dict[str, Any] | None, sizes: tuple[int, int]) -> "list[str | LLM] | None":
    """Who label for the machine, of so many items and classes; None: nothing was said of it."""
    from vermeil import LLM  # noqa: PLC0415 - the engine takes a second to import
    from vermeil.core.plan.entrants import usual  # noqa: PLC0415

    names = names_of(named)
    if llm is None:
        return None if names is None else [*names]
    return [*(usual(*sizes) if names is None else names), LLM(**llm)]


def errors_of(said: str | None) -> float | dict[str, float]:
    """`crack=0.1,dent=0.05` by name, or one number for all."""
    if not said:
        return {}
    try:
        if "=" not in said:
            return float(said)
        return {name.strip(): float(share) for name, share in (one.rsplit("=", 1) for one in said.split(","))}
    except ValueError:
        raise typer.BadParameter("write crack=0.1,dent=0.05, or one number for all") from None


def read(file: Path, text_column: str) -> list[Row]:
    """The rows of a CSV file; BadInput in words."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (UnicodeDecodeError, csv.Error) as broken:
        raise BadInput(f"{file} is no CSV file in UTF-8: {broken}") from broken
    if not rows:
        raise BadInput(f"{file} has no rows below its header.")
    if text_column not in rows[0]:
        raise BadInput(
            f"{file} has no column {text_column!r}; --text-column is one of: {', '.join(rows[0])}."
        )
    return rows


def column(rows: Sequence[Row], name: str, option: str) -> list[str]:
    """The values of a column; BadInput where there is none."""
    if name not in rows[0]:
        raise BadInput(f"There is no column {name!r}; {option} is one of: {', '.join(rows[0])}.")
    return [row[name] for row in rows]


def class_names(rows: Sequence[Row], classes: str | None, oracle_column: str | None) -> list[str]:
    """The classes as given, or those of the oracle's column."""
    if classes:
        return [name.strip() for name in classes.split(",") if name.strip()]
    if oracle_column is None:
        raise typer.BadParameter("say what may be answered: --classes a,b,c")
    return sorted(set(column(rows, oracle_column, "--oracle-column")))


class Answers:
    """What the person at the keyboard (or the oracle's column) says; every answer is kept at once."""

    def __init__(
        self, rows: Sequence[Row], oracle_column: str | None, names: list[str], file: Path, text_column: str
    ) -> None:
        """Answers given before are read from FILE.answers.jsonl."""
        self.rows, self.names, self.oracle, self.text = rows, names, oracle_column, text_column
        self.kept = file.with_name(file.name + ".answers.jsonl")
        self.given: dict[str, str] = {}
        if oracle_column is None and self.kept.exists():
            lines = map(json.loads, self.kept.read_text(encoding="utf-8").splitlines())
            self.given = {line["text"]: line["label"] for line in lines if line["label"] in names}

    def ask(self, indices: "NDArray[np.int64]") -> list[int]:
        """Class ids of the rows asked for."""
        return [self.names.index(self._one(int(i), n, len(indices))) for n, i in enumerate(indices, 1)]

    def _one(self, index: int, number: int, of: int) -> str:
        row = self.rows[index]
        if self.oracle is not None:
            return row[self.oracle]
        text = row[self.text]
        if text not in self.given:
            out.rule(f"{number} of {of}")
            out.print(escape(text))
            self.given[text] = choose(self.names)
            with self.kept.open("a", encoding="utf-8") as kept:
                kept.write(json.dumps({"text": text, "label": self.given[text]}) + "\n")
        return self.given[text]


def choose(names: Sequence[str]) -> str:
    """A class, by its number, its name or the beginning of it."""
    menu = "  ".join(f"[bold]{n}[/bold] {escape(name)}" for n, name in enumerate(names, 1))
    while True:
        said = out.input(f"{menu} > ").strip()
        if said.isdecimal() and 1 <= int(said) <= len(names):
            return names[int(said) - 1]
        fitting = [name for name in names if said and name.lower().startswith(said.lower())]
        if said in names or len(fitting) == 1:
            return said if said in names else fitting[0]
        out.print("Type the number of a class, or the beginning of its name; Ctrl-C stops, nothing is lost.")


def write_model(file: Path, rows: Sequence[Row], names: Sequence[str], result: "Result") -> None:
    """FILE.predicted.csv: what the model says of every row, beside what people said; and how good it is."""
    out.print(result.reason)
    if result.model is None:
        raise typer.Exit(1)
    predicted = file.with_suffix(".predicted.csv")
    with predicted.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow([*rows[0], "predicted", "label"])
        for row, guess, kind in zip(rows, result.model.predictions, result.labels, strict=True):
            table.writerow([*row.values(), names[int(guess)], names[int(kind)] if kind >= 0 else ""])
    out.print(f"{predicted}: {len(rows)} predictions; people gave {result.cost.human_labels} labels")


def write(file: Path, rows: Sequence[Row], names: Sequence[str], result: "Result") -> None:
    """FILE.labelled.csv and FILE.certificate.json, and what it cost."""
    labelled, proof = file.with_suffix(".labelled.csv"), file.with_suffix(".certificate.json")
    with labelled.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow([*rows[0], "label", "label_source", "confidence"])
        for row, kind, source, sure in zip(
            rows, result.labels, result.source, result.confidence, strict=True
        ):
            table.writerow([*row.values(), names[int(kind)] if kind >= 0 else "", source, f"{sure:.4f}"])
    out.print(f"{labelled}: {len(rows)} labels, {result.cost.human_labels} of them by people")
    result.certificate.save(proof)
    out.print(f"{proof}: at most {result.certificate.error_upper:.1%} wrong")
    if not result.certificate.holds:
        out.print(result.reason)
        raise typer.Exit(1)

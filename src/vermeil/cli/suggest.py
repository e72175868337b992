"""`vermeil suggest`: a model's answers for what nobody has labelled."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from vermeil.cli.files import ProjectName, Server, Token, needed
from vermeil.client import Client, SuggestionRun

out = Console(highlight=False)
Source = Literal["documents", "answers", "label_studio", "llm"]


def register(app: typer.Typer) -> None:
    """Add this command."""
    examples = (
        "invoices --ocr",
        "mail --from answers",
        "cells --from label_studio --address http://localhost:9090",
    )
    app.command(epilog="   |   ".join(f"vermeil suggest {example}" for example in examples))(suggest)


def suggest(
    project: ProjectName,
    *,
    source: Annotated[
        Source, typer.Option("--from", help="What says it: read documents, people's answers, or a model.")
    ] = "documents",
    with_ocr: Annotated[
        bool, typer.Option("--ocr", help="Documents: read scans and photos too, some seconds a page.")
    ] = False,
    examples: Annotated[
        int | None,
        typer.Option(min=0, max=1_000, help="Documents: learn from so many answered ones; left out: 40."),
    ] = None,
    address: Annotated[str | None, typer.Option(help="Of the backend, or of the language model.")] = None,
    model: Annotated[str | None, typer.Option(help="Name of the language model.")] = None,
    price: Annotated[float | None, typer.Option(help="Price of one call of the language model.")] = None,
    at_most: Annotated[float | None, typer.Option(help="What may be spent on its calls.")] = None,
    images: Annotated[bool, typer.Option("--images", help="The language model takes images.")] = False,
    url: Server = None,
    token: Token = None,
) -> None:
    """Have a model suggest an answer for every item without a label; what does not fit is told.

    The fields of documents are learned from those that people have answered: PDF files that carry their
    text need no --ocr. A language model is asked only when --at-most covers its price for all items.
    """
    read = {"ocr": with_ocr or None, "examples": examples}
    asked = {"url": address, "model": model, "price": price, "at_most": at_most, "images": images or None}
    with Client(url, token) as client:
        run = watched(client, needed(client, project).id, source, read | asked)
    tell(run)
    if run.state != "finished" or run.refused:
        raise typer.Exit(1)


def watched(client: Client, project: int, source: Source, how: Mapping[str, Any]) -> SuggestionRun:
    """A run of the server, to its end, with a bar."""
    begun = client.suggestions.start(project, source, **how)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as progress:
        bar = progress.add_task(f"from {source}", total=begun.n_items)
        return client.suggestions.wait(begun.id, watch=lambda now: progress.update(bar, completed=now.done))


def tell(run: SuggestionRun) -> None:
    """What came of it."""
    spent = f", {run.spent:,.2f} spent" if run.spent else ""
    out.print(f"{run.taken:,} of {run.n_items:,} items have a suggestion{spent}.")
    for point in run.accuracy or []:
        taught = "everything" if point["per_class"] is None else f"{point['per_class']} a class"
        out.print(
            f"  taught by {taught}: {point['mid']:.0%} right ({point['low']:.0%} to {point['high']:.0%})"
        )
    for one in run.refusals:
        out.print(f"  [yellow]{escape(one['key'])}[/yellow]: {escape(one['reason'])}")
    if run.reason:
        out.print(f"[red]{escape(run.reason)}[/red]")

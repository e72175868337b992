"""Options that say who labels for the machine, and what they mean."""

from typing import Annotated, Any

import typer

Labelers = Annotated[
    str | None,
    typer.Option(
        help="Who label for the machine: kernel,logistic; by default the usual ones.", metavar="NAMES"
    ),
]
Llm = Annotated[
    str | None, typer.Option(help="The address of a language model that races with them.", metavar="URL")
]
Model = Annotated[str | None, typer.Option(help="Its name.")]
CallPrice = Annotated[float | None, typer.Option(help="What a call to it costs.")]


def names_of(said: str | None) -> list[str] | None:
    """`a,b` as a list; None: nothing was said."""
    return None if said is None else [name.strip() for name in said.split(",") if name.strip()]


def llm_of(url: str | None, model: str | None, price: float | None) -> dict[str, Any] | None:
    """A language model as an order has it; None: there is none."""
    if url is None:
        return None
    if model is None or price is None:
        raise typer.BadParameter("a language model needs its name and its price: --model, --call-price")
    return {"url": url, "model": model, "price": price}

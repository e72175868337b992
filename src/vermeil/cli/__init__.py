"""`vermeil` on the command line.

Exit status: 0 done; 1 the answer is no (a certificate that does not hold, a fault found, records refused);
2 wrong use; 3 it could not be done (the server refuses or is away, a file cannot be read).
"""

import sys

import typer
from rich.console import Console

from vermeil.cli import files, house, label, suggest
from vermeil.core.errors import VermeilError

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Label a whole data set to a proven accuracy at the least cost: people and models share the work.",
    epilog="Exit status: 0 done, 1 the answer is no, 2 wrong use, 3 it could not be done.",
)
for part in (house, files, label, suggest):
    part.register(app)


def main() -> None:
    """Run one command; refusals are told in words."""
    try:
        app()
    except VermeilError as refusal:
        Console(stderr=True).print(f"[red]{refusal}[/red]", highlight=False)
        sys.exit(3)

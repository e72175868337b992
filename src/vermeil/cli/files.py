"""Files to a server and back: import, plan, export, verify."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from vermeil.cli.racers import CallPrice, Labelers, Llm, Model, llm_of, names_of
from vermeil.client import Added, Client, Plan, Project
from vermeil.client.items import Labels
from vermeil.core.errors import BadInput, NotFound

out = Console(highlight=False)
Server = Annotated[str | None, typer.Option("--url", envvar="VERMEIL_URL", help="Address of the server.")]
Token = Annotated[
    str | None,
    typer.Option(envvar="VERMEIL_TOKEN", help="Your token (make one on the page, under your name)."),
]
ProjectName = Annotated[str, typer.Argument(metavar="PROJECT", help="Name or number of the project.")]
Goal = Literal["labels", "model"]
FILES = {
    *(".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"),
    *(".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".pdf"),
}


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command(
        "import", epilog="vermeil import mail texts.csv   |   vermeil import pets photos/ --classes cat,dog"
    )(import_files)
    app.command("plan", epilog="vermeil plan mail --error 0.02 --label 0.05")(plan)
    app.command(
        "export", epilog="vermeil export mail labels.csv   |   vermeil export cells boxes.zip --format yolo"
    )(export)
    app.command("verify", epilog="vermeil verify certificate.json && echo it holds")(verify)


def import_files(
    project: ProjectName,
    files: Annotated[
        list[Path], typer.Argument(exists=True, help="CSV, JSON, JSONL, ZIP, images, sound, PDF or folders.")
    ],
    *,
    classes: Annotated[
        str | None, typer.Option(help="Make the project with these classes (a,b,c) when it is not there.")
    ] = None,
    schema: Annotated[
        Path | None,
        typer.Option(exists=True, help="Make it with the questions of this JSON file."),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", help="They are labels of another tool with their items: coco, yolo, ..."),
    ] = None,
    labels: Annotated[
        Labels | None,
        typer.Option(
            "--as", help="What people's labels are: by default answers with --format, else suggestions."
        ),
    ] = None,
    blind: Annotated[
        bool,
        typer.Option("--blind", help="They were given with no suggestion in view, and need no audit."),
    ] = False,
    url: Server = None,
    token: Token = None,
) -> None:
    """Add items to a project; sending the same file again adds nothing."""
    with Client(url, token, attempts=4) as client:
        into = client.projects.find(project) or made(client, project, classes, schema)
        reading = Reading(form, labels, blind)
        total = sum((send(client, into.id, file, reading) for file in files), Added())
    out.print(
        f"{into.name}: {total.added} added ({total.duplicates} of them copies), "
        f"{total.existing} were there, {total.refused_count} refused"
    )
    for refusal in total.refused[:20]:
        out.print(f"  line {refusal.line}{f' ({refusal.key})' if refusal.key else ''}: {refusal.reason}")
    left_out(total.lost)
    if total.refused_count:
        raise typer.Exit(1)


def made(client: Client, name: str, classes: str | None, schema: Path | None) -> Project:
    """A new project, if it is known what to ask."""
    if schema:
        try:
            return client.projects.create(name, schema=json.loads(schema.read_text(encoding="utf-8")))
        except ValueError as broken:
            raise BadInput(f"{schema} is no JSON file: {broken}") from broken
    if not classes:
        raise NotFound(f"There is no project {name!r}. Make it with --classes a,b,c or --schema file.json.")
    return client.projects.create(name, classes=[part.strip() for part in classes.split(",")])


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read."""

    form: str | None  #: of another tool
    labels: Labels | None
    blind: bool


def send(client: Client, project: int, file: Path, reading: Reading) -> Added:
    """One file or folder, with a bar."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as progress:
        if not file.is_dir():
            bar = progress.add_task(file.name, total=file.stat().st_size)
            return client.items.upload(
                project,
                file,
                form=reading.form,
                labels=reading.labels,
                blind=reading.blind,
                progress=lambda done: progress.update(bar, completed=done),
            )
        if reading.form:
            raise BadInput(f"Labels of another tool come in one file: zip the folder {file} and send that.")
        found = sorted(path for path in file.rglob("*") if path.suffix.lower() in FILES)
        if not found:
            raise BadInput(f"There are no images, sounds or documents in {file}.")
        bar = progress.add_task(file.name, total=len(found))
        records = ({"key": str(path.relative_to(file)), "image": path} for path in found)
        return client.items.add(project, records, progress=lambda done: progress.update(bar, completed=done))


def plan(
    project: ProjectName,
    *,
    error: Annotated[float, typer.Option(help="Share of labels that may be wrong.")] = 0.05,
    confidence: Annotated[float, typer.Option(help="How sure that must be.")] = 0.95,
    tolerance: Annotated[
        float, typer.Option(help="Of open questions: the loss up to which a label will do.")
    ] = 0.0,
    label: Annotated[float, typer.Option(help="Price of one label by a person.")] = 0.04,
    verify: Annotated[
        float | None, typer.Option(help="Price of checking a suggestion (default: a label).")
    ] = None,
    expert_price: Annotated[
        float | None, typer.Option(help="Price of an expert's answer, which then is the truth.")
    ] = None,
    device_hour: Annotated[float, typer.Option(help="Price of an hour of computing.")] = 1.0,
    currency: Annotated[str, typer.Option(help="Currency of the prices.")] = "USD",
    budget: Annotated[float | None, typer.Option(help="Never spend more.")] = None,
    people_hours: Annotated[float | None, typer.Option(help="Cap on the hours of people.")] = None,
    device_hours: Annotated[float | None, typer.Option(help="Cap on the hours of computing.")] = None,
    days: Annotated[float | None, typer.Option(help="Cap on the days that it takes.")] = None,
    people: Annotated[int, typer.Option(help="Who answer.")] = 1,
    hours_a_day: Annotated[float, typer.Option(help="That each of them works on it.")] = 8.0,
    days_a_week: Annotated[float, typer.Option(help="On so many days.")] = 5.0,
    goal: Annotated[Goal, typer.Option(help="Labels, or the best model for the caps.")] = "labels",
    worth: Annotated[float | None, typer.Option(help="What a point of a model's accuracy is worth.")] = None,
    labelers: Labelers = None,
    llm: Llm = None,
    model: Model = None,
    call_price: CallPrice = None,
    as_json: Annotated[bool, typer.Option("--json", help="The whole forecast as JSON.")] = False,
    url: Server = None,
    token: Token = None,
) -> None:
    """What it will cost, and how good it will be, before spending."""
    prices = {"label": label, "verify": verify, "expert": expert_price, "device_hour": device_hour}
    caps = {"money": budget, "people_hours": people_hours, "device_hours": device_hours, "days": days}
    with Client(url, token, attempts=4) as client:
        forecast = client.plans.make(
            needed(client, project).id,
            target={"error": error, "confidence": confidence, "tolerance": tolerance},
            prices=prices | {"currency": currency},
            budget=caps,
            goal=goal,
            worth=worth,
            labelers=names_of(labelers),
            llm=llm_of(llm, model, call_price),
            team={"people": people, "hours_a_day": hours_a_day, "days_a_week": days_a_week},
        )
    tell(forecast, currency, as_json=as_json)


def tell(forecast: Plan, currency: str, *, as_json: bool) -> None:
    """A plan in words, and its curve."""
    if as_json:
        names = ("sentence", "notes", "curve", "calls", "n_items")
        out.print_json(data={name: getattr(forecast, name) for name in names})
        return
    for words in (forecast.sentence, *forecast.notes):
        out.print(words)
    if forecast.curve:
        out.print(curve_table(forecast.curve, currency))


def needed(client: Client, project: str) -> Project:
    """The project of that name, or words."""
    found = client.projects.find(project)
    if found is None:
        raise NotFound(f"There is no project {project!r} that you can see.")
    return found


def curve_table(curve: list[dict[str, Any]], currency: str) -> Table:
    """Cost against accuracy, and what it is made of."""
    kinds = [kind for kind in curve[0]["split"] if any(point["split"][kind] for point in curve)]
    table = Table("wrong at most", "cost", "between", *kinds, "labelled by machine", "days")
    for point in curve:
        cost = point["cost"]
        table.add_row(
            f"{point['error_target']:.1%}",
            f"{cost['mid']:,.2f} {currency}",
            f"{cost['low']:,.2f} and {cost['high']:,.2f}",
            *(f"{point['split'][kind]:,.2f}" for kind in kinds),
            f"{point['machine_share']:.0%}",
            f"{point['time']['days']['mid']:,.1f}",
        )
    return table


def export(
    project: ProjectName,
    to: Annotated[Path, typer.Argument(help="File to write: .jsonl, .csv, .parquet, or as --format has it.")],
    form: Annotated[
        str | None,
        typer.Option("--format", help="coco, yolo, voc, label-studio, ...; a wrong one lists them."),
    ] = None,
    url: Server = None,
    token: Token = None,
) -> None:
    """Write the labels, with where each came from; what a format cannot hold is told."""
    from vermeil.integrations.formats import MEDIA_TYPES, labels  # noqa: PLC0415 - only here

    form = form or to.suffix.lstrip(".").lower()
    if form not in {*MEDIA_TYPES, *labels.FORMATS}:
        told = f"one of {', '.join(labels.FORMATS)}"
        raise typer.BadParameter(
            f"name a file that ends in .jsonl, .csv or .parquet, or say --format: {told}"
        )
    with Client(url, token, attempts=4) as client, Console(stderr=True).status(f"writing {to}"):
        saved = client.download(needed(client, project).id, to, form)
    out.print(f"{to}: {saved.bytes:,} bytes")
    left_out(saved.lost)


def left_out(lost: Sequence[dict[str, Any]]) -> None:
    """What has no place where it was to go."""
    for one in lost:
        about = f" ({escape(one['question'])})" if one["question"] else ""
        out.print(f"  left out ({one['count']:,}): {escape(one['why'])}{about}")


def verify(
    certificate: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A certificate, as JSON.")],
) -> None:
    """Recompute a certificate from its evidence, offline. Status 0: it stands and holds."""
    from vermeil.core.certify.verify import verify as recompute  # noqa: PLC0415 - only here

    try:
        body = json.loads(certificate.read_text(encoding="utf-8"))
    except ValueError as broken:
        raise BadInput(f"{certificate} is no JSON file: {broken}") from broken
    complaints = recompute(body)
    for complaint in complaints:
        out.print(f"[red]{complaint}[/red]")
    if complaints:
        raise typer.Exit(1)
    stands = "holds" if body["holds"] else "is whole, but promises nothing"
    out.print(
        f"The certificate {stands}: at most {body['error_upper']:.2%} of {body['items']:,} labels are wrong, "
        f"{body['confidence']:.0%} sure ({body['audited']} audited, {body['found']} found wrong). "
        f"It was issued on {body['issued'][:10]} at {body['issued'][11:16]} UTC."
    )
    for row in body["promises"]:
        kept = "holds" if row["holds"] else "does not hold"
        out.print(
            f"The promise for the {row['by']} {escape(repr(row['name']))} {kept}: at most "
            f"{row['error_upper']:.2%} of its {row['items']:,} labels are wrong ({row['error']:.2%} allowed)."
        )
    raise typer.Exit(0 if body["holds"] else 1)

"""The server and what keeps it: serve, worker, demo, doctor, users."""

import secrets
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from vermeil.core.errors import BadInput, VermeilError
from vermeil.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from vermeil.store import Store

MIN_PASSWORD = 10

out = Console(highlight=False)
Home = Annotated[
    Path | None,
    typer.Option(help="Folder of the data (VERMEIL_HOME; default ./vermeil-data).", show_default=False),
]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    users = typer.Typer(no_args_is_help=True, help="People who may sign in.")
    users.command("add", epilog="vermeil users add ada --role annotator --token")(add_user)
    app.command(epilog="vermeil serve --port 8001")(serve)
    app.command(epilog="vermeil demo --data fashion-mnist   |   vermeil demo --exit")(demo)
    app.add_typer(users, name="users")
    app.command(epilog="vermeil doctor && vermeil serve")(doctor)
    app.command(epilog="VERMEIL_DATABASE=postgresql://vermeil@db/vermeil vermeil worker")(worker)


def chosen(
    home: Path | None = None, host: str | None = None, port: int | None = None, workers: int | None = None
) -> Settings:
    """The settings: what was said on the command line before what the environment says."""
    said: dict[str, Any] = {"home": home, "host": host, "port": port, "workers": workers}
    try:
        return Settings(**{name: value for name, value in said.items() if value is not None})
    except ValueError as wrong:  # pydantic's ValidationError
        raise BadInput(f"The settings cannot be used: {wrong}") from wrong


def serve(
    home: Home = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on (default 127.0.0.1).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (default 8000; 0: any).")] = None,
    workers: Annotated[int | None, typer.Option(help="Background worker processes (default 1).")] = None,
) -> None:
    """Start the server, with its pages, and its background workers. Ctrl-C stops both."""
    import uvicorn  # noqa: PLC0415 - the other commands do without a server

    from vermeil.app import create_app  # noqa: PLC0415
    from vermeil.jobs.crew import Crew  # noqa: PLC0415

    settings = chosen(home=home, host=host, port=port, workers=workers)
    with listening(settings) as listener:
        app = create_app(settings.ready())
        config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=5)
        port = listener.getsockname()[1]
        # a worker takes over at once what one of its name has left: on SQLite there is one server
        name = "embedded" if settings.database_url.startswith("sqlite") else f"{socket.gethostname()}:{port}"
        address = f"http://{settings.host}:{port}"
        with Crew(settings.workers, worker_environment(settings), name):
            welcome(address, settings, first=waits_for_first(app), setup_code=app.state.house.setup_code)
            for number in (signal.SIGINT, signal.SIGTERM):  # uvicorn raises them again once it has stopped
                signal.signal(number, lambda *_: None)
            uvicorn.Server(config).run(sockets=[listener])
    out.print("Stopped; nothing is lost.")


def waits_for_first(app: "FastAPI") -> bool:
    """Whether nobody has an account yet."""
    from vermeil.flow import accounts  # noqa: PLC0415 - loaded with the server

    with app.state.house.store.read() as tx:
        return accounts.needs_setup(tx)


def listening(settings: Settings) -> socket.socket:
    """The port, taken now: a message is better than a stack trace."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as taken:
        raise VermeilError(
            f"Port {settings.port} of {settings.host} cannot be had ({taken.strerror}): "
            f"is Vermeil running already? Another one: vermeil serve --port {settings.port + 1}"
        ) from taken
    # its connections inherit this; asyncio's loop, unlike uvloop, would let an answer wait 40 ms for company
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def worker_environment(settings: Settings) -> dict[str, str]:
    """What a worker process needs to know."""
    return {
        "VERMEIL_HOME": str(settings.home.absolute()),
        "VERMEIL_DATABASE": settings.database,
    }


def welcome(address: str, settings: Settings, *, first: bool, setup_code: str | None) -> None:
    """Where it is and what to do first."""
    out.print(
        f"Vermeil is at [bold]{address}[/bold]   (data in {settings.home}; Ctrl-C stops it)", soft_wrap=True
    )
    if first and setup_code:
        out.print(f"Open it to make the first account; the set-up code is [bold]{setup_code}[/bold]")
    elif first:
        out.print("Open it to make the first account. (To see it at work first: vermeil demo)")


def worker(home: Home = None) -> None:
    """Run background jobs for a server elsewhere on the same database. Ctrl-C finishes the step in hand."""
    from vermeil.jobs import be_modest  # noqa: PLC0415 - must run before numpy is imported

    be_modest()
    from vermeil.jobs.worker import main  # noqa: PLC0415

    main(chosen(home=home), tied=False)


def demo(
    *,
    home: Annotated[Path, typer.Option(help="Folder of the demonstration.")] = Path("vermeil-demo"),
    data: Annotated[str, typer.Option(help="digits or fashion-mnist.")] = "digits",
    count: Annotated[int | None, typer.Option(help="How many pictures.", min=100)] = None,
    port: Annotated[int, typer.Option(help="Port (default: 8000 if it is free, else any).")] = 0,
    seed: Annotated[int, typer.Option(help="Other people, other luck.")] = 0,
    speed: Annotated[
        float, typer.Option(help="How many times faster than people they answer.", min=0.1)
    ] = 10,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what is in the folder.")] = False,
    leave: Annotated[bool, typer.Option("--exit", help="End after the certificate: 0 if it holds.")] = False,
) -> None:
    """See the main job done: real data, simulated people, a model, a certificate. Two minutes."""
    from vermeil.demo.begin import Wish  # noqa: PLC0415 - scientific libraries take a second
    from vermeil.demo.show import run  # noqa: PLC0415 - scientific libraries take a second to import

    wish = Wish(
        folder=home, data=data, count=count, port=port, seed=seed, speed=speed, fresh=fresh, leave=leave
    )
    hung_up = getattr(signal, "SIGHUP", signal.SIGTERM)  # Windows has none
    for number in (signal.SIGTERM, hung_up):  # who closes the terminal ends the server behind it, too
        signal.signal(number, signal.default_int_handler)
    try:
        raise typer.Exit(run(wish, out))
    except KeyboardInterrupt:
        out.print(f"Ended. Everything lies in {home}; `vermeil demo --home {home}` goes on there.")


def add_user(
    name: Annotated[str, typer.Argument(help="Name to sign in with.")],
    role: Annotated[str, typer.Option(help="admin, manager, reviewer or annotator.")] = "annotator",
    token: Annotated[
        bool, typer.Option("--token", help="Make an API token too, and show it (once).")
    ] = False,
    home: Home = None,
) -> None:
    """Add a person, on the machine of the server. The password is asked for, or read from standard input.

    An empty password makes a good one, which is shown.
    """
    from vermeil.flow import accounts  # noqa: PLC0415 - the database layer takes a moment

    if role not in accounts.RANKS:
        raise typer.BadParameter(f"the role is one of: {', '.join(accounts.RANKS)}")
    given = asked_password()
    password = given or secrets.token_urlsafe(12)
    if len(password) < MIN_PASSWORD:
        raise typer.BadParameter(f"a password has at least {MIN_PASSWORD} characters")
    with opened(chosen(home=home)) as store:
        kept = accounts.hashed(password)
        with store.begin() as tx:
            user = accounts.add_user(tx, name=name, password_hash=kept, role=role)
            secret = (
                accounts.add_token(
                    tx, accounts.Person(user["id"], name, role), name="command line", user=None, lasts_ms=None
                )["token"]
                if token
                else None
            )
    out.print(f"{name} may sign in as {role}." + ("" if given else f" Password: {password}"))
    if secret:
        out.print(f"Token (shown once): {secret}", soft_wrap=True)


def asked_password() -> str:
    """What was typed, or the first line of standard input; may be empty."""
    if sys.stdin.isatty():
        return str(
            typer.prompt("Password (empty: make one)", default="", hide_input=True, show_default=False)
        )
    return sys.stdin.readline().rstrip("\n")


@contextmanager
def opened(settings: Settings) -> Iterator["Store"]:
    """The database, up to date."""
    from vermeil.store import Store  # noqa: PLC0415 - the database layer takes a moment

    store = Store.open(settings.ready().database_url)
    store.migrate()
    try:
        yield store
    finally:
        store.close()


def doctor(home: Home = None) -> None:
    """Check what Vermeil needs, and say how to mend what is missing."""
    from vermeil.cli.checks import CHECKS  # noqa: PLC0415 - loads all there is

    settings = chosen(home=home)
    faults = 0
    for name, check in CHECKS.items():
        with out.status(f"checking {name}"):
            found = check(settings)
        faults += not found.well
        mark = "[green]ok[/green]   " if found.well else "[red]fault[/red]"
        out.print(f"{mark} {name}: {found.words}", soft_wrap=True)
        if not found.well:
            out.print(f"      {found.remedy}", soft_wrap=True)
    raise typer.Exit(1 if faults else 0)

"""A real PostgreSQL for one test session: found, started on a socket in a temporary folder, thrown away."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE

EVER = ("listen_addresses=", "max_connections=200")  # on a socket only
#: What a database that is thrown away need not do: reach the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class NoPostgres(Exception):
    """Why no server could be started, in words."""


def binaries() -> Path:
    """The folder of `initdb` and `postgres`: on PATH, or where Debian puts them (the newest)."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    places += sorted(debian, key=lambda path: float(path.parent.name), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise NoPostgres("PostgreSQL is not installed: on Debian, `apt install postgresql`")


@contextmanager
def running_postgres(*, durable: bool = False) -> Generator[str]:
    """The address of an empty database on a server of its own; `durable`: commits reach the disk."""
    folder = Path(tempfile.mkdtemp(prefix="vermeil-pg-"))  # short: a socket's path has 107 bytes at most
    try:
        with _started(binaries(), folder, EVER if durable else (*EVER, *FAST)):
            yield f"postgresql://vermeil@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(place: Path, folder: Path, settings: Sequence[str]) -> Generator[None]:
    data, as_other = folder / "data", _unprivileged(folder)
    initdb = [str(place / "initdb"), "-D", str(data), "-U", "vermeil", "-A", "trust", "-N", "-E", "UTF8"]
    _call([*as_other, *initdb, "--locale=C.UTF-8"])
    options = " ".join(f"-c {setting}" for setting in (*settings, f"unix_socket_directories={folder}"))
    control = [*as_other, str(place / "pg_ctl"), "-D", str(data), "-w"]
    _call([*control, "-l", str(folder / "log"), "-o", options, "start"])
    try:
        yield
    finally:
        _call([*control, "-m", "immediate", "stop"])


def _unprivileged(folder: Path) -> Sequence[str]:
    """PostgreSQL refuses to run as root: then somebody else does, and owns the folder."""
    if os.geteuid() != 0:
        return ()
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        group = str(user.pw_gid)
        return ("setpriv", "--reuid", str(user.pw_uid), "--regid", group, "--clear-groups", "--")
    raise NoPostgres("PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it")


def _call(command: Sequence[str]) -> None:
    try:
        done = subprocess.run(
            command, stdout=DEVNULL, stderr=PIPE, text=True, cwd="/", timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoPostgres(f"{command[0]} cannot be run: {error}") from error
    if done.returncode:
        raise NoPostgres(f"{' '.join(command)}: {done.stderr.strip()}")

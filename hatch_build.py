"""Builds what is not in the repository: the text encoder's table, and the web page into the wheel.

Both come out of packages that only the build needs: `pip install .` needs no Node, and an installation
carries eight megabytes of WordLlama instead of sixty with what WordLlama depends on.
"""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
PAGE = "src/vermeil/server/static"
TABLE = "src/vermeil/integrations/encoders/wordllama/embedding-int8.npz"


class Build(BuildHookInterface):
    """Makes what is missing; an editable install finds its page elsewhere, see the Makefile."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a wheel or an sdist is packed."""
        if not (ROOT / TABLE).exists():
            write_table(ROOT / TABLE)
        if version != "editable" and not (ROOT / PAGE / "index.html").exists():
            for step in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
                subprocess.run(
                    [sys.executable, "dev/node.py", "npm", "--prefix", "web", *step], cwd=ROOT, check=True
                )
        build_data["artifacts"] += [f"/{PAGE}/**", f"/{TABLE}"]


def write_table(path: Path) -> None:
    """WordLlama's tokens and their embedding, with eight bits a number and a scale a row.

    The package is read and not imported: its own loader asks the network for the tokenizer.
    """
    import numpy as np  # noqa: PLC0415 - build requirements, which a build with the table there does without
    from safetensors.numpy import load_file  # noqa: PLC0415

    package = find_spec("wordllama")
    if package is None or package.origin is None:
        sys.exit("The build needs wordllama (pyproject.toml, build-system.requires).")
    home = Path(package.origin).parent
    model = json.loads((home / "tokenizers/l2_supercat_tokenizer_config.json").read_text("utf-8"))["model"]
    exact = load_file(home / "weights/l2_supercat_256.safetensors")["embedding.weight"].astype(np.float32)
    scales = np.abs(exact).max(axis=1) / np.float32(127)
    tokens = np.frombuffer("\0".join(sorted(model["vocab"], key=model["vocab"].get)).encode(), np.uint8)
    unfinished = path.with_suffix(".unfinished.npz")
    vectors = np.rint(exact / scales[:, None]).astype(np.int8)
    np.savez(unfinished, tokens=tokens, vectors=vectors, scales=scales)
    unfinished.replace(path)

"""`pip install .` on a machine without Node: the wheel carries all that the build made."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel built from this tree as pip would build it, with its own build requirements."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "uv", "build", "-q", "--wheel", "--out-dir", str(out), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return zipfile.ZipFile(next(out.glob("*.whl")))


@pytest.mark.parametrize(
    "needed",
    [
        "vermeil/server/static/index.html",
        "vermeil/server/static/assets/",
        "vermeil/store/migrations/",
        "vermeil/integrations/encoders/wordllama/embedding-int8.npz",
        "vermeil/integrations/encoders/wordllama/LICENSE",
        "vermeil/py.typed",
    ],
)
def test_the_wheel_has_all_that_the_product_needs(wheel: zipfile.ZipFile, needed: str) -> None:
    assert any(name.startswith(needed) for name in wheel.namelist())


def test_the_wheel_has_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0].split("-")[0] for name in wheel.namelist()}
    assert tops == {"vermeil"}

"""What an installation takes: the wheel of this tree in a new virtual environment, as a user gets it."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.speed.house import open_house
from benchmarks.speed.measure import Figures


def install() -> Figures:
    """Seconds to build and to install, MB (10^6 bytes) of all packages, seconds to the first page.

    `installed_mb` is what the packages hold; `bytecode_mb` is what pip, unlike uv, compiles of them besides.
    """
    with tempfile.TemporaryDirectory(prefix="vermeil-install-") as folder:
        room = Path(folder)
        began = time.perf_counter()
        _uv("build", "--wheel", "--out-dir", folder)
        built = time.perf_counter()
        _uv("venv", str(room / "venv"))
        wheel = next(room.glob("*.whl"))
        python = str(room / "venv/bin/python")
        _uv("pip", "install", "--compile-bytecode", "--python", python, "-c", "constraints.txt", str(wheel))
        installed = time.perf_counter()
        sizes = [
            (f.suffix == ".pyc", f.stat().st_size) for f in (room / "venv/lib").rglob("*") if f.is_file()
        ]
        with open_house("sqlite", program=str(room / "venv/bin/vermeil")) as house:
            return {
                "wheel_seconds": built - began,
                "install_seconds": installed - built,
                "installed_mb": sum(size for compiled, size in sizes if not compiled) / 1e6,
                "bytecode_mb": sum(size for compiled, size in sizes if compiled) / 1e6,
                "installed_first_page_seconds": house.first_page_seconds,
            }


def _uv(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "uv", *words, "-q"], check=True)

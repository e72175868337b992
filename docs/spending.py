"""Runs the code of docs/explanation/spending.md, puts what it prints beside it, and makes the notebook.

`python docs/spending.py` refreshes both, so that every figure on the page comes from the code above it.
"""

import contextlib
import io
import json
import re
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
PAGE, NOTEBOOK = DOCS / "explanation" / "spending.md", DOCS / "tutorial" / "spending.ipynb"
CODE = re.compile(r"^```python\n(.*?)^```\n(?:\n```\n.*?^```\n)?", re.DOTALL | re.MULTILINE)
Cells = list[dict[str, Any]]


def run(page: str, images: Path) -> tuple[str, Cells]:
    """(`page` with what its code prints today, the cells of a notebook); the picture goes into `images`."""
    known: dict[str, Any] = {}
    parts, cells = CODE.split(page), Cells()
    for text, code in zip(parts[::2], [*parts[1::2], ""], strict=True):
        cells.append({"cell_type": "markdown", "metadata": {}, "source": text.strip()})
        if code:
            cells.append(_cell(code, known))
    known["figure"].savefig(images / "spending.svg", metadata={"Date": None})
    return "\n".join(map(_shown, cells)), cells


def _cell(code: str, known: dict[str, Any]) -> dict[str, Any]:
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec(compile(code, str(PAGE), "exec"), known)  # noqa: S102 - our own page
    outputs = (
        [{"output_type": "stream", "name": "stdout", "text": told.getvalue()}] if told.getvalue() else []
    )
    return {"cell_type": "code", "metadata": {}, "execution_count": None, "source": code} | {
        "outputs": outputs
    }


def _shown(cell: dict[str, Any]) -> str:
    if cell["cell_type"] == "markdown":
        return f"{cell['source']}\n" if cell["source"] else ""
    said = "".join(f"\n```\n{one['text']}```\n" for one in cell["outputs"])
    return f"```python\n{cell['source']}```\n{said}"


def main() -> None:
    """Both files."""
    page, cells = run(PAGE.read_text(encoding="utf-8"), DOCS / "images")
    PAGE.write_text(page.rstrip() + "\n", encoding="utf-8")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    book = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 4}
    NOTEBOOK.write_text(json.dumps(book, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Holds the size limits: module 400 lines, class 300, function 50. Exit status 1 names each that is over."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

LIMITS = {ast.ClassDef: 300, ast.FunctionDef: 50, ast.AsyncFunctionDef: 50}
MODULE = 400
TREES = ("src", "benchmarks", "dev")


def oversized(path: Path) -> Iterator[str]:
    """What is too long in one module, in words."""
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > MODULE:
        yield f"{path}: {lines} lines (limit {MODULE})"
    for node in ast.walk(ast.parse(text)):
        limit = LIMITS.get(type(node))
        if limit and (length := node.end_lineno - node.lineno + 1) > limit:
            yield f"{path}:{node.lineno}: {node.name} has {length} lines (limit {limit})"


def main() -> None:
    """Look at every module of the product; migrations are records and stay as they were written."""
    modules = (
        path for tree in TREES for path in sorted(Path(tree).rglob("*.py")) if "migrations" not in path.parts
    )
    if found := [words for path in modules for words in oversized(path)]:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()

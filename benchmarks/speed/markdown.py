"""Tables of the pages in docs/benchmarks."""


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; every row has as many cells as the head."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)

"""What a PDF is read in: a process of its own, with little memory and time, that answers and ends.

Run by its path, with a question in its arguments and the PDF on standard input; it may not write files, and
knows no setting of who asks. Its answer is on standard output; where it refuses, the status is REFUSED and
the reason is on standard error. It imports nothing of this package, so that it starts fast.
"""

import contextlib
import ctypes
import json
import math
import sys
from collections.abc import Callable
from typing import Any

REFUSED = 3
MEMORY = 2**30  #: bytes of addresses
SECONDS = 10  #: of a processor
DPI = 150  #: of a page as it is shown
PIXELS, LONGEST = 4_000_000, 8_000  #: of a page, and of its longer side, at most
FINE = 100_000  #: parts of a page's side that places are told in
POINTS = 72  #: an inch
LOCKED = 4  #: FPDF_ERR_PASSWORD


def limit() -> None:
    """Give up what is not needed; on Windows only who asks watches the time."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - of POSIX alone

    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit of addresses
            resource.setrlimit(what, (most, most))


def count(pdf: Any, most: str) -> bytes:  # noqa: ANN401 - of a library without types
    """How many pages there are, and whether the first can be opened."""
    pages = len(pdf)
    if not 0 < pages <= int(most):
        refuse(f"the PDF has {pages:,} pages; 1 to {int(most):,} are read")
    pdf[0].close()
    return json.dumps(pages).encode()


def picture(pdf: Any, page: str) -> bytes:  # noqa: ANN401
    """A page: a line with [width, height, bytes a row], then its pixels (red, green, blue)."""
    leaf = pdf[int(page)]
    width, height = (max(side, 1.0) for side in leaf.get_size())
    scale = min(DPI / POINTS, math.sqrt(PIXELS / (width * height)), LONGEST / max(width, height))
    drawn = leaf.render(scale=scale, rev_byteorder=True)
    return json.dumps([drawn.width, drawn.height, drawn.stride]).encode() + b"\n" + bytes(drawn.buffer)


def words(pdf: Any) -> bytes:  # noqa: ANN401
    """The text layer: [text, page, x, y, w, h] of each piece on a line, shares of the page as it is seen."""
    found = []
    for number in range(len(pdf)):
        page = pdf[number]
        text = page.get_textpage()
        for place in range(text.count_rects()):
            left, low, right, top = text.get_rect(place)
            if said := " ".join(text.get_text_bounded(left, low, right, top).split()):
                found.append([said, number, *seen(page, left, low, right, top)])
    return json.dumps(found).encode()


def seen(page: Any, left: float, low: float, right: float, top: float) -> tuple[float, ...]:  # noqa: ANN401
    """A box of a page as x, y, w, h of how it is shown: turned and cut as the page says."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - under the limits

    corners = []
    for x, y in ((left, top), (right, low)):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, FINE, FINE, 0, x, y, across, down)
        corners.append([min(max(one.value / FINE, 0.0), 1.0) for one in (across, down)])
    (x, x2), (y, y2) = (sorted(pair) for pair in zip(*corners, strict=True))
    return x, y, x2 - x, y2 - y


ANSWERS: dict[str, Callable[..., bytes]] = {"count": count, "picture": picture, "words": words}


def refuse(reason: str) -> None:
    """End with a reason in words."""
    sys.stderr.write(reason)
    sys.exit(REFUSED)


def main(question: str, *rest: str) -> None:
    """Answer one question about the PDF on standard input."""
    limit()
    import pypdfium2  # noqa: PLC0415 - under the limits

    try:
        pdf = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        answer = ANSWERS[question](pdf, *rest)
    except (pypdfium2.PdfiumError, ValueError) as fault:
        locked = getattr(fault, "err_code", None) == LOCKED
        refuse("the PDF is locked: send it without a password" if locked else f"the PDF is broken: {fault}")
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main(*sys.argv[1:])

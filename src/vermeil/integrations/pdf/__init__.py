"""PDF: how many pages, what each looks like, what is written there; read where it can do no harm.

A PDF comes from anybody, and what reads it is a large program in C++: each question about one is answered by
a process of its own (child.py), without the settings of this one, with little memory and time.
"""

import io
import json
import subprocess
import sys
import threading
from pathlib import Path

from PIL import Image

from vermeil.core.documents.words import Word
from vermeil.core.errors import BadInput
from vermeil.integrations.pdf.child import REFUSED

CHILD = Path(__file__).with_name("child.py")
SECONDS = 30  #: that an answer may take; the child itself has less of a processor
AT_ONCE = threading.BoundedSemaphore(2)  #: children; who asks meanwhile waits
WORDS = 300  #: characters of a reason


def page_count(data: bytes, most: int) -> int:
    """How many pages a PDF has: 1 to `most`.

    Raises:
        BadInput: It is broken or locked, has no page or too many, or asks too much of the machine.
    """
    return int(json.loads(_asked(data, "count", str(most))))


def picture(data: bytes, page: int) -> bytes:
    """A page (from 0) as people see it, at 150 dots an inch where that is not too large: a WebP.

    Raises:
        BadInput: It cannot be drawn.
    """
    head, _, pixels = _asked(data, "picture", str(page)).partition(b"\n")
    width, height, stride = json.loads(head)
    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), pixels, "raw", "RGB", stride).save(out, "WEBP", quality=80)
    return out.getvalue()


def words(data: bytes) -> list[Word]:
    """The text layer, which a scan has not: pieces of lines with their places.

    Raises:
        BadInput: It cannot be read.
    """
    return [Word(*one) for one in json.loads(_asked(data, "words"))]


def _asked(data: bytes, *question: str) -> bytes:
    order = [sys.executable, "-I", str(CHILD), *question]
    try:
        with AT_ONCE:
            done = subprocess.run(  # noqa: S603 - of this program and its own file
                order, input=data, capture_output=True, timeout=SECONDS, env={}, check=False
            )
    except subprocess.TimeoutExpired as late:
        raise BadInput(f"the PDF takes more than {SECONDS} seconds to read") from late
    if done.returncode == REFUSED:
        raise BadInput(done.stderr.decode(errors="replace")[:WORDS])
    if done.returncode:
        raise BadInput("the PDF is broken, or asks for more memory and time than reading it may take")
    return done.stdout

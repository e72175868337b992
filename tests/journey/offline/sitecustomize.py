"""Runs first in every Python whose PYTHONPATH has this folder: refuses other machines and notes each attempt.

The file that OFFLINE_NOTES names gets a line for each process, and one for each attempt: one that
the program forgives is an attempt, too.
"""

import os
import sys
from typing import Any

# Its sockets are not Python's, which tell what they do; uvicorn takes those of asyncio when it is not there.
sys.modules["uvloop"] = None  # how Python spells "cannot be imported"

HERE = ("", "localhost", "::1", "0.0.0.0", "::")  # a server's own
PLACE = {  # which argument names the other side
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}


def note(words: str) -> None:
    line = f"{words}\n".encode()
    file = os.open(os.environ["OFFLINE_NOTES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, line)
    os.close(file)


def is_here(side: Any) -> bool:
    host = side[0] if isinstance(side, tuple) else side
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    return host is None or host in HERE or host.startswith(("127.", "/", "\0"))


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    place = PLACE.get(event)
    if place is not None and not is_here(arguments[place]):
        note(f"attempt: {event} {arguments[place]} by {' '.join(sys.orig_argv)[:200]}")
        raise PermissionError(f"no network here: {event} {arguments[place]}")


note(f"process: {' '.join(sys.orig_argv[1:4])}")
sys.addaudithook(watch)

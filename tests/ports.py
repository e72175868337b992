"""A port for a server that a test or a benchmark starts."""

import socket


def free_port() -> int:
    """Any but the usual one, which several processes would reach for at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""The way out: only where calls may go, straight there, with a bounded answer.

The address behind a name is looked at when the connection is made, and the connection is made to that very
address: a name that points elsewhere a moment later gains nothing.
"""

import ipaddress
import socket
from collections.abc import Iterator

import httpx

from vermeil.core.errors import LabelerFailed
from vermeil.integrations.outbound import Outbound

LONGEST = 32_000_000  #: bytes of an answer


class Guarded(httpx.BaseTransport):
    """Connects to the addresses that were looked at; follows nothing, and reads no more than it must."""

    def __init__(self, rules: Outbound) -> None:
        self._rules, self._plain = rules, httpx.HTTPTransport(trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request; LabelerFailed where it may not go out, so that nobody tries again."""
        name = request.url.host
        request.url = request.url.copy_with(host=self._looked_up(name))
        request.extensions = {**request.extensions, "sni_hostname": name}
        request.headers["Accept-Encoding"] = "identity"  # what is packed could be larger than it looks
        answer = self._plain.handle_request(request)
        if answer.headers.get("Content-Encoding", "identity") != "identity":
            answer.close()
            raise httpx.ReadError("its answer is packed, which was not asked for")
        assert isinstance(answer.stream, httpx.SyncByteStream)
        return httpx.Response(answer.status_code, headers=answer.headers, stream=Bounded(answer.stream))

    def close(self) -> None:
        """Let go of the connections."""
        self._plain.close()

    def _looked_up(self, name: str) -> str:
        try:
            found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as wrong:
            raise httpx.ConnectError(f"{name} is not known") from wrong
        addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
        refusals = [self._rules.refusal(one) for one in addresses]
        for address, reason in zip(addresses, refusals, strict=True):
            if reason is None:
                return str(address)
        raise LabelerFailed(f"{name} may not be called: {refusals[0]}.")


class Bounded(httpx.SyncByteStream):
    """An answer that ends with an error where it is too long."""

    def __init__(self, stream: httpx.SyncByteStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for block in self._stream:
            size += len(block)
            if size > LONGEST:
                raise httpx.ReadError(f"its answer is longer than {LONGEST:,} bytes")
            yield block

    def close(self) -> None:
        """Let go of the connection."""
        self._stream.close()

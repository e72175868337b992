"""Where calls to addresses that a manager typed may go.

A server can reach what its users cannot: the machine it runs on, its neighbours, and the service that hands
a cloud machine its passwords. `guarded` holds every call to this.
"""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from vermeil.core.errors import BadInput

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
#: Where clouds tell a machine its secrets, beside the link-local addresses.
METADATA = frozenset(map(ipaddress.ip_address, ("100.100.100.200", "fd00:ec2::254")))
PRIVATE = "; an administrator can allow private addresses: VERMEIL_PRIVATE_BACKENDS=true"


@dataclass(frozen=True, slots=True)
class Outbound:
    """What calls may reach, and the one key that may be sent along."""

    private: bool = False  #: this machine and its neighbours too
    llm_url: str = ""  #: the key goes to this endpoint and to no other
    llm_key: str = field(default="", repr=False)

    def key(self, url: str) -> str:
        """The key for this endpoint; "" where none is meant for it."""
        return self.llm_key if self.llm_url and url.rstrip("/") == self.llm_url.rstrip("/") else ""

    def check(self, url: str) -> None:
        """BadInput unless `url` is an address that could be called; names are looked up when they are."""
        try:
            parsed = urlsplit(url)
            _ = parsed.port  # ValueError where it is none
        except ValueError as wrong:
            raise BadInput(f"{url!r} is no address.") from wrong
        if parsed.scheme not in {"http", "https"} or not parsed.hostname:
            raise BadInput(f"An address begins with http:// or https://, not as {url!r}.")
        if "@" in parsed.netloc or parsed.query or parsed.fragment:
            raise BadInput("An address is without a name, a password, a query or a fragment.")
        try:
            literal = ipaddress.ip_address(parsed.hostname)
        except ValueError:
            return
        if reason := self.refusal(literal):
            raise BadInput(f"{parsed.hostname} may not be called: {reason}.")

    def refusal(self, address: Address) -> str | None:
        """Why an address may not be called; None: it may."""
        address = getattr(address, "ipv4_mapped", None) or address
        if address.is_link_local or address in METADATA:
            return "it is link-local, where clouds keep their secrets"
        if address.is_multicast or address.is_unspecified:
            return "no server has such an address"
        if address.is_global or self.private:
            return None
        return f"it is a private address{PRIVATE}"

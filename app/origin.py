"""Where requests come from: for the audit log, and to count failed sign-ins by address."""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from itertools import islice

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

from app.spellings import Network
from domain.actor import Origin

Address = IPv4Address | IPv6Address

LONGEST_USER_AGENT = 500  # characters
MOST_HOPS = 20
"""Proxies that a request may have passed; what is said beyond them is not looked at."""


class Origins:
    """Tells who is at the other end of a connection, past the proxies that are trusted."""

    def __init__(self, trusted_proxies: Sequence[Network] = ()) -> None:
        self._trusted = tuple(trusted_proxies)

    def of(self, connection: HTTPConnection) -> Origin:
        return Origin(self._address(connection), _user_agent(connection.headers))

    def _address(self, connection: HTTPConnection) -> Address | None:
        address = parsed(connection.client.host) if connection.client else None
        if address is None or not self._trusts(address):
            return address
        for hop in islice(_hops(connection.headers), MOST_HOPS):
            before = parsed(hop)
            if before is None:
                break
            address = before
            if not self._trusts(address):
                break
        return address

    def _trusts(self, address: Address) -> bool:
        return any(address in network for network in self._trusted)


def _hops(headers: Headers) -> Iterator[str]:
    """What the proxies say whom they speak for, the nearest first."""
    if listed := ",".join(headers.getlist("x-forwarded-for")):
        for hop in reversed(listed.split(",")):
            yield _without_port(hop.strip())
        return
    for hop in reversed(",".join(headers.getlist("forwarded")).split(",")):
        pairs = (pair.partition("=") for pair in hop.split(";"))
        named = [value.strip() for name, _, value in pairs if name.strip().lower() == "for"]
        yield _without_port(named[0].strip('"')) if named else ""


def _without_port(hop: str) -> str:
    if hop.startswith("["):
        address, bracket, _ = hop[1:].partition("]")
        return address if bracket else ""
    return hop.partition(":")[0] if hop.count(":") == 1 else hop


def parsed(text: str) -> Address | None:
    """An address from its text, None for what is none that holds everywhere."""
    if "%" in text:  # a zone means something on one machine only
        return None
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _user_agent(headers: Headers) -> str | None:
    text = headers.get("user-agent", "")[:LONGEST_USER_AGENT]
    return "".join(filter(str.isprintable, text)).strip() or None

"""Whose address counts: the peer's, or what a trusted proxy says, and never what anybody says."""

from collections.abc import Sequence
from ipaddress import ip_address, ip_network

import pytest
from starlette.requests import HTTPConnection

from app.origin import LONGEST_USER_AGENT, MOST_HOPS, Origins

PROXIES = ["10.0.0.0/8", "2001:db8:1::/48", "192.0.2.1"]


def ip_of(peer: str | None, *headers: tuple[str, str], trusted: Sequence[str] = PROXIES) -> str:
    origins = Origins([ip_network(each) for each in trusted])
    return str(origins.of(connection(peer, *headers)).ip)


def connection(peer: str | None, *headers: tuple[str, str]) -> HTTPConnection:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    return HTTPConnection(
        {"type": "http", "client": (peer, 4711) if peer else None, "headers": raw}
    )


def xff(value: str) -> tuple[str, str]:
    return ("x-forwarded-for", value)


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("203.0.113.9:51000", "203.0.113.9"),
        ("2001:db8:2::7", "2001:db8:2::7"),
        ("[2001:db8:2::7]:51000", "2001:db8:2::7"),
        ("[2001:db8:2::7]", "2001:db8:2::7"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("198.51.100.66, 203.0.113.9", "203.0.113.9"),
        ("198.51.100.66, 203.0.113.9, 10.1.2.3, 192.0.2.1", "203.0.113.9"),
        ("198.51.100.66,203.0.113.9,2001:db8:1::5", "203.0.113.9"),
        ("10.9.9.9", "10.9.9.9"),
        ("10.9.9.9, 10.8.8.8", "10.9.9.9"),
    ],
)
def test_of_what_trusted_proxies_say_the_last_address_that_is_no_proxy_counts(
    said: str, address: str
) -> None:
    assert ip_of("10.0.0.1", xff(said)) == address


@pytest.mark.parametrize(
    "said",
    [
        *("", ",", "unknown", "_hidden", "localhost", "203.0.113.9.evil", "1.2.3", "0x7f000001"),
        *("999.1.1.1", "203.0.113.9/32", "[203.0.113.9", "[::1", "::1%eth0", "fe80::1%1", "::g"),
        *("'; drop table audit_log --", "\x00", "é" * 50, "203.0.113.9 203.0.113.8"),
        *("a" * 10_000, ":" * 10_000, "." * 10_000, "1" * 10_000, "[" * 10_000),
    ],
)
def test_garbage_counts_as_nothing_and_the_proxy_is_all_that_is_known(said: str) -> None:
    assert ip_of("10.0.0.1", xff(said)) == "10.0.0.1"
    assert ip_of("10.0.0.1", ("forwarded", said)) == "10.0.0.1"
    assert ip_of("10.0.0.1", ("forwarded", f'for="{said}"')) == "10.0.0.1"


@pytest.mark.parametrize("peer", ["203.0.113.5", "127.0.0.1", "::1", "2001:db8:2::1"])
@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip", "client-ip"])
def test_nobody_else_is_believed(peer: str, header: str) -> None:
    said = "for=198.51.100.66" if header == "forwarded" else "198.51.100.66"
    assert ip_of(peer, (header, said)) == peer
    assert ip_of("10.0.0.1", (header, said), trusted=[]) == "10.0.0.1"


def test_what_a_client_adds_itself_stands_before_what_the_proxy_adds() -> None:
    said = f"{'198.51.100.66, ' * 700}203.0.113.9"
    assert len(said) > 10_000
    assert ip_of("10.0.0.1", xff(said)) == "203.0.113.9"
    assert ip_of("10.0.0.1", xff("198.51.100.66"), xff("203.0.113.9")) == "203.0.113.9"


def test_a_chain_without_an_end_is_followed_for_some_hops_only() -> None:
    endless = ", ".join(f"10.0.{n // 250}.{n % 250}" for n in range(1000))
    last = 1000 - MOST_HOPS
    assert ip_of("10.0.0.1", xff(endless)) == f"10.0.{last // 250}.{last % 250}"


@pytest.mark.parametrize(
    "said",
    [
        "for=203.0.113.9",
        "For=203.0.113.9;proto=https;by=10.0.0.1",
        'proto=https; for="203.0.113.9:51000"',
        'for=203.0.113.9, for="[2001:db8:1::5]:1", for=10.4.4.4',
        'for="198.51.100.66", for=203.0.113.9',
    ],
)
def test_forwarded_is_understood_where_there_is_no_x_forwarded_for(said: str) -> None:
    assert ip_of("10.0.0.1", ("forwarded", said)) == "203.0.113.9"
    assert ip_of("10.0.0.1", ("forwarded", said), xff("203.0.113.20")) == "203.0.113.20"


def test_a_peer_on_a_socket_of_both_families_is_known_by_its_older_address() -> None:
    assert ip_of("::ffff:10.0.0.1", xff("203.0.113.9")) == "203.0.113.9"
    assert ip_of("::ffff:203.0.113.5") == "203.0.113.5"


@pytest.mark.parametrize("peer", [None, "testclient", ""])
def test_a_peer_without_an_address_is_unknown_and_not_believed(peer: str | None) -> None:
    assert ip_of(peer, xff("203.0.113.9")) == "None"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Board/2.1 (studio)", "Board/2.1 (studio)"),
        ("Board\x00\x1b[31m\t\x7f\x85/2.1", "Board[31m/2.1"),
        ("x" * 10_000, "x" * LONGEST_USER_AGENT),
        ("\x01\x02", None),
        ("", None),
    ],
)
def test_of_a_user_agent_so_much_is_kept_as_can_be_shown(sent: str, kept: str | None) -> None:
    assert Origins().of(connection("203.0.113.5", ("user-agent", sent))).user_agent == kept


def test_without_headers_the_peer_is_all_there_is() -> None:
    origin = Origins().of(connection("203.0.113.5"))
    assert (origin.ip, origin.user_agent) == (ip_address("203.0.113.5"), None)

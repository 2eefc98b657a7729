"""Whose address a request counts for, with proxies and without."""

from ipaddress import ip_network
from typing import Any, cast

import pytest
from litestar.types import HTTPScope

from frontdesk.kit.client_address import client_address

PROXIES = [ip_network("10.0.0.0/8"), ip_network("2001:db8:1::/48")]

CASES = [
    # peer, X-Forwarded-For, the client
    ("198.51.100.7", None, "198.51.100.7"),
    ("198.51.100.7", "203.0.113.9", "198.51.100.7"),  # anybody may send that header
    ("10.0.0.1", None, "10.0.0.1"),
    ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
    ("10.0.0.1", "192.0.2.1, 203.0.113.9", "203.0.113.9"),  # the left one is the client's own
    ("10.0.0.1", "192.0.2.1, 203.0.113.9,10.0.0.2", "203.0.113.9"),  # two proxies
    ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),  # a client inside
    ("10.0.0.1", "203.0.113.9, unknown", "10.0.0.1"),
    ("10.0.0.1", "unknown, 10.0.0.2", "10.0.0.2"),
    ("10.0.0.1", "", "10.0.0.1"),
    ("10.0.0.1", "2001:db8:9:8:7::6", "2001:db8:9:8::/64"),
    ("2001:db8:1::5", "203.0.113.9", "203.0.113.9"),
    ("2001:db8:9:8:7:6:5:4", None, "2001:db8:9:8::/64"),
    ("::ffff:198.51.100.7", None, "198.51.100.7"),
    ("fe80::1%eth0", None, "fe80::/64"),
    (None, None, ""),
    (None, "203.0.113.9", ""),
]


@pytest.mark.parametrize(("peer", "forwarded", "client"), CASES)
def test_the_client_is_whom_only_trusted_proxies_can_name(
    peer: str | None, forwarded: str | None, client: str
) -> None:
    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode())]
    scope: Any = {"client": (peer, 1) if peer else None, "headers": headers}
    assert client_address(cast("HTTPScope", scope), PROXIES) == client


def test_header_lines_count_as_one_list() -> None:
    headers = [(b"x-forwarded-for", b"192.0.2.1"), (b"x-forwarded-for", b"203.0.113.9")]
    scope: Any = {"client": ("10.0.0.1", 1), "headers": headers}
    assert client_address(cast("HTTPScope", scope), PROXIES) == "203.0.113.9"

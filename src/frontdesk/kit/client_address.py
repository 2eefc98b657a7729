"""Who is calling: the address behind a request, through reverse proxies that are trusted."""

from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from litestar.types import HTTPScope

from frontdesk.kit.http import get_header_list

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_IPV6_SITE = 64
"""One subscriber holds a whole IPv6 network of this length."""


def client_address(scope: HTTPScope, trusted: Iterable[Network]) -> str:
    """The address that a limit counts by: an IPv4 address, the /64 network of an IPv6 address.

    That of the connection; of a trusted proxy's connection, the last address in
    `X-Forwarded-For` that is not itself a trusted proxy. Whatever stands left of that one may be
    made up by the client. Empty where there is no address (a Unix socket).
    """
    networks = tuple(trusted)
    address = _parse(scope["client"][0] if scope["client"] else "")
    if address is not None and _is_in(address, networks):
        address = _forwarded(scope, networks) or address
    return "" if address is None else _counted_as(address)


def _forwarded(scope: HTTPScope, trusted: tuple[Network, ...]) -> Address | None:
    """None when no usable address was sent along."""
    named: Address | None = None
    for text in reversed((get_header_list(scope["headers"], b"x-forwarded-for") or "").split(",")):
        address = _parse(text.strip())
        if address is None:
            break
        named = address
        if not _is_in(address, trusted):
            break
    return named


def _parse(text: str) -> Address | None:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_in(address: Address, networks: tuple[Network, ...]) -> bool:
    return any(address in network for network in networks)


def _counted_as(address: Address) -> str:
    if address.version == 4:
        return str(address)
    return str(ip_network((address, _IPV6_SITE), strict=False))

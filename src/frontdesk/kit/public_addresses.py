"""Telling addresses of the public internet from all others.

Written out rather than asked of `ipaddress.is_global`, whose answers changed between patch releases
of Python, and which takes forms that carry an IPv4 address inside for public.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

_NOT_PUBLIC_4: Final = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",
            "100.64.0.0/10",  # behind a carrier's NAT; also metadata of one cloud
            "127.0.0.0/8",
            "168.63.129.16/32",  # a cloud's own services, reached from inside only
            "169.254.0.0/16",  # link-local, metadata of most clouds
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",  # relays of 6to4
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",  # multicast, reserved, broadcast
        ),
    )
)

_OFF_LIMITS: Final = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "100.100.100.200/32",  # metadata of one cloud
            "168.63.129.16/32",
            "169.254.0.0/16",
            "224.0.0.0/3",
            "::/128",
            "fd00:ec2::/32",  # metadata of one cloud
            "fe80::/10",
            "ff00::/8",
        ),
    )
)

_GLOBAL_UNICAST_6: Final = ip_network("2000::/3")
_NOT_PUBLIC_6: Final = tuple(
    map(
        ip_network,
        (
            "2001::/23",  # Teredo and other protocols
            "2001:db8::/32",
            "2002::/16",  # 6to4: carries an IPv4 address
            "3fff::/20",
        ),
    )
)
_NAT64: Final = ip_network("64:ff9b::/96")
"""Where a network without IPv4 reaches it: as public as the address inside."""

_DOTTED: Final = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}", re.ASCII)
_NUMERIC_END: Final = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)\.?", re.ASCII | re.IGNORECASE)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    if address.scope_id is not None:
        return False
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _GLOBAL_UNICAST_6 and not any(address in each for each in _NOT_PUBLIC_6)


def is_off_limits(address: IPv4Address | IPv6Address) -> bool:
    """Whether no service of anybody's own can be there: link-local, metadata of clouds, multicast.
    Forms that carry an IPv4 address are what is inside."""
    if isinstance(address, IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inside = IPv4Address(int(address) & 0xFFFFFFFF)
        if address.scope_id is not None or (inside is not None and is_off_limits(inside)):
            return True
    return any(address in network for network in _OFF_LIMITS)


def read_host(host: str) -> IPv4Address | IPv6Address | None:
    """The address that `host` is; None for a name.

    Raises ValueError with a sentence for what some programs take for an address and others do not
    (`0x7f.1`, `2130706433`, `0177.0.0.1`, `127.1`), and for an address with a zone.
    """
    if ":" in host:
        return _read_6(host)
    if _DOTTED.fullmatch(host):
        return IPv4Address(host)
    if _NUMERIC_END.fullmatch(host):
        raise ValueError(f"{host[:80]} is neither a name nor four decimal numbers")
    return None


def _read_6(host: str) -> IPv6Address:
    address = ip_address(host)
    if not isinstance(address, IPv6Address) or address.scope_id is not None:
        raise ValueError(f"{host[:80]} is not a plain IPv6 address")
    return address

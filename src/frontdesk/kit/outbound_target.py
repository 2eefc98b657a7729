"""Where an outbound request may go, as far as its address tells; `kit.outbound_resolver` asks again
about what a name resolves to."""

from ipaddress import IPv4Address, IPv6Address
from typing import Final

from yarl import URL

from frontdesk.kit.public_addresses import is_off_limits, is_public, read_host

LONGEST_URL: Final = 2000

Address = IPv4Address | IPv6Address


class TargetRefused(Exception):
    """`str()` is the sentence to show."""


def check_url(text: str, *, allow_http: bool, allow_private: bool) -> URL:
    """The address in its one spelling. Raises TargetRefused, without asking any name server."""
    url = _parse(text)
    if url.scheme not in ("https", "http"):
        raise TargetRefused("the address must begin with https://")
    if url.scheme == "http" and not allow_http:
        raise TargetRefused("the address must begin with https://, not http://")
    if url.raw_user is not None or url.raw_password is not None:
        raise TargetRefused("the address must not hold a user name or a password")
    if url.raw_fragment or text.endswith("#"):
        raise TargetRefused("the address must not hold a #")
    _check_host(url.raw_host or "", allow_private=allow_private)
    return url


def _parse(text: str) -> URL:
    if len(text) > LONGEST_URL:
        raise TargetRefused(f"the address is longer than {LONGEST_URL} characters")
    if any(character <= " " or character in '\x7f\\"<>' for character in text):
        raise TargetRefused("the address must not hold blanks, backslashes, quotes or brackets")
    try:
        url = URL(text)
        if url.port == 0:
            raise TargetRefused("the address must not name port 0")
    except ValueError:
        raise TargetRefused("the address is malformed") from None
    if not url.raw_host:
        raise TargetRefused("the address names no host")
    return url


def _check_host(host: str, *, allow_private: bool) -> None:
    try:
        address = read_host(host)
    except ValueError as error:
        raise TargetRefused(str(error)) from None
    if host.endswith("."):
        raise TargetRefused("the name must not end with a dot")
    if address is not None:
        require_allowed(address, allow_private=allow_private)


def require_allowed(address: Address, *, allow_private: bool) -> None:
    """Raises TargetRefused."""
    if not allow_private and not is_public(address):
        raise TargetRefused(f"{address} is not a public address")
    if is_off_limits(address):
        raise TargetRefused(f"{address} is link-local, multicast or a cloud's own")

"""Rate limits: how often a token may call, and an address without a valid one.

Counted in this process alone: of N processes each allows the whole number.
"""

from collections.abc import Mapping
from typing import Final

from litestar.types import HTTPScope

from frontdesk.config import Rate, Settings
from frontdesk.errors import RateLimited
from frontdesk.kit.client_address import client_address
from frontdesk.kit.clock import Clock
from frontdesk.kit.rate_counter import RateCounter, Standing

_UNLIMITED: Final[Mapping[str, str]] = {}


class Rates:
    """A limit that is off never refuses and has no headers."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._tokens = _make_counter(settings.rate_limit, clock)
        self._addresses = _make_counter(settings.address_rate_limit, clock)
        self._trusted = settings.trusted_proxies

    def count_token(self, token_id: int) -> Mapping[str, str]:
        """Headers that tell the caller what is left; raises RateLimited."""
        if self._tokens is None:
            return _UNLIMITED
        standing = self._tokens.count(token_id)
        if standing.wait is not None:
            raise _too_many(self._tokens, standing, standing.wait, "this token")
        return _describe(self._tokens, standing)

    def count_unauthorized(self, scope: HTTPScope) -> None:
        """Raises RateLimited when the caller's address had its share before this one."""
        if self._addresses is not None:
            _refuse(self._addresses, self._addresses.count(self._address(scope)))

    def require_room(self, scope: HTTPScope) -> None:
        """Raises RateLimited when the caller's address has had its share, and counts nothing."""
        if self._addresses is not None:
            _refuse(self._addresses, self._addresses.look(self._address(scope)))

    def _address(self, scope: HTTPScope) -> str:
        return client_address(scope, self._trusted)


def _make_counter(rate: Rate | None, clock: Clock) -> RateCounter | None:
    if rate is None:
        return None
    return RateCounter(most=rate.most, seconds=rate.seconds, clock=clock)


def _refuse(counter: RateCounter, standing: Standing) -> None:
    if standing.wait is not None:
        raise _too_many(counter, standing, standing.wait, "this address without authorization")


def _too_many(counter: RateCounter, standing: Standing, wait: int, who: str) -> RateLimited:
    headers = {
        **_describe(counter, standing),
        "RateLimit-Reset": str(wait),
        "Retry-After": str(wait),
    }
    return RateLimited(f"too many requests of {who}; wait {wait} s", headers=headers)


def _describe(counter: RateCounter, standing: Standing) -> dict[str, str]:
    # The names of the IETF draft up to version 06: later ones fold them into one structured
    # field, which the libraries of today's clients do not read.
    return {
        "RateLimit-Limit": str(counter.most),
        "RateLimit-Remaining": str(standing.remaining),
        "RateLimit-Reset": str(standing.reset),
    }

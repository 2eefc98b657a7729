"""What the names of outbound requests resolve to, checked.

A name is refused as a whole if any of its addresses is not public: who answers with both kinds
means to be let in by luck.
"""

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

from aiohttp.abc import AbstractResolver, ResolveResult

from frontdesk.kit.outbound_target import Address, require_allowed

Lookup = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a name, as texts. Raises OSError when it has none."""


@dataclass
class Steps:
    """When, on `time.perf_counter_ns`, the steps of one request were done."""

    resolving: int | None = None
    resolved: int | None = None
    connecting: int | None = None
    securing: int | None = None
    connected: int | None = None
    first_byte: int | None = None


STEPS: Final[ContextVar[Steps | None]] = ContextVar("outbound_steps", default=None)


class CheckedResolver(AbstractResolver):
    """Resolves names for the connector, which connects to exactly what was checked here."""

    def __init__(self, lookup: Lookup | None, *, allow_private: bool) -> None:
        self._own = None if lookup else SystemLookup()
        self._lookup: Lookup = lookup or self._own or SystemLookup()
        self._allow_private = allow_private

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Raises TargetRefused, and OSError for a name without addresses."""
        steps = STEPS.get() or Steps()
        steps.resolving = time.perf_counter_ns()
        addresses = [ip_address(text) for text in await self._lookup(host, port)]
        steps.resolved = time.perf_counter_ns()
        for address in addresses:
            require_allowed(address, allow_private=self._allow_private)
        return [_result(host, port, address) for address in addresses]

    async def close(self) -> None:
        if self._own is not None:
            self._own.close()


class SystemLookup:
    """Asks the system, on threads of its own: slow name servers hold up nothing else."""

    def __init__(self, threads: int = 16) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="lookup")

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, _ask_system, host, port)
        return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


def _ask_system(host: str, port: int) -> list[tuple[int, int, int, str, tuple[str | int, ...]]]:
    return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))  # type: ignore[arg-type] # bytes only without IPv6


def _result(host: str, port: int, address: Address) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=str(address),
        port=port,
        family=socket.AF_INET if address.version == 4 else socket.AF_INET6,
        proto=socket.IPPROTO_TCP,
        flags=socket.AI_NUMERICHOST,
    )

"""HTTP requests to addresses that strangers chose.

Only https with a valid certificate, only to public addresses (`kit.outbound_target`), never where
a redirect, a proxy of the environment or a second look at the name would lead; at most ten seconds
and 64 KiB of an answer, taken as it comes: nothing is unpacked.
"""

import asyncio
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, Self

import aiohttp
from aiohttp import ClientResponse, ClientSession, TCPConnector, TraceConfig
from yarl import URL

from frontdesk.kit.outbound_faults import explain, explain_delay
from frontdesk.kit.outbound_resolver import STEPS, CheckedResolver, Lookup, Steps
from frontdesk.kit.outbound_target import TargetRefused, check_url

MOST_READ: Final = 64 * 1024
MOST_SHOWN: Final = 4 * 1024
PATIENCE: Final = 10.0
_ONE_PIECE: Final = 256 * 1024

_PLAIN: Final = {"Accept-Encoding": "identity"}


@dataclass(frozen=True, kw_only=True)
class Timing:
    """Durations in ticks; None for a step that was not reached, or not needed because the
    connection was there already."""

    dns: int | None
    connect: int | None
    tls: int | None
    first_byte: int | None
    total: int


@dataclass(frozen=True, kw_only=True)
class OutboundAnswer:
    """Whatever the other side answered, a redirect too; `body` is what was read of it."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    timing: Timing

    def start(self) -> str:
        """How the body begins, as text that can be stored."""
        return self.body[:MOST_SHOWN].decode(errors="replace").replace("\0", "\ufffd")


@dataclass(frozen=True, kw_only=True)
class OutboundFailure:
    """No answer; `reason` says why in words."""

    reason: str
    timing: Timing


class OutboundClient:
    """Open inside `async with`. Connections are kept for a while and used again; how many requests
    are under way at once is for the caller to bound.

    `lookup` and `tls` stand in for the system's name servers and certificate authorities.
    """

    def __init__(
        self,
        *,
        allow_http: bool = False,
        allow_private: bool = False,
        lookup: Lookup | None = None,
        seconds: float = PATIENCE,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allow_http = allow_http
        self._allow_private = allow_private
        self._lookup = lookup
        self._seconds = seconds
        self._tls = _timed(tls)
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = ClientSession(
            connector=TCPConnector(
                resolver=CheckedResolver(self._lookup, allow_private=self._allow_private),
                use_dns_cache=False,
                ssl=self._tls,
                limit=0,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
            auto_decompress=False,
            trust_env=False,
            trace_configs=[_trace()],
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._session is not None, "entered"
        await self._session.close()

    def check(self, url: str) -> None:
        """Raises TargetRefused for an address that no request would be sent to, whatever its name
        resolves to."""
        self._checked(url)

    async def get(self, url: str, headers: Mapping[str, str]) -> OutboundAnswer | OutboundFailure:
        return await self._send("GET", url, None, headers)

    async def post(
        self, url: str, body: bytes, headers: Mapping[str, str]
    ) -> OutboundAnswer | OutboundFailure:
        """Sent twice only if a kept connection turned out to be closed."""
        return await self._send("POST", url, body, headers)

    def _checked(self, url: str) -> URL:
        return check_url(url, allow_http=self._allow_http, allow_private=self._allow_private)

    async def _send(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> OutboundAnswer | OutboundFailure:
        """What `_exchange` does, in time, with its failures in words."""
        steps, begin = Steps(), time.perf_counter_ns()
        mark = STEPS.set(steps)
        try:
            async with asyncio.timeout(self._seconds):
                status, received, read = await self._try(method, self._checked(url), body, headers)
        except TargetRefused as error:
            reason = f"refused: {error}"
        except TimeoutError:
            reason = explain_delay(steps, self._seconds)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            reason = explain(error)
        else:
            timing = _timing(steps, begin)
            return OutboundAnswer(status=status, headers=received, body=read, timing=timing)
        finally:
            STEPS.reset(mark)
        return OutboundFailure(reason=reason, timing=_timing(steps, begin))

    async def _try(
        self, method: str, url: URL, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], bytes]:
        with suppress(aiohttp.ServerDisconnectedError, ConnectionResetError):
            return await self._exchange(method, url, body, headers)
        steps = STEPS.get()
        if steps is None or steps.connected is not None:
            raise aiohttp.ServerDisconnectedError
        return await self._exchange(method, url, body, headers)  # it was a kept connection

    async def _exchange(
        self, method: str, url: URL, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], bytes]:
        assert self._session is not None, "entered"
        async with self._session.request(
            method, url, data=_in_pieces(body), headers={**_PLAIN, **headers}, allow_redirects=False
        ) as answer:
            return answer.status, answer.headers, await _read_start(answer)


def _in_pieces(body: bytes | None) -> bytes | BytesIO | None:
    """A large body is written piece by piece: in one piece it would hold up everybody else."""
    return BytesIO(body) if body and len(body) > _ONE_PIECE else body


async def _read_start(answer: ClientResponse) -> bytes:
    """At most MOST_READ bytes; of an endless answer the rest is never asked for."""
    parts: list[bytes] = []
    missing = MOST_READ
    while missing > 0 and (part := await answer.content.read(missing)):
        parts.append(part)
        missing -= len(part)
    if missing <= 0:
        answer.close()
    return b"".join(parts)


class _TimedContext(ssl.SSLContext):
    """Notes when a handshake begins, which aiohttp does not tell."""

    def wrap_bio(self, *given: Any, **named: Any) -> ssl.SSLObject:  # Any: as the base
        steps = STEPS.get()
        if steps is not None:
            steps.securing = time.perf_counter_ns()
        return super().wrap_bio(*given, **named)


def _timed(given: ssl.SSLContext | None) -> ssl.SSLContext:
    context = _TimedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if given is None:
        context.load_default_certs()
    else:
        context.load_verify_locations(cadata=b"".join(given.get_ca_certs(binary_form=True)))
    return context


def _trace() -> TraceConfig:
    def note(step: str) -> Any:  # Any: aiohttp's own protocol of callbacks
        async def keep(*_: object) -> None:
            steps = STEPS.get()
            if steps is not None and getattr(steps, step) is None:
                setattr(steps, step, time.perf_counter_ns())

        return keep

    trace = TraceConfig()
    trace.on_connection_create_start.append(note("connecting"))
    trace.on_connection_create_end.append(note("connected"))
    trace.on_request_end.append(note("first_byte"))
    return trace


def _timing(steps: Steps, begin: int) -> Timing:
    end = time.perf_counter_ns()
    sent = steps.connected or begin
    opened = steps.securing or steps.connected
    return Timing(
        dns=_ticks(steps.resolving, steps.resolved),
        connect=_ticks(steps.resolved or steps.connecting, opened),
        tls=_ticks(steps.securing, steps.connected),
        first_byte=_ticks(sent, steps.first_byte),
        total=(end - begin) // 100,
    )


def _ticks(begin: int | None, end: int | None) -> int | None:
    return None if begin is None or end is None else (end - begin) // 100

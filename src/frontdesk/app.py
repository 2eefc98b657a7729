"""The composition root: settings → database → surfaces. Nothing else opens a connection or starts
a task for the server."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

from litestar import Litestar, Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp

from frontdesk.api.call import ApiParts, FileParts, Route
from frontdesk.api.description import make_description_handlers
from frontdesk.api.envelope import failure
from frontdesk.api.file_links import make_file_link_handler
from frontdesk.api.health import make_probe_handlers
from frontdesk.api.idempotency import OnceOnly
from frontdesk.api.rates import Rates
from frontdesk.api.routes import ROUTES
from frontdesk.api.surface import make_table
from frontdesk.api.tokens import make_token_handler
from frontdesk.attachments.drafts import drop_stale_drafts
from frontdesk.attachments.store import open_file_store
from frontdesk.config import Settings, load_settings
from frontdesk.database.address import DatabaseAddress, database_address
from frontdesk.database.pool import Database
from frontdesk.door import Door
from frontdesk.errors import MethodNotAllowed, NotFound
from frontdesk.events.hearing import Hearing
from frontdesk.inbox.live_hub import LiveHub
from frontdesk.inbox.parts import InboxKeys, make_inbox_parts
from frontdesk.inbox.routes import ROUTES as PAGES
from frontdesk.inbox.surface import make_inbox_handlers
from frontdesk.kit.background import in_background
from frontdesk.kit.clock import Clock, system_clock
from frontdesk.kit.outbound import OutboundClient
from frontdesk.kit.signing import derive_key, keep_secret
from frontdesk.logs import configure_logs
from frontdesk.tokens.authorizer import Authorizer
from frontdesk.tokens.revocations import hear_revocations
from frontdesk.tokens.verified import VerifiedTokens
from frontdesk.webhooks.reaching import make_endpoint_client
from frontdesk.worker.alone import open_worker_parts, set_on_signal
from frontdesk.worker.running import run_worker

AnyRequest = Request[Any, Any, Any]
Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


def create_worker_app() -> ASGIApp:
    """The application of one of several server processes, from the environment alone."""
    settings = load_settings()
    configure_logs(settings)
    held = ExitStack()
    address = held.enter_context(database_address(settings.outside_database(), settings.data_dir))
    return create_app(settings, address, held=held, with_worker=settings.worker)


def create_app(
    settings: Settings,
    address: DatabaseAddress,
    *,
    clock: Clock = system_clock,
    routes: tuple[Route, ...] = ROUTES,
    held: ExitStack | None = None,
    with_worker: bool = False,
) -> ASGIApp:
    """The ASGI application; what is in `held` is let go when it shuts down. `with_worker`: it also
    carries out what follows from changes.

    Raises OperatorError when the secret key cannot be read or kept.
    """
    verified, hearing = VerifiedTokens(clock), Hearing(address.service)
    hear_revocations(hearing, verified)
    secret = read_secret(settings)
    parts = _make_parts(settings, address, clock, verified, secret)
    live = LiveHub(parts.database, clock, hearing)
    inbox = make_inbox_parts(
        settings,
        parts.database,
        clock,
        store=parts.files.store,
        keys=_inbox_keys(secret),
        live=live,
        outbound=parts.outbound,
    )
    app = Litestar(
        [
            make_token_handler(parts),
            make_file_link_handler(parts),
            *make_probe_handlers(parts.database),
            *make_description_handlers(routes),
            *make_inbox_handlers(PAGES, inbox),
        ],
        lifespan=[
            _lifespan(parts.database, held or ExitStack()),
            _sweep(parts.files.store.drafts),
            _open(parts.outbound),
            _noting(parts.authorizer),
            *([_working(settings, address, hearing, clock)] if with_worker else []),
            _living(live),
            _hearing(hearing),
        ],
        exception_handlers={HTTPException: _answer_unrouted, Exception: _leave_to_door},
        openapi_config=None,
        logging_config=None,
    )
    return Door(app, direct=make_table(routes, parts))


def _make_parts(
    settings: Settings,
    address: DatabaseAddress,
    clock: Clock,
    verified: VerifiedTokens,
    secret: str,
) -> ApiParts:
    database = Database(address.service, most=settings.database_connections)
    token_key = derive_key(secret, "access token")
    return ApiParts(
        database=database,
        clock=clock,
        authorizer=Authorizer(database, clock, key=token_key, verified=verified),
        token_key=token_key,
        max_body_bytes=settings.max_body_bytes,
        files=_file_parts(settings, secret),
        rates=Rates(settings, clock),
        once=OnceOnly(database),
        outbound=make_endpoint_client(settings),
    )


def read_secret(settings: Settings) -> str:
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    return keep_secret(settings.data_dir / "secret.key")


def _inbox_keys(secret: str) -> InboxKeys:
    return InboxKeys(
        csrf=derive_key(secret, "inbox csrf"),
        second_factor=derive_key(secret, "second factor"),
        file_link=derive_key(secret, "file link"),
    )


def _file_parts(settings: Settings, secret: str) -> FileParts:
    return FileParts(
        store=open_file_store(settings),
        public_address=settings.public_address(),
        max_bytes=settings.max_file_bytes,
        link_key=derive_key(secret, "file link"),
        link_seconds=settings.file_link_seconds,
    )


def _sweep(drafts: Path) -> Lifespan:
    @asynccontextmanager
    async def run(_: Litestar) -> AsyncIterator[None]:
        await asyncio.to_thread(drop_stale_drafts, drafts)
        yield

    return run


def _open(outbound: OutboundClient) -> Lifespan:
    @asynccontextmanager
    async def run(_: Litestar) -> AsyncIterator[None]:
        async with outbound:
            yield

    return run


def _noting(authorizer: Authorizer) -> Lifespan:
    @asynccontextmanager
    async def run(_: Litestar) -> AsyncIterator[None]:
        async with in_background(authorizer.uses.run()):
            yield

    return run


def _lifespan(database: Database, held: ExitStack) -> Lifespan:
    @asynccontextmanager
    async def run(_: Litestar) -> AsyncIterator[None]:
        with held:
            async with database:
                yield

    return run


def _hearing(hearing: Hearing) -> Lifespan:
    """Entered after everybody has joined."""

    @asynccontextmanager
    async def run(_: Litestar) -> AsyncIterator[None]:
        async with in_background(hearing.run()):
            yield

    return run


def _living(live: LiveHub) -> Lifespan:
    """A server that is told to stop waits for its requests, and these end only when told, too."""

    @asynccontextmanager
    async def run(_: Litestar) -> AsyncIterator[None]:
        set_on_signal(live.stopping)
        async with in_background(live.run()):
            yield

    return run


def _working(
    settings: Settings, address: DatabaseAddress, hearing: Hearing, clock: Clock
) -> Lifespan:
    @asynccontextmanager
    async def run(_: Litestar) -> AsyncIterator[None]:
        async with open_worker_parts(settings, address, clock) as parts:
            set_on_signal(parts.stopping)
            working = asyncio.create_task(run_worker(parts, hearing, address.service))
            yield
            parts.stopping.set()
            await working

    return run


def _answer_unrouted(request: AnyRequest, error: HTTPException) -> Response[bytes]:
    """Litestar itself refuses paths that nobody registered, and methods that nobody has."""
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = (error.headers or {}).get("allow", "").split(", ")
        answer = failure(MethodNotAllowed(request.method, sorted(allowed)))
    else:
        answer = failure(NotFound(f"no such path: {request.url.path[:200]}"))
    assert isinstance(answer.body, bytes), "only files are streamed"
    return Response(
        answer.body,
        status_code=answer.status,
        media_type=answer.content_type,
        headers=dict(answer.headers),
    )


def _leave_to_door(_: AnyRequest, error: Exception) -> Response[bytes]:
    raise error

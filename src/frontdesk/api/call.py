"""What a handler gets, and the row of the route table that leads to it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from http import HTTPStatus
from inspect import getdoc
from typing import Any, Final
from uuid import UUID

from frontdesk.api.entity_tags import entity_tag, is_known, require_match
from frontdesk.api.envelope import JSON, success_of_bytes
from frontdesk.api.idempotency import OnceOnly
from frontdesk.api.rates import Rates
from frontdesk.attachments.store import FileStore
from frontdesk.database.pool import Connection, Database
from frontdesk.database.transaction import Transaction
from frontdesk.kit.clock import Clock
from frontdesk.kit.http import Headers, HttpAnswer
from frontdesk.kit.outbound import OutboundClient
from frontdesk.people.permissions import Permission
from frontdesk.tokens.access import Access
from frontdesk.tokens.authorizer import Authorizer
from frontdesk.wire.examples import EXAMPLES


@dataclass(frozen=True, kw_only=True)
class FileParts:
    """`public_address` is where this installation is reached; `link_key` signs links, which work
    for `link_seconds`; `max_bytes` is the limit of an upload."""

    store: FileStore
    public_address: str
    max_bytes: int
    link_key: bytes
    link_seconds: int


@dataclass(frozen=True, kw_only=True)
class ApiParts:
    """What the surface is made of, put together once by the composition root."""

    database: Database
    clock: Clock
    authorizer: Authorizer
    token_key: bytes
    max_body_bytes: int
    files: FileParts
    rates: Rates
    once: OnceOnly
    outbound: OutboundClient


@dataclass(frozen=True, kw_only=True)
class Call:
    """One authorized request; `body` and `query` are of the types that its route names.

    `method` is the route's, or HEAD for one that gets. The ids in its address are in `path`, but
    for those that are GUIDs, which are in `guids`.
    `held` is the transaction of a request that must be carried out once only
    (`api.idempotency`): all that the handler does happens within it. `prepared` is what the
    route's `prepare` returned.
    """

    parts: ApiParts
    route: "Route"
    access: Access
    method: str
    headers: Headers
    path: Mapping[str, int]
    guids: Mapping[str, UUID]
    query: Any
    body: Any
    held: Transaction | None = None
    prepared: Any = None

    @property
    def community_id(self) -> int:
        return self.access.community_id

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        """A connection in the caller's community."""
        if self.held is not None:
            return nullcontext(self.held.connection)
        return self.parts.database.reading(self.community_id)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        """A transaction in the caller's community and name, committed when the block ends; one a
        call. Raises what the route's guard raises, and PreconditionFailed when that object is not
        the one of `If-Match`."""
        async with self._transaction() as tx:
            if self.route.guard is not None and any(k == b"if-match" for k, _ in self.headers):
                require_match(self.headers, await self.route.guard(tx, self.path))
            yield tx

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Transaction]:
        if self.held is not None:
            # Nested, so that a block that fails is undone even if the handler then answers.
            async with self.held.connection.transaction():
                yield self.held
        else:
            async with self.parts.database.writing(self.community_id) as connection:
                yield self.transaction_on(connection)

    def transaction_on(self, connection: Connection) -> Transaction:
        return Transaction(
            connection=connection,
            community_id=self.community_id,
            actor_id=self.access.actor_id,
            now=self.parts.clock(),
        )

    def tagged(self, data: bytes, *, state: bytes | None = None) -> HttpAnswer:
        """The answer with `data`, ready JSON, and its `ETag`; 304 to a GET whose `If-None-Match`
        names that. The tag is of `state`, where `data` alone does not tell the whole, and else of
        `data`; a guard must return the same bytes."""
        tag = entity_tag(data if state is None else state)
        if self.route.method == "GET" and is_known(self.headers, tag):
            return HttpAnswer(304, JSON, b"", {"ETag": tag})
        return success_of_bytes(data, {"ETag": tag})

    def conditional(self, answer: HttpAnswer) -> HttpAnswer:
        """An answer to a GET, with a weak `ETag` unless it has one; 304 if the caller has it."""
        if self.route.method != "GET" or not isinstance(answer.body, bytes):
            return answer
        if answer.status != HTTPStatus.OK or "ETag" in answer.headers:
            return answer
        tag = f"W/{entity_tag(answer.body)}"
        if is_known(self.headers, tag):
            return HttpAnswer(304, JSON, b"", {"ETag": tag})
        return answer.with_headers({"ETag": tag})


Guard = Callable[[Transaction, Mapping[str, int]], Awaitable[bytes]]
"""Locks the object that `If-Match` is about, by the ids in the path, and returns the bytes that its
tag is made of. Raises NotFound."""


@dataclass(frozen=True)
class Route:
    """One endpoint: `name` as in the contract, `path` with `{ids}`.

    `guard` is of the object whose `ETag` a caller may send as `If-Match`. `permission` is what the
    caller's role must grant, checked before the body is read. `answer` is the type of the
    envelope's `data`, or `bytes` for a file as it is; `body` and `query` are msgspec types. One
    that `takes_files` has a list of `ReceivedFile` as its body. `prepare` is for what must not
    happen inside a transaction: it runs before the handler. The handler's docstring describes
    the endpoint to callers; `wire.examples` has a body by `name`.
    """

    method: str
    path: str
    name: str
    handle: Callable[[Call], Awaitable[HttpAnswer]]
    permission: Permission
    answer: Any
    body: Any = None
    query: Any = None
    guard: Guard | None = None
    takes_files: bool = False
    prepare: Callable[[Call], Awaitable[Any]] | None = None

    @property
    def runs_once(self) -> bool:
        """Whether an Idempotency-Key counts here: on POSTs that change something."""
        return self.method == "POST" and self.permission is not Permission.READ_TICKETS

    @property
    def section(self) -> str:
        """What the endpoint is about, as a heading: the first part of its path."""
        return SECTIONS[self.path.split("/")[1]]

    @property
    def description(self) -> str:
        return getdoc(self.handle) or ""

    @property
    def example(self) -> Any:
        return EXAMPLES.get(self.name)


SECTIONS: Final = {
    "tickets": "Tickets",
    "categories": "Categories",
    "customFields": "Custom fields",
    "Teammates": "Teammates",
    "UserGroups": "User groups",
    "tags": "Tags",
    "widgets": "Widgets",
    "attachments": "Attachments",
    "webhooks": "Webhooks",
    "events": "Events",
}

"""What a handler gets, and the row of the route table that leads to it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from inspect import getdoc
from typing import Any, Final
from uuid import UUID

from frontdesk.attachments.store import FileStore
from frontdesk.database.pool import Connection, Database
from frontdesk.database.transaction import Transaction
from frontdesk.kit.clock import Clock
from frontdesk.kit.http import Headers, HttpAnswer
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


@dataclass(frozen=True, kw_only=True)
class Call:
    """One authorized request; `body` and `query` are of the types that its route names.

    The ids in its address are in `path`, but for those that are GUIDs, which are in `guids`.
    """

    parts: ApiParts
    access: Access
    method: str
    headers: Headers
    path: Mapping[str, int]
    guids: Mapping[str, UUID]
    query: Any
    body: Any

    @property
    def community_id(self) -> int:
        return self.access.community_id

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        """A connection in the caller's community."""
        async with self.parts.database.reading(self.community_id) as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        """A transaction in the caller's community and name, committed when the block ends."""
        async with self.parts.database.writing(self.community_id) as connection:
            yield Transaction(
                connection=connection,
                community_id=self.community_id,
                actor_id=self.access.actor_id,
                now=self.parts.clock(),
            )


@dataclass(frozen=True)
class Route:
    """One endpoint: `name` as in the contract, `path` with `{ids}`.

    `permission` is what the caller's role must grant, checked before the body is read. `answer` is
    the type of the envelope's `data`, or `bytes` for a file as it is; `body` and `query` are
    msgspec types. With `raw_body` the handler itself reads the body, a `BodyStream`, which holds
    files as multipart/form-data. The handler's docstring describes the endpoint to callers;
    `wire.examples` has a body by `name`.
    """

    method: str
    path: str
    name: str
    handle: Callable[[Call], Awaitable[HttpAnswer]]
    permission: Permission
    answer: Any
    body: Any = None
    query: Any = None
    raw_body: bool = False

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
}

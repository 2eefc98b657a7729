"""What a handler gets, and the row of the route table that leads to it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from frontdesk.database.pool import Database
from frontdesk.kit.clock import Clock
from frontdesk.kit.http import HttpAnswer
from frontdesk.tokens.access import Access
from frontdesk.tokens.authorizer import Authorizer


@dataclass(frozen=True, kw_only=True)
class ApiParts:
    """What the surface is made of, put together once by the composition root."""

    database: Database
    clock: Clock
    authorizer: Authorizer
    token_key: bytes
    max_body_bytes: int


@dataclass(frozen=True, kw_only=True)
class Call:
    """One authorized request; `body` and `query` are of the types that its route names."""

    parts: ApiParts
    access: Access
    path: Mapping[str, int]
    query: Any
    body: Any

    @property
    def community_id(self) -> int:
        return self.access.community_id


@dataclass(frozen=True, kw_only=True)
class Route:
    """One endpoint: `name` and `section` as in the contract, `path` with `{ids}`.

    `body` and `query` are msgspec types or None; `answer` is the type of the envelope's `data`.
    `example` is a body that works, shown in the API's description and sent by the tests.
    """

    method: str
    path: str
    name: str
    section: str
    handle: Callable[[Call], Awaitable[HttpAnswer]]
    answer: Any
    body: Any = None
    query: Any = None
    description: str = ""
    example: Any = None

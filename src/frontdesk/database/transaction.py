"""One change in the making: what every action works on."""

from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID

from frontdesk.database.pool import Connection


@dataclass(frozen=True, kw_only=True)
class Transaction:
    """`connection` is inside a transaction that the surface opened and will commit; `actor_id` is
    the person who acts (a token's is its community's API user), `now` the time in ticks."""

    connection: Connection
    community_id: int
    actor_id: UUID
    now: int

    def at(self, now: int) -> Self:
        """The same transaction at another time, for what happened before it was written down."""
        return replace(self, now=now)

    def acting_as(self, person_id: UUID) -> Self:
        """The same transaction in the name of somebody else, as when a token's holder passes on
        what a client wrote."""
        return replace(self, actor_id=person_id)

"""Who wrote a ticket, and what they wrote before: the panel beside a thread."""

from dataclasses import dataclass
from typing import Final, LiteralString
from uuid import UUID

from frontdesk.database.pool import Connection, Parameters
from frontdesk.errors import NotFound
from frontdesk.people.enums import UserStatus
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.visibility import EVERYTHING, Visibility, seen_predicate


@dataclass(frozen=True, kw_only=True)
class EarlierTicket:
    ticket_id: int
    title: str | None
    status: TicketStatus
    creation_time: int
    last_activity: int
    is_spam: bool


@dataclass(frozen=True, kw_only=True)
class PersonCard:
    """`first_seen`: their first ticket, or when they became known; deleted tickets count not."""

    person_id: UUID
    name: str | None
    email: str | None
    phone_number: str | None
    image: str | None
    status: UserStatus
    first_seen: int
    open_count: int
    pending_count: int
    completed_count: int


async def earlier_tickets(
    connection: Connection,
    community_id: int,
    author_id: UUID,
    *,
    besides: int | None = None,
    before: tuple[int, int] | None = None,
    take: int = 10,
    visibility: Visibility = EVERYTHING,
) -> list[EarlierTicket]:
    """The person's tickets, the latest activity first, without the ticket `besides` and deleted
    ones, as far as `visibility` shows them. To go on: `before` the last one's (`last_activity`,
    `ticket_id`)."""
    time, ticket_id = before or (2**63 - 1, 2**63 - 1)
    conditions, parameters = _seen(visibility)
    return await connection.rows(
        EarlierTicket,
        _EARLIER + conditions + _NEWEST_FIRST,
        parameters
        | {
            "community_id": community_id,
            "author_id": author_id,
            "time": time,
            "ticket_id": ticket_id,
            "besides": besides,
            "take": take,
        },
    )


_EARLIER: Final[LiteralString] = """
select t.ticket_id, t.title, t.status, t.creation_time, t.last_activity, t.is_spam
from tickets t
where t.community_id = %(community_id)s
  and t.author_id = %(author_id)s
  and (t.last_activity, t.ticket_id) < (%(time)s::bigint, %(ticket_id)s::bigint)
  and t.ticket_id is distinct from %(besides)s::bigint
  and not t.is_deleted
"""

_NEWEST_FIRST: Final[LiteralString] = """
order by t.last_activity desc, t.ticket_id desc
limit %(take)s
"""


def _seen(visibility: Visibility) -> tuple[LiteralString, Parameters]:
    conditions: LiteralString = ""
    parameters: Parameters = {}
    for condition, values in seen_predicate(visibility).values():
        conditions += "  and " + condition
        parameters |= values
    return conditions, parameters


async def get_person_card(
    connection: Connection,
    community_id: int,
    person_id: UUID,
    *,
    visibility: Visibility = EVERYTHING,
) -> PersonCard:
    """With counts of the tickets that `visibility` shows. Raises NotFound."""
    conditions, parameters = _seen(visibility)
    card = await connection.row(
        PersonCard,
        _CARD + conditions + _OF_PERSON,
        parameters | {"community_id": community_id, "person_id": person_id},
    )
    if card is None:
        raise NotFound(f"nobody has the id {person_id}")
    return card


_CARD: Final[LiteralString] = """
select p.person_id, p.name, p.email, p.phone_number, p.image, p.status,
       least(p.creation_time, min(t.creation_time)) as first_seen,
       count(*) filter (where t.status = 'open')      as open_count,
       count(*) filter (where t.status = 'pending')   as pending_count,
       count(*) filter (where t.status = 'completed') as completed_count
from people p
left join tickets t on t.community_id = p.community_id
                   and t.author_id = p.person_id
                   and not t.is_deleted
"""

_OF_PERSON: Final[LiteralString] = """
where p.community_id = %(community_id)s and p.person_id = %(person_id)s
group by p.community_id, p.person_id
"""

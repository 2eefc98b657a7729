"""Who wrote a ticket, and what they wrote before: the panel beside a thread."""

from dataclasses import dataclass
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound
from frontdesk.people.enums import UserStatus
from frontdesk.tickets.enums import TicketStatus


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
) -> list[EarlierTicket]:
    """The person's tickets, the latest activity first, without the ticket `besides` and deleted
    ones. To go on: `before` the last one's (`last_activity`, `ticket_id`)."""
    time, ticket_id = before or (2**63 - 1, 2**63 - 1)
    return await connection.rows(
        EarlierTicket,
        """
        select ticket_id, title, status, creation_time, last_activity, is_spam
        from tickets
        where community_id = %(community_id)s
          and author_id = %(author_id)s
          and (last_activity, ticket_id) < (%(time)s::bigint, %(ticket_id)s::bigint)
          and ticket_id is distinct from %(besides)s::bigint
          and not is_deleted
        order by last_activity desc, ticket_id desc
        limit %(take)s
        """,
        {
            "community_id": community_id,
            "author_id": author_id,
            "time": time,
            "ticket_id": ticket_id,
            "besides": besides,
            "take": take,
        },
    )


async def get_person_card(connection: Connection, community_id: int, person_id: UUID) -> PersonCard:
    """Raises NotFound."""
    card = await connection.row(
        PersonCard,
        """
        select p.person_id, p.name, p.email, p.phone_number, p.image, p.status,
               least(p.creation_time, min(t.creation_time)) as first_seen,
               count(*) filter (where t.status = 'open')      as open_count,
               count(*) filter (where t.status = 'pending')   as pending_count,
               count(*) filter (where t.status = 'completed') as completed_count
        from people p
        left join tickets t on t.community_id = p.community_id
                           and t.author_id = p.person_id
                           and not t.is_deleted
        where p.community_id = %(community_id)s and p.person_id = %(person_id)s
        group by p.community_id, p.person_id
        """,
        {"community_id": community_id, "person_id": person_id},
    )
    if card is None:
        raise NotFound(f"nobody has the id {person_id}")
    return card

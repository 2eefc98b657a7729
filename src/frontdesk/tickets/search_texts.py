"""The texts by which a ticket is found: whose they are, what tells that they changed, and how much
they weigh."""

from dataclasses import dataclass
from typing import Final, LiteralString

from frontdesk.database.pool import Connection
from frontdesk.tickets.search_vector import Part, Weight


@dataclass(frozen=True, kw_only=True)
class Texts:
    title: str | None
    message: str | None
    people: str
    replies: list[str]
    reply_people: list[str]
    notes: list[str]


# People of a reply: those it goes to, and its author unless that is the team.
PEOPLE_OF_REPLY: Final[LiteralString] = """
concat_ws(' ', array_to_string(r.to_emails, ' '), array_to_string(r.cc_emails, ' '),
          (select concat_ws(' ', a.name, a.email)
           from people a
           where not r.is_by_team
             and a.community_id = r.community_id and a.person_id = r.author_id))
"""

HASH_OF_REPLY: Final = "hashtextextended(concat(r.message, chr(31), {people}), 0)".replace(
    "{people}", PEOPLE_OF_REPLY
)

PEOPLE_OF_TICKET: Final[LiteralString] = """
concat_ws(' ', p.name, p.email, p.phone_number, p.custom_identifier, array_to_string(t.cc, ' '))
"""
HASH_OF_HEAD: Final = (
    "hashtextextended(concat(t.title, chr(31), m.message, chr(31), {people}), 0)".replace(
        "{people}", PEOPLE_OF_TICKET
    )
)
HASH_OF_NOTE: Final = "hashtextextended(n.message, 0)"


_TEXTS: Final[LiteralString] = """
select t.title, m.message, {people} as people,
       array(
           select r.message
           from replies r
           where r.community_id = t.community_id and r.ticket_id = t.ticket_id
           order by r.reply_id
           offset %(replies)s
       ) as replies,
       array(
           select {reply_people}
           from replies r
           where r.community_id = t.community_id and r.ticket_id = t.ticket_id
           order by r.reply_id
           offset %(replies)s
       ) as reply_people,
       array(
           select n.message
           from notes n
           where n.community_id = t.community_id and n.ticket_id = t.ticket_id
           order by n.note_id
           offset %(notes)s
       ) as notes
from tickets t
left join ticket_messages m on m.community_id = t.community_id and m.ticket_id = t.ticket_id
left join people p          on p.community_id = t.community_id and p.person_id = t.author_id
where t.community_id = %(community_id)s and t.ticket_id = %(ticket_id)s
""".replace("{people}", PEOPLE_OF_TICKET).replace("{reply_people}", PEOPLE_OF_REPLY)


async def texts_of(
    connection: Connection, community_id: int, ticket_id: int, *, replies: int, notes: int
) -> Texts:
    """The ticket's texts, but for so many replies and notes."""
    parameters = {"community_id": community_id, "ticket_id": ticket_id}
    texts = await connection.row(Texts, _TEXTS, parameters | {"replies": replies, "notes": notes})
    assert texts is not None, "the ticket is locked"
    return texts


def head_parts(ticket_id: int, title: str | None, people: str, message: str | None) -> list[Part]:
    """What every ticket begins with."""
    return [
        (Weight.TITLE, title),
        (Weight.PEOPLE, str(ticket_id)),
        (Weight.PEOPLE, people),
        (Weight.MESSAGE, message),
    ]


def thread_parts(replies: list[str], reply_people: list[str], notes: list[str]) -> list[Part]:
    """What follows with the thread; of a reply, people are those it goes to, and its author unless
    that is the team."""
    return [
        *((Weight.MESSAGE, message) for message in replies),
        *((Weight.PEOPLE, people) for people in reply_people),
        *((Weight.NOTE, message) for message in notes),
    ]


def thread_of(texts: Texts) -> list[Part]:
    return thread_parts(texts.replies, texts.reply_people, texts.notes)

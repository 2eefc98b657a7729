"""The ids of replies and notes that come with tickets: kept, unless somebody has them already."""

from collections.abc import Iterable, Sequence
from typing import LiteralString

from frontdesk.communities.community import Community
from frontdesk.database.pool import Connection
from frontdesk.errors import OperatorError
from frontdesk.tickets.document import Ticket
from frontdesk.transfer.staging import advance_sequence
from frontdesk.transfer.threads import notes_of, replies_of


async def claim_thread_ids(
    connection: Connection, community: Community, tickets: Sequence[Ticket]
) -> None:
    """Nobody gets these ids any more. Raises OperatorError, which names ticket and member, where
    somebody has one."""
    replies = [(ticket.id, reply.id) for ticket in tickets for reply in replies_of(ticket)]
    notes = [(ticket.id, note.id) for ticket in tickets for note in notes_of(ticket)]
    for kind, sequence, query, owners in (
        ("replies", "reply_ids", _REPLIES, replies),
        ("notes", "note_ids", _NOTES, notes),
    ):
        if owners:
            ids = [each for _, each in owners]
            await advance_sequence(connection, sequence, max(ids))
            # As one text: psycopg takes ten times as long over a list of numbers.
            array = f"{{{','.join(map(str, ids))}}}"
            taken = await connection.values(
                query, {"community_id": community.community_id, "ids": array}
            )
            _refuse_repeated(kind, owners, set(taken))


_REPLIES: LiteralString = """
select reply_id
from replies
where community_id = %(community_id)s and reply_id = any(%(ids)s::bigint[])
"""
_NOTES: LiteralString = """
select note_id
from notes
where community_id = %(community_id)s and note_id = any(%(ids)s::bigint[])
"""


def _refuse_repeated(kind: str, owners: Iterable[tuple[int, int]], taken: set[int]) -> None:
    for ticket_id, number in owners:
        if number in taken:
            raise OperatorError(
                f"ticket {ticket_id}: {kind}: another ticket has the id {number} already;"
                " nothing was imported"
            )
        taken.add(number)

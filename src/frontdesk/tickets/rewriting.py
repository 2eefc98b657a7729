"""One change in the documents of very many tickets, as a replacement of exact bytes.

Exact, whatever the texts hold: what is replaced begins with a quoted member name, and inside a
JSON string every quote is escaped. So it stands only where the document itself has that member.

How an action makes sure that no document is missed, while others go on changing tickets:

1. It takes its turn (`communities.turns`), against other such actions; writers of tickets are not
   hindered by that.
2. It rewrites. A ticket that another transaction is just changing is waited for, then rewritten.
3. It closes what it changes: waits for transactions that just made a ticket refer to it, and lets
   no further ones do so. Those hold it `for share`; the database's own check of a reference is
   weaker, and is not hindered: it comes again when a transaction changes a ticket twice.
4. It rewrites again, for the tickets that came in meanwhile, and changes what it changes.

Closing first would be simpler, and would deadlock with whoever holds a ticket and then refers.
"""

from typing import Any, Final, LiteralString

import msgspec

from frontdesk.database.transaction import Transaction
from frontdesk.people.person import Person
from frontdesk.tickets.assembling import user_of
from frontdesk.tickets.document import CategoryReference

MUTED: Final = '"isMuted":true'
NOT_MUTED: Final = '"isMuted":false'


async def rewrite_documents(
    tx: Transaction,
    tickets: LiteralString,
    *,
    old: str,
    new: str,
    **parameters: Any,  # Any: whatever psycopg adapts
) -> None:
    """Put `new` for `old` into the documents of `tickets`, a condition on `tickets t`."""
    shared = {"community_id": tx.community_id, "old": old, "new": new}
    await tx.connection.execute(_REWRITE.replace("{tickets}", tickets), shared | parameters)


# Tickets before documents: who holds a ticket has its document to himself.
_REWRITE: Final[LiteralString] = """
with held as materialized (
    select t.ticket_id
    from tickets t
    where t.community_id = %(community_id)s and {tickets}
    for update
)
update ticket_documents d
set document = replace(d.document::text, %(old)s, %(new)s)::json
from held
where d.community_id = %(community_id)s
  and d.ticket_id = held.ticket_id
  and strpos(d.document::text, %(old)s) > 0
"""


def category_member(category_id: int, name: str) -> str:
    """The member `category` of a document."""
    return f'"category":{_encode(CategoryReference(id=category_id, name=name))}'


def author_member(person: Person) -> str:
    return f'"author":{_encode(user_of(person))}'


def assignee_member(person: Person) -> str:
    return f'"lockedBy":{_encode(user_of(person))}'


def _encode(value: msgspec.Struct) -> str:
    return msgspec.json.encode(value).decode()

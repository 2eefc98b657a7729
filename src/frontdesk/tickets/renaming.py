"""Changes of people that their tickets show."""

from frontdesk.database.transaction import Transaction
from frontdesk.people.joining import close_person, write_person
from frontdesk.people.person import Person
from frontdesk.tickets.batches import locked_batches
from frontdesk.tickets.rewriting import assignee_member, author_member, rewrite_documents
from frontdesk.tickets.search_index import index_tickets


async def rename_person(tx: Transaction, previous: Person, person: Person) -> None:
    """The part of an action that gives a locked person another name or address; their tickets show
    it at once."""
    if person == previous:
        return
    await _show_in_tickets(tx, previous, person)
    await _index_tickets(tx, person)
    await close_person(tx, person.person_id)
    await _show_in_tickets(tx, previous, person)
    await write_person(tx, person)
    await _index_tickets(tx, person)


async def _index_tickets(tx: Transaction, person: Person) -> None:
    """Let the person's tickets be found by the name that they have now.

    Done once before the person is closed, so that the tickets are locked in the order that
    `tickets.rewriting` explains."""
    written = await tx.connection.values(
        """
        select ticket_id
        from tickets
        where community_id = %(community_id)s and author_id = %(person_id)s
        """,
        {"community_id": tx.community_id, "person_id": person.person_id},
    )
    async for batch in locked_batches(tx, written):
        await index_tickets(tx.connection, tx.community_id, batch)


async def _show_in_tickets(tx: Transaction, previous: Person, person: Person) -> None:
    await rewrite_documents(
        tx,
        "t.author_id = %(person_id)s",
        old=author_member(previous),
        new=author_member(person),
        person_id=person.person_id,
    )
    await rewrite_documents(
        tx,
        "t.assignee_id = %(person_id)s",
        old=assignee_member(previous),
        new=assignee_member(person),
        person_id=person.person_id,
    )

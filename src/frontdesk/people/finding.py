"""Finding the people that requests name by e-mail address or by an identifier of their own."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from frontdesk.database.transaction import Transaction
from frontdesk.kit.text import lookup_key


@dataclass(frozen=True, kw_only=True)
class Contact:
    """What a request says of a person (contract 3.12, creator)."""

    name: str | None = None
    email: str | None = None
    custom_identifier: str | None = None
    image: str | None = None
    phone_number: str | None = None


async def find_or_add_client(tx: Transaction, contact: Contact) -> UUID:
    """The person with that e-mail address, else with that identifier, else a new client.

    Somebody who is found stays as they are. Two callers at once get the same person.
    """
    keys = {lookup_key(contact.email), lookup_key(contact.custom_identifier)}
    for key in sorted(filter(None, keys)):  # in one order, so that no two callers wait in a circle
        await _lock_key(tx, key)
    found = await _find(tx, contact)
    return found if found is not None else await _add_client(tx, contact)


async def _lock_key(tx: Transaction, key: str) -> None:
    await tx.connection.execute(
        "select pg_advisory_xact_lock(hashtextextended(%s, %s))", [key, tx.community_id]
    )


async def _find(tx: Transaction, contact: Contact) -> UUID | None:
    found: UUID | None = await tx.connection.value(
        """
        select person_id
        from people
        where community_id = %(community_id)s
          and (email_key = %(email)s or identifier_key = %(identifier)s)
        order by email_key is not distinct from %(email)s desc, status = 'team', creation_time,
                 person_id
        limit 1
        for share  -- so that nobody renames them before the ticket that shows them is there
        """,
        {
            "community_id": tx.community_id,
            "email": lookup_key(contact.email),
            "identifier": lookup_key(contact.custom_identifier),
        },
    )
    return found


async def _add_client(tx: Transaction, contact: Contact) -> UUID:
    person_id = uuid4()
    await tx.connection.execute(
        """
        insert into people
               (community_id, person_id, name, email, email_key, image, phone_number,
                custom_identifier, identifier_key, status, creation_time)
        values (%(community_id)s, %(person_id)s, %(name)s, %(email)s, %(email_key)s, %(image)s,
                %(phone_number)s, %(custom_identifier)s, %(identifier_key)s, 'client', %(now)s)
        """,
        vars(contact)
        | {
            "community_id": tx.community_id,
            "person_id": person_id,
            "email_key": lookup_key(contact.email),
            "identifier_key": lookup_key(contact.custom_identifier),
            "now": tx.now,
        },
    )
    return person_id

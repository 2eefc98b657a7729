"""Coming into the team, changing in it, leaving it: the part of people themselves. What follows for
tickets is `tickets.staffing`'s part."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from psycopg.errors import UniqueViolation

from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotFound, StateConflict
from frontdesk.kit.text import lookup_key
from frontdesk.people.enums import Role, UserStatus
from frontdesk.people.person import Person


@dataclass(frozen=True, kw_only=True)
class TeammateDraft:
    """A teammate as somebody wants them to be; `email` is a trimmed address."""

    name: str
    email: str
    role: Role


async def lock_former_teammate(tx: Transaction, email: str) -> Person | None:
    """Somebody of the team who has that address and no role: who was removed, or came with
    imported tickets."""
    return await tx.connection.row(
        Person,
        """
        select person_id, name, image, email, status, is_bot
        from people p
        where community_id = %(community_id)s
          and email_key = %(key)s
          and status = 'team'
          and not is_bot
          and not exists (
              select
              from teammates m
              where m.community_id = p.community_id and m.person_id = p.person_id
          )
        order by creation_time, person_id
        limit 1
        for key share
        """,
        {"community_id": tx.community_id, "key": lookup_key(email)},
    )


async def add_person_of_team(tx: Transaction, draft: TeammateDraft) -> Person:
    person = Person(
        person_id=uuid4(),
        name=draft.name,
        image=None,
        email=draft.email,
        status=UserStatus.TEAM,
        is_bot=False,
    )
    await tx.connection.execute(
        """
        insert into people
               (community_id, person_id, name, email, email_key, status, creation_time)
        values (%(community_id)s, %(person_id)s, %(name)s, %(email)s, %(key)s, 'team', %(now)s)
        """,
        vars(person)
        | {"community_id": tx.community_id, "key": lookup_key(draft.email), "now": tx.now},
    )
    return person


async def lock_teammate(tx: Transaction, person_id: UUID) -> tuple[Person, Role]:
    """Only this transaction changes the teammate from now on. Raises NotFound."""
    parameters = {"community_id": tx.community_id, "person_id": person_id}
    role = await tx.connection.value(
        """
        select role
        from teammates
        where community_id = %(community_id)s and person_id = %(person_id)s
        for no key update
        """,
        parameters,
    )
    person = await tx.connection.row(
        Person,
        """
        select person_id, name, image, email, status, is_bot
        from people
        where community_id = %(community_id)s and person_id = %(person_id)s
        for key share
        """,
        parameters,
    )
    if role is None or person is None:
        raise NotFound(f"no teammate has the id {person_id}")
    return person, Role(role)


async def write_person(tx: Transaction, person: Person) -> None:
    """The part of an action that gives a locked person another name or address."""
    await tx.connection.execute(
        """
        update people
        set name = %(name)s, email = %(email)s, email_key = %(key)s
        where community_id = %(community_id)s and person_id = %(person_id)s
        """,
        vars(person) | {"community_id": tx.community_id, "key": lookup_key(person.email)},
    )


async def give_role(tx: Transaction, person_id: UUID, role: Role, *, email: str) -> None:
    """The part of an action that lets a locked person sign in with an address.

    Raises StateConflict when another teammate has it already.
    """
    try:
        await tx.connection.execute(
            """
            insert into teammates (community_id, person_id, role, login_key)
            values (%(community_id)s, %(person_id)s, %(role)s, %(key)s)
            on conflict (community_id, person_id)
            do update set role = excluded.role, login_key = excluded.login_key
            """,
            {
                "community_id": tx.community_id,
                "person_id": person_id,
                "role": role.value,
                "key": lookup_key(email),
            },
        )
    except UniqueViolation:
        raise StateConflict(f"a teammate has the e-mail address {email} already") from None


async def take_role(tx: Transaction, person_id: UUID) -> None:
    """The part of an action that ends a locked teammate's role; the person stays."""
    await tx.connection.execute(
        "delete from teammates where community_id = %s and person_id = %s",
        [tx.community_id, person_id],
    )


async def close_person(tx: Transaction, person_id: UUID) -> None:
    """Wait for those who are just making tickets refer to the person, and let nobody else do so
    before the transaction ends. Who changes a ticket that does so already goes on (as in
    `categories.changing.close_category`)."""
    await tx.connection.execute(
        "select from people where community_id = %s and person_id = %s for no key update",
        [tx.community_id, person_id],
    )


async def close_teammate(tx: Transaction, person_id: UUID) -> None:
    """Wait for those who are just assigning tickets to the teammate, and let nobody else do so
    before the transaction ends."""
    await tx.connection.execute(
        "select from teammates where community_id = %s and person_id = %s for update",
        [tx.community_id, person_id],
    )

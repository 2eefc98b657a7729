"""Who may write in a thread: the team, and the client whose ticket it is (contract 3.22)."""

from dataclasses import dataclass
from uuid import UUID

from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember
from frontdesk.kit.text import lookup_key


@dataclass(frozen=True, kw_only=True)
class Author:
    person_id: UUID
    is_by_team: bool


async def require_author(
    tx: Transaction, email: str | None, *, client_id: UUID | None, member: str = "author.email"
) -> Author:
    """Who writes under that address: a teammate, or the client `client_id`; without an address
    whoever acts, of the team unless it is that client.

    Raises InvalidMember for any other address, and for a teammate who may only read.
    """
    if email is None:
        return Author(person_id=tx.actor_id, is_by_team=tx.actor_id != client_id)
    key = lookup_key(email)
    teammate = await tx.connection.row(
        _Login,
        """
        select person_id, role
        from teammates
        where community_id = %(community_id)s and login_key = %(key)s
        """,
        {"community_id": tx.community_id, "key": key},
    )
    if teammate is not None:
        if teammate.role == "read_only_user":
            raise InvalidMember(member, "this teammate may only read")
        return Author(person_id=teammate.person_id, is_by_team=True)
    if client_id is not None and await _has_address(tx, client_id, key):
        return Author(person_id=client_id, is_by_team=False)
    raise InvalidMember(member, "names neither a teammate nor the ticket's author")


@dataclass(frozen=True, kw_only=True)
class _Login:
    person_id: UUID
    role: str


async def _has_address(tx: Transaction, person_id: UUID, key: str | None) -> bool:
    return bool(
        await tx.connection.value(
            """
            select exists (
                select
                from people
                where community_id = %(community_id)s
                  and person_id = %(person_id)s
                  and email_key = %(key)s
            )
            """,
            {"community_id": tx.community_id, "person_id": person_id, "key": key},
        )
    )

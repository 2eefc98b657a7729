"""Teammates who are mentioned in a text, as `@name` or `@address`."""

import re
from dataclasses import dataclass
from uuid import UUID

from frontdesk.database.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class _Mentionable:
    person_id: UUID
    name: str | None
    email: str | None


async def find_mentioned(tx: Transaction, text: str) -> list[UUID]:
    """Whom the text mentions, in the order of mention, each once; whole names only."""
    if "@" not in text:
        return []
    team = await tx.connection.rows(
        _Mentionable,
        """
        select p.person_id, p.name, p.email
        from teammates m
        join people p on p.community_id = m.community_id and p.person_id = m.person_id
        where m.community_id = %(community_id)s
        """,
        {"community_id": tx.community_id},
    )
    ids = {
        handle.casefold(): each.person_id
        for each in sorted(team, key=lambda each: each.person_id, reverse=True)
        for handle in (each.name, each.email)
        if handle
    }
    if not ids:
        return []
    # Longest first: with an Ingrid and an Ingrid Solberg, `@Ingrid Solberg` is the latter.
    handles = "|".join(re.escape(handle) for handle in sorted(ids, key=len, reverse=True))
    found = re.findall(rf"(?<![\w.])@({handles})(?!\w)", text.casefold())
    return list(dict.fromkeys(ids[handle] for handle in found))

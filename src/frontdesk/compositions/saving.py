"""Saving what somebody types, as they type. The journal keeps nothing of it."""

from dataclasses import dataclass
from typing import Final, LiteralString

from psycopg.errors import ForeignKeyViolation

from frontdesk.compositions.composition import CompositionKind
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember, NotFound

LONGEST_TEXT: Final = 500_000


@dataclass(frozen=True, kw_only=True)
class Saved:
    """`is_kept` false: a save with this `revision` or a later one came before; nothing changed."""

    is_kept: bool
    revision: int


async def save_composition(
    tx: Transaction,
    ticket_id: int,
    kind: CompositionKind,
    text: str,
    *,
    revision: int,
    answered_reply_id: int | None = None,
) -> Saved:
    """Keep what the actor has typed so far, and which reply it answers. The page counts `revision`
    up with each save, from the one that it found; so an older save that arrives late overwrites
    nothing.

    Raises NotFound, and InvalidMember for a text that is too long.
    """
    if len(text) > LONGEST_TEXT:
        raise InvalidMember("text", f"expected at most {LONGEST_TEXT} characters")
    # A blank text, and one that PostgreSQL cannot keep, are as good as nothing typed.
    kept = text.replace("\0", "") if text.strip() else ""
    return await _write(
        tx, _SAVE, ticket_id, kind, text=kept, revision=revision, answered=answered_reply_id
    )


async def discard_composition(
    tx: Transaction, ticket_id: int, kind: CompositionKind, *, revision: int = 0
) -> Saved:
    """What was typed is sent or thrown away, and saves up to `revision` that are still under way
    do not bring it back. Part of sending: call it in the transaction of the reply or note."""
    return await _write(tx, _DISCARD, ticket_id, kind, text="", revision=revision)


async def _write(
    tx: Transaction,
    statement: LiteralString,
    ticket_id: int,
    kind: CompositionKind,
    *,
    text: str,
    revision: int,
    answered: int | None = None,
) -> Saved:
    parameters = {
        "community_id": tx.community_id,
        "ticket_id": ticket_id,
        "person_id": tx.actor_id,
        "kind": kind.value,
        "text": text,
        "revision": revision,
        "answered": answered,
        "now": tx.now,
    }
    try:
        async with tx.connection.transaction():
            written: int | None = await tx.connection.value(statement, parameters)
    except ForeignKeyViolation:
        raise NotFound(f"no ticket has the id {ticket_id}") from None
    if written is not None:
        return Saved(is_kept=True, revision=written)
    return Saved(is_kept=False, revision=await tx.connection.value(_REVISION, parameters))


_SAVE: Final[LiteralString] = """
insert into compositions
       (community_id, ticket_id, person_id, kind, text, revision, time, answered_reply_id)
values (%(community_id)s, %(ticket_id)s, %(person_id)s, %(kind)s, %(text)s, %(revision)s, %(now)s,
        %(answered)s)
on conflict (community_id, ticket_id, person_id, kind)
do update set text = excluded.text, revision = excluded.revision, time = excluded.time,
              answered_reply_id = excluded.answered_reply_id
where compositions.revision < excluded.revision
returning revision
"""

_DISCARD: Final[LiteralString] = """
insert into compositions (community_id, ticket_id, person_id, kind, text, revision, time)
values (%(community_id)s, %(ticket_id)s, %(person_id)s, %(kind)s, '', %(revision)s, %(now)s)
on conflict (community_id, ticket_id, person_id, kind)
do update set text = '', time = excluded.time, answered_reply_id = null,
              revision = greatest(compositions.revision, excluded.revision)
returning revision
"""

_REVISION: Final[LiteralString] = """
select revision
from compositions
where community_id = %(community_id)s
  and ticket_id = %(ticket_id)s
  and person_id = %(person_id)s
  and kind = %(kind)s
"""

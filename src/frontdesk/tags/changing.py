"""Renaming tags, and taking them away. What follows for tickets is `tickets.retagging`'s part.

A changed tag waits for transactions that have just put it on something (they hold it `for key
share`), and lets no further ones do so before the transaction ends.
"""

from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember, NotFound, StateConflict
from frontdesk.tags.tagging import LONGEST_NAME


def check_name(name: str) -> str:
    """The name as it is kept. Raises InvalidMember."""
    trimmed = name.strip()
    if not 1 <= len(trimmed) <= LONGEST_NAME:
        raise InvalidMember("name", f"expected 1 to {LONGEST_NAME} characters")
    return trimmed


async def require_tag(tx: Transaction, tag_id: int) -> str:
    """The tag's name. Raises NotFound."""
    name: str | None = await tx.connection.value(
        "select name from tags where community_id = %(community_id)s and tag_id = %(tag_id)s",
        {"community_id": tx.community_id, "tag_id": tag_id},
    )
    if name is None:
        raise NotFound(f"no tag has the id {tag_id}")
    return name


async def write_name(tx: Transaction, tag_id: int, name: str) -> None:
    """Raises StateConflict when another tag is called so: merge them instead."""
    taken = await tx.connection.value(
        "select true from tags where community_id = %(community_id)s and name = %(name)s",
        {"community_id": tx.community_id, "name": name},
    )
    if taken:
        raise StateConflict(f"another tag is called {name} already: merge the two instead")
    await tx.connection.execute(
        "update tags set name = %s where community_id = %s and tag_id = %s",
        [name, tx.community_id, tag_id],
    )


async def close_tag(tx: Transaction, tag_id: int) -> None:
    await tx.connection.execute(
        "select from tags where community_id = %s and tag_id = %s for update",
        [tx.community_id, tag_id],
    )


async def replace_on_replies(tx: Transaction, tag_id: int, into: int | None) -> None:
    """Give replies with a closed tag the tag `into` in its place, or none."""
    parameters = {"community_id": tx.community_id, "tag_id": tag_id, "into": into}
    await tx.connection.execute(
        """
        update reply_tags r
        set tag_id = %(into)s
        where r.community_id = %(community_id)s
          and r.tag_id = %(tag_id)s
          and %(into)s::bigint is not null
          and not exists (
              select
              from reply_tags o
              where o.community_id = r.community_id
                and o.reply_id = r.reply_id
                and o.tag_id = %(into)s::bigint
          )
        """,
        parameters,
    )
    await tx.connection.execute(
        "delete from reply_tags where community_id = %(community_id)s and tag_id = %(tag_id)s",
        parameters,
    )


async def remove_tag(tx: Transaction, tag_id: int) -> None:
    """Nothing carries it any more."""
    await tx.connection.execute(
        "delete from tags where community_id = %s and tag_id = %s", [tx.community_id, tag_id]
    )

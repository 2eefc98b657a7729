"""Which categories a custom field is meant for."""

from frontdesk.database.transaction import Transaction
from frontdesk.errors import StateConflict
from frontdesk.events.journal import record
from frontdesk.events.names import EventName


async def withdraw_fields(tx: Transaction, category_id: int) -> None:
    """No field is meant for this category any longer.

    Raises StateConflict when one is meant for it alone: without any category it would be meant for
    all of them.
    """
    parameters = {"community_id": tx.community_id, "category_id": category_id}
    alone: int | None = await tx.connection.value(
        """
        select field_id
        from custom_fields
        where community_id = %(community_id)s
          and assigned_category_ids = array[%(category_id)s::bigint]
        order by field_id
        limit 1
        """,
        parameters,
    )
    if alone is not None:
        raise StateConflict(
            f"custom field {alone} is assigned to this category alone: assign it elsewhere first"
        )
    changed = await tx.connection.values(
        """
        update custom_fields
        set assigned_category_ids = array_remove(assigned_category_ids, %(category_id)s::bigint),
            version = version + 1
        where community_id = %(community_id)s and %(category_id)s = any(assigned_category_ids)
        returning field_id
        """,
        parameters,
    )
    for field_id in changed:
        await record(
            tx,
            EventName.CUSTOM_FIELD_UPDATED,
            subject_id=field_id,
            withdrawn_category_id=category_id,
        )

"""Adding custom fields, and writing what is decided about them.

What tickets hold changes with a field: `tickets.redefining` has the actions for fields in use.
"""

from typing import Any, Final, LiteralString

import msgspec

from frontdesk.categories.category import require_categories
from frontdesk.custom_fields.field import CustomField, FieldDefinition, get_field
from frontdesk.database.transaction import Transaction
from frontdesk.events.journal import record
from frontdesk.events.names import EventName

_INSERT: Final[LiteralString] = """
insert into custom_fields (
    community_id, name, type, field_order, placeholder, default_value, is_hidden, is_required,
    is_sensitive_data, assigned_category_ids, possible_values
)
values (
    %(community_id)s, %(name)s, %(type)s, %(field_order)s, %(placeholder)s, %(default_value)s,
    %(is_hidden)s, %(is_required)s, %(is_sensitive_data)s, %(assigned_category_ids)s,
    %(possible_values)s
)
returning field_id
"""

_UPDATE: Final[LiteralString] = """
update custom_fields
set name                  = %(name)s,
    type                  = %(type)s,
    field_order           = %(field_order)s,
    placeholder           = %(placeholder)s,
    default_value         = %(default_value)s,
    is_hidden             = %(is_hidden)s,
    is_required           = %(is_required)s,
    is_sensitive_data     = %(is_sensitive_data)s,
    assigned_category_ids = %(assigned_category_ids)s,
    possible_values       = %(possible_values)s,
    version               = version + 1
where community_id = %(community_id)s and field_id = %(field_id)s
"""


async def add_field(tx: Transaction, definition: FieldDefinition) -> CustomField:
    """Raises InvalidMember for an assigned category that is not there."""
    await require_assigned_categories(tx, definition)
    parameters = {"community_id": tx.community_id, **_columns(definition)}
    field_id: int = await tx.connection.value(_INSERT, parameters)
    await record(
        tx, EventName.CUSTOM_FIELD_CREATED, subject_id=field_id, definition=definition.members()
    )
    return await get_field(tx.connection, tx.community_id, field_id)


async def require_assigned_categories(tx: Transaction, definition: FieldDefinition) -> None:
    await require_categories(
        tx.connection,
        tx.community_id,
        definition.assigned_category_ids,
        member="assignedCategoryIds",
    )


async def write_definition(tx: Transaction, field_id: int, definition: FieldDefinition) -> None:
    """The part of an action that redefines a locked field, whose version it counts up."""
    parameters = {"community_id": tx.community_id, "field_id": field_id, **_columns(definition)}
    await tx.connection.execute(_UPDATE, parameters)


async def remove_field(tx: Transaction, field_id: int) -> None:
    """The part of an action that deletes a locked field of which no ticket holds a value."""
    await tx.connection.execute(
        """
        delete from custom_fields
        where community_id = %(community_id)s and field_id = %(field_id)s
        """,
        {"community_id": tx.community_id, "field_id": field_id},
    )


def _columns(definition: FieldDefinition) -> dict[str, Any]:  # Any: whatever psycopg adapts
    possible = msgspec.json.encode(definition.possible_values).decode()
    return {**definition.members(), "type": str(definition.type), "possible_values": possible}

"""The custom field values that a new ticket begins with."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.custom_fields.field import CustomField, hold_fields_for_new_ticket
from frontdesk.custom_fields.ticket_values import StoredValue, stored_values
from frontdesk.custom_fields.values import FieldInput
from frontdesk.database.pool import Connection
from frontdesk.errors import InvalidMember


@dataclass(frozen=True, kw_only=True)
class FieldGiven:
    """A field and the value that a caller wants it to have; None: none."""

    field_id: int
    value: FieldInput | None


async def values_for_new_ticket(
    connection: Connection,
    community_id: int,
    given: Sequence[FieldGiven],
    *,
    category_id: int | None,
) -> list[StoredValue]:
    """What to store for a new ticket in this category: the given values in canonical form, and
    the default values of fields that belong to the category and were left out (or are null).

    Raises InvalidMember, under `customFields[i].id` or `.value`, for a field that is not there,
    comes twice or belongs to other categories, and for a value that it does not take; and under
    `customFields` for a required field that has neither value nor default. The fields stay as
    they are until the transaction ends: call this before the ticket is written.
    """
    wanted = [each.field_id for each in given]
    found = await hold_fields_for_new_ticket(connection, community_id, wanted)
    fields = {field.field_id: field for field in found}
    values: dict[int, list[StoredValue]] = {}
    for index, each in enumerate(given):
        path = f"customFields[{index}]"
        field = _field_for(each.field_id, fields, category_id, path)
        if each.field_id in values:
            raise InvalidMember(f"{path}.id", f"field {each.field_id} is there more than once")
        values[each.field_id] = _given_values(field, each.value, path)
    return [
        value
        for field in found
        for value in values.get(field.field_id) or _values_by_default(field, category_id)
    ]


def _field_for(
    field_id: int, fields: dict[int, CustomField], category_id: int | None, path: str
) -> CustomField:
    field = fields.get(field_id)
    if field is None:
        raise InvalidMember(f"{path}.id", f"no custom field has the id {field_id}")
    require_field_applies(field, category_id, member=f"{path}.id")
    return field


def require_field_applies(field: CustomField, category_id: int | None, *, member: str) -> None:
    """Raises InvalidMember for a field that belongs to tickets of other categories."""
    if not field.applies_to(category_id):
        raise InvalidMember(
            member, f"field {field.field_id} does not belong to tickets of this category"
        )


def _given_values(field: CustomField, value: FieldInput | None, path: str) -> list[StoredValue]:
    if value is None:
        return []
    return stored_values(field.field_id, field.canonical(value, member=f"{path}.value"))


def _values_by_default(field: CustomField, category_id: int | None) -> list[StoredValue]:
    if not field.applies_to(category_id):
        return []
    if field.default_value is not None:
        return stored_values(field.field_id, [field.default_value])
    if field.is_required:
        raise InvalidMember("customFields", f"field {field.field_id} ({field.name}) is required")
    return []

"""Custom fields: what a community wants to know of its tickets beyond the usual (contract 4)."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any, Final, LiteralString, TypedDict

from frontdesk.custom_fields.enums import CustomFieldType
from frontdesk.custom_fields.values import FieldInput, canonical_values
from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound


class PossibleValue(TypedDict):
    order: int
    value: str


@dataclass(frozen=True, kw_only=True)
class FieldDefinition:
    """What a field is, but for its id.

    `assigned_category_ids`: it belongs to tickets in one of these categories only (empty: to all);
    `default_value`: what a new ticket gets that says nothing, in canonical form; `possible_values`
    are sorted by their `order`.
    """

    name: str
    type: CustomFieldType
    field_order: int
    placeholder: str | None
    default_value: str | None
    is_hidden: bool
    is_required: bool
    is_sensitive_data: bool
    assigned_category_ids: list[int]
    possible_values: list[PossibleValue]

    def choices(self) -> list[str]:
        return [each["value"] for each in self.possible_values]

    def canonical(self, value: FieldInput, *, member: str) -> list[str]:
        """The strings under which the field keeps `value`; raises InvalidMember."""
        return canonical_values(self.type, self.choices(), value, member=member)

    def members(self) -> dict[str, Any]:  # Any: the types above
        """The definition alone, by name: what two definitions are compared by."""
        return {each.name: getattr(self, each.name) for each in fields(FieldDefinition)}

    def applies_to(self, category_id: int | None) -> bool:
        """Whether tickets of this category have the field."""
        return not self.assigned_category_ids or category_id in self.assigned_category_ids


@dataclass(frozen=True, kw_only=True)
class CustomField(FieldDefinition):
    """`version` counts the changes of the field."""

    field_id: int
    version: int


_FIELDS: Final[LiteralString] = """
select field_id, name, type, field_order, placeholder, default_value, is_hidden, is_required,
       is_sensitive_data, assigned_category_ids, possible_values, version
from custom_fields
where community_id = %(community_id)s
"""


async def list_fields(connection: Connection, community_id: int) -> list[CustomField]:
    """All fields in their order."""
    return await connection.rows(
        CustomField, _FIELDS + " order by field_order, field_id", {"community_id": community_id}
    )


async def get_field(connection: Connection, community_id: int, field_id: int) -> CustomField:
    """Raises NotFound."""
    parameters = {"community_id": community_id, "field_id": field_id}
    statement: LiteralString = _FIELDS + " and field_id = %(field_id)s"
    return _found(await connection.row(CustomField, statement, parameters), field_id)


async def lock_field(connection: Connection, community_id: int, field_id: int) -> CustomField:
    """The field, which nobody else changes or gives a value of until the transaction ends.

    Whoever locks fields and tickets locks fields first. Raises NotFound.
    """
    parameters = {"community_id": community_id, "field_id": field_id}
    statement: LiteralString = _FIELDS + " and field_id = %(field_id)s for update"
    return _found(await connection.row(CustomField, statement, parameters), field_id)


def _found(field: CustomField | None, field_id: int) -> CustomField:
    if field is None:
        raise NotFound(f"no custom field has the id {field_id}")
    return field


async def hold_field(
    connection: Connection, community_id: int, field_id: int
) -> CustomField | None:
    """The field, which stays as it is until the transaction ends, for giving a ticket a value."""
    # The weakest lock that `lock_field` excludes; the foreign key of a value takes it anyway.
    return await connection.row(
        CustomField,
        _FIELDS + " and field_id = %(field_id)s for key share",
        {"community_id": community_id, "field_id": field_id},
    )


async def hold_all_fields(connection: Connection, community_id: int) -> None:
    """Hold every field of the community like `hold_field`."""
    await connection.execute(
        "select from custom_fields where community_id = %s order by field_id for key share",
        [community_id],
    )


async def hold_fields_for_new_ticket(
    connection: Connection, community_id: int, field_ids: Collection[int]
) -> list[CustomField]:
    """These fields and all that are required or have a default value, held like `hold_field`."""
    return await connection.rows(
        CustomField,
        _FIELDS
        + """
          and (field_id = any(%(ids)s::bigint[]) or is_required or default_value is not null)
        order by field_id
        for key share
        """,
        {"community_id": community_id, "ids": list(field_ids)},
    )


async def sensitive_field_ids(connection: Connection, community_id: int) -> list[int]:
    return await connection.values(
        """
        select field_id
        from custom_fields
        where community_id = %(community_id)s and is_sensitive_data
        """,
        {"community_id": community_id},
    )


async def types_of_fields(
    connection: Connection, community_id: int, field_ids: Collection[int]
) -> dict[int, CustomFieldType]:
    """The types of those of these fields that exist."""
    found = await connection.execute(
        """
        select field_id, type
        from custom_fields
        where community_id = %(community_id)s and field_id = any(%(ids)s::bigint[])
        """,
        {"community_id": community_id, "ids": list(field_ids)},
    )
    return {field_id: CustomFieldType(kind) for field_id, kind in await found.fetchall()}

"""Tickets by the custom field values that they hold."""

import re
from collections.abc import Set
from dataclasses import replace
from typing import Final

from frontdesk.custom_fields.enums import CustomFieldType
from frontdesk.custom_fields.field import types_of_fields
from frontdesk.custom_fields.values import searched_text
from frontdesk.database.pool import Connection, Parameters
from frontdesk.tickets.filters import FieldValue, TicketFilter, predicates

_DIGIT: Final = re.compile("[0-9]")
_NO_FIELD: Final = 0
"""Ids begin at 1: no ticket has a value of this field."""


async def settle_field_values(
    connection: Connection, community_id: int, wanted: TicketFilter, hidden: Set[int]
) -> TicketFilter:
    """The filter with values in the form in which they are stored (the number 12.50 as 12.5);
    what is asked of `hidden` fields matches nothing. A query only for numbers that can be spelt
    in a shorter way."""
    if not wanted.custom_fields:
        return wanted
    respelt = {field_id for field_id, value in wanted.custom_fields if _number(value) != value}
    if not respelt and not hidden:
        return wanted
    types = await types_of_fields(connection, community_id, respelt) if respelt else {}

    def settle(field_id: int, value: str | None) -> FieldValue:
        if field_id in hidden:
            return FieldValue(_NO_FIELD, value)
        is_number = types.get(field_id) == CustomFieldType.NUMBER
        return FieldValue(field_id, _number(value) if is_number else value)

    settled = tuple(dict.fromkeys(settle(*each) for each in wanted.custom_fields))
    return wanted if settled == wanted.custom_fields else replace(wanted, custom_fields=settled)


def _number(value: str | None) -> str | None:
    """The form in which a field of numbers would keep the value."""
    if not value or not _DIGIT.search(value):  # most are words, and quicker told so than refused
        return value
    return searched_text(CustomFieldType.NUMBER, value)


async def list_ticket_ids(
    connection: Connection, community_id: int, wanted: TicketFilter, *, skip: int, take: int
) -> list[int]:
    """The ids of the tickets that the filter lets through, ascending."""
    statement = "select t.ticket_id from tickets t where t.community_id = %(community_id)s"
    parameters: Parameters = {"community_id": community_id, "skip": skip, "take": take}
    for condition, values in predicates(wanted):
        statement += " and " + condition
        parameters |= values
    statement += " order by t.ticket_id limit %(take)s offset %(skip)s"
    return await connection.values(statement, parameters)

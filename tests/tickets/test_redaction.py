"""Keeping sensitive values back costs those who may see them nothing."""

from unittest.mock import create_autospec

import pytest

from frontdesk.database.pool import Connection
from frontdesk.people.enums import Role
from frontdesk.tickets.field_search import settle_field_values
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.redaction import fields_shown_in_log, hidden_fields, redact_documents


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AGENT])
async def test_whoever_may_see_everything_costs_no_query(role: Role) -> None:
    connection = create_autospec(Connection, instance=True)
    documents = [b"never parsed"]

    hidden = await hidden_fields(connection, 1, role)

    assert await settle_field_values(connection, 1, TicketFilter(), hidden) == TicketFilter()
    assert await fields_shown_in_log(connection, 1, role) is None
    assert redact_documents(documents, hidden) is documents
    assert connection.mock_calls == []

"""The tables of an installation, whatever its commands would allow."""

from typing import Any, LiteralString

import psycopg

from frontdesk.database.address import OWNER_ROLE
from frontdesk.database.embedded import hold_server
from tests.cli.installation import Frontdesk


def run_sql(frontdesk: Frontdesk, statement: LiteralString, **parameters: Any) -> list[Any]:
    """The rows that the statement returns, if it returns any."""
    with (
        hold_server(frontdesk.data_dir) as server,
        psycopg.connect(server.conninfo(OWNER_ROLE)) as connection,
    ):
        cursor = connection.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []

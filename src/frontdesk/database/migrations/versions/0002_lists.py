"""Documents in a table beside the tickets, which become narrow."""

from pathlib import Path

from alembic import op

from frontdesk.database.migrations.isolation import grant_to_service, isolate

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".sql").read_text().replace(":", r"\:"))
    isolate("ticket_documents")
    grant_to_service()

"""Webhooks with their deliveries and attempts, and how far readers of the journal have come."""

from pathlib import Path

from alembic import op

from frontdesk.database.migrations.isolation import grant_to_service, isolate

revision = "0006"
down_revision = "0005"

TABLES = ("webhooks", "webhook_deliveries", "webhook_attempts", "event_readers")


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".sql").read_text().replace(":", r"\:"))
    isolate(*TABLES)
    grant_to_service()

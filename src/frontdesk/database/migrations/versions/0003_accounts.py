"""How teammates sign in: passwords, second factors, sessions and preferences."""

from pathlib import Path

from alembic import op

from frontdesk.database.migrations.isolation import grant_to_service, isolate

revision = "0003"
down_revision = "0002"

TABLES = (
    "passwords",
    "setup_links",
    "second_factors",
    "recovery_codes",
    "sign_in_tickets",
    "sessions",
    "sign_in_throttles",
    "account_preferences",
)


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".sql").read_text().replace(":", r"\:"))
    isolate(*TABLES)
    grant_to_service()

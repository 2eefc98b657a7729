"""What the team's desk keeps: canned answers, views, unsent texts, read marks, response rules."""

from pathlib import Path

from alembic import op

from frontdesk.database.migrations.isolation import grant_to_service, isolate

revision = "0004"
down_revision = "0003"

TABLES = (
    "canned_answers",
    "saved_views",
    "compositions",
    "read_marks",
    "read_watermarks",
    "response_rules",
    "category_response_times",
)


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".sql").read_text().replace(":", r"\:"))
    isolate(*TABLES)
    grant_to_service()

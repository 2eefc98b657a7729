"""Communities, people, tokens, tickets with their threads, and the journal."""

from pathlib import Path

from alembic import op

from frontdesk.database.migrations.isolation import create_service_role, grant_to_service, isolate

revision = "0001"
down_revision = None

TABLES = (
    "communities",
    "people",
    "teammates",
    "refresh_tokens",
    "categories",
    "custom_fields",
    "user_groups",
    "user_group_members",
    "user_group_categories",
    "widget_schedules",
    "tags",
    "tickets",
    "ticket_messages",
    "ticket_tags",
    "ticket_custom_values",
    "replies",
    "reply_tags",
    "notes",
    "note_mentions",
    "files",
    "attachments",
    "idempotency_keys",
    "events",
)


def upgrade() -> None:
    create_service_role()
    op.execute(Path(__file__).with_suffix(".sql").read_text().replace(":", r"\:"))
    isolate(*TABLES)
    grant_to_service()

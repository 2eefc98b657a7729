"""The queue of jobs, and the doors by which a worker finds what it looks after."""

from pathlib import Path

from alembic import op

from frontdesk.database.migrations.job_queue import bring_job_queue_up_to_date

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    bring_job_queue_up_to_date()
    op.execute(Path(__file__).with_suffix(".sql").read_text().replace(":", r"\:"))

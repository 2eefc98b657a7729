"""Statements are planned as if each community had its tables to itself; what a reply changes in
its ticket's words is written once."""

from pathlib import Path

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.execute(Path(__file__).with_suffix(".sql").read_text())

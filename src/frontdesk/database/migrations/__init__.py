"""The schema's history: numbered steps in hand-written SQL, run by Alembic."""

from typing import Final

HEAD: Final = "0013"
"""The newest step; known here so that an up-to-date start need not load Alembic."""

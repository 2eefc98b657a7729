"""What `frontdesk doctor` finds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `fault` None: it is sound."""

    about: str
    fault: str | None = None

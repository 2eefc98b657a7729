"""Who may do what: the one table that every surface asks."""

from enum import StrEnum
from typing import Final

from frontdesk.errors import NotPermitted
from frontdesk.people.enums import Role


class Permission(StrEnum):
    READ_TICKETS = "read tickets"
    READ_NOTES = "read notes"
    CHANGE_TICKETS = "change tickets"
    SEE_SENSITIVE_VALUES = "see sensitive values"
    CHANGE_SETTINGS = "change settings"


_GRANTED: Final = {
    Role.ADMIN: frozenset(Permission),
    Role.AGENT: frozenset(
        {
            Permission.READ_TICKETS,
            Permission.READ_NOTES,
            Permission.CHANGE_TICKETS,
            Permission.SEE_SENSITIVE_VALUES,
        }
    ),
    Role.READ_ONLY_USER: frozenset({Permission.READ_TICKETS, Permission.READ_NOTES}),
}


def may(role: Role, permission: Permission) -> bool:
    return permission in _GRANTED[role]


def require(role: Role, permission: Permission) -> None:
    """Raises NotPermitted."""
    if not may(role, permission):
        raise NotPermitted(f"the role {role} may not {permission}")

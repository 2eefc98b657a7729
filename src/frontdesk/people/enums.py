"""The closed sets of people (contract section 5)."""

from enum import StrEnum


class UserStatus(StrEnum):
    CLIENT = "client"
    TEAM = "team"
    VENDOR = "vendor"


class Role(StrEnum):
    """What a teammate may do: `admin` everything, `agent` tickets, `read_only_user` only look."""

    ADMIN = "admin"
    AGENT = "agent"
    READ_ONLY_USER = "read_only_user"

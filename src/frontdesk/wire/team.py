"""Teammates and user groups in the public JSON (contract section 4)."""

from typing import Annotated
from uuid import UUID

from msgspec import UNSET, Meta, UnsetType

from frontdesk.kit import email_address
from frontdesk.people import teammates
from frontdesk.people.enums import Role
from frontdesk.people.joining import TeammateDraft
from frontdesk.tickets.document import Id, Member
from frontdesk.user_groups import group
from frontdesk.user_groups.changing import GroupDraft
from frontdesk.wire.names import Name, read_name
from frontdesk.wire.people import require_address

MOST = 1000
Email = Annotated[
    str,
    Meta(
        max_length=email_address.LONGEST,
        extra_json_schema={"pattern": rf"^\s*{email_address.FORM}\s*$"},
    ),
]


class Teammate(Member, kw_only=True, frozen=True):
    id: UUID
    name: str | None
    email: str | None
    role: Role

    @classmethod
    def of(cls, teammate: teammates.Teammate) -> "Teammate":
        return cls(
            id=teammate.person_id,
            name=teammate.name,
            email=teammate.email,
            role=Role(teammate.role),
        )


class TeammateBody(Member, kw_only=True, frozen=True):
    """A teammate as they should be; without `groupIds` (or with null) their groups stay."""

    name: Name
    email: Email
    role: Role
    group_ids: Annotated[list[Id], Meta(max_length=MOST)] | None = None

    def draft(self) -> TeammateDraft:
        """Raises InvalidMember for a blank name and for what is no e-mail address."""
        return TeammateDraft(
            name=read_name(self.name),
            email=require_address(self.email, member="email"),
            role=self.role,
        )


class TeammatesQuery(Member, kw_only=True, frozen=True):
    # Not `| None`: from an address, the text `null` would then count as nothing said.
    group: Id | UnsetType = UNSET

    def group_id(self) -> int | None:
        return None if self.group is UNSET else self.group


class UserGroup(Member, kw_only=True, frozen=True):
    id: Id
    name: str

    @classmethod
    def of(cls, found: group.UserGroup) -> "UserGroup":
        return cls(id=found.group_id, name=found.name)


class UserGroupBody(Member, kw_only=True, frozen=True):
    """A user group as it should be; without `memberIds` or `categoryIds` (or with null) those
    stay."""

    name: Name
    member_ids: Annotated[list[UUID], Meta(max_length=MOST)] | None = None
    category_ids: Annotated[list[Id], Meta(max_length=MOST)] | None = None

    def draft(self) -> GroupDraft:
        """Raises InvalidMember for a blank name."""
        return GroupDraft(
            name=read_name(self.name), member_ids=self.member_ids, category_ids=self.category_ids
        )

"""The journal as an administrator reads it: pages, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, LiteralString
from uuid import UUID

from frontdesk.audit.sentences import Happening, Sentence, sentence_of
from frontdesk.database.pool import Connection, Parameters
from frontdesk.events.names import EventName
from frontdesk.people.enums import Role
from frontdesk.people.permissions import Permission, require


@dataclass(frozen=True, kw_only=True)
class AuditFilter:
    """All given members must hold; times are inclusive ticks. `subject_id` is meaningful with
    `names`: a tag and a category may have the same."""

    actor_id: UUID | None = None
    names: Sequence[EventName] = ()
    ticket_id: int | None = None
    subject_id: str | None = None
    time_from: int | None = None
    time_to: int | None = None


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """`name` may be one that a newer frontdesk wrote."""

    event_id: int
    time: int
    name: str
    actor_id: UUID | None
    actor_name: str | None
    ticket_id: int | None
    subject_id: str | None
    data: dict[str, Any]  # Any: JSON

    def sentence(self) -> Sentence:
        return sentence_of(
            Happening(
                name=self.name,
                actor_id=None if self.actor_id is None else str(self.actor_id),
                ticket_id=self.ticket_id,
                subject_id=self.subject_id,
                data=self.data,
            )
        )


async def list_audit(
    connection: Connection,
    community_id: int,
    wanted: AuditFilter,
    *,
    role: Role,
    before: int | None = None,
    take: int = 50,
) -> list[AuditEntry]:
    """To go on, `before` the last entry's `event_id`. Raises NotPermitted: the journal holds what
    was changed in settings, and former texts."""
    require(role, Permission.CHANGE_SETTINGS)
    statement: LiteralString = _SELECT
    parameters: Parameters = {"community_id": community_id, "take": take}
    for name, value in _given(wanted, before).items():
        statement += _CONDITIONS[name]
        parameters[name] = value
    return await connection.rows(AuditEntry, statement + _ORDER, parameters)


def _given(wanted: AuditFilter, before: int | None) -> Parameters:
    names = [name.value for name in wanted.names] or None
    asked = vars(wanted) | {"names": names, "before": before}
    return {name: value for name, value in asked.items() if value is not None}


_SELECT: Final[LiteralString] = """
select e.event_id, e.time, e.name, e.actor_id, p.name as actor_name, e.ticket_id, e.subject_id,
       e.data
from events e
left join people p on p.community_id = e.community_id and p.person_id = e.actor_id
where e.community_id = %(community_id)s
"""

_CONDITIONS: Final[dict[str, LiteralString]] = {
    "actor_id": " and e.actor_id = %(actor_id)s",
    "names": " and e.name = any(%(names)s::text[])",
    "ticket_id": " and e.ticket_id = %(ticket_id)s",
    "subject_id": " and e.subject_id = %(subject_id)s",
    "time_from": " and e.time >= %(time_from)s",
    "time_to": " and e.time <= %(time_to)s",
    "before": " and e.event_id < %(before)s",
}

_ORDER: Final[LiteralString] = " order by e.event_id desc limit %(take)s"

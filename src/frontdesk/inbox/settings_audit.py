"""Settings: the journal, which holds everything that anybody did."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from typing import Final
from uuid import UUID

from frontdesk.audit.reading import AuditFilter, list_audit
from frontdesk.events.names import EventName
from frontdesk.inbox.audit_lines import AuditLine, write_lines
from frontdesk.inbox.problems import N_
from frontdesk.inbox.visit import Visit
from frontdesk.kit.clock import SECOND
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.teammates import list_teammates

_A_PAGE: Final = 50

SUBJECTS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "tickets": (N_("Tickets"), ("ticket_", "tickets_")),
    "replies": (N_("Replies and notes"), ("reply_", "note_", "draft_", "file_")),
    "team": (N_("Team"), ("teammate_", "user_group_")),
    "settings": (
        N_("Categories, fields, tags and answers"),
        (
            "category_",
            "custom_field_",
            "tag_",
            "canned_answer_",
            "saved_view_",
            "response_",
            "community_",
        ),
    ),
    "access": (
        N_("Signing in"),
        (
            "signed_",
            "sign_in_",
            "session_",
            "setup_",
            "password_",
            "second_",
            "recovery_",
            "preferences_",
        ),
    ),
    "programs": (N_("Programs"), ("token_", "webhook_", "widget_")),
}
"""What the journal is about, with how the names of its events begin."""


async def show(visit: Visit) -> HttpAnswer:
    """Newest first, narrowed by the query."""
    community_id = visit.community.community_id
    wanted = _read_filter(visit)
    before = visit.query_value("before") or ""
    async with visit.reading() as connection:
        entries = await list_audit(
            connection,
            community_id,
            wanted,
            role=visit.role,
            before=int(before) if before.isdigit() and len(before) < 19 else None,
            take=_A_PAGE + 1,
        )
        lines = await write_lines(visit, connection, entries[:_A_PAGE])
        teammates = await list_teammates(connection, community_id)
    return visit.page(
        "settings/audit.html",
        block="main",
        lines=lines,
        people=[(str(mate.person_id), mate.name or mate.email) for mate in teammates],
        api_user=str(visit.community.api_user_id),
        subjects=[(key, visit.gettext(text)) for key, (text, _) in SUBJECTS.items()],
        chosen={name: visit.query_value(name) or "" for name in ("who", "about", "from", "to")},
        following=_following(visit, lines) if len(entries) > _A_PAGE else None,
    )


def _read_filter(visit: Visit) -> AuditFilter:
    """What cannot be read does not narrow."""
    _, beginnings = SUBJECTS.get(visit.query_value("about") or "", ("", ()))
    return AuditFilter(
        actor_id=_read_person(visit.query_value("who")),
        names=_names(beginnings),
        time_from=_read_day(visit, "from", days=0),
        time_to=_read_day(visit, "to", days=1),
    )


def _names(beginnings: Sequence[str]) -> list[EventName]:
    return [name for name in EventName if beginnings and name.startswith(tuple(beginnings))]


def _read_person(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _read_day(visit: Visit, name: str, *, days: int) -> int | None:
    """The midnight, on the teammate's clock, at which a day begins, or that many days later."""
    try:
        day = date.fromisoformat(visit.query_value(name) or "") + timedelta(days=days)
        midnight = datetime.combine(day, time_of_day(), tzinfo=visit.time_zone)
        return int(midnight.timestamp()) * SECOND - days
    except (ValueError, OverflowError):
        return None


def _following(visit: Visit, lines: Sequence[AuditLine]) -> str:
    kept = {name: visit.query_value(name) or None for name in ("who", "about", "from", "to")}
    return visit.link("/settings/audit", **kept, before=lines[-1].entry.event_id)

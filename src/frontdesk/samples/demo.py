"""The shape of the demo community's content; `demo_community` holds the content itself.

Times are in minutes before now, so that the demo looks lively whenever it is started.
People of the team are named by their key: the left side of their e-mail address.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from frontdesk.custom_fields.enums import CustomFieldType
from frontdesk.people.enums import Role
from frontdesk.tickets.enums import Sentiment, TicketSource, TicketStatus

HOURS: Final = 60
DAYS: Final = 24 * HOURS


@dataclass(frozen=True, kw_only=True)
class DemoTeammate:
    name: str
    email: str
    role: Role

    @property
    def key(self) -> str:
        return self.email.partition("@")[0]


@dataclass(frozen=True, kw_only=True)
class DemoCategory:
    """A parent stands before its children; names are unique."""

    name: str
    parent: str | None = None
    can_be_chosen: bool = True
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class DemoField:
    name: str
    type: CustomFieldType
    possible_values: Sequence[str] = ()
    placeholder: str | None = None
    is_required: bool = False


@dataclass(frozen=True, kw_only=True)
class DemoAnswer:
    """A canned answer of the whole team, for tickets of these categories, or of all."""

    title: str
    shortcut: str
    text: str
    categories: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class DemoView:
    """A saved view of the whole team: open tickets with these tags, or in that category."""

    name: str
    tags: Sequence[str] = ()
    category: str | None = None


@dataclass(frozen=True, kw_only=True)
class DemoFile:
    name: str
    url: str


@dataclass(frozen=True, kw_only=True)
class DemoReply:
    """By a teammate, or by the thread's author when `by` is None. A draft is not sent yet."""

    minutes_ago: int
    message: str
    by: str | None = None
    attachments: Sequence[DemoFile] = ()
    is_draft: bool = False


@dataclass(frozen=True, kw_only=True)
class DemoNote:
    """For the team only; `mentions` are the people whom the message calls with @Name."""

    minutes_ago: int
    by: str
    message: str
    mentions: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class DemoThread:
    """A ticket with its replies and notes, each of the two in order of time.

    `values` are custom field values by the field's name, several of them for a multi_select.
    """

    title: str | None
    author: str
    email: str | None
    minutes_ago: int
    message: str
    source: TicketSource
    detailed_source: str
    status: TicketStatus
    source_name: str | None = None
    original_link: str | None = None
    category: str | None = None
    tags: Sequence[str] = ()
    assignee: str | None = None
    sentiment: Sentiment = Sentiment.QUESTION
    values: Mapping[str, str | Sequence[str]] | None = None
    attachments: Sequence[DemoFile] = ()
    replies: Sequence[DemoReply] = ()
    notes: Sequence[DemoNote] = ()


@dataclass(frozen=True, kw_only=True)
class DemoCommunity:
    short_name: str
    name: str
    team: Sequence[DemoTeammate]
    categories: Sequence[DemoCategory]
    fields: Sequence[DemoField]
    tags: Sequence[str]
    answers: Sequence[DemoAnswer]
    views: Sequence[DemoView]
    threads: Sequence[DemoThread]


def demo_file(name: str) -> DemoFile:
    return DemoFile(name=name, url=f"https://files.example/nordlys/{name.replace(' ', '%20')}")

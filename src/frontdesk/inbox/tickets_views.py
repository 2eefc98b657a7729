"""The views that every teammate has beside the list, and what each is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from frontdesk.inbox.problems import N_
from frontdesk.saved_views.view_filter import ViewFilter
from frontdesk.tickets.enums import TicketStatus

UNFINISHED: Final = (TicketStatus.OPEN, TicketStatus.PENDING)


@dataclass(frozen=True, kw_only=True)
class StandingView:
    """`key` follows `g` on the keyboard. `empty_title` and `empty_text` are said where it holds
    nothing. A view without `icon` is no entry of its own: categories and searches lead to it."""

    name: str
    filter: ViewFilter
    icon: str = ""
    key: str = ""
    empty_title: str
    empty_text: str


def _filter(**members: object) -> ViewFilter:
    return ViewFilter(**{"is_spam": False, "is_deleted": False, **members})  # type: ignore[arg-type]


VIEWS: Final[Mapping[str, StandingView]] = {
    "mine": StandingView(
        name=N_("Mine"),
        filter=_filter(assigned_to_me=True, statuses=UNFINISHED),
        icon="person",
        key="m",
        empty_title=N_("Nothing is yours to do"),
        empty_text=N_(
            "Tickets that are assigned to you stand here until they are completed. Take one from "
            "Unassigned."
        ),
    ),
    "unassigned": StandingView(
        name=N_("Unassigned"),
        filter=_filter(assignee_id=None, statuses=UNFINISHED),
        icon="nobody",
        key="u",
        empty_title=N_("Everything has somebody"),
        empty_text=N_("New tickets that nobody has taken yet stand here."),
    ),
    "open": StandingView(
        name=N_("All open"),
        filter=_filter(statuses=(TicketStatus.OPEN,)),
        icon="open",
        key="o",
        empty_title=N_("Nobody is waiting"),
        empty_text=N_("Tickets that wait for an answer of the team stand here, whoever has them."),
    ),
    "pending": StandingView(
        name=N_("Waiting for customer"),
        filter=_filter(statuses=(TicketStatus.PENDING,)),
        icon="pending",
        key="p",
        empty_title=N_("Nobody owes us an answer"),
        empty_text=N_("Tickets that were answered stand here until the customer writes again."),
    ),
    "expired": StandingView(
        name=N_("Late"),
        filter=_filter(is_expired=True),
        icon="clock",
        key="l",
        empty_title=N_("Nothing is late"),
        empty_text=N_("Tickets that wait longer than your response time come here by themselves."),
    ),
    "mentions": StandingView(
        name=N_("Mentions"),
        filter=_filter(mentions_me=True, statuses=UNFINISHED),
        icon="at",
        key="a",
        empty_title=N_("Nobody has asked for you"),
        empty_text=N_("Unfinished tickets with a note that mentions you with @ stand here."),
    ),
    "drafts": StandingView(
        name=N_("Drafts"),
        filter=_filter(has_composition=True),
        icon="edit",
        key="d",
        empty_title=N_("Nothing is half written"),
        empty_text=N_("What you have typed and not sent, and drafts for the team, are kept here."),
    ),
    "completed": StandingView(
        name=N_("Completed"),
        filter=_filter(statuses=(TicketStatus.COMPLETED,)),
        icon="completed",
        key="c",
        empty_title=N_("Nothing is completed yet"),
        empty_text=N_("Tickets rest here when they are done. They open again if somebody writes."),
    ),
    "spam": StandingView(
        name=N_("Spam"),
        filter=_filter(is_spam=True),
        icon="warning",
        key="s",
        empty_title=N_("No spam"),
        empty_text=N_("What you mark as spam is kept here, out of everybody's way."),
    ),
    "deleted": StandingView(
        name=N_("Deleted"),
        filter=ViewFilter(is_deleted=True),
        icon="trash",
        empty_title=N_("Nothing is deleted"),
        empty_text=N_("Deleted tickets can be restored from here."),
    ),
    "unfinished": StandingView(
        name=N_("Open and waiting"),
        filter=_filter(statuses=UNFINISHED),
        empty_title=N_("Nothing to do here"),
        empty_text=N_("Tickets that are not completed stand here."),
    ),
    "all": StandingView(
        name=N_("All tickets"),
        filter=_filter(),
        empty_title=N_("Nothing was found"),
        empty_text=N_("No ticket has all of this. Remove a filter, or use fewer words."),
    ),
}

NEXT_PLACE: Final = "open"
"""Where the work begins, and where an address leads that asks for nothing."""

LISTED: Final = {slug: view for slug, view in VIEWS.items() if view.icon}

"""What is said of tickets that were changed together."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from frontdesk.inbox.visit import Visit

Say = Callable[[Visit, int], str]

MOST_NAMED: Final = 5

_SAID: Final[Mapping[str, Say]] = {
    "status:open": lambda visit, count: visit.ngettext(
        "One ticket is open again.", "%(count)s tickets are open again.", count
    ),
    "status:pending": lambda visit, count: visit.ngettext(
        "One ticket waits for the customer.", "%(count)s tickets wait for the customer.", count
    ),
    "status:completed": lambda visit, count: visit.ngettext(
        "One ticket completed.", "%(count)s tickets completed.", count
    ),
    "assignee": lambda visit, count: visit.ngettext(
        "One ticket assigned.", "%(count)s tickets assigned.", count
    ),
    "assignee:none": lambda visit, count: visit.ngettext(
        "One ticket is nobody's now.", "%(count)s tickets are nobody's now.", count
    ),
    "category": lambda visit, count: visit.ngettext(
        "One ticket moved.", "%(count)s tickets moved.", count
    ),
    "add-tags": lambda visit, count: visit.ngettext(
        "One ticket tagged.", "%(count)s tickets tagged.", count
    ),
    "take-tags": lambda visit, count: visit.ngettext(
        "Tags taken off one ticket.", "Tags taken off %(count)s tickets.", count
    ),
    "spam": lambda visit, count: visit.ngettext(
        "One ticket is spam.", "%(count)s tickets are spam.", count
    ),
    "not-spam": lambda visit, count: visit.ngettext(
        "One ticket is no spam.", "%(count)s tickets are no spam.", count
    ),
    "delete": lambda visit, count: visit.ngettext(
        "One ticket deleted.", "%(count)s tickets deleted.", count
    ),
    "restore": lambda visit, count: visit.ngettext(
        "One ticket restored.", "%(count)s tickets restored.", count
    ),
}


def say_done(visit: Visit, change: str, count: int) -> str:
    """`change` as the form has it; nothing of none."""
    say = _SAID.get(change) or _SAID[change.partition(":")[0]]
    return say(visit, count) if count else ""


def say_failed(visit: Visit, failed: Sequence[str]) -> str:
    """The first of the sentences, and how many there are besides."""
    if not failed:
        return ""
    more = len(failed) - MOST_NAMED
    rest = visit.ngettext("And one more.", "And %(count)s more.", more) if more > 0 else ""
    return join([visit.gettext("Not changed:"), *failed[:MOST_NAMED], rest])


def say_undone(visit: Visit, count: int, kept: Sequence[int]) -> str:
    """`kept` are tickets that others have changed since."""
    said = (
        visit.ngettext("One ticket is as before.", "%(count)s tickets are as before.", count)
        if count
        else ""
    )
    names = ", ".join(f"#{ticket_id}" for ticket_id in kept[:MOST_NAMED])
    others = visit.gettext("Others have changed %(tickets)s since.", tickets=names) if kept else ""
    return join([said, others])


def join(sentences: Sequence[str]) -> str:
    return " ".join(filter(None, sentences))

"""The answer of a call that has nothing to return."""

from frontdesk.tickets.document import Member


class Nothing(Member, frozen=True):
    """An empty object."""

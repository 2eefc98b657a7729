"""`skip` and `take` in an address (contract rule 1.7)."""

from typing import Annotated, Final

from msgspec import Meta

from frontdesk.tickets.document import MAX_ID, Member

DEFAULT_TAKE: Final = 25
MOST: Final = 50

Count = Annotated[int, Meta(ge=0, le=MAX_ID)]


class Page(Member, kw_only=True, frozen=True):
    """More than 50 are served as 50."""

    skip: Count = 0
    take: Count = DEFAULT_TAKE

    def limit(self, most: int = MOST) -> int:
        return min(self.take, most)

"""Tags in the public JSON."""

from typing import Annotated, Final

from msgspec import Meta

from frontdesk.tickets.document import MAX_ID, Member

MOST_TAGS: Final = 1000
DEFAULT_TAGS: Final = 25

Count = Annotated[int, Meta(ge=0, le=MAX_ID)]


class TagsQuery(Member, kw_only=True, frozen=True):
    """More than 1000 is served as 1000."""

    skip: Count = 0
    take: Count = DEFAULT_TAGS

    def page_size(self) -> int:
        return min(self.take, MOST_TAGS)

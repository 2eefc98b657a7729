"""Tags in the public JSON."""

from typing import Final

from frontdesk.wire.paging import Page

MOST_TAGS: Final = 1000


class TagsQuery(Page, kw_only=True, frozen=True):
    """More than 1000 are served as 1000."""

    def limit(self, most: int = MOST_TAGS) -> int:
        return super().limit(most)

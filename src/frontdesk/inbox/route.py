"""The row of the route table that leads to a page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.permissions import Permission

ANONYMOUS: Final = None
"""What a page needs that is for anybody."""


@dataclass(frozen=True)
class Route:
    """One method of one address below `/inbox/{community}`.

    `needs` is what the visitor's role must grant, checked before the body is read. `section` is
    what the layout marks as the place where the visitor is. Files are received only where
    `takes_files`.
    """

    method: str
    path: str
    handle: Callable[[Visit], Awaitable[HttpAnswer]]
    needs: Permission | None = Permission.READ_TICKETS
    section: str = field(kw_only=True)
    takes_files: bool = field(default=False, kw_only=True)

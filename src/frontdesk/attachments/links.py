"""Links to files that work without a token, for a while."""

import hmac
import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from frontdesk.errors import NotFound
from frontdesk.kit.clock import SECOND

SIGNATURE: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class FileLink:
    """`expires` counts seconds since 1970. The community is in the link, since nothing else tells
    it before a file can be looked up; its id is no secret and opens nothing."""

    community_id: int
    file_id: UUID
    expires: int

    def signature(self, key: bytes) -> str:
        """Lower-case hex."""
        text = f"{self.community_id}/{self.file_id}/{self.expires}"
        return hmac.digest(key, text.encode(), "sha256").hex()

    def require_valid(self, signature: str, *, key: bytes, now: int) -> None:
        """Raises NotFound. That the link was good once is told only to those who had it."""
        if not hmac.compare_digest(signature.encode(), self.signature(key).encode()):
            raise NotFound("there is no such link")
        if self.expires * SECOND <= now:
            raise NotFound("this link has expired: ask for a new one")


def link_until(community_id: int, file_id: UUID, *, now: int, seconds: int) -> FileLink:
    return FileLink(community_id=community_id, file_id=file_id, expires=now // SECOND + seconds)

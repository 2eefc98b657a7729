"""Signatures of the Standard Webhooks specification: HMAC-SHA256 over id, time and body."""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Sequence
from hashlib import sha256
from secrets import token_bytes
from typing import Final

from frontdesk import __version__
from frontdesk.kit.clock import SECOND

PREFIX: Final = "whsec_"
USER_AGENT: Final = f"frontdesk/{__version__}"


def new_secret() -> str:
    """32 random bytes in the spelling of the specification."""
    return PREFIX + b64encode(token_bytes(32)).decode()


def sign_headers(
    message_id: str, body: bytes, secrets: Sequence[str], *, now: int
) -> dict[str, str]:
    """The headers of an attempt at the time `now`; one signature for each secret that is live.

    The library of the specification signs text and takes local time for UTC; this is the same
    scheme on bytes.
    """
    timestamp = str(now // SECOND)
    content = b"%b.%b.%b" % (message_id.encode(), timestamp.encode(), body)
    return {
        "content-type": "application/json",
        "user-agent": USER_AGENT,
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(_sign(secret, content) for secret in secrets),
    }


def _sign(secret: str, content: bytes) -> str:
    key = b64decode(secret.removeprefix(PREFIX))
    return f"v1,{b64encode(hmac.digest(key, content, sha256)).decode()}"

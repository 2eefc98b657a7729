"""Tokens that only our own pages can send (CSRF): a random mask, and an HMAC over it and whom the
page was made for. The mask makes each one different, so that compression tells nothing of it."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from secrets import token_bytes
from typing import Final

_MASK_BYTES: Final = 16


def make_form_token(key: bytes, owner: str) -> str:
    mask = token_bytes(_MASK_BYTES)
    return urlsafe_b64encode(mask + _sign(key, mask, owner)).decode().rstrip("=")


def is_form_token(key: bytes, owner: str, given: str) -> bool:
    try:
        token = urlsafe_b64decode(given.encode() + b"=" * (-len(given) % 4))
    except ValueError:
        return False
    mask, signature = token[:_MASK_BYTES], token[_MASK_BYTES:]
    return hmac.compare_digest(signature, _sign(key, mask, owner))


def _sign(key: bytes, mask: bytes, owner: str) -> bytes:
    return hmac.digest(key, mask + owner.encode(), "sha256")

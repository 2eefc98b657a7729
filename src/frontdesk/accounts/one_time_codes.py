"""Codes of the second factor: those of an authenticator (RFC 6238), and those for its loss."""

import hmac
from base64 import b32encode
from hashlib import sha256
from secrets import token_bytes
from typing import Final
from uuid import UUID

from pyotp import TOTP

from frontdesk.kit.clock import SECOND

STEP: Final = 30 * SECOND
RECOVERY_CODES: Final = 10


def make_salt() -> bytes:
    return token_bytes(32)


def authenticator(key: bytes, community_id: int, person_id: UUID, salt: bytes) -> TOTP:
    """The secret is made anew from the installation's key each time and stored nowhere: the
    database alone gives no codes (docs/decisions/0011)."""
    message = b"%d %b %b" % (community_id, person_id.bytes, salt)
    return TOTP(b32encode(hmac.digest(key, message, "sha256")[:20]).decode())


def find_step(totp: TOTP, code: str, *, now: int) -> int | None:
    """The time step that `code` belongs to: this one, or the one before or after it."""
    present = now // STEP
    steps = (present, present - 1, present + 1)
    matching = (step for step in steps if hmac.compare_digest(totp.generate_otp(step), code))
    return next(matching, None)


def read_code(given: str) -> str:
    """As it is compared: people copy codes with spaces, hyphens and in any case."""
    kept = "".join(given[:100].split()).replace("-", "").upper()
    return kept if kept.isascii() else ""


def make_recovery_codes() -> list[str]:
    """Each of 80 random bits."""
    return [_grouped(b32encode(token_bytes(10)).decode()) for _ in range(RECOVERY_CODES)]


def hash_recovery_code(code: str) -> bytes:
    return sha256(read_code(code).encode()).digest()


def _grouped(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))

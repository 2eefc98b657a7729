"""Tokens that stand for a right: random, shown once, stored as a hash."""

from hashlib import sha256
from secrets import token_urlsafe


def make_token() -> str:
    """32 random bytes, fit for an address and a cookie."""
    return token_urlsafe(32)


def hash_token(token: str) -> bytes:
    """32 random bytes need neither salt nor stretching."""
    return sha256(token.encode()).digest()

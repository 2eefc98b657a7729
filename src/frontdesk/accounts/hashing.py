"""Passwords as argon2id hashes, computed beside the event loop (docs/decisions/0011).

A hash takes 64 MiB and a tenth of a second of several cores. Two at a time in each process bound
the memory; who would have to wait behind very many is turned away at once.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from frontdesk.errors import Unavailable

AT_ONCE: Final = 2
MOST_WAITING: Final = 64

NOBODYS_HASH: Final = (
    "$argon2id$v=19$m=65536,t=3,p=4"
    "$CH/G8hmedI2M6GzGQGTJ0g$t/koEimp6wKiZ9l2/7qL0YEzhTzefNqKa9//PQDNdcU"
)
"""Compared with where there is no password, so that the answer takes as long as with one."""

_hasher: Final = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_threads: Final = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="argon2")

Result = TypeVar("Result")


class _Queue:
    length = 0


async def hash_password(password: str) -> str:
    return await _beside(_hasher.hash, _bytes(password))


async def is_password(password: str, stored: str | None) -> bool:
    """Whether `stored` is a hash of `password`; without one, false after as much work."""
    matches = await _beside(_matches, _bytes(password), stored or NOBODYS_HASH)
    return matches and stored is not None


def is_outdated(stored: str) -> bool:
    """Whether a hash has other parameters than those of today."""
    return _hasher.check_needs_rehash(stored)


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


def _matches(password: bytes, stored: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


async def _beside(work: Callable[..., Result], *given: str | bytes) -> Result:
    if _Queue.length >= MOST_WAITING:
        raise Unavailable("too many people sign in at this moment")
    _Queue.length += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_threads, work, *given)
    finally:
        _Queue.length -= 1

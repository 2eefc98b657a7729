"""The lock files of the embedded server; `embedded.py` says who holds which of them, and when."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from frontdesk.errors import OperatorError

LOCK_PATIENCE = 90.0  # a start, or a stop, on a slow disk


def open_lock(path: Path) -> int:
    """The descriptor is closed in programs that we start, and by the caller with os.close."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    if os.geteuid() == 0:  # whoever owns the data folder must be able to use it without us
        folder = path.parent.stat()
        os.fchown(descriptor, folder.st_uid, folder.st_gid)
    return descriptor


def lock(descriptor: int, kind: int, path: Path) -> None:
    """Waits; raises OperatorError if it takes so long that something must be wrong."""
    deadline = time.monotonic() + LOCK_PATIENCE
    while not lock_now(descriptor, kind):
        if time.monotonic() > deadline:
            raise OperatorError(
                f"Another frontdesk process has been starting or stopping the database for"
                f" {LOCK_PATIENCE:.0f} s: see which one has {path} open, and end it."
            )
        time.sleep(0.01)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Exclusively, while the block runs."""
    descriptor = open_lock(path)
    try:
        lock(descriptor, fcntl.LOCK_EX, path)
        yield
    finally:
        os.close(descriptor)


def try_lock(path: Path) -> int | None:
    """The descriptor of the exclusive lock; None if somebody else has it."""
    descriptor = open_lock(path)
    if lock_now(descriptor, fcntl.LOCK_EX):
        return descriptor
    os.close(descriptor)
    return None


def lock_now(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

"""When a delivery is tried again, and when no more."""

import re
from email.utils import parsedate_to_datetime
from secrets import SystemRandom
from typing import Final

from frontdesk.kit.clock import DAY, HOUR, SECOND

FIRST_WAIT: Final = 5 * SECOND
LONGEST_WAIT: Final = HOUR
GIVEN_UP_AFTER: Final = 3 * DAY
"""From the first attempt of a delivery; the last one is made when it is over."""

_LONGEST_RETRY_AFTER: Final = DAY
_SECONDS: Final = re.compile(r"\d{1,9}", re.ASCII)
_JITTER: Final = 0.2

_random = SystemRandom()


def wait_after(attempts: int) -> int:
    """Ticks until the next attempt, after so many: about 5 s, then twice as long each time up to
    an hour. Never quite the same, so that what failed together does not come back together."""
    wait = min(FIRST_WAIT << min(attempts - 1, 20), LONGEST_WAIT)
    return int(wait * _random.uniform(1 - _JITTER, 1 + _JITTER))


def read_retry_after(text: str | None, *, now: int) -> int | None:
    """Ticks that an endpoint asks us to wait, in seconds or as a date; at most a day. None when it
    does not ask, or not understandably."""
    if text is None:
        return None
    stated = text.strip()
    wait = int(stated) * SECOND if _SECONDS.fullmatch(stated) else _until_date(stated, now)
    return None if wait is None else min(max(wait, 0), _LONGEST_RETRY_AFTER)


def _until_date(text: str, now: int) -> int | None:
    try:
        return int(parsedate_to_datetime(text).timestamp()) * SECOND - now
    except (ValueError, OverflowError):
        return None

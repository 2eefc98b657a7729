"""How often something happened lately, by key, in little memory and time."""

from typing import NamedTuple

from frontdesk.kit.clock import SECOND, Clock

_OTHERS = "\0"
"""Counts, together, whoever came when `keys` were known already."""


class Standing(NamedTuple):
    """`wait` is None when one more is allowed, else the seconds until it is; `remaining` are
    allowed at once after that one, `reset` seconds are left of the present window."""

    remaining: int
    reset: int
    wait: int | None


class RateCounter:
    """Allows `most` in any `seconds`, by a sliding window.

    Time is cut into windows of that length; what the previous window counted fades in proportion
    to how much of it the sliding window still covers. So two numbers a key are enough, and a key
    that was silent for two windows is forgotten. What is refused does not count.
    """

    def __init__(self, *, most: int, seconds: int, clock: Clock, keys: int = 100_000) -> None:
        self.most = most
        self._length = seconds * SECOND
        self._clock = clock
        self._keys = keys
        self._window = 0
        self._current: dict[object, int] = {}
        self._previous: dict[object, int] = {}

    def look(self, key: object) -> Standing:
        """How `key` stands, without counting."""
        elapsed = self._turn()
        key = self._known(key)
        return self._stand(self._current.get(key, 0), self._previous.get(key, 0), elapsed)

    def count(self, key: object) -> Standing:
        """How `key` stands, now counted if that is allowed."""
        elapsed = self._turn()
        key = self._known(key)
        current = self._current.get(key, 0)
        standing = self._stand(current, self._previous.get(key, 0), elapsed)
        if standing.wait is None:
            self._current[key] = current + 1
        return standing

    def _turn(self) -> int:
        """Ticks since the present window began, after forgetting what is too old."""
        window, elapsed = divmod(self._clock(), self._length)
        if window != self._window:
            self._previous = self._current if window == self._window + 1 else {}
            self._current = {}
            self._window = window
        return elapsed

    def _known(self, key: object) -> object:
        if len(self._current) < self._keys or key in self._current:
            return key
        return _OTHERS

    def _stand(self, current: int, previous: int, elapsed: int) -> Standing:
        length = self._length
        left = (self.most - current - 1) * length - previous * (length - elapsed)
        reset = -((elapsed - length) // SECOND)
        if left >= 0:
            return Standing(left // length, reset, None)
        wait = self._wait(current, previous, elapsed)
        return Standing(0, reset, max(1, -(-wait // SECOND)))

    def _wait(self, current: int, previous: int, elapsed: int) -> int:
        """Ticks until enough of the past has faded for one more."""
        length, most = self._length, self.most
        if current < most:
            return length - elapsed - (most - current - 1) * length // previous
        return 2 * length - elapsed - (most - 1) * length // current

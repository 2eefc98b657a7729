"""The circuit breaker of an endpoint: while it fails again and again, it is only asked now and
then whether it is back."""

from dataclasses import dataclass, replace
from typing import Final, Self

from frontdesk.kit.clock import MINUTE
from frontdesk.webhooks.backoff import wait_after

OPENS_AT: Final = 5
"""Failures in a row."""

LONGEST_PAUSE: Final = 5 * MINUTE


@dataclass(frozen=True, kw_only=True)
class Health:
    """How an endpoint has fared since its last success; nothing is sent before `open_until`."""

    consecutive_failures: int = 0
    first_failure_time: int | None = None
    open_until: int | None = None

    @property
    def is_open(self) -> bool:
        """Then there is one attempt at a time, and after each failure a pause."""
        return self.consecutive_failures >= OPENS_AT

    def after_failure(self, *, begun: int, now: int, retry_after: int | None) -> Self:
        """`begun` is when the attempt was made. What was begun together with others and fails
        after them, once the breaker is open, says nothing new."""
        if self.is_open and self.open_until is not None and begun < self.open_until:
            return self
        first = begun if self.first_failure_time is None else self.first_failure_time
        failed = replace(
            self,
            consecutive_failures=self.consecutive_failures + 1,
            first_failure_time=first,
        )
        return replace(failed, open_until=failed._pause_until(now, retry_after))

    def _pause_until(self, now: int, retry_after: int | None) -> int | None:
        ends = [] if retry_after is None else [now + retry_after]
        if self.open_until is not None:
            ends.append(self.open_until)
        if self.is_open:
            failed_probes = self.consecutive_failures - OPENS_AT
            ends.append(now + min(wait_after(failed_probes + 1), LONGEST_PAUSE))
        return max(ends, default=None)

"""One attempt to deliver: the request, and what its answer means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from frontdesk.kit.clock import Clock
from frontdesk.kit.outbound import OutboundAnswer, OutboundClient, OutboundFailure, Timing
from frontdesk.webhooks.backoff import read_retry_after
from frontdesk.webhooks.due import Due
from frontdesk.webhooks.signing import sign_headers

_LONGEST_REASON: Final = 500


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """`failure` says in words why it did not count; None: it did. `retry_after` is the wait in
    ticks that the endpoint asked for; `is_gone`: it wants no more."""

    due: Due
    begun: int
    request_headers: Mapping[str, str]
    timing: Timing
    status: int | None = None
    answer: str | None = None
    failure: str | None = None
    retry_after: int | None = None
    is_gone: bool = False

    @property
    def number(self) -> int:
        return self.due.attempts + 1


async def attempt(
    client: OutboundClient, due: Due, url: str, secrets: Sequence[str], clock: Clock
) -> Attempt:
    begun = clock()
    headers = sign_headers(due.message_id, due.body, secrets, now=begun)
    outcome = await client.post(url, due.body, headers)
    if isinstance(outcome, OutboundFailure):
        return Attempt(
            due=due,
            begun=begun,
            request_headers=headers,
            timing=outcome.timing,
            failure=outcome.reason[:_LONGEST_REASON],
        )
    return _judge(outcome, due, begun, headers)


def _judge(answer: OutboundAnswer, due: Due, begun: int, headers: Mapping[str, str]) -> Attempt:
    failure = explain_status(answer.status)
    return Attempt(
        due=due,
        begun=begun,
        request_headers=headers,
        timing=answer.timing,
        status=answer.status,
        answer=answer.start(),
        failure=failure,
        retry_after=None
        if failure is None
        else read_retry_after(answer.headers.get("Retry-After"), now=begun),
        is_gone=answer.status == HTTPStatus.GONE,
    )


def explain_status(status: int) -> str | None:
    """Why an answer with this status does not count; None: it does."""
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return f"answered {_name(status)}: redirects are not followed, save where they lead"
    return f"answered {_name(status)}"


def _name(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)

"""Asking an endpoint whether it wants to be told (contract section 7): it must give back what it is
asked with. Not to be called inside a transaction: it may take ten seconds."""

from secrets import randbelow
from typing import Final
from urllib.parse import quote

from frontdesk.errors import InvalidMember
from frontdesk.kit.outbound import OutboundClient, OutboundFailure
from frontdesk.kit.outbound_target import TargetRefused
from frontdesk.kit.strict_json import printable
from frontdesk.webhooks.signing import USER_AGENT

_OK: Final = 200
_SHOWN: Final = 100


async def verify_endpoint(client: OutboundClient, url: str, verify_token: str) -> None:
    """Raises InvalidMember that says what the endpoint did instead."""
    try:
        client.check(url)
    except TargetRefused as error:
        raise InvalidMember("url", str(error)) from None
    challenge = str(10**15 + randbelow(9 * 10**15))
    asked = _with_query(url, f"challenge={challenge}&verifyToken={quote(verify_token, safe='')}")
    answer = await client.get(asked, {"user-agent": USER_AGENT, "accept": "text/plain, */*"})
    if isinstance(answer, OutboundFailure):
        raise InvalidMember("url", f"the endpoint could not be verified: {answer.reason}")
    if answer.status != _OK:
        raise InvalidMember(
            "url", f"the endpoint answered {answer.status} to the challenge, not 200"
        )
    said = answer.body.strip()
    if said != challenge.encode():
        raise InvalidMember("url", f"the endpoint did not answer with the challenge {_but(said)}")


def _with_query(url: str, query: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{query}"


def _but(said: bytes) -> str:
    text = printable(said[:_SHOWN].decode(errors="replace"))
    return f"but with {text!r}" if text else "but with nothing"

"""Members of requests match whatever their case, and unknown ones are refused by name (contract
rule 1.1): on every endpoint that has a body."""

import re
from typing import Any, Final

import pytest

from frontdesk.api.routes import ROUTES
from tests.api.test_description import tell
from tests.desk import Desk, open_desk
from tests.receiver import RECEIVER

WITH_OBJECT: Final = [
    pytest.param(route.method, route.path, route.example, id=route.name)
    for route in ROUTES
    if isinstance(route.example, dict)
]
GENERATED: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|whsec_[\w+/=]+|\d+")
"""What differs between two answers to the same request."""


def test_every_body_has_an_example() -> None:
    assert [r.name for r in ROUTES if r.body is not None and r.example is None] == []


@pytest.mark.parametrize(("method", "path", "body"), WITH_OBJECT)
@pytest.mark.parametrize("spelt", ["PascalCase", "UPPER", "lower"])
async def test_members_match_in_any_case(
    acme: Desk, method: str, path: str, body: Any, spelt: str
) -> None:
    if "url" in body:
        body = body | {"url": RECEIVER.url}  # nobody answers at the one that is shown
    plain = await send(acme, method, path, body)
    async with open_desk(acme.database, acme.address, str(acme.client.base_url), "acme") as other:
        respelt = await send(other, method, path, respell(body, spelt))
    assert plain == respelt
    assert plain[0] == 200


@pytest.mark.parametrize(("method", "path", "body"), WITH_OBJECT)
async def test_an_unknown_member_is_refused_by_name(
    acme: Desk, method: str, path: str, body: Any
) -> None:
    ids = await tell(acme)
    answer = await acme.client.request(method, filled(path, ids), json=body | {"unheardOf": 1})
    assert (answer.status_code, answer.json()) == (
        400,
        {"data": None, "errorCode": 2, "errorText": "unheardOf: no such member here"},
    )


async def send(desk: Desk, method: str, path: str, body: Any) -> tuple[int, str]:
    """Status and answer, in which what is made anew each time is blanked."""
    ids = await tell(desk)
    answer = await desk.client.request(method, filled(path, ids), json=body)
    return answer.status_code, GENERATED.sub("…", answer.text)


def filled(path: str, ids: dict[str, Any]) -> str:
    return re.sub(r"\{(\w+)\}", lambda name: str(ids[name[1]]), path)


def respell(value: Any, spelt: str) -> Any:
    if isinstance(value, dict):
        return {_respell(name, spelt): respell(member, spelt) for name, member in value.items()}
    if isinstance(value, list):
        return [respell(item, spelt) for item in value]
    return value


def _respell(name: str, spelt: str) -> str:
    if spelt == "PascalCase":
        return name[:1].upper() + name[1:]
    return name.upper() if spelt == "UPPER" else name.lower()

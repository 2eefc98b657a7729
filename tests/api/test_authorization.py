"""Who gets in, by access token (v2) or public token (v1), and who does not (contract section 2)."""

from typing import Any, Final

import jwt
import pytest
from httpx2 import AsyncClient, Response

from frontdesk.kit.clock import SECOND
from frontdesk.people.enums import Role
from frontdesk.tokens.refresh import create_token, revoke_token
from tests.desk import NOON, Desk, FakeClock

FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}


def form(desk: Desk, **changed: str) -> dict[str, str]:
    return {
        "grant_type": "refresh_token",
        "refresh_token": desk.refresh_token,
        "client_id": str(desk.community.client_id),
    } | changed


async def ask_token(desk: Desk, **changed: str) -> Response:
    return await desk.client.post("/token", data=form(desk, **changed))


async def ask_list(desk: Desk, headers: dict[str, str]) -> Response:
    async with AsyncClient(base_url=desk.client.base_url) as client:
        return await client.post("/tickets/list", json={}, headers=headers)


def refused(answer: Response) -> bool:
    """Whether it is 401 as the contract wants it."""
    text = answer.json()["errorText"]
    return (answer.status_code, answer.headers["www-authenticate"], answer.json()) == (
        401,
        "Bearer",
        {"data": None, "errorCode": 3, "errorText": text},
    )


async def make_public_token(desk: Desk, name: str = "old") -> str:
    community_id = desk.community.community_id
    async with desk.database.writing(community_id) as connection:
        return await create_token(
            connection, community_id, name=name, kind="public", role=Role.ADMIN, now=NOON
        )


async def revoke(desk: Desk, name: str) -> None:
    community_id = desk.community.community_id
    async with desk.database.writing(community_id) as connection:
        assert await revoke_token(connection, community_id, name=name, now=NOON)


async def test_refresh_token_is_given_for_an_access_token(acme: Desk) -> None:
    answer = await ask_token(acme)
    access_token = answer.json()["access_token"]
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.json() == {
        "access_token": access_token,
        "token_type": "bearer",
        "expires_in": 3599,
        "refresh_token": acme.refresh_token,
    }
    claims = jwt.decode(access_token, options={"verify_signature": False})
    token_id = claims.pop("rti")
    assert isinstance(token_id, int)
    assert claims == {
        "cid": str(acme.community.community_id),
        "type": "Community",
        "nbf": NOON // SECOND,
        "exp": NOON // SECOND + 3600,
        "iss": "frontdesk",
        "aud": str(acme.community.client_id),
    }


NOBODY: Final = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"refresh_token": "AAAA"}, "invalid_grant"),
        ({"refresh_token": "é"}, "invalid_grant"),
        ({"refresh_token": "\0"}, "invalid_grant"),
        ({"client_id": NOBODY}, "invalid_client"),
        ({"client_id": "acme"}, "invalid_client"),
        ({"client_id": "\0"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"refresh_token": ""}, "invalid_request"),
        ({"client_id": ""}, "invalid_request"),
        ({"grant_type": ""}, "invalid_request"),
    ],
)
async def test_wrong_form_gets_the_error_of_oauth(
    acme: Desk, changed: dict[str, str], error: str
) -> None:
    assert_oauth_error(await ask_token(acme, **changed), error)


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (b"", FORM),
        (b"grant_type=refresh_token", FORM),
        (b"grant_type=refresh_token&grant_type=refresh_token", FORM),
        (b"\xff", FORM),
        (b"refresh_token=%ff&client_id=x&grant_type=refresh_token", FORM),
        (b"&".join(b"a%d=1" % number for number in range(50)), FORM),
        (b'{"grant_type":"refresh_token"}', {"Content-Type": "application/json"}),
    ],
)
async def test_broken_form_is_an_invalid_request(
    acme: Desk, content: bytes, headers: dict[str, str]
) -> None:
    answer = await acme.client.post("/token", content=content, headers=headers)
    assert_oauth_error(answer, "invalid_request")


def assert_oauth_error(answer: Response, error: str) -> None:
    text = answer.json()["error_description"]
    assert (answer.status_code, answer.json()) == (
        400,
        {"error": error, "error_description": text},
    )
    assert text


async def test_refresh_token_of_another_client_is_no_grant(acme: Desk, globex: Desk) -> None:
    answer = await ask_token(acme, client_id=str(globex.community.client_id))
    assert_oauth_error(answer, "invalid_grant")


async def test_public_token_is_no_refresh_token(acme: Desk) -> None:
    answer = await ask_token(acme, refresh_token=await make_public_token(acme))
    assert_oauth_error(answer, "invalid_grant")


async def test_other_method_on_token_names_the_possible_one(acme: Desk) -> None:
    answer = await acme.client.get("/token")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_revoked_refresh_token_is_no_grant_and_ends_its_access_tokens(acme: Desk) -> None:
    assert await acme.list_tickets() == []
    await revoke(acme, "tests")
    assert_oauth_error(await ask_token(acme), "invalid_grant")
    answer = await acme.post("/tickets/list", {})
    assert refused(answer)


async def test_access_token_ends_after_an_hour(acme: Desk, clock: FakeClock) -> None:
    clock.advance(3600 * SECOND - 1)
    assert (await acme.post("/tickets/list", {})).status_code == 200
    clock.advance(1)
    assert refused(await acme.post("/tickets/list", {}))


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer x",
        "Bearer a.b.c",
        "Basic YWNtZTphY21l",
        "bearer: x",
        "Bearer null",
        "Bearer " + "a" * 6000,
    ],
)
async def test_malformed_authorization_is_refused(acme: Desk, header: str) -> None:
    assert refused(await ask_list(acme, {"Authorization": header}))


async def test_scheme_matches_in_any_case(acme: Desk) -> None:
    answer = await ask_list(acme, {"Authorization": f"bEARER {acme.access_token}"})
    assert answer.status_code == 200


async def test_no_authorization_is_refused_before_the_body_is_looked_at(acme: Desk) -> None:
    async with AsyncClient(base_url=acme.client.base_url) as client:
        assert refused(await client.post("/tickets/list", content=b"{"))


async def test_forged_tokens_are_refused(acme: Desk, globex: Desk) -> None:
    head, body, signature = acme.access_token.split(".")
    _, other_body, _ = globex.access_token.split(".")
    claims: dict[str, Any] = jwt.decode(acme.access_token, options={"verify_signature": False})
    forged = [
        f"{head}.{other_body}.{signature}",
        f"{head}.{body}.",
        f"{head}.{body}",
        jwt.encode(claims, "", algorithm="none"),
        jwt.encode(claims, "x" * 64, algorithm="HS512"),
        jwt.encode(claims, "x" * 64, algorithm="HS256"),
        jwt.encode(claims, str(acme.community.client_id) * 2, algorithm="HS512"),
        acme.refresh_token,
    ]
    answers = [await ask_list(acme, {"Authorization": f"Bearer {token}"}) for token in forged]
    assert [refused(answer) for answer in answers] == [True] * len(forged)


async def test_public_token_opens_its_community_by_any_case_of_its_name(acme: Desk) -> None:
    token = await make_public_token(acme)
    for name in (acme.community.short_name, acme.community.short_name.upper()):
        answer = await ask_list(acme, {"Community": name, "X-Token": token})
        assert (answer.status_code, answer.json()["data"]) == (200, [])


async def test_public_headers_that_do_not_belong_together_are_refused(
    acme: Desk, globex: Desk
) -> None:
    token, name = await make_public_token(acme), acme.community.short_name
    wrong = (
        {"Community": globex.community.short_name, "X-Token": token},
        {"Community": "nobody", "X-Token": token},
        {"Community": "", "X-Token": token},
        {"Community": name, "X-Token": ""},
        {"Community": name, "X-Token": acme.refresh_token},
        {"Community": name, "X-Token": acme.access_token},
        {"Community": name},
        {"X-Token": token},
        {"Authorization": f"Bearer {token}"},
    )
    assert [refused(await ask_list(acme, headers)) for headers in wrong] == [True] * len(wrong)


async def test_public_token_is_no_bearer_token_even_once_it_is_remembered(acme: Desk) -> None:
    token, name = await make_public_token(acme), acme.community.short_name
    assert (await ask_list(acme, {"Community": name, "X-Token": token})).status_code == 200
    assert refused(await ask_list(acme, {"Authorization": f"Bearer {name} {token}"}))


async def test_revoked_public_token_is_refused(acme: Desk) -> None:
    headers = {
        "Community": acme.community.short_name,
        "X-Token": await make_public_token(acme),
    }
    assert (await ask_list(acme, headers)).status_code == 200
    await revoke(acme, "old")
    assert refused(await ask_list(acme, headers))

"""What holds for every page: where it is found, who may send to it, how it refuses."""

import pytest
from httpx2 import AsyncClient

from frontdesk.database.address import DatabaseAddress
from frontdesk.inbox.forgery import make_form_token
from frontdesk.inbox.security_headers import CONTENT_SECURITY_POLICY, SECURITY_HEADERS
from tests.desk import Desk
from tests.inbox.browser import HTMX, Browser, location

SAVE = "/account/name"


async def test_every_page_carries_the_security_headers(agent: Browser, anybody: Browser) -> None:
    answers = [
        await agent.get("/account"),
        await agent.get("/nowhere"),
        await anybody.get("/account"),
        await anybody.client.get("/"),
        await anybody.client.get("/inbox/no-such-community"),
    ]
    assert [a.status_code for a in answers] == [200, 404, 303, 200, 404]
    for answer in answers:
        told = {name: answer.headers.get(name) for name in SECURITY_HEADERS}
        assert told == SECURITY_HEADERS
    assert "unsafe" not in CONTENT_SECURITY_POLICY


async def test_no_page_has_script_or_style_of_its_own(agent: Browser) -> None:
    for path in ("/account", "/account/security", "/nowhere"):
        page = (await agent.get(path)).text
        assert " style=" not in page
        assert "<style" not in page
        assert " on" not in page.partition("<main")[0].replace(" on ", "")
        assert page.count("<script") == page.count('<script type="module" src="/assets/')


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
async def test_what_comes_from_another_site_is_not_heard(
    acme: Desk, agent: Browser, headers: dict[str, str]
) -> None:
    answer = await agent.post(SAVE, {"name": "Mallory"}, headers=headers)
    assert answer.status_code == 403
    assert "Mallory" not in str(await acme.read("/Teammates"))


async def test_a_browser_that_says_same_origin_is_heard(agent: Browser) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
    answer = await agent.post(SAVE, {"name": "Anton"}, headers=headers)
    assert location(answer) == agent.address("/account")


@pytest.mark.parametrize("token", ["", "x", "a" * 64, "é"])
async def test_a_made_up_token_is_not_heard(agent: Browser, token: str) -> None:
    sent = {"name": "Mallory", "csrf_token": token}
    answer = await agent.post(SAVE, sent, headers={"X-CSRF-Token": ""})
    assert (answer.status_code, "form is too old" in answer.text) == (403, True)


async def test_a_token_of_another_session_is_not_heard(agent: Browser, admin: Browser) -> None:
    headers = {"X-CSRF-Token": await admin.token()}
    assert (await agent.post(SAVE, {"name": "Mallory"}, headers=headers)).status_code == 403


def test_no_two_tokens_are_alike() -> None:
    assert len({make_form_token(b"key", "session 1 1") for _ in range(20)}) == 20


async def test_what_is_not_there_is_told_kindly(agent: Browser) -> None:
    answer = await agent.get("/no/such/page")
    assert (answer.status_code, "There is nothing here" in answer.text) == (404, True)


async def test_a_method_that_a_page_has_not_is_refused(agent: Browser) -> None:
    answer = await agent.post("/account", method="PUT")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
    assert "This cannot be done here" in answer.text


async def test_what_a_role_may_not_do_is_told_in_a_toast_where_a_part_was_asked_for(
    agent: Browser,
) -> None:
    answer = await agent.get("/no/such/page", headers=HTMX)
    shown = (answer.headers["hx-retarget"], answer.headers["hx-reswap"])
    assert (answer.status_code, shown) == (404, ("#toasts", "beforeend"))
    assert answer.text.lstrip().startswith('<div class="toast')


async def test_who_is_not_signed_in_is_asked_to_and_brought_back(anybody: Browser) -> None:
    answer = await anybody.get("/account?x=%C3%B8")
    wanted = "%2Faccount%3Fx%3D%25C3%25B8"
    page = anybody.address("").replace("/", "%2F")
    assert location(answer) == f"{anybody.address('/sign-in')}?next={page}{wanted}"


async def test_capitals_in_the_community_are_redirected_so_that_cookies_fit(
    anybody: Browser,
) -> None:
    path = anybody.address("/Tickets?TicketId=A%2Fb")
    answer = await anybody.client.get(path.replace("acme", "AcMe"))
    assert (answer.status_code, location(answer)) == (308, path)


@pytest.mark.parametrize("name", ["nobody", "%00", "a%2Fb", "%ff", "x" * 5000, ""])
async def test_a_community_that_there_is_not_is_not_found(anybody: Browser, name: str) -> None:
    answer = await anybody.client.get(f"/inbox/{name}/tickets")
    assert (answer.status_code, "<h1>There is nothing here</h1>" in answer.text) == (404, True)


async def test_a_body_that_is_no_form_is_refused(agent: Browser) -> None:
    headers = {"Content-Type": "application/json", "Origin": str(agent.client.base_url).rstrip("/")}
    answer = await agent.client.post(agent.address(SAVE), content=b"{}", headers=headers)
    assert answer.status_code == 415


async def test_a_form_in_parts_is_read_too(acme: Desk, agent: Browser) -> None:
    boundary = "xyz"
    fields = {"name": "Anton Åsen\r\n", "csrf_token": await agent.token()}
    body = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
        for name, text in fields.items()
    )
    answer = await agent.client.post(
        agent.address(SAVE),
        content=f"{body}--{boundary}--\r\n".encode(),
        headers={
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Origin": str(agent.client.base_url).rstrip("/"),
        },
    )
    assert location(answer) == agent.address("/account")
    assert "Anton Åsen" in [mate["name"] for mate in await acme.read("/Teammates")]


async def test_files_are_refused_where_none_are_taken(agent: Browser) -> None:
    answer = await agent.post(SAVE, {"name": "x"}, files=[("file", ("a.txt", b"Hello"))])
    assert answer.status_code == 400


async def test_a_session_that_has_been_ended_is_nobodys(acme: Desk, agent: Browser) -> None:
    assert agent.person_id is not None
    await acme.client.delete(f"/Teammates/{agent.person_id}")
    assert location(await agent.get("/account")).startswith(agent.address("/sign-in"))


async def test_the_door_asks_for_the_community_and_remembers_it(anybody: Browser) -> None:
    name = anybody.community.short_name
    answer = await anybody.client.get("/", params={"community": f" {name.upper()} "})
    assert location(answer) == anybody.address("/sign-in")
    unknown = await anybody.client.get("/", params={"community": "no-such"})
    assert (unknown.status_code, "no community of this name" in unknown.text) == (404, True)
    anybody.client.cookies.set("frontdesk_community", name, domain="127.0.0.1", path="/")
    assert f'value="{name}"' in (await anybody.client.get("/")).text


async def test_an_asset_that_there_is_not_is_not_found(
    address: DatabaseAddress, server_url: str
) -> None:
    async with AsyncClient(base_url=server_url) as client:
        assert (await client.get("/assets/nothing.css")).status_code == 404

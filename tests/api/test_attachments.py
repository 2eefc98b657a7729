"""Files over HTTP: uploading, naming, downloading, links."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from httpx2 import AsyncClient, Response

from frontdesk.kit.clock import DAY, SECOND
from frontdesk.people.enums import Role
from tests.api.test_threads import get_ticket, open_ticket
from tests.attachments.bytes_of import HTML, PDF, PNG, SVG
from tests.desk import Desk, FakeClock, open_desk

MIB: Final = 1024 * 1024
LIMIT: Final = 25 * MIB
TEXT: Final = b"Hello world"


async def upload(desk: Desk, *files: tuple[str, bytes]) -> Response:
    return await desk.client.post("/attachments", files=[("file", file) for file in files])


async def uploaded(desk: Desk, name: str = "a.txt", content: bytes = TEXT) -> dict[str, Any]:
    answer = await upload(desk, (name, content))
    assert answer.status_code == 200, answer.text
    [file] = answer.json()["data"]
    assert isinstance(file, dict)
    return file


async def linked(desk: Desk, file_id: str) -> str:
    """A link's path and query, without the address of the installation."""
    answer = await desk.post(f"/attachments/{file_id}/link")
    assert answer.status_code == 200, answer.text
    parts = urlsplit(answer.json()["data"]["url"])
    return f"{parts.path}?{parts.query}"


def assert_refused(answer: Response, status: int, code: int, *said: str) -> None:
    assert (answer.status_code, answer.json()["errorCode"]) == (status, code), answer.text
    assert answer.json()["data"] is None
    for text in said:
        assert text in answer.json()["errorText"]


# Uploading


async def test_uploaded_files_are_described_and_come_back(acme: Desk) -> None:
    answer = await upload(acme, ("photo.png", PNG), ("Прайс.txt", TEXT))

    assert (answer.status_code, answer.json()["errorCode"]) == (200, -1)
    photo, price = answer.json()["data"]
    assert (photo["name"], photo["size"], photo["type"]) == ("photo.png", len(PNG), "image/png")
    assert (price["name"], price["type"]) == ("Прайс.txt", "text/plain")
    assert photo["url"] == f"http://127.0.0.1:8000/attachments/{UUID(photo['id'])}"
    assert (await acme.client.get(f"/attachments/{photo['id']}")).content == PNG
    assert (await acme.client.get(f"/Attachments/{price['id'].upper()}/")).content == TEXT


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        (".hta\u200bccess", "htaccess"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ('a"b\r\nX-Evil: 1.txt', "a_b X-Evil_ 1.txt"),
        ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
async def test_hostile_names_are_cleaned(acme: Desk, sent: str, name: str) -> None:
    file = await uploaded(acme, sent)
    assert file["name"] == name
    answer = await acme.client.get(f"/attachments/{file['id']}")
    assert "x-evil" not in answer.headers


@pytest.mark.parametrize(
    ("name", "content", "kind", "served", "disposition"),
    [
        ("a.png", PNG, "image/png", "image/png", "inline"),
        ("a.txt", TEXT, "text/plain", "text/plain; charset=utf-8", "inline"),
        ("a.pdf", PDF, "application/pdf", "application/pdf", "attachment"),
        ("a.png", HTML, "text/html", "application/octet-stream", "attachment"),
        ("a.svg", SVG, "image/svg+xml", "application/octet-stream", "attachment"),
        ("a.png", PNG + HTML, "image/png", "image/png", "inline"),
        ("a.html", TEXT, "text/plain", "text/plain; charset=utf-8", "inline"),
    ],
)
async def test_the_bytes_say_what_a_file_is_and_how_it_is_served(
    acme: Desk, name: str, content: bytes, kind: str, served: str, disposition: str
) -> None:
    sent = [("file", (name, content, "image/svg+xml"))]
    [file] = (await acme.client.post("/attachments", files=sent)).json()["data"]
    assert file["type"] == kind
    for path in (f"/attachments/{file['id']}", await linked(acme, file["id"])):
        answer = await acme.client.get(path)
        assert answer.content == content
        assert answer.headers["Content-Type"] == served
        assert answer.headers["Content-Disposition"].partition(";")[0] == disposition
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


async def test_a_name_beyond_ascii_is_sent_in_both_ways(acme: Desk) -> None:
    file = await uploaded(acme, "Größe 100%.txt")
    answer = await acme.client.get(f"/attachments/{file['id']}")
    assert answer.headers["Content-Disposition"] == (
        "inline; filename=\"Gr__e 100_.txt\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20100%25.txt"
    )


# Refused uploads

FORM: Final = {"Content-Type": "multipart/form-data; boundary=b"}


def part(name: str, content: bytes, *, end: bytes = b"--") -> bytes:
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="a"\r\n\r\n'
    return head.encode() + content + b"\r\n--b" + end + b"\r\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ["the body"]),
        (b"nonsense", ["the body"]),
        (b"--b--\r\n", ["file: is required"]),
        (part("file", b""), ["file: a is empty"]),
        (part("photo", b"x"), ["photo: no such field here"]),
        (part("file", b"x", end=b""), ["the body"]),
        (part("file", b"x")[:-8], ["the body"]),
        (part("file", b"x").replace(b"form-data", b"attachment"), ["the body"]),
        (b"--b\r\nX: " + b"y" * 9000 + b"\r\n\r\nx\r\n--b--", ["the body"]),
        (part("file", b"x").replace(b'"a"', b'"\xff"'), ["the body"]),
    ],
    ids=str,
)
async def test_broken_forms_are_refused(acme: Desk, content: bytes, said: list[str]) -> None:
    answer = await acme.client.post("/attachments", content=content, headers=FORM)
    assert_refused(answer, 400, 2, *said)


async def test_eleven_files_are_refused_and_none_is_kept(acme: Desk) -> None:
    before = await count_files(acme)
    answer = await upload(acme, *[("a.txt", TEXT)] * 11)
    assert_refused(answer, 400, 2, "file: at most 10 files")
    assert len((await upload(acme, *[("a.txt", TEXT)] * 10)).json()["data"]) == 10
    assert await count_files(acme) == before + 10


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/mixed; boundary=b", "multipart/form-data"]
)
async def test_other_content_types_are_refused(acme: Desk, kind: str) -> None:
    answer = await acme.client.post(
        "/attachments", content=part("file", b"x"), headers={"Content-Type": kind}
    )
    assert_refused(answer, 415, 8, "multipart/form-data")


async def test_a_declared_length_over_the_limit_is_refused_unread(
    acme: Desk, server_url: str
) -> None:
    # By hand: no client sends a length and then nothing.
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(server_url).port)
    lines = [
        "POST /attachments HTTP/1.1",
        "Host: x",
        f"Authorization: Bearer {acme.access_token}",
        "Content-Type: multipart/form-data; boundary=b",
        f"Content-Length: {LIMIT + MIB}",
    ]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    assert b" 413 " in await asyncio.wait_for(reader.readline(), timeout=10)
    writer.close()


async def test_a_body_in_chunks_is_refused_past_the_limit(acme: Desk) -> None:
    start = part("file", b"").removesuffix(b"\r\n--b--\r\n")
    answer = await acme.client.post(
        "/attachments", content=pieces([start, *[bytes(MIB)] * 30]), headers=FORM
    )
    assert_refused(answer, 413, 7)


async def test_a_file_may_be_as_large_as_the_limit_and_no_larger(acme: Desk) -> None:
    assert (await uploaded(acme, "a.bin", bytes(LIMIT)))["size"] == LIMIT
    assert_refused(await upload(acme, ("a.bin", bytes(LIMIT + 1))), 413, 7)
    assert_refused(await upload(acme, ("a.bin", bytes(LIMIT)), ("b", b"x")), 413, 7)


async def pieces(chunks: Iterable[bytes]) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def test_without_a_token_nothing_is_taken(acme: Desk) -> None:
    answer = await acme.client.post(
        "/attachments", files=[("file", ("a", TEXT))], headers={"Authorization": "Bearer x"}
    )
    assert_refused(answer, 401, 3)


async def test_one_who_only_reads_downloads_and_does_not_upload(
    acme: Desk, server_url: str
) -> None:
    async with open_desk(
        acme.database, acme.address, server_url, "initech", Role.READ_ONLY_USER
    ) as reader:
        assert_refused(await upload(reader, ("a.txt", TEXT)), 403, 4)
        assert_refused(await reader.client.get(f"/attachments/{uuid4()}"), 404, 5)


async def test_fifty_uploads_of_the_same_bytes_at_once(acme: Desk) -> None:
    files = await asyncio.gather(*(uploaded(acme, f"{n}.bin", bytes(100_000)) for n in range(50)))
    assert len({file["id"] for file in files}) == 50
    for file in files[:3]:
        answer = await acme.client.get(f"/attachments/{file['id']}")
        assert answer.content == bytes(100_000)


async def test_an_upload_that_is_sent_again_is_done_once(acme: Desk) -> None:
    key = {"Idempotency-Key": str(uuid4())}

    async def send(name: str, content: bytes) -> Response:
        files = [("file", (name, content))]
        return await acme.client.post("/attachments", files=files, headers=key)

    first, again = await send("a.txt", TEXT), await send("a.txt", TEXT)
    assert (again.json(), await count_files(acme)) == (first.json(), 1)
    assert_refused(await send("a.txt", b"other"), 409, 6)
    assert_refused(await send("b.txt", TEXT), 409, 6)


async def count_files(desk: Desk) -> int:
    async with desk.database.reading(desk.community.community_id) as connection:
        return int(await connection.value("select count(*) from files", {}))


# Naming files in tickets, replies and notes


async def test_a_ticket_a_reply_and_a_note_name_a_file(acme: Desk) -> None:
    file = await uploaded(acme, "list.pdf", PDF)
    named = [{"fileId": file["id"]}, {"fileId": file["id"].upper(), "name": "Prices"}]
    ticket_id = await open_ticket(acme, attachments=named)
    thread = [
        await acme.post(f"/tickets/{ticket_id}/{kind}", {"message": "See", "attachments": named})
        for kind in ("replies", "notes")
    ]
    ticket = await get_ticket(acme, ticket_id)
    shown = [
        {"isContentPart": False, "name": name, "url": file["url"]}
        for name in ("list.pdf", "Prices")
    ]
    assert [ticket["attachments"]] + [a.json()["data"]["attachments"] for a in thread] == [
        shown
    ] * 3
    assert ticket["properties"]["hasAttachments"]


async def test_a_changed_note_may_name_a_file(acme: Desk) -> None:
    file = await uploaded(acme)
    notes = f"/tickets/{await open_ticket(acme)}/notes"
    note_id = (await acme.post(notes, {"message": "x"})).json()["data"]["id"]
    body = {"attachments": [{"fileId": file["id"]}]}
    answer = await acme.client.patch(f"{notes}/{note_id}", json=body)
    assert [one["url"] for one in answer.json()["data"]["attachments"]] == [file["url"]]


ELSEWHERE: Final = "https://files.example/a.jpg"
NO_FILE: Final = "0138c3cd-75b7-4ce0-a00c-05b0c2ac623a"


@pytest.mark.parametrize(
    ("attachment", "said"),
    [
        ({"fileId": NO_FILE}, "attachments[1].fileId: no file"),
        ({"fileId": "7"}, "attachments[1].fileId"),
        ({"fileId": NO_FILE, "url": ELSEWHERE}, "attachments[1].fileId: give either"),
        ({}, "attachments[1].url: is required"),
        ({"url": None, "fileId": None}, "attachments[1].url: is required"),
    ],
    ids=str,
)
async def test_an_attachment_that_names_no_file_is_refused(
    acme: Desk, attachment: dict[str, Any], said: str
) -> None:
    ticket_id = await open_ticket(acme)
    body = {"message": "x", "attachments": [{"url": ELSEWHERE}, attachment]}
    for answer in (
        await acme.post("/tickets", {"creator": {"name": "Bill"}} | body),
        await acme.post(f"/tickets/{ticket_id}/replies", body),
        await acme.post(f"/tickets/{ticket_id}/notes", body),
    ):
        assert_refused(answer, 400, 2, said)


# Isolation


async def test_another_communitys_file_does_not_exist(acme: Desk, globex: Desk) -> None:
    file = await uploaded(globex)
    absent = uuid4()
    for asked in (UUID(file["id"]), absent):
        answers = [
            await acme.client.get(f"/attachments/{asked}"),
            await acme.post(f"/attachments/{asked}/link"),
            await acme.post(
                "/tickets",
                {
                    "title": "x",
                    "creator": {"email": "a@b.example"},
                    "attachments": [{"fileId": str(asked)}],
                },
            ),
        ]
        texts = [answer.json()["errorText"].replace(str(asked), "ID") for answer in answers]
        assert [answer.status_code for answer in answers] == [404, 404, 400]
        assert texts == [
            "no file has the id ID",
            "no file has the id ID",
            "attachments[0].fileId: no file has the id ID",
        ]


async def test_the_same_bytes_of_two_communities_are_two_files(acme: Desk, globex: Desk) -> None:
    ours, theirs = await uploaded(acme, "ours.txt"), await uploaded(globex, "theirs.txt")
    assert ours["id"] != theirs["id"]
    answer = await acme.client.get(f"/attachments/{ours['id']}")
    assert 'filename="ours.txt"' in answer.headers["Content-Disposition"]
    assert (await acme.client.get(f"/attachments/{theirs['id']}")).status_code == 404


@pytest.mark.parametrize("file_id", ["7", "x", "..%2f..%2fetc", NO_FILE[:-1], "0" * 32])
async def test_what_is_no_guid_names_no_file(acme: Desk, file_id: str) -> None:
    assert_refused(await acme.client.get(f"/attachments/{file_id}"), 404, 5)


# Links


async def test_a_link_needs_no_token_and_expires(
    acme: Desk, clock: FakeClock, server_url: str
) -> None:
    file = await uploaded(acme, "Größe.txt")
    answer = (await acme.post(f"/attachments/{file['id']}/link")).json()["data"]
    assert answer["expirationTime"] == "2026-03-09T12:00:00+00:00"
    assert answer["url"].startswith(
        f"http://127.0.0.1:8000/files/{file['id']}/Gr%C3%B6%C3%9Fe.txt?"
    )
    link = await linked(acme, file["id"])
    async with AsyncClient(base_url=server_url) as stranger:
        assert (await stranger.get(link)).content == TEXT
        other_name = re.sub(r"/[^/]*\?", "/Other.TXT?", link)
        assert (await stranger.get(other_name)).content == TEXT
        clock.advance(7 * DAY - SECOND)
        assert (await stranger.get(link)).status_code == 200
        clock.advance(SECOND)
        assert_refused(await stranger.get(link), 404, 5, "expired")


async def test_a_link_that_was_tampered_with_is_none(
    acme: Desk, globex: Desk, server_url: str
) -> None:
    file, other = await uploaded(acme), await uploaded(acme)
    link = await linked(acme, file["id"])
    their_id = globex.community.community_id
    tampered = [
        link.replace(file["id"], other["id"]),
        re.sub(r"expires=(\d)", r"expires=9\1", link),
        re.sub(r"community=\d+", f"community={their_id}", link),
        re.sub(r"signature=\w", "signature=g", link),
        re.sub(r"signature=\w+", "signature=" + "0" * 64, link),
        re.sub(r"signature=\w+", "signature=%C3%A9", link),
        re.sub(r"&signature=\w+", "", link),
        link + "&signature=" + "0" * 64,
        link + "&x=1",
        link.partition("?")[0],
    ]
    async with AsyncClient(base_url=server_url) as stranger:
        texts = set()
        for path in tampered:
            answer = await stranger.get(path)
            assert_refused(answer, 404, 5)
            texts.add(answer.json()["errorText"])
        assert texts == {"there is no such link"}
        assert_refused(await stranger.post(link), 405, 9)


# Parts, versions, HEAD


async def test_parts_of_a_file(acme: Desk) -> None:
    content = bytes(range(256)) * 4096
    file = await uploaded(acme, "a.bin", content)
    link = await linked(acme, file["id"])
    for path in (f"/attachments/{file['id']}", link):
        whole = await acme.client.get(path)
        assert whole.headers["Accept-Ranges"] == "bytes"
        answer = await acme.client.get(path, headers={"Range": "bytes=1000-1009"})
        assert (answer.status_code, answer.content) == (206, content[1000:1010])
        assert answer.headers["Content-Range"] == f"bytes 1000-1009/{len(content)}"
        assert answer.headers["Content-Length"] == "10"
        answer = await acme.client.get(path, headers={"Range": "bytes=-3"})
        assert (answer.status_code, answer.content) == (206, content[-3:])
        answer = await acme.client.get(path, headers={"Range": "bytes=0-1,5-6"})
        assert (answer.status_code, answer.content) == (200, content)
        past = {"Range": f"bytes={len(content)}-"}
        answer = await acme.client.get(path, headers=past)
        assert_refused(answer, 416, 2)
        assert answer.headers["Content-Range"] == f"bytes */{len(content)}"
        changed = {"Range": "bytes=0-1", "If-Range": '"other"'}
        assert (await acme.client.get(path, headers=changed)).content == content


async def test_a_file_that_is_known_is_not_sent_again(acme: Desk) -> None:
    file = await uploaded(acme)
    path = f"/attachments/{file['id']}"
    tag = (await acme.client.get(path)).headers["ETag"]
    for known in (tag, f'"x", W/{tag}', "*"):
        answer = await acme.client.get(path, headers={"If-None-Match": known})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["ETag"] == tag
    assert (await acme.client.get(path, headers={"If-None-Match": '"x"'})).status_code == 200


async def test_head_answers_the_same_without_the_bytes(acme: Desk) -> None:
    file = await uploaded(acme)
    for path in (f"/attachments/{file['id']}", await linked(acme, file["id"])):
        answer, got = await acme.client.head(path), await acme.client.get(path)
        assert (answer.status_code, answer.content) == (200, b"")
        for name in ("Content-Length", "Content-Type", "ETag", "Content-Disposition"):
            assert answer.headers[name] == got.headers[name]

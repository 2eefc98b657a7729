"""Answers that are not sent again, and those that come compressed."""

import pytest
import zstandard

from tests.api.test_list_tickets import example_tickets
from tests.desk import Desk

GETS = (
    "/categories",
    "/categories/subcategories",
    "/tags",
    "/customFields",
    "/Teammates",
    "/UserGroups",
    "/widgets/schedules",
    "/tickets/{id}/replies",
    "/tickets/{id}/notes",
)


@pytest.mark.parametrize("path", GETS)
async def test_list_that_the_caller_has_is_not_sent_again(acme: Desk, path: str) -> None:
    await acme.load(example_tickets())
    path = path.format(id=(await acme.listed_ids())[0])
    answer = await acme.client.get(path)
    assert answer.status_code == 200, answer.text
    tag = answer.headers["ETag"]
    assert tag.startswith('W/"')
    again = await acme.client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


async def test_list_that_has_changed_is_sent(acme: Desk) -> None:
    tag = (await acme.client.get("/categories")).headers["ETag"]
    await acme.post("/categories", {"name": "New"})
    answer = await acme.client.get("/categories", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.headers["ETag"] != tag


@pytest.mark.parametrize("coding", ["zstd", "gzip"])
async def test_long_list_comes_compressed_to_who_asks(acme: Desk, coding: str) -> None:
    await acme.load(example_tickets())
    plain = await acme.client.post("/tickets/list", json={}, headers={"Accept-Encoding": ""})
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == "Accept-Encoding"
    short = await acme.client.post("/tickets/list", json={}, headers={"Accept-Encoding": coding})
    assert short.headers["Content-Encoding"] == coding
    assert int(short.headers["Content-Length"]) < len(plain.content)
    content = short.content
    if coding == "zstd":  # the client does not know it, and leaves it as it is
        content = zstandard.ZstdDecompressor().decompress(content)
    assert content == plain.content


async def test_single_ticket_keeps_its_strong_tag_and_its_bytes(acme: Desk) -> None:
    await acme.load(example_tickets())
    path = f"/tickets/{(await acme.listed_ids())[0]}"
    answer = await acme.client.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["ETag"].startswith('"')
    assert "Content-Encoding" not in answer.headers

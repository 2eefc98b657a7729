"""Style sheets and scripts, as they were built."""

import json
from pathlib import Path
from typing import Any

import pytest

from frontdesk.errors import NotFound
from frontdesk.inbox.static_files import StaticFiles
from frontdesk.kit.http import HttpAnswer

STYLE = b"body { color: black }"


@pytest.fixture
def static(tmp_path: Path) -> StaticFiles:
    (tmp_path / "manifest.json").write_text(json.dumps({"inbox.css": "inbox-1a2b.css"}))
    (tmp_path / "inbox-1a2b.css").write_bytes(STYLE)
    (tmp_path / "inbox-1a2b.css.br").write_bytes(b"small")
    (tmp_path / "secret.txt").write_bytes(b"not for anybody")
    return StaticFiles("/desk", tmp_path)


async def get(static: StaticFiles, name: str, **headers: str) -> HttpAnswer:
    scope: Any = {
        "method": "GET",
        "path_params": {"name": name},
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
    }
    return await static.answer(scope, None)  # type: ignore[arg-type] # it reads no body


def test_an_address_has_the_name_that_changes_with_the_content(static: StaticFiles) -> None:
    assert static.address("inbox.css") == "/desk/assets/inbox-1a2b.css"


async def test_a_file_may_be_kept_for_ever(static: StaticFiles) -> None:
    answer = await get(static, "inbox-1a2b.css")
    assert (answer.status, answer.content_type, answer.body) == (
        200,
        "text/css; charset=utf-8",
        STYLE,
    )
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    again = await get(static, "inbox-1a2b.css", if_none_match=answer.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    ("accepted", "coding", "body"),
    [
        ("gzip, deflate, br", "br", b"small"),
        ("gzip", None, STYLE),
        ("br;q=0", None, STYLE),
        ("identity", None, STYLE),
    ],
)
async def test_a_file_comes_compressed_to_who_takes_it(
    static: StaticFiles, accepted: str, coding: str | None, body: bytes
) -> None:
    answer = await get(static, "inbox-1a2b.css", accept_encoding=accepted)
    assert (answer.headers.get("Content-Encoding"), answer.body) == (coding, body)


@pytest.mark.parametrize("name", ["inbox.css", "secret.txt", "manifest.json", "inbox-1a2b.css.br"])
async def test_only_what_the_manifest_names_is_served(static: StaticFiles, name: str) -> None:
    with pytest.raises(NotFound):
        await get(static, name)


def test_without_assets_pages_are_plain(tmp_path: Path) -> None:
    static = StaticFiles("", tmp_path)
    assert (static.are_built, static.address("inbox.css")) == (False, "/assets/inbox.css")

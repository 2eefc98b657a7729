"""The words of a ticket as a load sends them: in binary, the same as the text of a change."""

from typing import Final

import pytest

from frontdesk.tickets.search_vector import (
    Part,
    Weight,
    binary_search_vector,
    cut,
    search_vector,
)
from tests.desk import Desk

TEXTS: Final[dict[str, list[Part]]] = {
    "nothing": [(Weight.TITLE, None), (Weight.MESSAGE, "")],
    "all weights": [
        (Weight.TITLE, "Broken chair"),
        (Weight.PEOPLE, "Bill bill@example.com"),
        (Weight.MESSAGE, "My chair, order 123 456 789, is broken"),
        (Weight.NOTE, "chair"),
    ],
    "letters beyond ASCII": [(Weight.TITLE, "Størrelse på 東京都 Ünïcode ŁÓDŹ 𠀀𠀁 naïve")],
    "a word too often": [(Weight.MESSAGE, "again " * 300 + "end")],
    "places too far": [(Weight.MESSAGE, "word " * 2 + "x1 y2 z3 " * 6_000 + "far far beyond")],
    "a title too far": [(Weight.MESSAGE, "a b " * 8_190), (Weight.TITLE, "c d e d c")],
    "very many words": [(Weight.NOTE, " ".join(f"w{n}" for n in range(15_000)))],
    "a page and more": [(Weight.TITLE, " ".join(f"{n % 977}é" for n in range(9_000)))],
}


@pytest.mark.parametrize("parts", TEXTS.values(), ids=TEXTS.keys())
async def test_binary_form_is_received_as_the_text_is(acme: Desk, parts: list[Part]) -> None:
    async with acme.database.writing(acme.community.community_id) as connection:
        await connection.execute("create temporary table received (words tsvector) on commit drop")
        vector = binary_search_vector(cut(7, parts))
        row = b"PGCOPY\n\xff\r\n\0" + bytes(8) + b"\0\1" + len(vector).to_bytes(4, "big") + vector
        async with (
            connection.cursor() as cursor,
            cursor.copy("copy received from stdin (format binary)") as sink,
        ):
            await sink.write(row + b"\xff\xff")
        found = await connection.value("select words::text from received", {})
        told = await connection.value(
            "select %(words)s::tsvector::text", {"words": search_vector(cut(7, parts))}
        )
    assert found == told

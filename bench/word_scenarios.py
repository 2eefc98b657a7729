"""Full-text queries whose cost in the database is measured, with words that fit the data."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, LiteralString

import psycopg

from frontdesk.kit.search_query import read_query
from frontdesk.people.enums import Role
from frontdesk.tickets.enums import Sentiment, TicketStatus
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.searching import narrow_to_query

SHARES: Final = {"common": 0.2, "of 5 %": 0.05, "of 1 %": 0.01, "rare": 0.0005}
RARE_WORD: Final = "word, rare"

SAMPLE: Final = 20_000

# `one_in` tickets are looked at, spread over all.
_WORDS: Final[LiteralString] = """
with sample as (
    select split_part(word, '/', 2) as word, ndoc * %(one_in)s as tickets
    from ts_stat(format('select words from ticket_search where ticket_id %%%% %%s = 0', %(one_in)s))
    where word ~ %(form)s
)
select word
from sample
order by abs(tickets - %(share)s * (select count(*) from tickets)), word
limit %(count)s
"""
_PLAIN: Final = "/[a-z]{4,}$"
_HAN: Final = "/[\u4e00-\u9fff]{2}$"


def word_queries(connection: psycopg.Connection) -> Iterator[tuple[str, TicketFilter]]:
    """`connection` sees one community alone."""

    found = connection.execute("select count(*) / %s + 1 from tickets", [SAMPLE]).fetchone()
    assert found is not None, "a count has one row"
    (one_in,) = found

    def words(form: str, share: float, count: int = 1) -> list[str]:
        parameters = {"form": form, "share": share, "count": count, "one_in": one_in}
        return [row[0] for row in connection.execute(_WORDS, parameters)]

    for name, share in SHARES.items():
        yield f"word, {name}", _asking(connection, f"{words(_PLAIN, share)[0]} ")
    first, second = words(_PLAIN, SHARES["common"], 2)
    yield "words, two common", _asking(connection, f"{first} {second} ")
    yield "words that rarely meet", _asking(connection, f"{words(_PLAIN, 0.05)[0]} {first} ")
    yield "phrase", _asking(connection, f'"{first} {second}"')
    yield "beginning of words", _asking(connection, first[:2])
    yield "Han characters", _asking(connection, " ".join(words(_HAN, 0.02)) or "\u732b")
    common = _asking(connection, f"{first} ")
    for status in TicketStatus:
        yield f"word, common, {status}", replace(common, status=status)
    yield "word, common, praise", replace(common, sentiment=Sentiment.PRAISE)
    yield (
        "phrase, praise",
        replace(_asking(connection, f'"{second} {first}"'), sentiment=Sentiment.PRAISE),
    )
    yield "not with a common phrase", _asking(connection, f'{first} -"{second} {first}" ')


def _asking(connection: psycopg.Connection, text: str) -> TicketFilter:
    found = connection.execute("select own_community_id()").fetchone()
    assert found is not None, "a select without a table has one row"
    return narrow_to_query(TicketFilter(), found[0], read_query(text), Role.ADMIN)

"""Unsent texts: kept as they are typed, never by an older save."""

import pytest

from frontdesk.compositions.composition import (
    Composition,
    CompositionKind,
    compositions_of,
    tickets_composed_on,
)
from frontdesk.compositions.saving import Saved, discard_composition, save_composition
from frontdesk.errors import NotFound
from tests.desk import NOON, Desk
from tests.team import acting, add_teammate, looking, open_ticket

REPLY, NOTE = CompositionKind.REPLY, CompositionKind.NOTE


async def test_an_older_save_overwrites_nothing(acme: Desk) -> None:
    ida, ticket = await add_teammate(acme, "Ida"), await open_ticket(acme)
    async with acting(acme, ida) as tx:
        assert await save_composition(tx, ticket, REPLY, "Dear B", revision=2) == Saved(
            is_kept=True, revision=2
        )
        for late in (1, 2):
            assert await save_composition(tx, ticket, REPLY, "Dear", revision=late) == Saved(
                is_kept=False, revision=2
            )
        await save_composition(tx, ticket, NOTE, "Hm", revision=1)
    async with looking(acme) as (connection, community_id):
        assert await compositions_of(connection, community_id, ticket, ida) == {
            REPLY: Composition(kind=REPLY, text="Dear B", revision=2, time=NOON),
            NOTE: Composition(kind=NOTE, text="Hm", revision=1, time=NOON),
        }


async def test_what_was_sent_does_not_come_back(acme: Desk) -> None:
    ida, ticket = await add_teammate(acme, "Ida"), await open_ticket(acme)
    async with acting(acme, ida) as tx:
        await save_composition(tx, ticket, REPLY, "Dear", revision=1)
        await discard_composition(tx, ticket, REPLY, revision=3)
        late = await save_composition(tx, ticket, REPLY, "Dear Bi", revision=2)
        assert late == Saved(is_kept=False, revision=3)
        assert await tickets_composed_on(tx.connection, tx.community_id, ida) == []
        await save_composition(tx, ticket, REPLY, "Again", revision=4)
        assert await tickets_composed_on(tx.connection, tx.community_id, ida) == [ticket]


async def test_which_reply_is_answered_is_kept_until_it_is_sent(acme: Desk) -> None:
    ida, ticket = await add_teammate(acme, "Ida"), await open_ticket(acme)
    async with acting(acme, ida) as tx:
        kept = []
        for revision, answered in enumerate((7, 8, None, 9), start=1):
            await save_composition(
                tx, ticket, REPLY, "", revision=revision, answered_reply_id=answered
            )
            found = await compositions_of(tx.connection, tx.community_id, ticket, ida)
            kept.append(found[REPLY].answered_reply_id)
        assert kept == [7, 8, None, 9]
        await discard_composition(tx, ticket, REPLY, revision=5)
        found = await compositions_of(tx.connection, tx.community_id, ticket, ida)
        assert found[REPLY].answered_reply_id is None


async def test_a_teammate_finds_their_own_texts_the_latest_first(acme: Desk) -> None:
    ida, per = await add_teammate(acme, "Ida"), await add_teammate(acme, "Per")
    first, second = await open_ticket(acme), await open_ticket(acme)
    for person, ticket, time in ((ida, first, 1), (per, first, 2), (per, second, 3)):
        async with acting(acme, person, NOON + time) as tx:
            await save_composition(tx, ticket, REPLY, "Dear", revision=1)
    async with looking(acme) as (connection, community_id):
        assert await tickets_composed_on(connection, community_id, per) == [second, first]


async def test_a_blank_text_is_none(acme: Desk) -> None:
    ida, ticket = await add_teammate(acme, "Ida"), await open_ticket(acme)
    async with acting(acme, ida) as tx:
        await save_composition(tx, ticket, REPLY, " \n", revision=1)
        assert await tickets_composed_on(tx.connection, tx.community_id, ida) == []


async def test_a_ticket_that_is_not_there_takes_no_text(acme: Desk, globex: Desk) -> None:
    ida, ticket = await add_teammate(acme, "Ida"), await open_ticket(globex)
    async with acting(acme, ida) as tx:
        with pytest.raises(NotFound):
            await save_composition(tx, ticket, REPLY, "Dear", revision=1)

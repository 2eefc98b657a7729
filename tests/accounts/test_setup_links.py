"""Set-up links: each once, for a while, for whom it was made."""

import asyncio

import pytest

from frontdesk.accounts.passwords import set_password
from frontdesk.accounts.setup_links import (
    SetupLink,
    claim_first_administrator,
    get_setup_link,
    make_setup_link,
    offer_first_administrator,
    use_setup_link,
)
from frontdesk.errors import InvalidMember, NotFound, SignInRefused, StateConflict
from frontdesk.kit.clock import DAY, HOUR
from frontdesk.people.enums import Role
from frontdesk.people.joining import TeammateDraft
from frontdesk.tickets.staffing import add_teammate, remove_teammate
from tests.accounts.team import PASSWORD, attempt, enter, join, seen, writing
from tests.desk import NOON, Desk

NEW = "tunnel below the fjord"


async def made(desk: Desk) -> str:
    person_id = await join(desk, has_password=False)
    async with writing(desk) as tx:
        return await make_setup_link(tx, person_id)


async def use(desk: Desk, token: str, password: str = NEW, now: int = NOON) -> None:
    async with writing(desk, now) as tx:
        await use_setup_link(tx, token, password)


async def test_link_sets_the_first_password_and_says_so_when_used_again(acme: Desk) -> None:
    token = await made(acme)
    await use(acme, token)
    session = await enter(acme, password=NEW)
    [event] = await acme.events("password_set")
    assert (event.actor_id, event.subject_id) == (session.person_id, str(session.person_id))
    with pytest.raises(StateConflict, match="used already"):
        await use(acme, token, PASSWORD)
    await enter(acme, password=NEW)


async def test_link_says_whom_it_is_for_and_until_when(acme: Desk) -> None:
    person_id = await join(acme)
    async with writing(acme) as tx:
        token = await make_setup_link(tx, person_id)
        link = await get_setup_link(tx.connection, tx.community_id, token, now=NOON)
    assert link == SetupLink(person_id=person_id, expiry_time=NOON + 72 * HOUR)


async def test_reset_ends_all_sessions_when_it_is_used_and_not_before(acme: Desk) -> None:
    person_id = await join(acme)
    session = await enter(acme)
    async with writing(acme) as tx:
        token = await make_setup_link(tx, person_id)
    assert await seen(acme, session.token) is not None
    await use(acme, token)
    assert await seen(acme, session.token) is None
    with pytest.raises(SignInRefused):
        await attempt(acme)


async def test_refused_password_leaves_the_link_as_it_was(acme: Desk) -> None:
    token = await made(acme)
    with pytest.raises(InvalidMember, match="at least 10"):
        await use(acme, token, "short")
    await use(acme, token)


async def test_link_expires_after_three_days_and_is_forgotten_after_a_month(acme: Desk) -> None:
    token = await made(acme)
    with pytest.raises(StateConflict, match="expired"):
        await use(acme, token, now=NOON + 72 * HOUR)
    await join(acme, "ola@example.com")
    await enter(acme, "ola@example.com", now=NOON + 34 * DAY)
    with pytest.raises(NotFound, match="ask for a new one"):
        await use(acme, token, now=NOON + 34 * DAY)


async def test_newer_link_and_a_password_replace_an_older_link(acme: Desk) -> None:
    person_id = await join(acme, has_password=False)
    async with writing(acme) as tx:
        first = await make_setup_link(tx, person_id)
        second = await make_setup_link(tx, person_id)
    with pytest.raises(NotFound):
        await use(acme, first)
    async with writing(acme) as tx:
        await set_password(tx, person_id, PASSWORD)
    with pytest.raises(NotFound):
        await use(acme, second)


async def test_only_one_of_two_at_once_uses_a_link(acme: Desk) -> None:
    token = await made(acme)
    outcomes = await asyncio.gather(
        use(acme, token, NEW), use(acme, token, PASSWORD), return_exceptions=True
    )
    assert {type(outcome) for outcome in outcomes} == {type(None), StateConflict}


async def test_link_of_another_community_or_of_a_removed_teammate_is_none(
    acme: Desk, globex: Desk
) -> None:
    person_id = await join(acme)
    async with writing(acme) as tx:
        token = await make_setup_link(tx, person_id)
    with pytest.raises(NotFound):
        await use(globex, token)
    async with writing(acme) as tx:
        await remove_teammate(tx, person_id)
    with pytest.raises(NotFound):
        await use(acme, token)


async def test_first_administrator_joins_by_a_link_once(acme: Desk) -> None:
    async with writing(acme) as tx:
        older = await offer_first_administrator(tx)
        token = await offer_first_administrator(tx)
    assert older is not None
    assert token is not None
    for link in (older, token):
        with pytest.raises(NotFound):
            await use(acme, link)
    draft = TeammateDraft(name="Ingrid", email="ingrid@example.com", role=Role.ADMIN)
    async with writing(acme) as tx:
        await claim_first_administrator(tx, token)
        person_id = (await add_teammate(tx, draft, group_ids=[])).person_id
        await set_password(tx, person_id, PASSWORD)
    await enter(acme)
    async with writing(acme) as tx:
        assert await offer_first_administrator(tx) is None
        with pytest.raises(StateConflict, match="used already"):
            await claim_first_administrator(tx, token)


async def test_first_administrator_is_offered_to_nobody_once_somebody_had_a_password(
    acme: Desk,
) -> None:
    async with writing(acme) as tx:
        token = await offer_first_administrator(tx)
    assert token is not None
    person_id = await join(acme, has_password=False)
    async with writing(acme) as tx:
        await set_password(tx, person_id, PASSWORD)
    async with writing(acme) as tx:
        await remove_teammate(tx, person_id)
        assert await offer_first_administrator(tx) is None
        with pytest.raises(NotFound):
            await claim_first_administrator(tx, token)


async def test_teammates_link_makes_no_administrator(acme: Desk) -> None:
    token = await made(acme)
    with pytest.raises(NotFound, match="for a teammate"):
        async with writing(acme) as tx:
            await claim_first_administrator(tx, token)

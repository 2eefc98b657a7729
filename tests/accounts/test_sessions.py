"""Sessions: how long they last, and all that ends them."""

from dataclasses import replace

import pytest
from psycopg import sql

from frontdesk.accounts.enums import Density, Locale, Theme
from frontdesk.accounts.passwords import change_password, confirm_password, set_password
from frontdesk.accounts.preferences import Preferences, choose_preferences, get_preferences
from frontdesk.accounts.sessions import (
    NewSession,
    Session,
    end_session,
    end_sessions,
    list_sessions,
)
from frontdesk.accounts.throttle import count_attempt
from frontdesk.errors import InvalidMember, SignInRefused, TooManyAttempts
from frontdesk.kit.clock import DAY, HOUR, MINUTE, SECOND
from frontdesk.people.enums import Role
from frontdesk.people.joining import TeammateDraft
from frontdesk.tickets.staffing import remove_teammate, update_teammate
from tests.accounts.team import PASSWORD, attempt, confirmed, enter, join, protect, seen, writing
from tests.desk import NOON, Desk

NEW = "tunnel below the fjord"


async def listed(desk: Desk, session: NewSession, now: int = NOON) -> list[Session]:
    community_id = desk.community.community_id
    async with desk.database.reading(community_id) as connection:
        return await list_sessions(connection, community_id, session.person_id, now=now)


async def test_session_that_is_not_remembered_lasts_half_a_day_however_used(acme: Desk) -> None:
    await join(acme)
    session = await enter(acme)
    assert session.expiry_time == NOON + 12 * HOUR
    assert await seen(acme, session.token, NOON + 11 * HOUR) is not None
    assert await seen(acme, session.token, NOON + 12 * HOUR - 1) is not None
    assert await seen(acme, session.token, NOON + 12 * HOUR) is None


async def test_remembered_session_lasts_as_long_as_it_is_used_but_not_for_ever(acme: Desk) -> None:
    await join(acme)
    session = await enter(acme, remembered=True)
    for days in (29, 58, 87, 89):
        assert await seen(acme, session.token, NOON + days * DAY) is not None
    assert await seen(acme, session.token, NOON + 90 * DAY) is None


async def test_remembered_session_that_is_not_used_ends(acme: Desk) -> None:
    await join(acme)
    session = await enter(acme, remembered=True)
    assert await seen(acme, session.token, NOON + 30 * DAY) is None


async def test_use_is_noted_once_a_minute(acme: Desk) -> None:
    await join(acme)
    session = await enter(acme)
    for seconds, noted in ((59, 0), (60, 60), (119, 60), (125, 125)):
        await seen(acme, session.token, NOON + seconds * SECOND)
        [only] = await listed(acme, session)
        assert only.last_seen_time == NOON + noted * SECOND


async def test_own_sessions_are_listed_the_last_used_first(acme: Desk) -> None:
    await join(acme)
    await join(acme, "ola@example.com")
    first = await enter(acme)
    second = await enter(acme, now=NOON + MINUTE)
    await enter(acme, "ola@example.com")
    sessions = await listed(acme, first, NOON + MINUTE)
    assert [each.session_id for each in sessions] == [second.session_id, first.session_id]
    assert sessions[1] == Session(
        session_id=first.session_id,
        creation_time=NOON,
        last_seen_time=NOON,
        expiry_time=NOON + 12 * HOUR,
        is_remembered=False,
        address=sessions[1].address,
        user_agent="Firefox",
    )


async def test_session_is_ended_by_its_owner_only(acme: Desk) -> None:
    await join(acme)
    ola = await join(acme, "ola@example.com")
    session = await enter(acme)
    async with writing(acme) as tx:
        await end_session(tx, ola, session.session_id)
    assert await seen(acme, session.token) is not None
    assert await acme.events("session_ended") == []
    async with writing(acme) as tx:
        await end_session(tx, session.person_id, session.session_id)
        await end_session(tx, session.person_id, session.session_id)
    assert await seen(acme, session.token) is None
    [event] = await acme.events("session_ended")
    assert event.data == {"session_ids": [session.session_id]}


async def test_all_other_sessions_are_ended_at_once(acme: Desk) -> None:
    await join(acme)
    here, *others = [await enter(acme) for _ in range(3)]
    async with writing(acme) as tx:
        assert await end_sessions(tx, here.person_id, but=here.session_id) == 2
        assert await end_sessions(tx, here.person_id, but=here.session_id) == 0
    assert await seen(acme, here.token) is not None
    assert [await seen(acme, other.token) for other in others] == [None, None]


async def test_new_password_ends_all_sessions_but_the_own(acme: Desk) -> None:
    await join(acme)
    here, there = await enter(acme), await enter(acme)
    proof = await confirmed(acme, here)
    async with writing(acme) as tx:
        await change_password(tx, proof, NEW)
    assert await seen(acme, here.token) is not None
    assert await seen(acme, there.token) is None
    with pytest.raises(SignInRefused):
        await attempt(acme)
    await enter(acme, password=NEW)


async def test_password_set_by_somebody_else_ends_every_session(acme: Desk) -> None:
    person_id = await join(acme)
    session = await enter(acme)
    async with writing(acme) as tx:
        await set_password(tx, person_id, NEW)
    assert await seen(acme, session.token) is None


async def test_wrong_password_confirms_nothing_and_counts(acme: Desk) -> None:
    await join(acme)
    signed_in = await seen(acme, (await enter(acme)).token)
    assert signed_in is not None
    community_id = acme.community.community_id
    async with writing(acme) as tx:
        for _ in range(9):
            await count_attempt(tx, login="ingrid@example.com", address="")
    with pytest.raises(SignInRefused, match="not your password"):
        await confirm_password(acme.database, community_id, signed_in, "wrong", now=NOON)
    with pytest.raises(TooManyAttempts):
        await confirm_password(acme.database, community_id, signed_in, PASSWORD, now=NOON)


async def test_changed_role_is_that_of_the_session_at_once(acme: Desk) -> None:
    person_id = await join(acme, role=Role.ADMIN)
    session = await enter(acme)
    draft = TeammateDraft(name="Ingrid", email="ingrid@example.com", role=Role.READ_ONLY_USER)
    async with writing(acme) as tx:
        await update_teammate(tx, person_id, draft, group_ids=None)
    signed_in = await seen(acme, session.token)
    assert signed_in is not None
    assert (signed_in.role, signed_in.name) == (Role.READ_ONLY_USER, "Ingrid")


async def test_removed_teammate_leaves_no_way_in(acme: Desk) -> None:
    person_id = await join(acme)
    session = await enter(acme)
    await protect(acme, session)
    async with writing(acme) as tx:
        await choose_preferences(tx, person_id, Preferences(theme=Theme.DARK))
    await attempt(acme, now=NOON + HOUR)
    async with writing(acme) as tx:
        await remove_teammate(tx, person_id)
        for table in (
            "passwords",
            "sessions",
            "second_factors",
            "recovery_codes",
            "sign_in_tickets",
            "account_preferences",
        ):
            query = sql.SQL("select count(*) from {} where community_id = %s")
            cursor = await tx.connection.execute(
                query.format(sql.Identifier(table)), [acme.community.community_id]
            )
            assert await cursor.fetchone() == (0,), table
    assert await seen(acme, session.token) is None
    assert await join(acme, has_password=False) == person_id  # comes back, without the old password
    with pytest.raises(SignInRefused):
        await attempt(acme)


async def test_expired_sessions_are_swept_at_the_next_sign_in(acme: Desk) -> None:
    await join(acme)
    await enter(acme)
    later = await enter(acme, now=NOON + DAY)
    async with writing(acme) as tx:
        ids = await tx.connection.values(
            "select session_id from sessions where community_id = %(id)s",
            {"id": acme.community.community_id},
        )
    assert ids == [later.session_id]


async def test_preferences_are_those_of_the_session_and_recorded_once(acme: Desk) -> None:
    person_id = await join(acme)
    session = await enter(acme)
    community_id = acme.community.community_id
    wanted = Preferences(
        locale=Locale.BOKMAL,
        time_zone="Europe/Oslo",
        theme=Theme.DARK,
        density=Density.COMPACT,
        notify_of_mentions=False,
    )
    for _ in range(2):
        async with writing(acme) as tx:
            await choose_preferences(tx, person_id, wanted)
    async with writing(acme) as tx:
        assert await get_preferences(tx.connection, community_id, person_id) == wanted
    before = await seen(acme, session.token)
    assert before is not None
    assert before == replace(
        before, locale="nb", time_zone="Europe/Oslo", theme="dark", density="compact"
    )
    assert len(await acme.events("preferences_changed")) == 1


@pytest.mark.parametrize("zone", ["", "Mars/Base", "../../etc/passwd", "europe/oslo", "\0"])
async def test_time_zone_that_there_is_not_is_refused(acme: Desk, zone: str) -> None:
    person_id = await join(acme, has_password=False)
    with pytest.raises(InvalidMember, match="no time zone is called"):
        async with writing(acme) as tx:
            await choose_preferences(tx, person_id, Preferences(time_zone=zone))

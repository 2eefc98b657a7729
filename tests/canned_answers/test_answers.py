"""Canned answers: whose they are, who changes them, how they are found."""

from uuid import UUID

import pytest

from frontdesk.canned_answers.answer import find_answers, list_answers, require_answer
from frontdesk.canned_answers.changing import (
    AnswerDraft,
    count_use,
    create_answer,
    delete_answer,
    update_answer,
)
from frontdesk.errors import InvalidMember, NotFound, NotPermitted, StateConflict
from frontdesk.kit.text import read_message
from frontdesk.people.enums import Role
from tests.desk import Desk, data_of
from tests.team import acting, add_teammate, looking


def draft(title: str, text: str = "Hello", *, shared: bool = True, **parts: object) -> AnswerDraft:
    message = read_message(text, is_html=False)
    return AnswerDraft(title=title, message=message, is_shared=shared, **parts)  # type: ignore[arg-type] # each test says which


async def add(desk: Desk, person_id: UUID, wanted: AnswerDraft, role: Role = Role.ADMIN) -> int:
    async with acting(desk, person_id) as tx:
        return (await create_answer(tx, wanted, role=role)).answer_id


async def found(
    desk: Desk, person_id: UUID, words: str = "", category: int | None = None
) -> list[str]:
    async with looking(desk) as (connection, community_id):
        answers = await find_answers(
            connection, community_id, person_id, words=words, category_id=category
        )
    return [answer.title for answer in answers]


async def test_own_answers_are_seen_by_their_owner_alone(acme: Desk, globex: Desk) -> None:
    ida, per = await add_teammate(acme, "Ida"), await add_teammate(acme, "Per")
    await add(acme, ida, draft("Greeting"))
    own = await add(acme, ida, draft("Mine", shared=False), Role.AGENT)
    assert await found(acme, ida) == ["Greeting", "Mine"]
    assert await found(acme, per) == ["Greeting"]
    assert await found(globex, ida) == []
    async with looking(acme) as (connection, community_id):
        assert [a.title for a in await list_answers(connection, community_id, ida)] == [
            "Greeting",
            "Mine",
        ]
        with pytest.raises(NotFound):
            await require_answer(connection, community_id, per, own)
    async with acting(acme, per) as tx:
        with pytest.raises(NotFound):
            await delete_answer(tx, own, role=Role.ADMIN)
    [said] = [event.data for event in await acme.events("canned_answer_created")][1:]
    assert said == {"title": "Mine", "owner_id": str(ida), "text": None}


async def test_the_most_used_come_first_after_the_one_whose_shortcut_it_is(acme: Desk) -> None:
    ida = await add_teammate(acme, "Ida")
    for title, shortcut in (("Refund", "re"), ("Return", "ret"), ("Other", None)):
        answer_id = await add(acme, ida, draft(title, "Dear friend of rest", shortcut=shortcut))
        async with acting(acme, ida) as tx:
            for _ in range(len(title)):
                await count_use(tx, answer_id)
    other = await add(acme, ida, draft("Restless", "Dear enemy"))
    async with acting(acme, ida) as tx:
        for _ in range(9):
            await count_use(tx, other)
    assert await found(acme, ida) == ["Restless", "Refund", "Return", "Other"]
    assert await found(acme, ida, "re") == ["Refund", "Return", "Restless", "Other"]
    assert await found(acme, ida, "RET") == ["Return"]
    assert await found(acme, ida, "dear friend") == ["Refund", "Return", "Other"]


async def test_an_answer_for_a_category_is_offered_there(acme: Desk) -> None:
    ida = await add_teammate(acme, "Ida")
    pets, cars = [data_of(await acme.post("/categories", {"name": n}))["id"] for n in ("P", "C")]
    await add(acme, ida, draft("Cat", category_ids=(pets,)))
    await add(acme, ida, draft("Any"))
    assert await found(acme, ida, category=pets) == ["Any", "Cat"]
    assert await found(acme, ida, category=cars) == ["Any"]
    assert await found(acme, ida) == ["Any"]


async def test_sharing_is_for_administrators_and_readers_have_none(acme: Desk) -> None:
    ida = await add_teammate(acme, "Ida")
    with pytest.raises(NotPermitted):
        await add(acme, ida, draft("Shared"), Role.AGENT)
    with pytest.raises(NotPermitted):
        await add(acme, ida, draft("Mine", shared=False), Role.READ_ONLY_USER)
    own = await add(acme, ida, draft("Mine", shared=False), Role.AGENT)
    async with acting(acme, ida) as tx:
        with pytest.raises(NotPermitted):
            await update_answer(tx, own, draft("Mine"), role=Role.AGENT)
        await update_answer(tx, own, draft("Ours"), role=Role.ADMIN)
        with pytest.raises(NotPermitted):
            await delete_answer(tx, own, role=Role.AGENT)
        await delete_answer(tx, own, role=Role.ADMIN)
    assert await found(acme, ida) == []
    names = [f"canned_answer_{verb}" for verb in ("created", "updated", "deleted")]
    assert [event.name for event in await acme.events(*names)] == names


@pytest.mark.parametrize(
    ("wanted", "member"),
    [
        (draft(" "), "title"),
        (draft("x", " "), "text"),
        (draft("x", "{{nobody}}"), "text"),
        (draft("x", shortcut="two words"), "shortcut"),
        (draft("x", category_ids=(12345,)), r"categoryIds\[0\]"),
    ],
    ids=["title", "text", "placeholder", "shortcut", "category"],
)
async def test_what_cannot_be_is_refused_by_name(
    acme: Desk, wanted: AnswerDraft, member: str
) -> None:
    with pytest.raises(InvalidMember, match=f"^{member}"):
        await add(acme, acme.community.api_user_id, wanted)


async def test_a_shortcut_stands_for_one_answer(acme: Desk) -> None:
    ida = await add_teammate(acme, "Ida")
    await add(acme, ida, draft("One", shortcut="hi"))
    with pytest.raises(StateConflict, match="the shortcut HI is taken already"):
        await add(acme, ida, draft("Two", shortcut="HI"))
    await add(acme, ida, draft("Mine", shortcut="hi", shared=False))
    assert await found(acme, ida) == ["Mine", "One"]


async def test_the_same_again_is_no_change(acme: Desk) -> None:
    ida = await add_teammate(acme, "Ida")
    answer_id = await add(acme, ida, draft("One"))
    async with acting(acme, ida) as tx:
        await update_answer(tx, answer_id, draft(" One "), role=Role.ADMIN)
    assert await acme.events("canned_answer_updated") == []

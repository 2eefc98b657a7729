"""The journal as an administrator reads it."""

from uuid import UUID

import pytest

from frontdesk.audit import sentences
from frontdesk.audit.reading import AuditEntry, AuditFilter, list_audit
from frontdesk.audit.sentences import Happening, Sentence, sentence_of
from frontdesk.errors import NotPermitted
from frontdesk.events.names import EventName
from frontdesk.people.enums import Role
from tests.desk import NOON, Desk, FakeClock, data_of
from tests.team import looking, open_ticket

ACTOR = "7c0a344a-c369-4e27-9840-88257a56e835"


async def audit(
    desk: Desk, wanted: AuditFilter, *, before: int | None = None, take: int = 50
) -> list[AuditEntry]:
    async with looking(desk) as (connection, community_id):
        return await list_audit(
            connection, community_id, wanted, role=Role.ADMIN, before=before, take=take
        )


async def test_pages_go_from_the_newest_to_the_oldest(acme: Desk, globex: Desk) -> None:
    for name in ("A", "B", "C"):
        data_of(await acme.post("/categories", {"name": name}))
    everything = await audit(acme, AuditFilter())
    assert [entry.data["category"]["name"] for entry in everything] == ["C", "B", "A"]
    first = await audit(acme, AuditFilter(), take=2)
    assert [*first, *await audit(acme, AuditFilter(), before=first[-1].event_id)] == everything
    assert await audit(globex, AuditFilter()) == []


async def test_each_member_narrows(acme: Desk, clock: FakeClock) -> None:
    category = data_of(await acme.post("/categories", {"name": "Pets"}))["id"]
    clock.advance(10)
    ticket = await open_ticket(acme)
    made, opened = ["category_created"], ["ticket_created"]
    for wanted, names in (
        (AuditFilter(names=[EventName.TICKET_CREATED]), opened),
        (AuditFilter(ticket_id=ticket), opened),
        (AuditFilter(subject_id=str(category)), made),
        (AuditFilter(actor_id=acme.community.api_user_id), made),
        (AuditFilter(actor_id=UUID(int=1)), []),
        (AuditFilter(time_from=NOON + 1), opened),
        (AuditFilter(time_to=NOON), made),
    ):
        assert [entry.name for entry in await audit(acme, wanted)] == names, wanted


async def test_the_journal_is_for_administrators(acme: Desk) -> None:
    async with looking(acme) as (connection, community_id):
        with pytest.raises(NotPermitted):
            await list_audit(connection, community_id, AuditFilter(), role=Role.AGENT)


async def test_an_entry_reads_as_a_sentence(acme: Desk) -> None:
    data_of(await acme.post("/categories", {"name": "Pets"}))
    [entry] = await audit(acme, AuditFilter())
    assert entry.actor_name == "Acme"
    assert entry.sentence() == Sentence(
        text="{actor} made the category {name}",
        parameters={"actor": str(acme.community.api_user_id), "name": "Pets"},
        people=frozenset({"actor"}),
    )


def happening(name: str, **data: object) -> Happening:
    return Happening(name=name, actor_id=ACTOR, ticket_id=7, subject_id="9", data=data)


@pytest.mark.parametrize(
    ("event", "text", "parameters"),
    [
        (
            happening("ticket_status_changed", previous="open", status="pending"),
            "{actor} changed the status of ticket {ticket} from {former_status} to {status}",
            {"actor": ACTOR, "ticket": "7", "former_status": "open", "status": "pending"},
        ),
        (
            happening("ticket_category_changed", previous=None, category_id=3),
            "{actor} moved ticket {ticket} to category {category}",
            {"actor": ACTOR, "ticket": "7", "category": "3"},
        ),
        (
            happening("ticket_tags_changed", previous=["a"], tags=["b", "c"]),
            "{actor} set the tags of ticket {ticket} to {tags}",
            {"actor": ACTOR, "ticket": "7", "tags": "b, c"},
        ),
        (
            happening("tag_merged", previous="a", into="b", tickets=3),
            "{actor} merged the tag {former_name} into {into} ({count} tickets)",
            {"actor": ACTOR, "former_name": "a", "into": "b", "count": "3"},
        ),
        (
            happening("custom_field_deleted", previous={"name": "Size"}),
            "{actor} deleted the custom field {name}",
            {"actor": ACTOR, "name": "Size"},
        ),
        (happening("x_y"), "{actor}: {event}", {"actor": ACTOR, "event": "x_y"}),
    ],
    ids=lambda value: value.name if isinstance(value, Happening) else "",
)
def test_sentences(event: Happening, text: str, parameters: dict[str, str]) -> None:
    sentence = sentence_of(event)
    assert (sentence.text, sentence.parameters) == (text, parameters)
    assert sentence.text.format(**sentence.parameters)


def test_ids_that_stand_for_names_are_told_apart() -> None:
    sentence = sentence_of(happening("ticket_assigned_to_user", previous=ACTOR, assignee_id=ACTOR))
    assert sentence.people == {"actor", "assignee", "former_assignee"}


@pytest.mark.parametrize("name", EventName)
def test_every_event_has_a_sentence(name: EventName) -> None:
    assert name in sentences._TEXTS
    sentence = sentence_of(happening(name.value))
    assert "{" not in sentence.text.format(**sentence.parameters)

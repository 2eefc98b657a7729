"""What the tables say of tickets now, and what the journal makes of them from their beginning."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, LiteralString

from frontdesk.events.names import EventName
from tests.desk import Desk


@dataclass(kw_only=True)
class Story:
    """What can be told of a ticket; `gaps` are events that do not follow from those before."""

    status: str = "open"
    assignee: str | None = None
    category: int | None = None
    tags: list[str] = field(default_factory=list)
    values: dict[int, list[str]] = field(default_factory=dict)
    gaps: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Happening:
    event_id: int
    name: str
    ticket_id: int | None
    subject_id: str | None
    data: dict[str, Any]


MEMBERS: Final = {
    EventName.TICKET_STATUS_CHANGED: ("status", "status"),
    EventName.TICKET_ASSIGNED_TO_USER: ("assignee", "assignee_id"),
    EventName.TICKET_UNASSIGNED: ("assignee", "assignee_id"),
    EventName.TICKET_CATEGORY_CHANGED: ("category", "category_id"),
    EventName.TICKET_TAGS_CHANGED: ("tags", "tags"),
}


def begin(opened: Mapping[str, Any]) -> Story:
    """A ticket as the request that opened it wanted it."""
    return Story(
        assignee=opened["assigneeId"],
        category=opened["categoryId"],
        tags=opened["tags"],
        values={each["id"]: [each["value"]] for each in opened["customFields"]},
    )


async def retell(desk: Desk, opened: Mapping[int, Mapping[str, Any]]) -> dict[int, Story]:
    """The tickets as the journal leaves them."""
    stories = {ticket_id: begin(each) for ticket_id, each in opened.items()}
    created = set[int]()
    for each in await _journal(desk):
        if each.name == EventName.TICKET_CREATED and each.ticket_id is not None:
            created.add(each.ticket_id)
        elif each.name == EventName.CUSTOM_FIELD_UPDATED:
            for ticket_id in created & stories.keys():
                _redefine(stories[ticket_id].values, each)
        elif each.ticket_id is not None:
            _continue(stories[each.ticket_id], each)
    return stories


def _continue(story: Story, happening: Happening) -> None:
    if happening.name == EventName.TICKET_CUSTOM_FIELD_CHANGED:
        field_id, values = happening.data["field_id"], happening.data["values"]
        _expect(story, happening, story.values.pop(field_id, []))
        if values:
            story.values[field_id] = values
    elif happening.name in MEMBERS:
        member, key = MEMBERS[EventName(happening.name)]
        _expect(story, happening, getattr(story, member))
        setattr(story, member, happening.data[key])


def _expect(story: Story, happening: Happening, present: object) -> None:
    if happening.data["previous"] != present:
        story.gaps.append(f"{happening} does not follow from {present}")


def _redefine(values: dict[int, list[str]], happening: Happening) -> None:
    """A possible value that is gone has the new one at its place, or is removed (docs/api)."""
    field_id = int(str(happening.subject_id))
    before, after = (
        {each["order"]: each["value"] for each in happening.data[key]["possible_values"]}
        for key in ("previous", "definition")
    )
    if not after or field_id not in values:
        return
    new = {order: value for order, value in after.items() if value not in before.values()}
    became = {value: new.get(order) for order, value in before.items()}
    became |= {value: value for value in after.values()}
    renamed = {became[value] for value in values.pop(field_id)}
    kept = [value for _, value in sorted(after.items()) if value in renamed]
    if kept:
        values[field_id] = kept


async def _journal(desk: Desk) -> list[Happening]:
    community_id = desk.community.community_id
    async with desk.database.reading(community_id) as connection:
        return await connection.rows(
            Happening,
            """
            select event_id, name, ticket_id, subject_id, data
            from events
            where community_id = %(community_id)s
            order by event_id
            """,
            {"community_id": community_id},
        )


@dataclass(frozen=True, kw_only=True)
class _Present:
    ticket_id: int
    status: str
    assignee: str | None
    category: int | None
    tags: list[str]
    values: dict[str, list[str]]


_PRESENT: Final[LiteralString] = """
select t.ticket_id, t.status, t.assignee_id::text as assignee, t.category_id as category,
       array(
           select g.name
           from ticket_tags tt
           join tags g on g.community_id = tt.community_id and g.tag_id = tt.tag_id
           where tt.community_id = t.community_id and tt.ticket_id = t.ticket_id
           order by tt.position
       ) as tags,
       coalesce((
           select jsonb_object_agg(field_id, list)
           from (
               select v.field_id, jsonb_agg(v.value order by v.position) as list
               from ticket_custom_values v
               where v.community_id = t.community_id and v.ticket_id = t.ticket_id
               group by v.field_id
           ) as held
       ), '{}') as values
from tickets t
where t.community_id = %(community_id)s
"""


async def tell(desk: Desk) -> dict[int, Story]:
    """The tickets as the tables have them."""
    community_id = desk.community.community_id
    async with desk.database.reading(community_id) as connection:
        found = await connection.rows(_Present, _PRESENT, {"community_id": community_id})
    return {each.ticket_id: _story_of(each) for each in found}


def _story_of(present: _Present) -> Story:
    return Story(
        status=present.status,
        assignee=present.assignee,
        category=present.category,
        tags=present.tags,
        values={int(field_id): values for field_id, values in present.values.items()},
    )


_MISCOUNTED: Final[LiteralString] = """
with counted as (
    select t.ticket_id, t.reply_count, t.last_activity, t.has_draft, t.has_attachments,
           (select count(*) from replies r
            where r.community_id = t.community_id and r.ticket_id = t.ticket_id and not r.is_draft
           ) as replies,
           greatest(
               t.creation_time,
               (select max(r.creation_time) from replies r
                where r.community_id = t.community_id and r.ticket_id = t.ticket_id
                  and not r.is_draft),
               (select max(n.creation_time) from notes n
                where n.community_id = t.community_id and n.ticket_id = t.ticket_id)
           ) as activity,
           exists (select from replies r
                   where r.community_id = t.community_id and r.ticket_id = t.ticket_id
                     and r.is_draft) as drafts,
           exists (select from attachments a
                   where a.community_id = t.community_id and a.ticket_id = t.ticket_id) as files
    from tickets t
    where t.community_id = %(community_id)s
)
select to_jsonb(counted) from counted
where reply_count <> replies or last_activity <> activity or has_draft <> drafts
   or has_attachments <> files
"""


async def miscounted(desk: Desk) -> list[Any]:
    """Tickets whose counts and flags differ from a recount of their threads."""
    community_id = desk.community.community_id
    async with desk.database.reading(community_id) as connection:
        return await connection.values(_MISCOUNTED, {"community_id": community_id})

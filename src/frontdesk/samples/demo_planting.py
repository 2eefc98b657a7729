"""Putting the demo community's content into a database, by the same actions that people take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from frontdesk.attachments.attaching import NewAttachment
from frontdesk.categories.changing import CategoryDraft, create_category
from frontdesk.custom_fields.defining import add_field
from frontdesk.custom_fields.field import FieldDefinition
from frontdesk.custom_fields.new_ticket import FieldGiven, values_for_new_ticket
from frontdesk.database.transaction import Transaction
from frontdesk.kit.clock import MINUTE
from frontdesk.kit.text import read_message
from frontdesk.people.finding import Contact, find_or_add_client
from frontdesk.people.joining import TeammateDraft
from frontdesk.samples.demo import (
    DemoCommunity,
    DemoField,
    DemoFile,
    DemoNote,
    DemoReply,
    DemoThread,
)
from frontdesk.tags.tagging import ensure_tags
from frontdesk.tickets.noting import NewNote, add_note
from frontdesk.tickets.opening import NewTicket, open_ticket
from frontdesk.tickets.replying import NewReply, reply
from frontdesk.tickets.staffing import add_teammate
from frontdesk.tickets.triage import set_status


@dataclass(frozen=True)
class Planted:
    """Ids by the names that threads use: teammates by their key, categories, fields."""

    team: dict[str, UUID] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=dict)
    fields: dict[str, int] = field(default_factory=dict)


async def plant_demo(tx: Transaction, demo: DemoCommunity) -> Planted:
    """Settings first, then the threads in the order in which they were begun."""
    planted = Planted()
    await _plant_team(tx, demo, planted)
    await _plant_categories(tx, demo, planted)
    for order, each in enumerate(demo.fields, start=1):
        planted.fields[each.name] = (await add_field(tx, _definition(each, order))).field_id
    await ensure_tags(tx.connection, tx.community_id, list(demo.tags))
    for thread in sorted(demo.threads, key=lambda each: -each.minutes_ago):
        await _plant_thread(tx, thread, planted)
    return planted


async def _plant_team(tx: Transaction, demo: DemoCommunity, planted: Planted) -> None:
    for each in demo.team:
        draft = TeammateDraft(name=each.name, email=each.email, role=each.role)
        teammate = await add_teammate(tx, draft, group_ids=[])
        planted.team[each.key] = teammate.person_id


async def _plant_categories(tx: Transaction, demo: DemoCommunity, planted: Planted) -> None:
    for each in demo.categories:
        draft = CategoryDraft(
            parent_id=planted.categories[each.parent] if each.parent else None,
            name=each.name,
            auto_archive=False,
            can_be_chosen=each.can_be_chosen,
            is_hidden=each.is_hidden,
            is_muted=False,
        )
        planted.categories[each.name] = (await create_category(tx, draft)).category_id


def _definition(demo_field: DemoField, order: int) -> FieldDefinition:
    return FieldDefinition(
        name=demo_field.name,
        type=demo_field.type,
        field_order=order,
        placeholder=demo_field.placeholder,
        default_value=None,
        is_hidden=False,
        is_required=demo_field.is_required,
        is_sensitive_data=False,
        assigned_category_ids=[],
        possible_values=[
            {"order": number, "value": value}
            for number, value in enumerate(demo_field.possible_values, start=1)
        ],
    )


async def _plant_thread(tx: Transaction, thread: DemoThread, planted: Planted) -> None:
    now = tx.now
    begun = tx.at(_time(now, thread.minutes_ago))
    author_id = await find_or_add_client(begun, Contact(name=thread.author, email=thread.email))
    ticket_id = await open_ticket(begun, await _new_ticket(begun, thread, author_id, planted))
    steps: list[DemoReply | DemoNote] = [*thread.replies, *thread.notes]
    steps.sort(key=lambda each: -each.minutes_ago)
    for step in steps:
        at = tx.at(_time(now, step.minutes_ago))
        if isinstance(step, DemoNote):
            await _plant_note(at.acting_as(planted.team[step.by]), ticket_id, step)
        else:
            actor = author_id if step.by is None else planted.team[step.by]
            await _plant_reply(at.acting_as(actor), ticket_id, step)
    actor = planted.team.get(thread.assignee or "", author_id)
    last = steps[-1].minutes_ago if steps else thread.minutes_ago
    await set_status(tx.at(_time(now, last)).acting_as(actor), ticket_id, thread.status)


def _time(now: int, minutes_ago: int) -> int:
    # Nobody writes on the full minute.
    return now - minutes_ago * MINUTE - (minutes_ago * 7_919_331) % MINUTE


async def _new_ticket(
    tx: Transaction, thread: DemoThread, author_id: UUID, planted: Planted
) -> NewTicket:
    category_id = planted.categories[thread.category] if thread.category else None
    return NewTicket(
        author_id=author_id,
        title=thread.title,
        message=read_message(thread.message, is_html=False),
        attachments=_files(thread.attachments),
        assignee_id=planted.team[thread.assignee] if thread.assignee else None,
        category_id=category_id,
        custom_values=await values_for_new_ticket(
            tx.connection,
            tx.community_id,
            _given(thread.values or {}, planted),
            category_id=category_id,
        ),
        sentiment=thread.sentiment,
        source=thread.source,
        detailed_source=thread.detailed_source,
        source_name=thread.source_name,
        original_link=thread.original_link,
        tags=list(thread.tags),
    )


def _given(values: Mapping[str, str | Sequence[str]], planted: Planted) -> list[FieldGiven]:
    return [
        FieldGiven(
            field_id=planted.fields[name], value=value if isinstance(value, str) else list(value)
        )
        for name, value in values.items()
    ]


def _files(files: Sequence[DemoFile]) -> list[NewAttachment]:
    return [NewAttachment(url=file.url, name=file.name) for file in files]


async def _plant_reply(tx: Transaction, ticket_id: int, step: DemoReply) -> None:
    message = read_message(step.message, is_html=False)
    await reply(
        tx,
        ticket_id,
        NewReply(message=message, attachments=_files(step.attachments), is_draft=step.is_draft),
    )


async def _plant_note(tx: Transaction, ticket_id: int, step: DemoNote) -> None:
    await add_note(tx, ticket_id, NewNote(message=read_message(step.message, is_html=False)))

"""Putting the demo community's content into a database, by the same actions that people take."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from frontdesk.attachments.attaching import NewAttachment
from frontdesk.custom_fields.new_ticket import FieldGiven, values_for_new_ticket
from frontdesk.database.transaction import Transaction
from frontdesk.kit.clock import MINUTE
from frontdesk.kit.text import read_message
from frontdesk.people.finding import Contact, find_or_add_client
from frontdesk.samples.demo import DemoCommunity, DemoFile, DemoNote, DemoReply, DemoThread
from frontdesk.samples.demo_planting_settings import Planted, plant_settings
from frontdesk.tickets.noting import NewNote, add_note
from frontdesk.tickets.opening import NewTicket, open_ticket
from frontdesk.tickets.replying import NewReply, reply
from frontdesk.tickets.triage import set_status


async def plant_demo(tx: Transaction, demo: DemoCommunity) -> Planted:
    """Settings first, then the threads in the order in which they were begun."""
    planted = await plant_settings(tx, demo)
    for thread in sorted(demo.threads, key=lambda each: -each.minutes_ago):
        await _plant_thread(tx, thread, planted)
    return planted


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

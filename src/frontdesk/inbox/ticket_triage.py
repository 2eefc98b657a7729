"""Sorting a ticket from its page: status, assignee, category, tags, fields, and setting it aside.

Each change can be undone by the form in its toast, and says in words when somebody was faster.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final
from uuid import UUID

from msgspec import Struct

from frontdesk.custom_fields.enums import CustomFieldType
from frontdesk.custom_fields.field import get_field
from frontdesk.custom_fields.values import FieldInput
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember, StateConflict
from frontdesk.inbox.problems import N_
from frontdesk.inbox.tag_names import read_tag_names
from frontdesk.inbox.ticket_door import OpenTicket, open_ticket, require_seen
from frontdesk.inbox.ticket_update import Outcome, Undo, answer_change, refuse
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.permissions import Permission
from frontdesk.people.person import get_people
from frontdesk.tags.tagging import names_of_tags
from frontdesk.tickets import triage
from frontdesk.tickets.custom_values import set_custom_field
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.read_marks import mark_unread
from frontdesk.tickets.setting_aside import Aside, set_aside

Fields = Sequence[tuple[str, str]]


class StatusChoice(Struct):
    status: TicketStatus


class AssigneeChoice(Struct):
    """`previous` is who had the ticket when the form was shown."""

    assignee: UUID | None = None
    previous: UUID | None = None


class CategoryChoice(Struct):
    category: int | None = None


class TagChange(Struct):
    """`tags`: these and no others; or one to `add`, or to `remove`."""

    tags: list[str] | None = None
    add: str = ""
    remove: str = ""


class AsideChoice(Struct):
    mark: Aside
    wanted: bool = False


async def set_status(visit: Visit) -> HttpAnswer:
    ticket_id, before = await _look(visit)
    form = await visit.form(StatusChoice)
    if form.data is None:
        raise InvalidMember("status", "is none of the three")
    status = form.data.status
    said = visit.gettext(_STATUS_SAID[status])
    undo = [("status", before.ticket.status)] if status != before.ticket.status else []
    return await _change(
        visit, ticket_id, "status", lambda tx: triage.set_status(tx, ticket_id, status), said, undo
    )


_STATUS_SAID: Final = {
    TicketStatus.OPEN: N_("This is open."),
    TicketStatus.PENDING: N_("Pending: the customer has the word."),
    TicketStatus.COMPLETED: N_("Completed."),
}


async def assign(visit: Visit) -> HttpAnswer:
    ticket_id, before = await _look(visit)
    form = await visit.form(AssigneeChoice)
    choice = form.data
    if choice is None:
        raise InvalidMember("assignee", "is nobody")

    async def act(tx: Transaction) -> None:
        await triage.assign(tx, ticket_id, to=choice.assignee, previous=choice.previous)

    if before.assignee_id != choice.previous and before.assignee_id != choice.assignee:
        faster = StateConflict(_say_faster(visit, before))
        return await answer_change(visit, ticket_id, refuse(visit, "assignee", faster))
    if before.assignee_id == choice.assignee:
        choice.previous = before.assignee_id
    said = await _say_assigned(visit, choice.assignee)
    undo = [
        ("assignee", str(before.assignee_id or "")),
        ("previous", str(choice.assignee or "")),
    ]
    unchanged = before.assignee_id == choice.assignee
    return await _change(visit, ticket_id, "assignee", act, said, [] if unchanged else undo)


def _say_faster(visit: Visit, before: OpenTicket) -> str:
    present = before.ticket.locked_by
    if present is None:
        return visit.gettext("Somebody gave this ticket back meanwhile. Choose again.")
    return visit.gettext(
        "%(name)s has this ticket by now. Choose again if you want to change that.",
        name=present.name or present.email or visit.gettext("Somebody"),
    )


async def _say_assigned(visit: Visit, person_id: UUID | None) -> str:
    if person_id is None:
        return visit.gettext("Assigned to nobody.")
    if person_id == visit.teammate.person_id:
        return visit.gettext("This is yours now.")
    async with visit.reading() as connection:
        people = await get_people(connection, visit.community.community_id, [person_id])
    person = people.get(person_id)
    name = (person.name or person.email) if person else None
    return visit.gettext("Assigned to %(name)s.", name=name or visit.gettext("somebody"))


async def set_category(visit: Visit) -> HttpAnswer:
    ticket_id, before = await _look(visit)
    form = await visit.form(CategoryChoice)
    if form.data is None:
        raise InvalidMember("category", "is no category")
    category = form.data.category

    async def act(tx: Transaction) -> None:
        await triage.set_category(tx, ticket_id, category)

    said = visit.gettext("Moved.") if category else visit.gettext("Taken out of its category.")
    undo = [("category", str(before.category_id or ""))] if category != before.category_id else []
    return await _change(visit, ticket_id, "category", act, said, undo)


async def change_tags(visit: Visit) -> HttpAnswer:
    ticket_id, before = await _look(visit)
    change = (await visit.form(TagChange)).data or TagChange()

    async def act(tx: Transaction) -> None:
        present = await names_of_tags(tx.connection, tx.community_id, ticket_id=ticket_id)
        await triage.replace_tags(tx, ticket_id, tags_after(present, change))

    said = visit.gettext("Tags changed.")
    undo = [("tags", ""), *(("tags", tag) for tag in before.ticket.tags)]
    return await _change(visit, ticket_id, "tags", act, said, undo, given=[change.add])


def tags_after(present: Sequence[str], change: TagChange) -> list[str]:
    """The tags with what a form wants; several may be added at once, with commas between them."""
    if change.tags is not None:
        return list(change.tags)
    kept = [name for name in present if name != change.remove]
    return list(dict.fromkeys([*kept, *read_tag_names(change.add)]))


async def set_field(visit: Visit) -> HttpAnswer:
    ticket_id, before = await _look(visit)
    field_id = visit.path_id("id")
    if field_id in before.hidden:
        visit.require(Permission.SEE_SENSITIVE_VALUES)
    given = [text.replace("\r\n", "\n") for text in visit.received.fields.get("value", [])]
    async with visit.reading() as connection:
        field = await get_field(connection, visit.community.community_id, field_id)
    previous = [each.value for each in before.ticket.custom_fields if each.id == field_id]

    async def act(tx: Transaction) -> None:
        await set_custom_field(
            tx, ticket_id, field_id, read_value(CustomFieldType(field.type), given)
        )

    said = visit.gettext("%(field)s saved.", field=field.name)
    undo = [("value", ""), *(("value", value) for value in previous)]
    form = f"field-{field_id}"
    path = f"fields/{field_id}"
    return await _change(visit, ticket_id, form, act, said, undo, path=path, given=given)


def read_value(kind: CustomFieldType, given: Sequence[str]) -> FieldInput | None:
    """What a form sent for a field; nothing, or only blanks, clears it."""
    texts = [text for text in given if text.strip()]
    if not texts:
        return None
    return texts if kind is CustomFieldType.MULTI_SELECT else texts[-1]


async def set_ticket_aside(visit: Visit) -> HttpAnswer:
    ticket_id, _ = await _look(visit)
    form = await visit.form(AsideChoice)
    if form.data is None:
        raise InvalidMember("mark", "is none of the marks")
    mark, wanted = form.data.mark, form.data.wanted

    async def act(tx: Transaction) -> None:
        await set_aside(tx, ticket_id, mark, wanted, role=visit.role)

    said = visit.gettext(_ASIDE_SAID[mark, wanted])
    undo = [("mark", mark.value), ("wanted", "" if wanted else "1")]
    return await _change(visit, ticket_id, "aside", act, said, undo)


_ASIDE_SAID: Final = {
    (Aside.SPAM, True): N_("Marked as spam."),
    (Aside.SPAM, False): N_("This is no spam."),
    (Aside.DELETED, True): N_("Deleted."),
    (Aside.DELETED, False): N_("Restored."),
    (Aside.HIDDEN, True): N_("Hidden."),
    (Aside.HIDDEN, False): N_("Shown again."),
    (Aside.MUTED, True): N_("Muted."),
    (Aside.MUTED, False): N_("No longer muted."),
}


async def put_back_as_unread(visit: Visit) -> HttpAnswer:
    """New for the teammate, until they open it again; the list is where to go from here."""
    ticket_id = visit.path_id("ticketId")

    async def act(tx: Transaction) -> None:
        await require_seen(visit, tx.connection, ticket_id)
        await mark_unread(tx, ticket_id)

    await visit.persist(act)
    return visit.redirect("/tickets", toast=visit.gettext("This is unread again."))


# Each change


async def _look(visit: Visit) -> tuple[int, OpenTicket]:
    """The ticket as it is before the change. Raises NotFound."""
    ticket_id = visit.path_id("ticketId")
    async with visit.reading() as connection:
        return ticket_id, await open_ticket(visit, connection, ticket_id)


async def _change(
    visit: Visit,
    ticket_id: int,
    form: str,
    act: Callable[[Transaction], Awaitable[object]],
    said: str,
    undo: Fields,
    *,
    path: str | None = None,
    given: Sequence[str] = (),
) -> HttpAnswer:
    """Carry the change out; `undo` are the fields of the form that takes it back, none where
    nothing changed."""
    try:
        await visit.persist(act)
    except (InvalidMember, StateConflict) as error:
        return await answer_change(visit, ticket_id, refuse(visit, form, error, given))
    back = Undo(path=f"/tickets/{ticket_id}/{path or form}", fields=undo) if undo else None
    is_undone = "undo" in visit.received.fields
    return await answer_change(
        visit, ticket_id, Outcome(toast=said, undo=None if is_undone else back)
    )

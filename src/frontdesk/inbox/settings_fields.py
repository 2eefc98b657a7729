"""Settings: custom fields."""

from typing import Final

import msgspec

from frontdesk.categories.tree import load_tree
from frontdesk.custom_fields.defining import add_field
from frontdesk.custom_fields.definition import settle_definition
from frontdesk.custom_fields.enums import CustomFieldType
from frontdesk.custom_fields.field import CustomField, FieldDefinition, get_field, list_fields
from frontdesk.database.transaction import Transaction
from frontdesk.inbox.category_options import category_options
from frontdesk.inbox.forms import Form, Text
from frontdesk.inbox.possible_values import ValueLine, lines_of_field, read_lines, settle_lines
from frontdesk.inbox.settings_answers import ask, sent_list
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.tickets.affected import count_with_field
from frontdesk.tickets.redefining import delete_field, redefine_field

HOME: Final = "/settings/fields"
_RENAMED: Final = {
    "defaultValue": "default_value",
    "assignedCategoryIds": "category_ids",
    "possibleValues": "more_values",
}


class Definition(msgspec.Struct):
    """A field as the form has it; its possible values are read beside it."""

    name: Text
    type: CustomFieldType
    order: int = 0
    placeholder: str | None = None
    default_value: str | None = None
    is_required: bool = False
    is_hidden: bool = False
    is_sensitive_data: bool = False
    category_ids: list[int] = []
    more_values: str = ""


async def show(visit: Visit) -> HttpAnswer:
    community_id = visit.community.community_id
    async with visit.reading() as connection:
        fields = await list_fields(connection, community_id)
        tree = await load_tree(connection, community_id)
    return visit.page("settings/fields.html", block="main", fields=fields, tree=tree)


async def ask_what(visit: Visit) -> HttpAnswer:
    """First the type, which decides what else is asked."""
    chosen = visit.query_value("type")
    if chosen not in tuple(CustomFieldType):
        return visit.page("settings/field_type.html", block="main")
    async with visit.reading() as connection:
        known = await list_fields(connection, visit.community.community_id)
    last = max((field.field_order for field in known), default=0)
    form = visit.blank_form(Definition, {"type": chosen, "order": last + 1})
    return await _field_page(visit, None, form, [])


async def create(visit: Visit) -> HttpAnswer:
    form, lines = await visit.form(Definition), read_lines(visit.received.fields)
    if (wanted := form.data) is not None:
        with form.catching(**_RENAMED):
            await visit.persist(lambda tx: add_field(tx, _define(wanted, lines)))
            toast = visit.gettext("The field %(name)s is there.", name=wanted.name)
            return visit.redirect(HOME, toast=toast)
    return await _field_page(visit, None, form, lines)


async def edit(visit: Visit) -> HttpAnswer:
    field = await _require(visit)
    form = visit.blank_form(Definition, _given(field))
    return await _field_page(visit, field, form, lines_of_field(field))


async def save(visit: Visit) -> HttpAnswer:
    field = await _require(visit)
    form, lines = await visit.form(Definition), read_lines(visit.received.fields)
    if (wanted := form.data) is not None:
        with form.catching(**_RENAMED):
            await visit.persist(lambda tx: _redefine(tx, field, wanted, lines))
            toast = visit.gettext("%(name)s is saved.", name=wanted.name)
            return visit.redirect(HOME, toast=toast)
    return await _field_page(visit, field, form, lines)


async def ask_to_delete(visit: Visit) -> HttpAnswer:
    field = await _require(visit)
    async with visit.reading() as connection:
        count = await count_with_field(connection, visit.community.community_id, field.field_id)
    return ask(
        visit,
        visit.gettext("Delete the field %(name)s?", name=field.name),
        says=[
            visit.ngettext(
                "%(count)s ticket has a value of it, which is lost.",
                "%(count)s tickets have a value of it, which are lost.",
                count,
            ),
            visit.gettext("This cannot be undone. To keep the values, hide the field instead."),
        ],
        does=visit.gettext("Delete the field"),
        action=f"{HOME}/{field.field_id}/delete",
        back=f"{HOME}/{field.field_id}",
    )


async def delete(visit: Visit) -> HttpAnswer:
    field = await _require(visit)
    await visit.persist(lambda tx: delete_field(tx, field.field_id))
    toast = visit.gettext("The field %(name)s is deleted.", name=field.name)
    return visit.redirect(HOME, toast=toast)


async def _redefine(
    tx: Transaction, field: CustomField, wanted: Definition, lines: list[ValueLine]
) -> None:
    """Values first get their new names, by which tickets follow them, and then their new places."""
    renamed = _define(wanted, [line.at_old_place() for line in lines])
    await redefine_field(tx, field.field_id, renamed)
    await redefine_field(tx, field.field_id, _define(wanted, lines))


def _define(wanted: Definition, lines: list[ValueLine]) -> FieldDefinition:
    """Raises InvalidMember."""
    asked = FieldDefinition(
        name=wanted.name,
        type=wanted.type,
        field_order=max(0, wanted.order),
        placeholder=wanted.placeholder,
        default_value=None,
        is_hidden=wanted.is_hidden,
        is_required=wanted.is_required,
        is_sensitive_data=wanted.is_sensitive_data,
        assigned_category_ids=wanted.category_ids,
        possible_values=settle_lines(lines, wanted.more_values.splitlines()),
    )
    return settle_definition(asked, wanted.default_value)


def _given(field: CustomField) -> dict[str, object]:
    flags = ("is_required", "is_hidden", "is_sensitive_data")
    return vars(field) | {
        "order": field.field_order,
        **{name: "on" if getattr(field, name) else "" for name in flags},
    }


async def _field_page(
    visit: Visit, field: CustomField | None, form: Form[Definition], lines: list[ValueLine]
) -> HttpAnswer:
    async with visit.reading() as connection:
        tree = await load_tree(connection, visit.community.community_id)
    own = [str(each) for each in field.assigned_category_ids] if field else []
    is_sent = visit.request.is_unsafe
    return visit.page(
        "settings/field.html",
        block="main",
        status=form.status if is_sent else 200,
        field=field,
        form=form,
        lines=lines,
        categories=category_options(tree),
        chosen=sent_list(visit, "category_ids") if is_sent else own,
    )


async def _require(visit: Visit) -> CustomField:
    async with visit.reading() as connection:
        return await get_field(connection, visit.community.community_id, visit.path_id("id"))

"""How the demo community's desk is set up: its team, categories, fields, answers and views."""

from dataclasses import dataclass, field
from uuid import UUID

from msgspec import UNSET

from frontdesk.canned_answers.changing import AnswerDraft, create_answer
from frontdesk.categories.changing import CategoryDraft, create_category
from frontdesk.custom_fields.defining import add_field
from frontdesk.custom_fields.field import FieldDefinition
from frontdesk.database.transaction import Transaction
from frontdesk.kit.text import read_message
from frontdesk.people.enums import Role
from frontdesk.people.joining import TeammateDraft
from frontdesk.samples.demo import DemoCommunity, DemoField
from frontdesk.saved_views.changing import ViewDraft, save_view
from frontdesk.saved_views.view_filter import ViewFilter
from frontdesk.tags.tagging import ensure_tags
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.staffing import add_teammate


@dataclass(frozen=True)
class Planted:
    """Ids by the names that threads use: teammates by their key, categories, fields."""

    team: dict[str, UUID] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=dict)
    fields: dict[str, int] = field(default_factory=dict)


async def plant_settings(tx: Transaction, demo: DemoCommunity) -> Planted:
    planted = Planted()
    await _plant_team(tx, demo, planted)
    await _plant_categories(tx, demo, planted)
    for order, each in enumerate(demo.fields, start=1):
        planted.fields[each.name] = (await add_field(tx, _definition(each, order))).field_id
    await ensure_tags(tx.connection, tx.community_id, list(demo.tags))
    await _plant_answers(tx, demo, planted)
    await _plant_views(tx, demo, planted)
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


async def _plant_answers(tx: Transaction, demo: DemoCommunity, planted: Planted) -> None:
    for each in demo.answers:
        draft = AnswerDraft(
            title=each.title,
            message=read_message(each.text, is_html=False),
            shortcut=each.shortcut,
            category_ids=tuple(planted.categories[name] for name in each.categories),
            is_shared=True,
        )
        await create_answer(tx, draft, role=Role.ADMIN)


async def _plant_views(tx: Transaction, demo: DemoCommunity, planted: Planted) -> None:
    for each in demo.views:
        wanted = ViewFilter(
            statuses=(TicketStatus.OPEN, TicketStatus.PENDING),
            tags=tuple(each.tags),
            category_id=planted.categories[each.category] if each.category else UNSET,
        )
        draft = ViewDraft(name=each.name, filter=wanted, is_shared=True)
        await save_view(tx.acting_as(planted.team[demo.team[0].key]), draft, role=Role.ADMIN)

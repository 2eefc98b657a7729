"""Everything that the demo's threads refer to exists, and each tells its story in order."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from frontdesk.custom_fields.enums import CustomFieldType
from frontdesk.people.enums import Role
from frontdesk.samples.demo import DemoField, DemoFile, DemoThread
from frontdesk.samples.demo_community import DEMO, SHARED_CATEGORIES, SHARED_FIELDS
from frontdesk.samples.synthetic import SyntheticIds, synthetic_tickets
from frontdesk.tickets.enums import TicketStatus

TEAM = {teammate.key: teammate for teammate in DEMO.team}
FIELDS = {field.name: field for field in DEMO.fields}
CHOSEN = (CustomFieldType.DROPDOWN, CustomFieldType.MULTI_SELECT, CustomFieldType.REGION)

each_thread = pytest.mark.parametrize(
    "thread", DEMO.threads, ids=[thread.title or thread.author for thread in DEMO.threads]
)


def may_hold(field: DemoField, value: str) -> bool:
    match field.type:
        case CustomFieldType.CHECKBOX:
            return value in ("true", "false")
        case CustomFieldType.DATE:
            return date.fromisoformat(value).isoformat() == value
        case CustomFieldType.NUMBER:
            return Decimal(value).is_finite()
        case _:
            return value in field.possible_values or field.type not in CHOSEN


def values_of(thread: DemoThread) -> list[tuple[DemoField, Sequence[str]]]:
    return [
        (FIELDS[name], (value,) if isinstance(value, str) else value)
        for name, value in (thread.values or {}).items()
    ]


def files_of(thread: DemoThread) -> list[DemoFile]:
    return [*thread.attachments, *(file for reply in thread.replies for file in reply.attachments)]


def test_the_demo_is_of_a_fair_size() -> None:
    assert len(DEMO.threads) >= 30
    assert len(DEMO.team) == len(TEAM) == 12
    assert {teammate.role for teammate in DEMO.team} == set(Role)
    assert len(set(DEMO.tags)) == len(DEMO.tags) >= 25
    assert {field.type for field in DEMO.fields} | {CustomFieldType.MULTILINE_TEXT} == set(
        CustomFieldType
    )


def test_categories_are_a_tree_with_parents_first() -> None:
    known: set[str] = set()
    for category in DEMO.categories:
        assert category.name not in known
        assert category.parent is None or category.parent in known
        known.add(category.name)


def test_answers_and_views_are_about_what_there_is() -> None:
    names = {category.name for category in DEMO.categories}
    assert {name for answer in DEMO.answers for name in answer.categories} < names
    assert {view.category for view in DEMO.views} - {None} < names
    assert {tag for view in DEMO.views for tag in view.tags} < set(DEMO.tags)
    shortcuts = [answer.shortcut for answer in DEMO.answers]
    assert len(set(shortcuts)) == len(shortcuts) > 0


def test_every_category_and_nearly_every_tag_is_in_use() -> None:
    chosen = {category.name for category in DEMO.categories if category.can_be_chosen}
    assert {thread.category for thread in DEMO.threads} - {None} == chosen
    assert {tag for thread in DEMO.threads for tag in thread.tags} == set(DEMO.tags)


@each_thread
def test_references_resolve(thread: DemoThread) -> None:
    chosen = {category.name for category in DEMO.categories if category.can_be_chosen}
    assert thread.category in {None, *chosen}
    assert set(thread.tags) <= set(DEMO.tags)
    assert len(set(thread.tags)) == len(thread.tags)
    assert thread.assignee is None or TEAM[thread.assignee].role != Role.READ_ONLY_USER
    writers = {reply.by for reply in thread.replies} - {None}
    assert {TEAM[key].role for key in writers if key} <= {Role.ADMIN, Role.AGENT}


@each_thread
def test_values_are_allowed(thread: DemoThread) -> None:
    for field, values in values_of(thread):
        assert all(may_hold(field, value) for value in values)
        assert len(set(values)) == len(values)
        assert len(values) == 1 or field.type == CustomFieldType.MULTI_SELECT


@each_thread
def test_mentions_are_written_out(thread: DemoThread) -> None:
    for note in thread.notes:
        assert note.by in TEAM
        called = {key for key in TEAM if f"@{TEAM[key].name}" in note.message}
        assert called == set(note.mentions)


@each_thread
def test_a_thread_runs_forward_and_ends_before_now(thread: DemoThread) -> None:
    for elements in (thread.replies, thread.notes):
        minutes = [thread.minutes_ago, *(element.minutes_ago for element in elements)]
        assert all(earlier > later for earlier, later in pairwise(minutes))
        assert minutes[-1] > 0


@each_thread
def test_the_status_agrees_with_who_wrote_last(thread: DemoThread) -> None:
    sent = [reply for reply in thread.replies if not reply.is_draft]
    by_team = bool(sent) and sent[-1].by is not None
    if thread.status != TicketStatus.COMPLETED:
        assert (thread.status == TicketStatus.PENDING) == by_team


@each_thread
def test_sources_files_and_addresses_are_well_formed(thread: DemoThread) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", thread.detailed_source)
    assert thread.detailed_source.startswith(f"{thread.source}_")
    assert all(re.fullmatch(r"https://files\.example/\S+", file.url) for file in files_of(thread))
    domain = r"(?:[\w-]+\.)*(?:example|example\.(?:com|org|net))"
    assert thread.email is None or re.fullmatch(rf"[a-z.]+@{domain}", thread.email)


def test_the_desk_looks_lively() -> None:
    assert sum(thread.minutes_ago < 120 for thread in DEMO.threads) >= 5
    assert sum(thread.minutes_ago > 7 * 24 * 60 for thread in DEMO.threads) >= 5
    assert {thread.status for thread in DEMO.threads} == set(TicketStatus)
    assert any(thread.assignee is None for thread in DEMO.threads)
    assert any(note.mentions for thread in DEMO.threads for note in thread.notes)


def test_synthetic_tickets_fit_in_beside_the_threads() -> None:
    chosen = {category.name for category in DEMO.categories if category.can_be_chosen}
    assert set(SHARED_CATEGORIES) <= chosen
    ids = SyntheticIds(category_ids=range(1, 9), field_ids=range(1, 5))
    for ticket in synthetic_tickets(400, seed=4, first_id=1, now=10**17, ids=ids):
        for value in ticket.custom_fields:
            assert may_hold(FIELDS[SHARED_FIELDS[value.id - 1]], value.value)

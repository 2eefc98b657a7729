"""Settings: when tickets expire that nobody has answered."""

from typing import Final

import msgspec

from frontdesk.categories.tree import load_tree
from frontdesk.errors import InvalidMember
from frontdesk.inbox.account import time_zones
from frontdesk.inbox.category_options import category_options
from frontdesk.inbox.durations import Unit, read_duration, split_duration
from frontdesk.inbox.forms import Form
from frontdesk.inbox.office_week import (
    office_hours_given,
    read_office_hours,
    week_lines,
    week_lines_sent,
)
from frontdesk.inbox.settings_answers import sent_list
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.response_times.changing import set_response_rules
from frontdesk.response_times.rules import EXPIRING, ResponseRules, load_rules

HOME: Final = "/settings/response-time"
_RENAMED: Final = {"responseTime": "amount", "timeZone": "time_zone"}


class Rules(msgspec.Struct):
    """The week and the times of categories are read beside it."""

    amount: int
    unit: Unit
    has_office_hours: bool = False
    time_zone: str = "UTC"
    holidays: str = ""


async def show(visit: Visit) -> HttpAnswer:
    return await _page(visit, None)


async def save(visit: Visit) -> HttpAnswer:
    form = await visit.form(Rules)
    if (wanted := form.data) is not None:
        with form.catching(**_RENAMED):
            rules = _read_rules(visit, wanted)
            has_changed = await visit.persist(
                lambda tx: set_response_rules(tx, rules, role=visit.role)
            )
            return visit.redirect(HOME, toast=_said(visit, has_changed=has_changed))
    return await _page(visit, form)


def _said(visit: Visit, *, has_changed: bool) -> str:
    if not has_changed:
        return visit.gettext("Nothing was changed.")
    return visit.gettext("Saved. Open tickets are counted anew within a minute or so.")


def _read_rules(visit: Visit, wanted: Rules) -> ResponseRules:
    """Raises InvalidMember."""
    sent = visit.received.fields
    hours = None
    if wanted.has_office_hours:
        hours = read_office_hours(sent, wanted.time_zone, wanted.holidays)
    return ResponseRules(
        response_time=read_duration(wanted.amount, wanted.unit, member="responseTime"),
        statuses=tuple(status for status in EXPIRING if status in sent_list(visit, "statuses")),
        office_hours=hours,
        category_times=_read_category_times(visit),
    )


def _read_category_times(visit: Visit) -> dict[int, int]:
    """A line without an amount, or without a category, is none. Raises InvalidMember."""
    lines = zip(
        sent_list(visit, "category"),
        sent_list(visit, "category_amount"),
        sent_list(visit, "category_unit"),
        strict=False,
    )
    times = {}
    for category, amount, unit in lines:
        if not (category.isdigit() and amount.strip()):
            continue
        if not amount.strip().isdigit() or unit not in tuple(Unit):
            raise InvalidMember("categoryTimes", "expected a number")
        times[int(category)] = read_duration(int(amount), Unit(unit), member="categoryTimes")
    return times


async def _page(visit: Visit, form: Form[Rules] | None) -> HttpAnswer:
    community_id = visit.community.community_id
    async with visit.reading() as connection:
        rules = await load_rules(connection, community_id)
        tree = await load_tree(connection, community_id)
    hours = rules.office_hours
    amount, unit = split_duration(rules.response_time)
    given = {"amount": amount, "unit": unit, **office_hours_given(hours, visit.teammate.time_zone)}
    shown = form or visit.blank_form(Rules, given)
    return visit.page(
        "settings/response_time.html",
        block="main",
        status=form.status if form else 200,
        form=shown,
        statuses=sent_list(visit, "statuses") if form else list(rules.statuses),
        week=week_lines_sent(visit.received.fields) if form else week_lines(hours),
        zones=time_zones(visit, shown.given["time_zone"]),
        categories=category_options(tree),
        overrides=_overrides_sent(visit) if form else _overrides(rules),
    )


def _overrides(rules: ResponseRules) -> list[tuple[str, str, str]]:
    """Category, amount and unit, as texts."""
    found = []
    for category_id, ticks in rules.category_times.items():
        amount, unit = split_duration(ticks)
        found.append((str(category_id), str(amount), unit.value))
    return found


def _overrides_sent(visit: Visit) -> list[tuple[str, str, str]]:
    lines = zip(
        sent_list(visit, "category"),
        sent_list(visit, "category_amount"),
        sent_list(visit, "category_unit"),
        strict=False,
    )
    return [line for line in lines if line[0]]

"""Your account: the name that others see, and how you want to see the inbox."""

from typing import Final
from zoneinfo import available_timezones

import msgspec

from frontdesk.accounts.enums import Density, Locale, Theme
from frontdesk.accounts.preferences import Preferences, choose_preferences, get_preferences
from frontdesk.inbox.forms import Form, Text
from frontdesk.inbox.problems import N_
from frontdesk.inbox.translations import translations
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.joining import TeammateDraft
from frontdesk.tickets.staffing import update_teammate

_REGIONS: Final = {
    "Africa": N_("Africa"),
    "America": N_("America"),
    "Antarctica": N_("Antarctica"),
    "Arctic": N_("Arctic"),
    "Asia": N_("Asia"),
    "Atlantic": N_("Atlantic"),
    "Australia": N_("Australia"),
    "Europe": N_("Europe"),
    "Indian": N_("Indian Ocean"),
    "Pacific": N_("Pacific"),
}


class Name(msgspec.Struct):
    name: Text


class Choices(msgspec.Struct):
    """An unticked box is not sent."""

    locale: Locale
    time_zone: str
    theme: Theme
    density: Density
    notify_of_assignments: bool = False
    notify_of_mentions: bool = False


async def show(visit: Visit) -> HttpAnswer:
    return await _page(visit)


async def rename(visit: Visit) -> HttpAnswer:
    form = await visit.form(Name)
    own = visit.teammate
    if (wanted := form.data) is not None:
        draft = TeammateDraft(name=wanted.name, email=own.email or "", role=own.role)
        with form.catching():
            await visit.persist(
                lambda tx: update_teammate(tx, own.person_id, draft, group_ids=None)
            )
            return visit.redirect("/account", toast=visit.gettext("Your name is changed."))
    return await _page(visit, name=form)


async def choose(visit: Visit) -> HttpAnswer:
    form = await visit.form(Choices)
    own = visit.teammate
    if (wanted := form.data) is not None:
        preferences = Preferences(**msgspec.structs.asdict(wanted))
        with form.catching(timeZone="time_zone"):
            await visit.persist(lambda tx: choose_preferences(tx, own.person_id, preferences))
            spoken = translations(wanted.locale)
            return visit.redirect("/account", toast=spoken.gettext("Your preferences are saved."))
    return await _page(visit, choices=form)


async def _page(
    visit: Visit, *, name: Form[Name] | None = None, choices: Form[Choices] | None = None
) -> HttpAnswer:
    """Each form as it was sent, or as things are."""
    own = visit.teammate
    async with visit.reading() as connection:
        now = await get_preferences(connection, visit.community.community_id, own.person_id)
    shown = vars(now) | {"locale": visit.locale} | _ticks(now)
    sent = name or choices
    return visit.page(
        "account/preferences.html",
        status=200 if sent is None else sent.status,
        name=name or visit.blank_form(Name, {"name": own.name}),
        choices=choices or visit.blank_form(Choices, shown),
        zones=time_zones(visit, now.time_zone),
    )


def _ticks(preferences: Preferences) -> dict[str, str]:
    return {
        "notify_of_assignments": "on" if preferences.notify_of_assignments else "",
        "notify_of_mentions": "on" if preferences.notify_of_mentions else "",
    }


def time_zones(visit: Visit, chosen: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Places by their region, as a reader of the language finds them."""
    places: dict[str, list[tuple[str, str]]] = {region: [] for region in _REGIONS}
    for zone in sorted(available_timezones()):
        region, _, place = zone.partition("/")
        if region in places:
            places[region].append((zone, place.replace("_", " ").replace("/", ", ")))
    other = [("UTC", "UTC")]
    if chosen != "UTC" and chosen.partition("/")[0] not in places:
        other.append((chosen, chosen))
    named = [(visit.gettext(_REGIONS[region]), found) for region, found in places.items()]
    return [(visit.gettext("World"), other), *named]

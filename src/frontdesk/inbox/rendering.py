"""Templates into pages: one Jinja environment a language, whole pages or single blocks."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import cache, partial
from gettext import NullTranslations
from pathlib import Path
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from frontdesk.accounts.enums import Locale
from frontdesk.inbox import wording
from frontdesk.inbox.icons import drawing_of
from frontdesk.inbox.static_files import StaticFiles
from frontdesk.inbox.table_cells import name_cells
from frontdesk.inbox.tickets_views import LISTED
from frontdesk.inbox.translations import babel_locale, translations

FOLDER: Final = Path(__file__).with_name("templates")


class Viewer(Protocol):
    """What templates ask of a visit."""

    @property
    def locale(self) -> Locale: ...
    @property
    def time_zone(self) -> ZoneInfo: ...
    @property
    def now(self) -> int: ...
    def link(self, path: str, **query: object) -> str: ...
    def form_token(self) -> str: ...


_viewer: ContextVar[Viewer] = ContextVar("viewer")


class _CurrentVisit:
    """The visit that a page is rendered for, also in macros that are imported without context."""

    def __getattr__(self, name: str) -> Any:  # Any: a template may ask for any member
        return getattr(_viewer.get(), name)


class Pages:
    def __init__(self, static: StaticFiles) -> None:
        self._environment = cache(partial(_make_environment, static))

    def render(
        self, viewer: Viewer, template: str, block: str | None, context: Mapping[str, object]
    ) -> str:
        """The whole page, or only what one of its blocks makes."""
        found = self._environment(viewer.locale).get_template(template)
        token = _viewer.set(viewer)
        try:
            if block is None:
                return found.render(context)
            return "".join(found.blocks[block](found.new_context(dict(context))))
        finally:
            _viewer.reset(token)


def _make_environment(static: StaticFiles, locale: Locale) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    environment.globals |= {
        "visit": _CurrentVisit(),
        "asset": static.address,
        "drawing": drawing_of,
        "standing_views": LISTED,
        "link": lambda path, **query: _viewer.get().link(path, **query),
        "csrf_token": lambda: _viewer.get().form_token(),
        "csrf_field": _csrf_field,
        **_spoken(translations(locale)),
    }
    environment.filters |= _filters(locale)
    return environment


def _spoken(catalogue: NullTranslations) -> dict[str, Callable[..., Markup]]:
    """Translators are trusted with markup; the values are escaped."""

    def gettext(message: str, **values: object) -> Markup:
        return Markup(catalogue.gettext(message)) % values  # noqa: S704

    def ngettext(one: str, many: str, count: int, **values: object) -> Markup:
        return Markup(catalogue.ngettext(one, many, count)) % {"count": count, **values}  # noqa: S704

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}


def _filters(locale: Locale) -> dict[str, Callable[..., str]]:
    spoken = babel_locale(locale)
    word_for_now = translations(locale).gettext("now")
    return {
        "when": lambda ticks: wording.say_when(ticks, spoken, _viewer.get().time_zone),
        "ago": lambda ticks: wording.say_ago(
            ticks,
            _viewer.get().now,
            spoken,
            _viewer.get().time_zone,
            word_for_now=word_for_now,
        ),
        "number": lambda number: wording.say_number(number, spoken),
        "short_number": lambda number: wording.say_short_number(number, spoken),
        "name_cells": name_cells,
    }


def _csrf_field() -> Markup:
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(
        _viewer.get().form_token()
    )

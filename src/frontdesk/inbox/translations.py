"""The languages of the inbox: gettext catalogues, compiled when they are first asked for."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.core import Locale as BabelLocale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from frontdesk.accounts.enums import Locale

FOLDER: Final = Path(__file__).with_name("locales")
DOMAIN: Final = "inbox"


@cache
def translations(locale: Locale) -> NullTranslations:
    """English is what stands in the code."""
    if locale is Locale.ENGLISH:
        return NullTranslations()
    with catalogue_file(locale).open("rb") as file:
        catalogue = read_po(file, locale=locale.value, domain=DOMAIN)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def catalogue_file(locale: Locale) -> Path:
    return FOLDER / locale.value / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def babel_locale(locale: Locale) -> BabelLocale:
    """With British dates for English: a day of many languages comes first."""
    return BabelLocale.parse("en_GB" if locale is Locale.ENGLISH else "nb_NO")


def choose_locale(chosen: str | None, accept_language: str | None) -> Locale:
    """The one chosen, else the best of what the browser asks for, else English."""
    if chosen in tuple(Locale):
        return Locale(chosen)
    for tag in _preferred(accept_language or ""):
        primary = tag.split("-")[0]
        if primary in ("nb", "no", "nn"):
            return Locale.BOKMAL
        if primary == "en":
            return Locale.ENGLISH
    return Locale.ENGLISH


def _preferred(accept_language: str) -> list[str]:
    """Language tags, the most wanted first."""
    weighted: list[tuple[float, str]] = []
    for part in accept_language.lower().split(",")[:20]:
        tag, _, parameter = part.strip().partition(";")
        weighted.append((_weight(parameter), tag.strip()))
    return [tag for weight, tag in sorted(weighted, key=lambda w: -w[0]) if weight > 0]


def _weight(parameter: str) -> float:
    name, _, text = parameter.strip().partition("=")
    try:
        return float(text) if name == "q" else 1.0
    except ValueError:
        return 0.0

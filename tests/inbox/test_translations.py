"""Every text of every page, in every language."""

import re

import pytest

from frontdesk.accounts.enums import Locale
from frontdesk.inbox.extracting import outdated, read_catalogue, untranslated
from frontdesk.inbox.translations import choose_locale, translations
from tests.inbox.browser import Browser

ABROAD = [locale for locale in Locale if locale is not Locale.ENGLISH]


@pytest.mark.parametrize("locale", ABROAD)
def test_every_text_is_translated(locale: Locale) -> None:
    """`make messages` puts new texts into the catalogue."""
    assert untranslated(locale) == []


@pytest.mark.parametrize("locale", ABROAD)
def test_no_translation_is_of_a_text_that_is_gone(locale: Locale) -> None:
    assert outdated(locale) == []


@pytest.mark.parametrize("locale", ABROAD)
def test_a_translation_names_the_same_values(locale: Locale) -> None:
    wrong = [
        one.id
        for one in read_catalogue(locale)
        for said in ([one.string] if isinstance(one.string, str) else one.string or ())
        if one.id and values_in(said) != values_in(one.id if isinstance(one.id, str) else one.id[1])
    ]
    assert wrong == []


def values_in(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s", text))


def test_plurals_are_those_of_the_language() -> None:
    spoken = translations(Locale.BOKMAL)
    one, many = "%(count)s recovery code is left.", "%(count)s recovery codes are left."
    assert [spoken.ngettext(one, many, n) % {"count": n} for n in (1, 2)] == [
        "1 gjenopprettingskode er igjen.",
        "2 gjenopprettingskoder er igjen.",
    ]


@pytest.mark.parametrize(
    ("chosen", "accepted", "expected"),
    [
        (None, None, "en"),
        (None, "nb-NO,nb;q=0.9,en;q=0.8", "nb"),
        (None, "de, no;q=0.7, en;q=0.5", "nb"),
        (None, "en;q=0.1, nn;q=0.2", "nb"),
        (None, "nb;q=0, en", "en"),
        (None, "de, *", "en"),
        (None, ";;q=,,nb;q=x", "en"),
        ("en", "nb", "en"),
        ("nb", "en", "nb"),
    ],
)
def test_the_language_is_the_chosen_one_else_the_browsers(
    chosen: str | None, accepted: str | None, expected: str
) -> None:
    assert choose_locale(chosen, accepted) == expected


async def test_a_page_speaks_norwegian(anybody: Browser) -> None:
    page = await anybody.read("/sign-in", headers={"Accept-Language": "nb"})
    assert '<html lang="nb"' in page
    assert "E-postadresse" in page

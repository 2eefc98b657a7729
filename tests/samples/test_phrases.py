"""Every phrasebook is complete, and its places are those that get filled in."""

import string
from collections.abc import Iterator

import pytest

from frontdesk.samples.letters import PHRASEBOOKS, spoken_date
from frontdesk.samples.names import CITIES, FAMILY, GIVEN, LANGUAGE_NAMES
from frontdesk.samples.phrases import Phrasebook, Topic

PLACES = {"product", "order", "city", "date", "number", "name"}

each_language = pytest.mark.parametrize("book", PHRASEBOOKS.values(), ids=PHRASEBOOKS.keys())


def phrases(book: Phrasebook) -> Iterator[str]:
    yield from (*book.greetings, *book.closings, *book.asides)
    for subject in book.subjects.values():
        yield from (*subject.titles, *subject.openings, *subject.details, *subject.requests)


def places(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}


@each_language
def test_every_topic_has_its_phrases(book: Phrasebook) -> None:
    assert set(book.subjects) == set(Topic)
    assert all(phrases(book))
    assert len(book.months) == 12


@each_language
def test_phrases_name_nothing_that_nobody_fills_in(book: Phrasebook) -> None:
    assert [phrase for phrase in phrases(book) if not places(phrase) <= PLACES] == []
    assert places(book.date) == {"day", "month"}


def test_every_language_has_people_and_cities() -> None:
    for table in (GIVEN, FAMILY, CITIES, LANGUAGE_NAMES):
        assert set(table) == set(PHRASEBOOKS)
        assert all(table.values())


def test_every_name_can_be_spelt_in_an_address() -> None:
    names = [name for table in (GIVEN, FAMILY) for pool in table.values() for name in pool]
    assert [name.shown for name in names if not name.latin.isascii() or not name.latin] == []


def test_dates_are_spoken_as_in_the_language() -> None:
    assert spoken_date(0, "en") == "1 January"
    assert spoken_date(16, "no") == "17. januar"
    assert spoken_date(364, "ja") == "12月31日"

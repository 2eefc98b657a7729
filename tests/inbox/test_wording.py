"""Times and numbers in the words of a language."""

import pytest

from frontdesk.accounts.enums import Locale
from frontdesk.inbox.translations import babel_locale
from frontdesk.inbox.user_agents import name_browser
from frontdesk.inbox.wording import say_ago, say_number, say_short_number, say_when, time_zone
from frontdesk.kit.clock import DAY, HOUR, MINUTE, SECOND
from tests.desk import NOON

ENGLISH, NORWEGIAN = babel_locale(Locale.ENGLISH), babel_locale(Locale.BOKMAL)
OSLO, UTC = time_zone("Europe/Oslo"), time_zone("UTC")


def test_a_time_is_told_in_the_zone_and_language() -> None:
    assert say_when(NOON, ENGLISH, OSLO) == "2 Mar 2026, 13:00"
    assert say_when(NOON, NORWEGIAN, UTC) == "2. mars 2026, 12:00"


def test_a_zone_that_this_machine_does_not_know_is_utc() -> None:
    assert time_zone("Europe/Atlantis") == time_zone("../etc/passwd") == UTC


@pytest.mark.parametrize(
    ("elapsed", "english", "norwegian"),
    [
        (0, "now", "nå"),
        (-3 * SECOND, "now", "nå"),
        (59 * SECOND, "now", "nå"),
        (5 * MINUTE, "5 minutes ago", "for 5 minutter siden"),
        (3 * HOUR, "3 hours ago", "for 3 timer siden"),
        (2 * DAY, "2 days ago", "for 2 døgn siden"),
        (40 * DAY, "21 Jan 2026", "21. jan. 2026"),
        (-2 * HOUR, "in 2 hours", "om 2 timer"),
    ],
)
def test_how_long_ago(elapsed: int, english: str, norwegian: str) -> None:
    then = NOON - elapsed
    for locale, word, expected in ((ENGLISH, "now", english), (NORWEGIAN, "nå", norwegian)):
        said = say_ago(then, NOON, locale, UTC, word_for_now=word)
        assert said.striptags() == expected
        assert said.startswith('<time datetime="2026-')


def test_numbers() -> None:
    assert say_number(1234567, ENGLISH) == "1,234,567"
    assert say_number(1234567, NORWEGIAN) == "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567"
    assert [say_short_number(n, ENGLISH) for n in (7, 9999, 12345)] == ["7", "9,999", "12K"]


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Linux",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("curl/8.0", "curl/8.0"),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(user_agent: str, name: str) -> None:
    assert name_browser(user_agent) == name

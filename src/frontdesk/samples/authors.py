"""Made-up people who write: each follows from the seed and a number, so none has to be kept."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Final
from uuid import UUID

from frontdesk.people.enums import UserStatus
from frontdesk.samples.dice import Dice, weighted
from frontdesk.samples.names import CITIES, FAMILY, GIVEN
from frontdesk.samples.vocabulary import BOT_NAME, REGIONS, TEAM_NAMES
from frontdesk.tickets.document import User

MAIL_DOMAINS: Final = ("example.com", "example.org", "example.net", "post.example", "mail.example")

# 256 places: one byte of the digest chooses.
_LANGUAGES: Final = weighted(
    (("en", 100), ("no", 66), ("de", 36), ("sv", 22), ("es", 13), ("pl", 11), ("ja", 8))
)
_REGIONS: Final = {
    "en": ("United Kingdom", "United Kingdom", "Rest of Europe", "Rest of the world"),
    "no": REGIONS[:5],
    "de": ("Germany",),
    "sv": ("Sweden",),
    "ja": ("Rest of the world",),
}
_WITHOUT_ADDRESS: Final = 16  # of 256
_VIP: Final = 20  # of 256
_REMEMBERED: Final = 50_000
_REGULARS: Final = 30  # they wrote before the first ticket already


@dataclass(frozen=True, slots=True)
class Author:
    user: User
    language: str
    city: str
    region: str
    is_vip: bool


class Authors:
    """The people of one seed; a person's number always gives the same person."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.numbered = lru_cache(_REMEMBERED)(self._make)

    def _make(self, number: int) -> Author:
        digest = _digest(f"author {self._seed} {number}")
        language = _LANGUAGES[digest[16]]
        regions = _REGIONS.get(language, ("Rest of Europe",))
        cities = CITIES[language]
        return Author(
            user=_client(digest, language, number),
            language=language,
            city=cities[digest[20] % len(cities)],
            region=regions[digest[21] % len(regions)],
            is_vip=digest[22] < _VIP,
        )


class Crowd:
    """Draws who writes next: one in four is new, and who came early has written more often."""

    def __init__(self, seed: int, dice: Dice) -> None:
        self._numbered = Authors(seed).numbered
        self._roll = dice.roll
        self._known = _REGULARS

    def next_author(self) -> Author:
        roll = self._roll()
        if roll < 0.25:
            self._known += 1
            return self._numbered(self._known - 1)
        # The rest of the same roll, squared: low numbers come up most.
        share = (roll - 0.25) / 0.75
        return self._numbered(int(share * share * self._known))


def _client(digest: bytes, language: str, number: int) -> User:
    given, family = GIVEN[language], FAMILY[language]
    first, last = given[digest[17] % len(given)], family[digest[18] % len(family)]
    domain = MAIL_DOMAINS[digest[19] % len(MAIL_DOMAINS)]
    family_first = language == "ja"
    return User(
        id=UUID(bytes=digest[:16], version=4),
        name=f"{last.shown} {first.shown}" if family_first else f"{first.shown} {last.shown}",
        image=None,
        # The number keeps addresses apart: people are found by them.
        email=_address(f"{first.latin}.{last.latin}{number}", domain, digest[23]),
        status=UserStatus.CLIENT,
        is_bot=False,
    )


def _address(left: str, domain: str, chance: int) -> str | None:
    return None if chance < _WITHOUT_ADDRESS else f"{left}@{domain}"


def synthetic_team(seed: int) -> tuple[User, ...]:
    """Twelve teammates and a bot (the last one), the same for the same seed."""
    people = [_teammate(seed, name, is_bot=False) for name in TEAM_NAMES]
    return (*people, _teammate(seed, BOT_NAME, is_bot=True))


def _teammate(seed: int, name: str, *, is_bot: bool) -> User:
    left = name.lower().replace(" ", ".").replace("ø", "o").replace("å", "a")
    return User(
        id=UUID(bytes=_digest(f"team {seed} {name}")[:16], version=4),
        name=name,
        image=None,
        email=f"{left}@team.example",
        status=UserStatus.TEAM,
        is_bot=is_bot,
    )


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=24).digest()

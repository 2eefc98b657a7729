"""Which passwords are taken, and in which form."""

import pytest

from frontdesk.accounts.hashing import NOBODYS_HASH, hash_password, is_outdated, is_password
from frontdesk.accounts.password_rules import read_password
from frontdesk.errors import InvalidMember

NAME, EMAIL = "Ingrid Solberg", "ingrid.s@example.com"


@pytest.mark.parametrize(
    "given",
    [
        "bridge over the fjord",
        "xK4#mQ9!pZ",
        "æøå på norsk",
        "ひみつのことばをつくる",
        "i" * 3 + "a mixed one" * 92,
    ],
)
def test_long_password_of_any_characters_is_taken_as_it_is(given: str) -> None:
    assert read_password(given, name=NAME, email=EMAIL) == given


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("", "at least 10"),
        ("xK4#mQ9!p", "at least 10"),
        ("xK4#mQ9!p\N{COMBINING ACUTE ACCENT}"[:9], "at least 10"),
        ("a b" * 400, "at most 1024"),
        ("a b" * 400_000, "at most 1024"),
        ("aaaaaaaaaaaa", "tried first"),
        ("1234567890", "tried first"),
        ("abcdefghijkl", "tried first"),
        ("Password123!", "tried first"),
        ("QWERTYUIOP", "tried first"),
        ("frontdesk2026", "tried first"),
        ("ingrid.s@example.com", "name or e-mail"),
        ("Ingrid Solberg 2026", "name or e-mail"),
        ("ingrid.s-123456", "name or e-mail"),
    ],
)
def test_password_that_is_easily_guessed_is_refused(given: str, problem: str) -> None:
    with pytest.raises(InvalidMember, match=problem) as refusal:
        read_password(given, name=NAME, email=EMAIL)
    assert refusal.value.member == "password"


def test_same_characters_composed_otherwise_are_the_same_password() -> None:
    composed, apart = "caf\u00e9 by the fjord", "cafe\u0301 by the fjord"
    assert read_password(apart, name=None, email=None) == composed


async def test_hash_is_of_todays_parameters_and_of_its_password_alone() -> None:
    stored = await hash_password("bridge over the fjord")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert await is_password("bridge over the fjord", stored)
    assert not await is_password("bridge over the fjorD", stored)
    assert not await is_password("bridge over the fjord", None)
    assert not await is_password("bridge over the fjord", "no hash")
    assert not is_outdated(stored)


def test_hash_that_nobody_has_takes_as_long_to_compare_as_one_of_today() -> None:
    assert not is_outdated(NOBODYS_HASH)


async def test_password_of_the_hash_that_nobody_has_lets_nobody_in() -> None:
    assert not await is_password("nobody has this password", None)


async def test_password_that_is_no_text_is_wrong_and_no_fault() -> None:
    assert not await is_password("\ud800 over the fjord", await hash_password("x"))

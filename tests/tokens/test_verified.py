"""The memory of verified tokens: bounded, honest about revocation and time."""

from typing import Final
from uuid import UUID

from frontdesk.people.enums import Role
from frontdesk.tokens.access import Access
from frontdesk.tokens.verified import VerifiedTokens
from tests.desk import NOON, FakeClock

API_USER: Final = UUID("1f0e8d3c-5b7a-4c1d-9e2f-0a1b2c3d4e5f")


def access(token_id: int) -> Access:
    return Access(community_id=1, token_id=token_id, role=Role.AGENT, actor_id=API_USER)


def trusted(clock: FakeClock, most: int = 10) -> VerifiedTokens:
    verified = VerifiedTokens(clock, most=most)
    verified.trust()
    return verified


def keep(verified: VerifiedTokens, token: str, token_id: int) -> None:
    verified.keep(token, access(token_id), expires=NOON + 5, generation=verified.generation)


def test_verified_token_is_remembered_until_it_expires() -> None:
    clock = FakeClock()
    verified = trusted(clock)
    keep(verified, "a", 1)
    clock.advance(4)
    assert verified.get("a") == access(1)
    clock.advance(1)
    assert verified.get("a") is None


def test_revoked_token_is_forgotten_and_others_are_not() -> None:
    verified = trusted(FakeClock())
    for token, token_id in (("a", 1), ("b", 2), ("c", 1)):
        keep(verified, token, token_id)
    verified.drop(1)
    assert [verified.get(token) for token in "abc"] == [None, access(2), None]


def test_what_was_looked_up_before_a_revocation_is_not_kept() -> None:
    verified = trusted(FakeClock())
    before = verified.generation
    verified.drop(7)
    verified.keep("a", access(1), expires=NOON + 5, generation=before)
    assert verified.get("a") is None


def test_nothing_is_kept_while_revocations_cannot_be_heard() -> None:
    verified = VerifiedTokens(FakeClock())
    keep(verified, "a", 1)
    verified.trust()
    keep(verified, "b", 1)
    verified.distrust()
    keep(verified, "c", 1)
    assert [verified.get(token) for token in "abc"] == [None, None, None]


def test_oldest_goes_when_there_are_too_many() -> None:
    verified = trusted(FakeClock(), most=2)
    for token_id, token in enumerate("abc"):
        keep(verified, token, token_id)
    assert [verified.get(token) for token in "abc"] == [None, access(1), access(2)]

"""Access tokens: exactly the contract's claims, and nothing else is believed (section 2)."""

from typing import Any, Final
from uuid import UUID

import jwt
import pytest

from frontdesk.kit.clock import SECOND
from frontdesk.people.enums import Role
from frontdesk.tokens.access import Access, AccessClaims, issue_access_token, read_access_token
from tests.desk import NOON

KEY: Final = b"k" * 64
CLIENT: Final = "5e0f1d2c-3b4a-4958-8677-695a4b3c2d1e"
ACCESS: Final = Access(
    community_id=7,
    token_id=9,
    role=Role.ADMIN,
    actor_id=UUID("1f0e8d3c-5b7a-4c1d-9e2f-0a1b2c3d4e5f"),
)
CLAIMS: Final[dict[str, Any]] = {
    "cid": "7",
    "type": "Community",
    "nbf": NOON // SECOND,
    "exp": NOON // SECOND + 3600,
    "iss": "frontdesk",
    "aud": CLIENT,
    "rti": 9,
}


def signed(claims: dict[str, Any], key: bytes = KEY, algorithm: str = "HS512") -> str:
    return jwt.encode(claims, key, algorithm=algorithm)


def test_token_has_the_claims_of_the_contract_and_names_its_refresh_token() -> None:
    token = issue_access_token(ACCESS, client_id=CLIENT, key=KEY, now=NOON + 9_999_999)
    assert jwt.get_unverified_header(token) == {"alg": "HS512", "typ": "JWT"}
    assert jwt.decode(token, options={"verify_signature": False}) == CLAIMS


def test_own_token_is_read_back() -> None:
    expected = AccessClaims(
        community_id=7, token_id=9, client_id=CLIENT, expires=NOON + 3600 * SECOND
    )
    assert read_access_token(signed(CLAIMS), key=KEY, now=NOON) == expected


@pytest.mark.parametrize(
    ("now", "is_valid"),
    [
        (NOON - 1, False),
        (NOON, True),
        (NOON + 3600 * SECOND - 1, True),
        (NOON + 3600 * SECOND, False),
    ],
)
def test_token_is_valid_from_its_first_tick_to_its_last(now: int, is_valid: bool) -> None:
    assert (read_access_token(signed(CLAIMS), key=KEY, now=now) is not None) == is_valid


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "a.b.c",
        "a.b.c.d",
        "é.é.é",
        "\ud800",
        signed(CLAIMS)[:-2],
        signed(CLAIMS, key=b"x" * 64),
        signed(CLAIMS, algorithm="HS256"),
        signed(CLAIMS, algorithm="HS384"),
        jwt.encode(CLAIMS, "", algorithm="none"),
        signed(CLAIMS | {"type": "User"}),
        signed(CLAIMS | {"iss": "somebody"}),
        signed(CLAIMS | {"cid": "seven"}),
        signed(CLAIMS | {"cid": None}),
        signed(CLAIMS | {"rti": []}),
        signed(CLAIMS | {"exp": "soon"}),
        *(signed({name: CLAIMS[name] for name in CLAIMS if name != gone}) for gone in CLAIMS),
    ],
)
def test_other_tokens_are_not_believed(token: str) -> None:
    assert read_access_token(token, key=KEY, now=NOON) is None


@pytest.mark.parametrize("part", [0, 1])
def test_nested_part_is_no_fault_of_ours(part: int) -> None:
    parts = signed(CLAIMS).split(".")
    parts[part] = jwt.utils.base64url_encode(b"[" * 40_000).decode()
    assert read_access_token(".".join(parts), key=KEY, now=NOON) is None

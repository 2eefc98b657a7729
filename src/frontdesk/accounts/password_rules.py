"""What a password must be like, so that nobody guesses it (NIST SP 800-63B: long, not common)."""

from itertools import pairwise
from pathlib import Path
from typing import Final
from unicodedata import normalize

from frontdesk.errors import InvalidMember

SHORTEST: Final = 10
LONGEST: Final = 1024

_COMMON: Final = frozenset(
    Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").split()
)
_AROUND: Final = "0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


def read_password(given: str, *, name: str | None, email: str | None) -> str:
    """The password in the one form in which it is hashed. Raises InvalidMember, which says what
    is wrong with it."""
    password = normalize_password(given)
    if given and not LONGEST >= len(password) > 0:
        raise _refused(f"use at most {LONGEST} characters")
    if len(password) < SHORTEST:
        raise _refused(f"use at least {SHORTEST} characters")
    if len(set(password)) < 4 or _is_common(password.casefold()):
        raise _refused("this is one of the passwords that are tried first; use another")
    if _bare(password) in _own_words(name, email):
        raise _refused("use something else than your name or e-mail address")
    return password


def normalize_password(given: str) -> str:
    """The same characters are the same password, however a keyboard composes them.

    Empty, which is nobody's password, for what is far too long: composing would take long, too."""
    return normalize("NFC", given) if len(given) <= 4 * LONGEST else ""


def _refused(problem: str) -> InvalidMember:
    return InvalidMember("password", problem)


def _is_common(password: str) -> bool:
    """Also with the digits and signs that people put around a word."""
    return password in _COMMON or password.strip(_AROUND) in _COMMON or _is_run(password)


def _is_run(password: str) -> bool:
    """Such as 1234567890 and abcdefghijkl."""
    steps = {ord(b) - ord(a) for a, b in pairwise(password)}
    return len(steps - {-9}) <= 1  # 9 is followed by 0


def _own_words(name: str | None, email: str | None) -> set[str]:
    local = (email or "").partition("@")[0]
    return {_bare(word) for word in (name, email, local) if word} - {""}


def _bare(text: str) -> str:
    """Letters only: neither `ingrid.solberg` nor `Ingrid Solberg 2026!` hides the name."""
    return "".join(filter(str.isalpha, text.casefold()))

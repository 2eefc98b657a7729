"""Letters as people search for them: without case and accents, and as they are typed elsewhere.

Å, ä, ö, ø and ü have two spellings without their sign, `a` and `aa`, `o` and `oe`: a word with such
a letter has two forms, and either of them finds it. Half and full width are one, too.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST_WORD: Final = 100
_LONGEST_NUMBER: Final = 20
_END_OF_NUMBER: Final = 8

_LETTERS: Final = {
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "þ": "th",
    "ð": "d",
    "đ": "d",
    "ħ": "h",
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    "ł": "l",
    "ŋ": "n",
    "ŧ": "t",
    "ø": "o",
}
_SPELT_OUT: Final = {"å": "aa", "ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue"}

# Signs that change no letter: of Latin, Greek and Cyrillic; of Hebrew; of Arabic.
_SIGNS: Final = (
    (0x0300, 0x036F),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x0640, 0x0640),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
)


class _Letters(dict[int, str]):
    """What each character becomes, found out when it is first met."""

    def __init__(self, own: dict[str, str]) -> None:
        super().__init__({ord(letter): plain for letter, plain in own.items()})

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code))
        kept = "".join(part for part in parts if not _is_sign(ord(part)))
        self[code] = plain = unicodedata.normalize("NFC", kept)
        return plain


def _is_sign(code: int) -> bool:
    return any(first <= code <= last for first, last in _SIGNS)


_SIMPLE: Final = _Letters(_LETTERS)
_EXPANDED: Final = _Letters(_LETTERS | _SPELT_OUT)


def sought_forms(word: str) -> tuple[str, ...]:
    """The forms of a word any of which finds it; none for signs alone."""
    return _sought_forms(word[:LONGEST_WORD])


def indexed_forms(word: str) -> tuple[str, ...]:
    """The forms under which a word of a text is found: also by the end of a long number, since
    telephone numbers are said with and without what comes before."""
    word = word[:LONGEST_WORD]
    if word.isascii() and not (word.isdigit() and (word[0] == "0" or len(word) > _END_OF_NUMBER)):
        return (word.lower(),)  # most words, in less time than it takes to remember them
    return _indexed_forms(word)


@lru_cache(maxsize=65_536)
def _indexed_forms(word: str) -> tuple[str, ...]:
    forms = _sought_forms(word)
    if _END_OF_NUMBER < len(word) <= _LONGEST_NUMBER and word.isascii() and word.isdigit():
        return tuple(dict.fromkeys((*forms, word[-_END_OF_NUMBER:])))
    return forms


@lru_cache(maxsize=65_536)
def _sought_forms(word: str) -> tuple[str, ...]:
    if word.isascii():
        plain = word.lower()
        return (plain, plain.lstrip("0") or "0") if _has_leading_zeros(plain) else (plain,)
    lower = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    forms = (_cleaned(lower.translate(_SIMPLE)), _cleaned(lower.translate(_EXPANDED)))
    return tuple(dict.fromkeys(form[:LONGEST_WORD] for form in forms if form))


def _cleaned(form: str) -> str:
    """Without blanks and quotes, which the parts of a compatibility character may be."""
    return _NO_PART.sub("", form)


_NO_PART: Final = re.compile(r"[\s'\\\0]")


def _has_leading_zeros(word: str) -> bool:
    return word[0] == "0" and len(word) > 1 and word.isdigit()

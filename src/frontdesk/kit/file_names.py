"""Names of files that strangers chose, made harmless to show, to send and to save."""

import re
import unicodedata
from typing import Final

MOST_BYTES: Final = 255
"""What a file system takes as one name, in UTF-8."""

_LONGEST_EXTENSION: Final = 20
_UNSEEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Letters and marks by category, yet nothing is seen of them: fillers, joiners, variation selectors.
_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_RESERVED: Final = re.compile(r'[<>:"|?*]')


def clean_file_name(given: str | None) -> str:
    """`given` without folders, without characters that nobody sees or that turn the reading
    direction, and without those that some system gives a meaning; at most 255 bytes of UTF-8, its
    extension kept. What is left of nothing is `file`."""
    # Unseen ones first: they must not hide a dot or a slash from what follows.
    text = unicodedata.normalize("NFC", _without_unseen(given or ""))
    last = re.split(r"[/\\]", text)[-1]
    name = _RESERVED.sub("_", " ".join(last.split())).strip(". ")
    return _shortened(name) or "file"


def _without_unseen(text: str) -> str:
    # A line break or a tab parts words, so it becomes a space.
    spaced = re.sub(r"\s", " ", text)
    kept = (sign for sign in spaced if unicodedata.category(sign) not in _UNSEEN_CATEGORIES)
    return _UNSEEN.sub("", "".join(kept))


def _shortened(name: str) -> str:
    if len(name.encode()) <= MOST_BYTES:
        return name
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension.encode()) > _LONGEST_EXTENSION:
        stem, dot, extension = name, "", ""
    room = MOST_BYTES - len((dot + extension).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + dot + extension

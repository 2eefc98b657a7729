"""What the words of a community begin with in the index that all communities share."""

from typing import Final

_BASE: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


def community_mark(community_id: int) -> str:
    digits = ""
    while community_id:
        community_id, digit = divmod(community_id, len(_BASE))
        digits = _BASE[digit] + digits
    return f"{digits}/"

"""What tickets, replies and notes have in common where they are read: people, files, tags, times,
texts. Whatever checks raises InvalidMember, which names the member."""

from collections.abc import Sequence
from typing import Any, Final

from frontdesk.errors import InvalidMember
from frontdesk.kit.clock import format_ticks, parse_ticks
from frontdesk.kit.text import sanitize_html, to_html
from frontdesk.tickets.document import User

LONGEST_TAG: Final = 200
LONGEST_EMAIL: Final = 320
LARGEST_ID: Final = 2**53 - 1
"""Ids above are refused: new tickets get ids past the largest, and every client must read them."""

_USUAL_ATTACHMENT: Final = {"isContentPart": False, "name": None}
_USUAL_PERSON: Final = {"name": None, "image": None, "email": None, "isBot": False}


def person_with_usual_members(given: Any, status: str) -> Any:
    """The same if it is no object; what it must be is checked later."""
    return _USUAL_PERSON | {"status": status} | given if isinstance(given, dict) else given


def files_with_usual_members(given: Any) -> Any:
    if not isinstance(given, list):
        return given
    return [_USUAL_ATTACHMENT | each if isinstance(each, dict) else each for each in given]


def check_id(path: str, number: int) -> None:
    if number > LARGEST_ID:
        raise InvalidMember(path, f"expected an integer of at most {LARGEST_ID}")


def check_tags(path: str, tags: Sequence[str]) -> None:
    for index, tag in enumerate(tags):
        if not tag.strip() or len(tag) > LONGEST_TAG:
            raise InvalidMember(f"{path}[{index}]", f"expected 1 to {LONGEST_TAG} characters")


def check_person(path: str, person: User) -> None:
    if len(person.email or "") > LONGEST_EMAIL:
        raise InvalidMember(f"{path}.email", f"expected at most {LONGEST_EMAIL} characters")


def normal_time(path: str, text: str) -> str:
    try:
        ticks = parse_ticks(text)
    except ValueError as error:
        raise InvalidMember(path, str(error)) from None
    # Seven digits, the last of which counts, in UTC: already as we write it.
    is_normal = len(text) == 33 and text[26] != "0" and text.endswith("+00:00")
    return text if is_normal else format_ticks(ticks)


def safe_html(message: str | None, html: str | None) -> str | None:
    """The HTML of a text; made from `message` if there is none."""
    plain = None if message is None else to_html(message)
    # What was only ever plain text is safe; it is found out in a tenth of the time of cleaning.
    return plain if html is None or html == plain else sanitize_html(html)

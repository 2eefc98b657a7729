"""What schemathesis checks here beside its own checks.

Its `positive_data_acceptance` is replaced: a request that the schemas allow may be refused, but
only for a reason that a schema cannot say, and each of those is named here.
"""

import re
from typing import Any, Final

import schemathesis
from schemathesis import Case, CheckContext, Response

REASONS: Final = (
    # What is named is not there: ids are made up.
    r"no [a-z ]+ has the id ",
    r"(assigneeId|author\.email|parentReplyId|memberIds\[\d+\]): ",
    # Nobody answers at a made-up address; what a webhook hears of is all of one object.
    r"^url: |is no event of a|^verifyToken: ",
    r"give either from or ticketId|cannot stand beside ticketId",
    r"^after: expected a position|^types: ",
    # JSON can say it, a text column cannot.
    r"a string must not hold the character U\+0000",
    # 1.0 counts as an integer for a schema, not for the contract.
    r"expected an integer( or null)?, got a number",
    # The form of an entity tag is that of RFC 9110.
    r"If-(None-)?Match: expected",
    # Members that depend on one another.
    r"give either (key or id|url or fileId)",
    r"title or message must not be blank",
    r"creator: needs a name, an email or a customIdentifier",
    r"from: must not be later than to",
    r"^query: must have a word to look for",
    r"cursor: |skip: cannot stand beside a cursor",
    r"is (required|there more than once)|must be null for timePeriod|must be later than startAt",
    r"overlaps |expected \d+, as in the address",
    # A tree of categories stays one, and is not endless; some take no tickets.
    r"a category cannot stand below itself|has at most \d+ levels|may not be chosen",
    # Values that depend on the type of a custom field.
    r"(customFields\[\d+\]|value|defaultValue|possibleValues|possibleValues\[\d+\])(\.\w+)?: ",
    # Files: a form has more ways to be wrong than a schema can say.
    r"\S* is empty|broken multipart/form-data|no such field here|file: is required",
    # Texts whose form is checked beyond a pattern.
    r"must not be blank|expected a single line",
    r"expected an http or https address|is no e-mail address",
    r"\[\d+\]: expected 1 to 200 characters",
    # RFC 3339 knows leap seconds, a year 0000, small letters and any number of digits.
    r"(from|to): (no such date-time|expected a date-time)",
    # OAuth: nobody has a made-up client_id.
    r"nobody has this client_id|(refresh_token|client_id) is missing",
)
"""Patterns of the texts of errors with code 2, and of OAuth's."""

_REASON: Final = re.compile("|".join(REASONS))


@schemathesis.check
def refused_for_a_named_reason(ctx: CheckContext, response: Response, case: Case[Any]) -> None:
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if response.status_code == 400:
        text = _error_text(response.json())
        assert _REASON.search(text), f"a valid request is refused: {text}"
    assert response.status_code not in (405, 413, 415), "a valid request is refused"


def _error_text(answer: dict[str, Any]) -> str:  # Any: JSON
    return str(answer.get("errorText") or answer.get("error_description"))

"""Documents that follow a change without being told anew from all tables."""

import pytest

from frontdesk.tickets.amending import amend_document

DOCUMENT = (
    b'{"id":7,"title":"\\"status\\":\\"open\\" 1.0","creationTime":"2019-12-17T07:03:48.1+00:00",'
    b'"lastThreadElementCreationTime":"2019-12-17T07:03:48.318717+00:00","lockedBy":null,'
    b'"properties":{"hasDraft":false,"isExpired":false,"isLocked":false,"isSpam":false},'
    b'"replyCount":0,"status":"open","tags":["a"]}'
)


@pytest.mark.parametrize(
    ("columns", "members", "old", "new"),
    [
        ({}, {}, b"", b""),
        ({"cc": ["bill@gmail.com"]}, {}, b"", b""),
        ({"status": "pending"}, {}, b'"status":"open",', b'"status":"pending",'),
        ({"reply_count": 1}, {}, b'"replyCount":0', b'"replyCount":1'),
        ({"is_spam": True}, {}, b'"isSpam":false', b'"isSpam":true'),
        ({}, {"tags": ["a", "b"]}, b'["a"]', b'["a","b"]'),
        (
            {"last_activity": 0},
            {},
            b'"lastThreadElementCreationTime":"2019-12-17T07:03:48.318717+00:00"',
            b'"lastThreadElementCreationTime":"1970-01-01T00:00:00+00:00"',
        ),
    ],
)
def test_only_the_member_in_question_changes(
    columns: dict[str, object], members: dict[str, object], old: bytes, new: bytes
) -> None:
    assert amend_document(DOCUMENT, columns, members) == DOCUMENT.replace(old, new)


def test_who_has_the_ticket_locks_it() -> None:
    assigned = amend_document(DOCUMENT, {}, {"lockedBy": {"id": 1}})
    assert assigned == DOCUMENT.replace(b'"lockedBy":null', b'"lockedBy":{"id":1}').replace(
        b'"isLocked":false', b'"isLocked":true'
    )
    assert amend_document(assigned, {}, {"lockedBy": None}) == DOCUMENT

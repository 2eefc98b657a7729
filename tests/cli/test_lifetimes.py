"""A server that is killed amid many writes: what it answered is there, nothing is there by half."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import httpx2

from tests.cli.installation import Frontdesk
from tests.cli.tables import run_sql

WRITERS: Final = 6
SECONDS: Final = 3.0


@dataclass
class Writer:
    """Opens tickets, each with a reply, a note and a status, until the server is gone. `answered`
    has what the server said it had done: the title, replies and notes of each ticket."""

    url: str
    headers: dict[str, str]
    answered: dict[int, "Told"] = field(default_factory=dict)

    def write(self) -> None:
        with httpx2.Client(base_url=self.url, headers=self.headers, timeout=20) as client:
            try:
                while True:
                    self._write_one(client)
            except httpx2.TransportError:
                return

    def _write_one(self, client: httpx2.Client) -> None:
        title = f"{id(self)} {len(self.answered)}"
        creator = {"email": f"{len(self.answered) % 7}@example.com"}
        opened = post(client, "/tickets", {"title": title, "creator": creator, "tags": ["a"]})
        told = self.answered[opened] = Told(title)
        for _ in range(2):
            message = {"message": "Hello", "isTicketNeededToBeCompleted": True}
            told.replies.append(post(client, f"/tickets/{opened}/replies", message)["id"])
        told.notes.append(post(client, f"/tickets/{opened}/notes", {"message": "x"})["id"])


@dataclass
class Told:
    title: str
    replies: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)


def post(client: httpx2.Client, path: str, body: Any) -> Any:
    answer = client.post(path, json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


@contextmanager
def writing(writers: list[Writer]) -> Iterator[None]:
    threads = [threading.Thread(target=writer.write) for writer in writers]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join(timeout=30)
        assert not thread.is_alive()


def test_what_was_answered_survives_a_kill_and_nothing_is_half_written(
    own_frontdesk: Frontdesk, port: int
) -> None:
    own_frontdesk.community("acme")
    with own_frontdesk.serving(port=port, rate_limit="off") as server:
        with server.client(own_frontdesk, "acme", "shop") as client:
            headers = dict(client.headers)
        writers = [Writer(server.url, headers) for _ in range(WRITERS)]
        with writing(writers):
            time.sleep(SECONDS)
            server.process.kill()
    answered = {each: told for writer in writers for each, told in writer.answered.items()}
    assert len(answered) > WRITERS

    with (
        own_frontdesk.serving(port=port, rate_limit="off") as server,
        httpx2.Client(base_url=server.url, headers=headers, timeout=20) as client,
    ):
        assert [each for each, told in answered.items() if not is_there(client, each, told)] == []
        assert run_sql(own_frontdesk, HALF_WRITTEN) == []
        assert own_frontdesk.run("doctor", "--documents").code == 0
        assert server.stop() == 0


def is_there(client: httpx2.Client, ticket_id: int, told: Told) -> bool:
    """Whether the ticket is as told; its last change may be there though nobody was told."""
    ticket = read(client, f"/tickets/{ticket_id}")
    replies = [each["id"] for each in read(client, f"/tickets/{ticket_id}/replies")]
    notes = [each["id"] for each in read(client, f"/tickets/{ticket_id}/notes")]
    return (
        ticket["title"] == told.title
        and ticket["tags"] == ["a"]
        and ticket["replyCount"] == len(replies)
        and ticket["status"] == ("completed" if replies else "open")
        and replies[: len(told.replies)] == told.replies
        and notes[: len(told.notes)] == told.notes
    )


def read(client: httpx2.Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


HALF_WRITTEN: Final = """
select 'ticket without message', t.ticket_id::text
from tickets t
left join ticket_messages m on m.community_id = t.community_id and m.ticket_id = t.ticket_id
where m.ticket_id is null
union all
select 'ticket without document', t.ticket_id::text
from tickets t
left join ticket_documents d on d.community_id = t.community_id and d.ticket_id = t.ticket_id
where d.ticket_id is null
union all
select 'ticket without tag', t.ticket_id::text
from tickets t
left join ticket_tags g on g.community_id = t.community_id and g.ticket_id = t.ticket_id
where g.ticket_id is null
union all
select kind || ' and its event', coalesce(id, subject_id)
from (
    select 'ticket_created' as name, 'ticket' as kind, ticket_id::text as id from tickets
    union all
    select 'reply_created', 'reply', reply_id::text from replies
    union all
    select 'note_created', 'note', note_id::text from notes
) as written
full join (
    select name, coalesce(subject_id, ticket_id::text) as subject_id
    from events
    where name in ('ticket_created', 'reply_created', 'note_created')
) as told on told.name = written.name and told.subject_id = written.id
where written.id is null or told.subject_id is null
"""

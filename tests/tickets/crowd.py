"""Clients that change one community all at once: what each may do, and what they know of it."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from tests.desk import Desk, data_of

CLIENT: Final = "client-{}@example.com"
TAGS: Final = [f"tag-{number}" for number in range(12)]
STATUSES: Final = ["open", "pending", "completed"]
RECENT: Final = 40


@dataclass(kw_only=True)
class Crowd:
    """`opened` has what each ticket was opened with; the lists may name what is gone by now.
    `answers` counts the HTTP statuses of each action, `faults` keeps those that must not be."""

    desk: Desk
    chance: Random
    opened: dict[int, dict[str, Any]] = field(default_factory=dict)
    authors: dict[int, str] = field(default_factory=dict)
    replies: list[tuple[int, int]] = field(default_factory=list)
    notes: list[tuple[int, int]] = field(default_factory=list)
    categories: list[int] = field(default_factory=list)
    teammates: list[str] = field(default_factory=list)
    fields: dict[str, int] = field(default_factory=dict)
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def ticket(self) -> int:
        """Mostly one of the same few, so that clients get in each other's way."""
        known = list(self.opened)
        return self.chance.choice(known[:RECENT] if self.chance.random() < 0.8 else known)

    def email_of(self, number: int) -> str:
        return f"mate-{number}@example.com"

    async def send(self, name: str, method: str, path: str, body: Any = None) -> Any:
        """The `data`, or None for a refusal, which may be right: what it names can be gone."""
        answer = await self.desk.client.request(method, path, json=body)
        self.answers[name, answer.status_code] += 1
        if answer.status_code not in (200, 400, 404, 409):
            self.faults.append(f"{name}: {answer.status_code} {answer.text}")
        return answer.json()["data"] if answer.status_code == 200 else None


Action = Callable[[Crowd], Awaitable[None]]


async def prepare(crowd: Crowd) -> None:
    """Categories, teammates, fields and the first tickets."""
    desk = crowd.desk
    for number in range(4):
        await add_category(crowd, auto_archive=number == 3)
    for number in range(3):
        mate = {"name": f"Mate {number}", "email": crowd.email_of(number), "role": "agent"}
        crowd.teammates.append(data_of(await desk.post("/Teammates", mate))["id"])
    for kind in ("dropdown", "multi_select", "text"):
        definition = definition_of(kind, Random(1))
        crowd.fields[kind] = data_of(await desk.post("/customFields", definition))["id"]
    for _ in range(RECENT):
        await open_ticket(crowd)


async def hustle(crowd: Crowd, *, clients: int, seconds: float) -> None:
    """So many clients at once do one thing after another."""
    end = time.monotonic() + seconds

    async def work() -> None:
        while time.monotonic() < end:
            [action] = crowd.chance.choices(list(ACTIONS), list(ACTIONS.values()))
            await action(crowd)

    async with asyncio.TaskGroup() as group:
        for _ in range(clients):
            group.create_task(work())


async def open_ticket(crowd: Crowd) -> None:
    email = CLIENT.format(crowd.chance.randrange(30))
    given = {
        "categoryId": crowd.chance.choice([None, *crowd.categories]),
        "assigneeId": crowd.chance.choice([None, *crowd.teammates]),
        "tags": crowd.chance.sample(TAGS, 3),
        "customFields": [{"id": crowd.fields["text"], "value": "x"}],
    }
    body = {"title": "Help", "message": "<p>Hello</p>", "creator": {"email": email}, **given}
    ticket_id = await crowd.send("open", "POST", "/tickets", body)
    if ticket_id is not None:
        crowd.opened[ticket_id] = given
        crowd.authors[ticket_id] = email


async def reply(crowd: Crowd) -> None:
    ticket_id, parent = crowd.ticket(), None
    if crowd.replies and crowd.chance.random() < 0.2:
        ticket_id, parent = crowd.chance.choice(crowd.replies[-RECENT:])
    mate = crowd.email_of(crowd.chance.randrange(3))
    body = {
        "message": "Hi",
        "author": crowd.chance.choice([None, {"email": crowd.authors[ticket_id]}, {"email": mate}]),
        "parentReplyId": parent,
        "isDraft": crowd.chance.random() < 0.2,
        "isTicketNeededToBeCompleted": crowd.chance.random() < 0.1,
        "attachments": crowd.chance.choice([[], [{"url": "https://x.example/a", "name": "a"}]]),
    }
    written = await crowd.send("reply", "POST", f"/tickets/{ticket_id}/replies", body)
    if written is not None:
        crowd.replies.append((ticket_id, written["id"]))


async def add_note(crowd: Crowd) -> None:
    ticket_id = crowd.ticket()
    mate = crowd.email_of(crowd.chance.randrange(3))
    body = {"message": f"Ask @{mate}", "author": crowd.chance.choice([None, {"email": mate}])}
    note = await crowd.send("add note", "POST", f"/tickets/{ticket_id}/notes", body)
    if note is not None:
        crowd.notes.append((ticket_id, note["id"]))


async def update_note(crowd: Crowd) -> None:
    if crowd.notes:
        ticket_id, note_id = crowd.chance.choice(crowd.notes[-RECENT:])
        files = [{"url": "https://x.example/b", "name": "b"}]
        body = {
            "message": f"{crowd.chance.random()}",
            "attachments": crowd.chance.choice([[], files]),
        }
        await crowd.send("update note", "PATCH", f"/tickets/{ticket_id}/notes/{note_id}", body)


async def delete_note(crowd: Crowd) -> None:
    if crowd.notes:
        ticket_id, note_id = crowd.chance.choice(crowd.notes[-RECENT:])
        await crowd.send("delete note", "DELETE", f"/tickets/{ticket_id}/notes/{note_id}")


async def assign(crowd: Crowd) -> None:
    """With the assignee as it just was, or any."""
    ticket_id = crowd.ticket()
    previous = crowd.chance.choice(crowd.teammates)
    if crowd.chance.random() < 0.8:
        ticket = await crowd.send("get", "GET", f"/tickets/{ticket_id}")
        previous = ticket["lockedBy"] and ticket["lockedBy"]["id"]
    to = crowd.chance.choice([None, *crowd.teammates])
    body = {"assigneeId": to, "previousAssigneeId": previous}
    await crowd.send("assign", "PATCH", f"/tickets/{ticket_id}/assignee", body)


async def set_status(crowd: Crowd) -> None:
    body = {"status": crowd.chance.choice(STATUSES)}
    await crowd.send("status", "PATCH", f"/tickets/{crowd.ticket()}/status", body)


async def set_category(crowd: Crowd) -> None:
    body = {"id": crowd.chance.choice([None, *crowd.categories])}
    await crowd.send("category", "PATCH", f"/tickets/{crowd.ticket()}/category", body)


async def set_tags(crowd: Crowd) -> None:
    tags = some_tags(crowd)
    await crowd.send("tags", "PUT", f"/tickets/{crowd.ticket()}/tags", tags)


async def set_reply_tags(crowd: Crowd) -> None:
    if crowd.replies:
        ticket_id, reply_id = crowd.chance.choice(crowd.replies[-RECENT:])
        path = f"/tickets/{ticket_id}/replies/{reply_id}/tags"
        await crowd.send("reply tags", "PUT", path, some_tags(crowd))


def some_tags(crowd: Crowd) -> list[str]:
    """In any order; now and then some that nobody used before."""
    new = [f"new-{crowd.chance.randrange(10_000)}" for _ in range(2)]
    known = crowd.chance.sample(TAGS, crowd.chance.randrange(5))
    return known + new if crowd.chance.random() < 0.2 else known


async def set_field(crowd: Crowd) -> None:
    kind = crowd.chance.choice(list(crowd.fields))
    value: Any = crowd.chance.choice(["Red", "Crimson", "Green", "Blue", None])
    if kind == "multi_select" and value is not None:
        value = [value, "Blue"]
    body = {"id": crowd.fields[kind], "value": value}
    await crowd.send("field", "PATCH", f"/tickets/{crowd.ticket()}/customFields", body)


async def redefine_field(crowd: Crowd) -> None:
    kind = crowd.chance.choice(list(crowd.fields))
    body = definition_of(kind, crowd.chance)
    await crowd.send("redefine", "PUT", f"/customFields/{crowd.fields[kind]}", body)


def definition_of(kind: str, chance: Random) -> dict[str, Any]:
    """Possible values are renamed, removed and put into another order; fields change places."""
    names = [chance.choice(["Red", "Crimson"]), "Green", "Blue"][: chance.choice([2, 3, 3])]
    orders = chance.choice([[1, 2, 3], [3, 2, 1]])
    possible = [{"order": order, "value": name} for order, name in zip(orders, names, strict=False)]
    return {
        "name": kind,
        "type": kind,
        "order": chance.randrange(3),
        "possibleValues": [] if kind == "text" else possible,
    }


async def add_category(crowd: Crowd, *, auto_archive: bool = False) -> None:
    body = {"name": f"Category {crowd.chance.random()}", "autoArchive": auto_archive}
    category = await crowd.send("add category", "POST", "/categories", body)
    crowd.categories.append(category["id"])


async def rename_category(crowd: Crowd) -> None:
    category_id = crowd.chance.choice(crowd.categories)
    body = {
        "name": f"Category {crowd.chance.random()}",
        "isMuted": crowd.chance.random() < 0.5,
    }
    await crowd.send("rename category", "PUT", f"/categories/{category_id}", body)


async def replace_category(crowd: Crowd) -> None:
    """One comes, another is deleted."""
    await add_category(crowd)
    category_id = crowd.categories.pop(crowd.chance.randrange(len(crowd.categories)))
    await crowd.send("delete category", "DELETE", f"/categories/{category_id}")


async def rename_teammate(crowd: Crowd) -> None:
    await change_teammate(crowd, role="agent")


async def demote_teammate(crowd: Crowd) -> None:
    await change_teammate(crowd, role="read_only_user")


async def change_teammate(crowd: Crowd, *, role: str) -> None:
    number = crowd.chance.randrange(len(crowd.teammates))
    name = f"Mate {crowd.chance.random()}"
    body = {"name": name, "email": crowd.email_of(number), "role": role}
    await crowd.send(f"make {role}", "PUT", f"/Teammates/{crowd.teammates[number]}", body)


async def remove_teammate(crowd: Crowd) -> None:
    """And take them back under the same id."""
    number = crowd.chance.randrange(len(crowd.teammates))
    await crowd.send("remove teammate", "DELETE", f"/Teammates/{crowd.teammates[number]}")
    body = {"name": f"Mate {number}", "email": crowd.email_of(number), "role": "agent"}
    await crowd.send("add teammate", "POST", "/Teammates", body)


ACTIONS: Final[dict[Action, int]] = {
    open_ticket: 10,
    reply: 20,
    add_note: 8,
    update_note: 6,
    delete_note: 4,
    assign: 14,
    set_status: 6,
    set_category: 10,
    set_tags: 8,
    set_reply_tags: 5,
    set_field: 10,
    redefine_field: 2,
    rename_category: 2,
    replace_category: 1,
    rename_teammate: 2,
    demote_teammate: 1,
    remove_teammate: 1,
}

"""A conversation with a bit of everything, for pages of a ticket."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from tests.desk import Desk, data_of
from tests.team import open_ticket

PICTURE: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63"
    "d8f5ec3e00059e02b6a2f6f1a10000000049454e44ae426082"
)

LETTER: Final = (
    "<p>Hi, look at <b>this</b>: <a href='https://evil.example/login'>bank.example</a></p>"
    "<table><tr><td>Size</td><td>54</td></tr></table>"
    "<p><img src='https://pictures.example/bike.png' alt='My bike'></p>"
    "<script>document.title = 'owned'</script>"
)


@dataclass(frozen=True, kw_only=True)
class Talking:
    """Ids of what is in it."""

    ticket: int
    customer: UUID
    reply: int
    letter: int
    draft: int
    note: int
    category: int
    sub_category: int
    fields: dict[str, int]


async def upload(desk: Desk, name: str, content: bytes) -> str:
    answer = await desk.client.post("/attachments", files=[("file", (name, content))])
    return str(data_of(answer)[0]["id"])


async def say(desk: Desk, ticket: int, message: str, **members: Any) -> int:
    body = {"message": message} | members
    return int(data_of(await desk.post(f"/tickets/{ticket}/replies", body))["id"])


async def make_talk(desk: Desk, *, mate: str = "anton@acme.example") -> Talking:
    """Bill Smith's ticket; `mate` is the address of the teammate who answered him."""
    sizes = [{"order": 1, "value": "S"}, {"order": 2, "value": "L"}]
    fields = {
        "dropdown": await _add_field(desk, "dropdown", possibleValues=sizes),
        "date": await _add_field(desk, "date"),
        "number": await _add_field(desk, "number", isSensitiveData=True),
        "checkbox": await _add_field(desk, "checkbox"),
    }
    category = data_of(await desk.post("/categories", {"name": "Repairs"}))["id"]
    below = {"name": "Warranty", "parentId": category}
    sub_category = data_of(await desk.post("/categories", below))["id"]
    photo = await upload(desk, "bike.png", PICTURE)
    list_ = await upload(desk, "prices.txt", b"A price list. " * 400)
    ticket = await open_ticket(
        desk,
        title="Creaking bottom bracket after 200 km",
        message="Hello,\n\nit creaks when I stand up.\nSee https://x.example/video\n\n> Was fine",
        attachments=[
            {"fileId": photo},
            {"url": "https://elsewhere.example/a.mov", "name": "a.mov"},
        ],
        tags=["urgent"],
        customFields=[{"id": fields["number"], "value": "12.5"}],
    )
    reply = await say(
        desk,
        ticket,
        "Hi Bill,\n\nwhich frame?",
        author={"email": mate},
        attachments=[{"fileId": list_}],
    )
    letter = await say(desk, ticket, LETTER, isHtml=True, author={"email": "bill@example.com"})
    await say(
        desk, ticket, "And it is red.", author={"email": "bill@example.com"}, parentReplyId=letter
    )
    note = {"message": f"@{mate} is it under warranty?", "author": {"email": mate}}
    note_id = data_of(await desk.post(f"/tickets/{ticket}/notes", note))["id"]
    data_of(await desk.client.patch(f"/tickets/{ticket}/category", json={"id": category}))
    draft = await say(desk, ticket, "Dear Bill, we will look at it.", isDraft=True)
    seen = await desk.read(f"/tickets/{ticket}")
    return Talking(
        ticket=ticket,
        customer=UUID(seen["author"]["id"]),
        reply=reply,
        letter=letter,
        draft=draft,
        note=int(note_id),
        category=int(category),
        sub_category=int(sub_category),
        fields=fields,
    )


async def _add_field(desk: Desk, kind: str, **members: Any) -> int:
    body = {"name": f"A {kind}", "type": kind} | members
    return int(data_of(await desk.post("/customFields", body))["id"])

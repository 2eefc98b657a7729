"""What deliveries say: each event that webhooks hear of, with the objects of the API."""

from typing import Any

import msgspec
import pytest

from frontdesk.events.feed import START, read_feed
from frontdesk.webhooks.composing import compose_bodies
from frontdesk.wire.webhook_payload import pascal_case
from tests.desk import NOON, Desk, data_of


async def bodies_of(desk: Desk) -> list[dict[str, Any]]:
    """The bodies of all events of the community that webhooks hear of, in their order."""
    community_id = desk.community.community_id
    async with desk.database.reading(community_id) as connection:
        page = await read_feed(connection, community_id, after=START, take=100)
        composed = await compose_bodies(
            connection, desk.community, page.events, public_address="https://desk.example", now=NOON
        )
    return [msgspec.json.decode(each.body) for each in composed.values()]


async def open_ticket(desk: Desk) -> int:
    body = {"title": 'Say "id": 5', "creator": {"email": "client@example.com"}, "tags": ["a"]}
    return int(data_of(await desk.post("/tickets", body)))


async def test_body_has_the_members_of_the_contract(acme: Desk) -> None:
    ticket_id = await open_ticket(acme)
    ticket = await acme.read(f"/tickets/{ticket_id}")
    [body] = await bodies_of(acme)
    [event] = body.pop("Events")
    assert body == {"CommunityName": "Acme", "EventType": "ticket_create", "TicketId": ticket_id}
    name = acme.community.short_name
    assert event == {
        "InboxLink": f"https://desk.example/inbox/{name}/tickets?ticketId={ticket_id}",
        "Ticket": in_pascal_case(ticket),
        "EventTime": "2026-03-02T12:00:00+00:00",
    }
    assert list(event["Ticket"])[:4] == ["Id", "Title", "Message", "HtmlMessage"]


def in_pascal_case(value: Any) -> Any:
    """Another way to do it: through the parsed form."""
    if isinstance(value, dict):
        return {name[0].upper() + name[1:]: in_pascal_case(each) for name, each in value.items()}
    if isinstance(value, list):
        return [in_pascal_case(each) for each in value]
    return value


async def test_changes_tell_what_was_before(acme: Desk) -> None:
    ticket_id = await open_ticket(acme)
    address = f"/tickets/{ticket_id}"
    category = data_of(await acme.post("/categories", {"name": "Returns"}))["id"]
    field = {"name": "Size", "type": "multi_select"}
    values = [{"order": 1, "value": "S"}, {"order": 2, "value": "M"}]
    field_id = data_of(await acme.post("/customFields", field | {"possibleValues": values}))["id"]
    mate = {"name": "Ida", "email": f"ida@{acme.community.short_name}.example", "role": "agent"}
    mate_id = data_of(await acme.post("/Teammates", mate))["id"]
    patch = acme.client.patch
    await patch(f"{address}/status", json={"status": "pending"})
    for target in (category, None):
        await patch(f"{address}/category", json={"id": target})
    for target, previous in ((mate_id, None), (None, mate_id)):
        body = {"assigneeId": target, "previousAssigneeId": previous}
        await patch(f"{address}/Assignee", json=body)
    await acme.client.put(f"{address}/tags", json=["b"])
    for value in (["S", "M"], None):
        await patch(f"{address}/customFields", json={"id": field_id, "value": value})
    told = [
        (body["EventType"], name, value)
        for body in await bodies_of(acme)
        for name, value in body["Events"][0].items()
        if name.startswith("Previous")
    ]
    both = {"Id": field_id, "Value": "S", "Values": ["S", "M"]}
    assert told == [
        ("ticket_status_change", "PreviousTicketStatus", "open"),
        ("ticket_category_change", "PreviousTicketCategoryId", None),
        ("ticket_category_change", "PreviousTicketCategoryId", category),
        ("ticket_assignee_change", "PreviousAssigneeId", None),
        ("ticket_assignee_change", "PreviousAssigneeId", mate_id),
        ("ticket_tags_change", "PreviousTags", ["a"]),
        (
            "ticket_custom_field_change",
            "PreviousCustomField",
            {"Id": field_id, "Value": None, "Values": []},
        ),
        ("ticket_custom_field_change", "PreviousCustomField", both),
    ]


async def test_reply_and_note_are_as_the_api_has_them(acme: Desk) -> None:
    ticket_id = await open_ticket(acme)
    address = f"/tickets/{ticket_id}"
    files = {"attachments": [{"url": "https://files.example/a.png", "name": "a"}]}
    reply = data_of(await acme.post(f"{address}/replies", {"message": "Hello"} | files))
    note = data_of(await acme.post(f"{address}/notes", {"message": "Psst"} | files))
    told = {body["EventType"]: body["Events"][0] for body in await bodies_of(acme)}
    assert told["reply_create"]["Reply"] == in_pascal_case(reply)
    assert told["note_create"]["Note"] == in_pascal_case(note)


async def test_deleted_note_is_told_as_it_was(acme: Desk) -> None:
    ticket_id = await open_ticket(acme)
    address = f"/tickets/{ticket_id}/notes"
    note = data_of(await acme.post(address, {"message": "first"}))
    changed = await acme.client.patch(f"{address}/{note['id']}", json={"message": "second"})
    await acme.client.delete(f"{address}/{note['id']}")
    told = [
        (body["EventType"], body["Events"][0]["Note"])
        for body in await bodies_of(acme)
        if body["EventType"].startswith("note_")
    ]
    last = in_pascal_case(data_of(changed))
    assert told == [("note_create", last), ("note_update", last), ("note_delete", last)]


async def test_what_webhooks_do_not_hear_of_has_no_body(acme: Desk) -> None:
    ticket_id = await open_ticket(acme)
    await acme.post("/categories", {"name": "Returns"})
    await acme.post(f"/tickets/{ticket_id}/replies", {"message": "draft", "isDraft": True})
    assert [body["EventType"] for body in await bodies_of(acme)] == ["ticket_create"]


@pytest.mark.parametrize(
    "text", ['"id":', '\\"id\\":1', 'a"b":"c":', "\\", '{"name":{"url":null}}', "é\u2028\0"]
)
def test_texts_are_left_as_they_are_whatever_they_hold(text: str) -> None:
    json = msgspec.json.encode({"title": text, "tags": [text], "author": {"isBot": False}})
    assert msgspec.json.decode(pascal_case(json)) == {
        "Title": text,
        "Tags": [text],
        "Author": {"IsBot": False},
    }

"""The API's description: valid, true, and complete on the page for people."""

import json
import re
from html.parser import HTMLParser
from typing import Any, Final

import pytest
import schemathesis
from jsonschema_rs import Draft202012Validator
from msgspec.structs import replace

from frontdesk.api.docs_example import sample
from frontdesk.api.docs_page import ERRORS, render_docs
from frontdesk.api.docs_schema import Schemas
from frontdesk.api.openapi import describe
from frontdesk.api.routes import ROUTES
from frontdesk.errors import RequestError
from frontdesk.tickets.document import CategoryReference, CustomFieldValue
from tests.api.test_list_tickets import example_tickets
from tests.desk import Desk, data_of
from tests.receiver import RECEIVER, register

DOCUMENT: Final = describe(ROUTES)
SCHEMAS: Final = Schemas(DOCUMENT)

ANYTHING: Final[dict[str, Any]] = {"schema": {}}  # a file may hold anything

OPERATIONS: Final = [
    pytest.param(method, path, operation, id=operation["operationId"])
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
WITH_EXAMPLE: Final = [
    pytest.param(route.method, route.path, route.example, id=route.name)
    for route in ROUTES
    if route.example is not None
]


def test_the_document_is_openapi() -> None:
    schemathesis.openapi.from_dict(DOCUMENT).validate()


def test_every_route_is_in_the_document() -> None:
    described = {(param.values[0], param.values[1]) for param in OPERATIONS}
    routed = {(route.method.lower(), route.path) for route in ROUTES}
    assert described == routed | {
        ("post", "/token"),
        ("get", "/healthz"),
        ("get", "/readyz"),
        ("get", "/files/{fileId}/{name}"),
    }


async def test_the_document_is_served(acme: Desk) -> None:
    answer = await acme.client.get("/openapi.json")
    assert (answer.status_code, answer.json()) == (200, DOCUMENT)


@pytest.mark.parametrize(("method", "path", "body"), WITH_EXAMPLE)
async def test_an_example_is_answered(acme: Desk, method: str, path: str, body: Any) -> None:
    ids = await tell(acme)
    filled = re.sub(r"\{(\w+)\}", lambda name: str(ids[name[1]]), path)

    if isinstance(body, dict) and "url" in body:
        body = body | {"url": RECEIVER.url}  # nobody answers at the one that is shown
    answer = await acme.client.request(method, filled, json=body)

    assert answer.status_code == 200, answer.text
    operation = DOCUMENT["paths"][path][method.lower()]
    assert_valid(answer.json(), answer_schema(operation))


async def test_the_list_example_finds_its_ticket(acme: Desk) -> None:
    await tell(acme)
    (route,) = [route for route in ROUTES if route.name == "List Tickets"]
    assert await acme.listed_ids(**route.example) == [4478963]


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_a_made_up_answer_fits_its_schema(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    schema = answer_schema(operation)
    assert_valid(sample(SCHEMAS, schema), schema)


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_the_page_has_each_operation(method: str, path: str, operation: dict[str, Any]) -> None:
    page = read_page(render_docs(DOCUMENT))
    assert operation["operationId"] in page.ids
    assert f"{method.upper()} {path} " in re.sub(r"\s+", " ", page.text)


async def test_the_page_fetches_nothing_and_runs_nothing(acme: Desk) -> None:
    answer = await acme.client.get("/docs")
    page = read_page(answer.content)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert page.tags.isdisjoint({"script", "img", "iframe", "link", "object", "embed", "form"})
    assert page.sources == []
    assert {link for link in page.links if not link.startswith("#")} == {"/openapi.json"}
    assert "url(" not in answer.text
    assert "@import" not in answer.text


def test_links_inside_the_page_lead_somewhere() -> None:
    page = read_page(render_docs(DOCUMENT))
    assert {link[1:] for link in page.links if link.startswith("#")} - set(page.ids) == set()
    assert len(page.ids) == len(set(page.ids))


def test_text_of_the_document_cannot_become_markup() -> None:
    document = json.loads(json.dumps(DOCUMENT).replace("Tickets that", "<script>` & Tickets that"))
    assert "script" not in read_page(render_docs(document)).tags


def test_the_page_names_every_error_code() -> None:
    known = {(error.code, error.status) for error in errors_below(RequestError)}
    shown = {(code, int(status)) for code, text, _ in ERRORS for status in str(text).split(", ")}
    assert shown == known | {(0, 500)}


async def tell(desk: Desk) -> dict[str, Any]:
    """Give a community what the examples speak of; the ids for their paths, by parameter."""
    first, second, third = example_tickets()
    found = replace(
        third,
        category=CategoryReference(id=33527, name="Pets"),
        custom_fields=[CustomFieldValue(id=18464, value="Option 2")],
        creation_time="2020-02-01T00:00:00+00:00",
        last_thread_element_creation_time="2020-02-01T00:00:00+00:00",
    )
    await desk.load([first, second, found])
    thread = {
        part: (await desk.post(f"/tickets/{first.id}/{path}", {"message": "Hello"})).json()["data"]
        for part, path in (("reply", "replies"), ("note", "notes"))
    }
    return {
        "ticketId": first.id,
        "categoryId": 15597,
        "replyId": thread["reply"]["id"],
        "noteId": thread["note"]["id"],
        **await set_up(desk),
    }


async def set_up(desk: Desk) -> dict[str, Any]:
    """Settings with the ids for the paths of their own; the examples that create are others."""
    mate = {"name": "Ola Lie", "email": "ola@example.com", "role": "admin"}
    field = {"name": "Size", "type": "text"}
    return {
        "id": data_of(await desk.post("/customFields", field))["id"],
        "teammateId": data_of(await desk.post("/Teammates", mate))["id"],
        "userGroupId": data_of(await desk.post("/UserGroups", {"name": "First line"}))["id"],
        "widgetId": await add_schedule(desk, widget_id=8),
        "webhookId": (await register(desk))["id"],
    }


async def add_schedule(desk: Desk, *, widget_id: int) -> int:
    body = {"widgetId": widget_id, "timePeriod": 1, "times": []}
    return int(data_of(await desk.post("/widgets/schedules", body))["widgetId"])


def answer_schema(operation: dict[str, Any]) -> dict[str, Any]:
    content = operation["responses"]["200"]["content"]
    schema: dict[str, Any] = content.get("application/json", ANYTHING)["schema"]
    return schema


def assert_valid(value: Any, schema: dict[str, Any]) -> None:
    Draft202012Validator(schema | {"components": DOCUMENT["components"]}).validate(value)


def errors_below(error: type[RequestError]) -> list[type[RequestError]]:
    direct = error.__subclasses__()
    return direct + [below for each in direct for below in errors_below(each)]


class Page(HTMLParser):
    """What a test wants to know of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "href":
                self.links.append(value or "")
            elif name in ("src", "srcset", "style", "action") or name.startswith("on"):
                self.sources.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.text += f"{data} "


def read_page(html: bytes) -> Page:
    page = Page()
    page.feed(html.decode())
    return page

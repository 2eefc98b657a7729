"""Everything in the API's description has a meaning, an example, and the status that it names."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from httpx2 import Response
from jsonschema_rs import Draft202012Validator

from frontdesk.api.openapi import describe
from frontdesk.api.openapi_links import GIVEN
from frontdesk.api.openapi_models import query_members
from frontdesk.api.openapi_operation import PATH_PARAMETERS, path_names
from frontdesk.api.openapi_responses import CONFLICTS
from frontdesk.api.routes import ROUTES
from frontdesk.people.enums import Role
from frontdesk.wire.descriptions import MEMBERS, VALUES
from tests.api.test_description import tell
from tests.desk import Desk, open_desk_as

DOCUMENT: Final = describe(ROUTES)
COMPONENTS: Final = DOCUMENT["components"]["schemas"]
OBJECTS: Final = [name for name, schema in COMPONENTS.items() if "properties" in schema]
OPERATIONS: Final = {
    operation["operationId"]: operation
    for methods in DOCUMENT["paths"].values()
    for operation in methods.values()
}

ADDRESSES: Final = {
    operation["operationId"]: (method, path)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}
LINKED: Final = GIVEN.keys() - {"Upload Files", "List Ticket Ids By Field Ids"}
"""Not those whose example is no JSON, or finds nothing in the community of these tests."""


def test_every_member_has_a_meaning_and_no_meaning_is_left_over() -> None:
    queries = {route.query for route in ROUTES if route.query is not None}
    members = {f"{name}.{member}" for name in OBJECTS for member in COMPONENTS[name]["properties"]}
    members |= {f"{query.__name__}.{name}" for query in queries for name in query_members(query)}
    assert sorted(members) == sorted(MEMBERS)


def test_every_enumeration_value_has_a_meaning_and_no_meaning_is_left_over() -> None:
    values = {
        f"{name}.{value}" for name, schema in COMPONENTS.items() for value in schema.get("enum", ())
    }
    assert sorted(values) == sorted(key for key in VALUES if "." in key)


def test_meanings_are_sentences() -> None:
    assert [text for text in MEMBERS.values() if not text.endswith(".")] == []


def test_tables_by_endpoint_name_endpoints() -> None:
    names = {route.name for route in ROUTES}
    assert GIVEN.keys() <= names
    assert CONFLICTS.keys() <= names


def test_every_path_parameter_has_a_meaning_and_no_meaning_is_left_over() -> None:
    assert {name for route in ROUTES for name in path_names(route.path)} == set(PATH_PARAMETERS)


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_has_an_example_that_fits(name: str) -> None:
    schema = COMPONENTS[name]
    [example] = schema["examples"]
    assert_fits(example, schema)


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_an_operation_says_what_it_does_and_answers(operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert operation["description"].endswith(".")
    assert all(parameter["description"] for parameter in operation["parameters"])
    for content in contents_of(operation):
        assert "example" in content or content["examples"]


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_examples_fit_their_schemas(operation: dict[str, Any]) -> None:
    for content in contents_of(operation):
        examples = [each["value"] for each in content.get("examples", {}).values()]
        for example in [*examples, *([content["example"]] if "example" in content else [])]:
            assert_fits(example, content["schema"])


def test_every_tag_is_declared_and_used() -> None:
    used = {tag for operation in OPERATIONS.values() for tag in operation["tags"]}
    assert used == {tag["name"] for tag in DOCUMENT["tags"]}


def test_the_obsolete_endpoint_is_deprecated() -> None:
    deprecated = [name for name, operation in OPERATIONS.items() if operation.get("deprecated")]
    assert deprecated == ["updateTicketCategoryObsolete"]


@pytest.mark.parametrize(
    ("name", "method", "path", "content", "headers"),
    [
        ("BadRequest", "POST", "/tickets/list", b"x", {}),
        ("BadRequest", "GET", "/tickets/4484636?unheardOf=1", b"", {}),
        ("NotAuthorized", "GET", "/tickets/4484636", b"", {"Authorization": "Bearer x"}),
        ("NotPermitted", "PATCH", "/tickets/4484636/status", b"{}", {}),
        ("NotFound", "GET", "/tickets/7", b"", {}),
        ("MethodNotAllowed", "DELETE", "/tickets/4484636", b"", {}),
        ("BodyTooLarge", "POST", "/tickets/list", b" " * 1_048_577, {}),
        ("UnsupportedMediaType", "POST", "/tickets/list", b"{}", {"Content-Type": "text/plain"}),
    ],
)
async def test_an_error_is_as_its_example_says(
    acme: Desk, name: str, method: str, path: str, content: bytes, headers: dict[str, str]
) -> None:
    await tell(acme)
    async with open_desk_as(acme, Role.READ_ONLY_USER) as reader:
        answer = await reader.client.request(method, path, content=content, headers=headers)
    assert_described(answer, DOCUMENT["components"]["responses"][name])


async def test_a_conflict_is_as_its_example_says(acme: Desk) -> None:
    await tell(acme)
    nobody = "7c0a344a-c369-4e27-9840-88257a56e835"
    answer = await acme.client.patch(
        "/tickets/4484636/Assignee", json={"assigneeId": None, "previousAssigneeId": nobody}
    )
    operation = DOCUMENT["paths"]["/tickets/{ticketId}/Assignee"]["patch"]
    assert_described(answer, operation["responses"]["409"])


@pytest.mark.parametrize("name", [route.name for route in ROUTES if route.name in LINKED])
async def test_links_lead_to_what_was_answered(acme: Desk, name: str) -> None:
    [route] = [route for route in ROUTES if route.name == name]
    ids = await tell(acme)
    url = route.path.format_map(ids)
    answer = await acme.client.request(route.method, url, json=route.example)
    links = DOCUMENT["paths"][route.path][route.method.lower()]["responses"]["200"]["links"]
    for link in links.values():
        method, path = ADDRESSES[link["operationId"]]
        given = {key: resolved(text, ids, answer) for key, text in link["parameters"].items()}
        if method == "get":
            followed = await acme.client.get(path.format_map(given))
            assert followed.status_code == 200, followed.text


def resolved(expression: str, ids: dict[str, Any], answer: Response) -> Any:
    """The value of a runtime expression of OpenAPI."""
    if expression.startswith("$request.path."):
        return ids[expression.removeprefix("$request.path.")]
    value = answer.json()
    for step in expression.removeprefix("$response.body#/").split("/"):
        value = value[int(step) if isinstance(value, list) else step]
    return value


def assert_described(answer: Response, response: dict[str, Any]) -> None:
    examples = response["content"]["application/json"]["examples"].values()
    assert answer.json() in [example["value"] for example in examples]
    for name, header in response["headers"].items():
        declared = DOCUMENT["components"]["headers"][header["$ref"].rpartition("/")[2]]
        assert name in answer.headers or not declared.get("required")


def contents_of(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from operation.get("requestBody", {}).get("content", {}).values()
    for response in operation["responses"].values():
        yield from resolve(response).get("content", {}).values()


def resolve(response: dict[str, Any]) -> dict[str, Any]:
    name = response.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = DOCUMENT["components"]["responses"][name] if name else response
    return found


def assert_fits(value: Any, schema: dict[str, Any]) -> None:
    Draft202012Validator(schema | {"components": DOCUMENT["components"]}).validate(value)

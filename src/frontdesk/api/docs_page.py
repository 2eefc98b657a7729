"""The API's description as a page for people, rendered once from the OpenAPI document.

It holds its own style and no script, and fetches nothing.
"""

import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from frontdesk.api.docs_code import coloured_json, coloured_shell
from frontdesk.api.docs_endpoint import Endpoint, endpoints_of
from frontdesk.api.docs_schema import Schemas

_CODE: Final = re.compile(r"`([^`]+)`")

ERRORS: Final = (
    (0, 500, "A fault of ours. The text gives only a request id; the log has the rest."),
    (1, 400, "The body is not JSON."),
    (
        2,
        "400, 416",
        "A member is unknown, missing, of a wrong type or out of range; the text names it "
        "(416: the header `Range`).",
    ),
    (3, 401, "No valid authorization."),
    (4, 403, "Authorized, but not for this."),
    (5, 404, "No such path, or no such object in this community."),
    (6, "409, 412", "The object is not in the state that you assumed (412: said with `If-Match`)."),
    (7, 413, "The body is too large."),
    (
        8,
        415,
        "The body is not `application/json`, or not `multipart/form-data` where files are sent.",
    ),
    (9, 405, "No such method here; the header `Allow` names the others."),
    (10, 429, "Too many requests; `Retry-After` says when to come again."),
    (11, 503, "The database cannot be reached, or the server is stopping (with `Retry-After`)."),
)
"""`errorCode`, HTTP status, when."""


def render_docs(document: dict[str, Any]) -> bytes:  # Any: JSON
    schemas = Schemas(document)
    endpoints = list(endpoints_of(document, schemas))
    page = _environment().get_template("docs_page.html")
    return page.render(
        info=document["info"],
        sections=_sections(endpoints),
        objects={name: schemas.named(name) for name in _answered_objects(endpoints, schemas)},
        errors=ERRORS,
    ).encode()


def _sections(endpoints: Iterable[Endpoint]) -> dict[str, list[Endpoint]]:
    sections: dict[str, list[Endpoint]] = {}
    for endpoint in endpoints:
        sections.setdefault(endpoint.section, []).append(endpoint)
    return sections


def _answered_objects(endpoints: Iterable[Endpoint], schemas: Schemas) -> list[str]:
    """Names of the objects in answers, also of those inside others, by the alphabet."""
    found: set[str] = set()
    waiting = [name for endpoint in endpoints for name in endpoint.answer.objects]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [link for member in schemas.named(name).members for link in member.links]
    return sorted(found)


def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "linked": linked,
        "paragraphs": paragraphs,
        "prose": prose,
        "slug": slug,
        "json": coloured_json,
        "shell": coloured_shell,
    }
    return environment


def _read(name: str) -> str:
    return files("frontdesk.api").joinpath(name).read_text(encoding="utf-8")


def paragraphs(text: str) -> list[str]:
    return [part for part in text.split("\n\n") if part.strip()]


def prose(text: str) -> Markup:
    """Plain text with code between backticks."""
    parts = _CODE.split(text)
    code = Markup("<code>{}</code>")
    return Markup("").join(
        code.format(part) if index % 2 else escape(part) for index, part in enumerate(parts)
    )


def linked(kind: str, names: Iterable[str]) -> Markup:
    """A type in words, in which the names of objects lead to them."""
    text = escape(kind)
    for name in names:
        link = Markup('<a href="#object-{0}">{0}</a>').format(name)
        text = Markup(re.sub(rf"\b{name}\b", link, text))  # noqa: S704 -- of escaped parts
    return text


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")

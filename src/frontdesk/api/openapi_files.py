"""Files in requests and answers, which are not JSON."""

from typing import Any, Final

from frontdesk.api.openapi_errors import failure_response, shared_failures
from frontdesk.api.openapi_headers import header_references
from frontdesk.api.path_ids import id_schema
from frontdesk.tickets.document import MAX_ID
from frontdesk.wire.attachments import MOST_FILES_AT_ONCE

Schema = dict[str, Any]  # Any: JSON

_ANY_BYTES: Final[Schema] = {"*/*": {"schema": {}, "example": "Price list\n"}}
_FILE_ID: Final = "7c0a344a-c369-4e27-9840-88257a56e835"

UPLOAD: Final[Schema] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {
                    "file": {
                        "type": "array",
                        "items": {"type": "string", "format": "binary"},
                        "minItems": 1,
                        "maxItems": MOST_FILES_AT_ONCE,
                        "description": "The files, each in a field of this name.",
                    }
                },
                "required": ["file"],
                "additionalProperties": False,
            },
            "example": {"file": ["Price list\n"]},
        }
    },
}
FILE_HEADERS: Final[tuple[Schema, ...]] = (
    {
        "name": "Range",
        "in": "header",
        "description": "One part of the file; several at once and other units count as none.",
        "schema": {"type": "string"},
        "example": "bytes=0-1023",
    },
    {
        "name": "If-Range",
        "in": "header",
        "description": "The part only if the file still has this `ETag`, else the whole.",
        "schema": {"type": "string"},
        "example": '"mUSjB4yYzVn9dQ0q2q3l1a7x"',
    },
)


def file_answers() -> Schema:
    """What handing out a file can answer, by status."""
    return {
        "200": _file("The file"),
        "206": _file("The part that `Range` asks for", "Content-Range"),
        "304": {
            "description": "The file has this `ETag` still",
            "headers": header_references("ETag"),
        },
        "416": failure_response(
            "`Range` begins behind the end (code 2)",
            ("Content-Range",),
            ((2, "Range: the file has only 11 bytes"),),
        ),
    }


def _file(description: str, *headers: str) -> Schema:
    return {
        "description": description,
        "headers": header_references("ETag", "Content-Disposition", *headers),
        "content": _ANY_BYTES,
    }


def link_operation() -> Schema:
    """`GET /files/{fileId}/{name}`, whose address Create File Link answers."""
    return {
        "operationId": "getFileByLink",
        "summary": "Get File by Link",
        "tags": ["Attachments"],
        "security": [],
        "description": "A file for whoever has its address from Create File Link, and no token.",
        "parameters": [
            _parameter("path", "fileId", id_schema("fileId"), "The file.", _FILE_ID),
            _parameter("path", "name", {"type": "string"}, "The file's name; any.", "list.txt"),
            _parameter("query", "community", _COUNT, "As it was answered.", 1),
            _parameter("query", "expires", _COUNT, "As it was answered.", 1772452800),
            _parameter("query", "signature", {"type": "string"}, "As it was answered.", "Zm9v"),
            *FILE_HEADERS,
        ],
        "responses": file_answers() | shared_failures("404", "405", "500", "503"),
    }


_COUNT: Final[Schema] = {"type": "integer", "minimum": 1, "maximum": MAX_ID}


def _parameter(place: str, name: str, schema: Schema, meaning: str, example: Any) -> Schema:
    return {
        "name": name,
        "in": place,
        "required": True,
        "description": meaning,
        "schema": schema,
        "example": example,
    }

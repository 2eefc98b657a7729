"""`GET /files/{fileId}/{name}`: files for those who have a link and no token."""

from litestar.types import HTTPScope, Receive

from frontdesk.api.call import ApiParts
from frontdesk.api.download import answer_file
from frontdesk.api.handler import make_handler
from frontdesk.api.path_ids import read_path_ids
from frontdesk.attachments.files import StoredFile, get_file
from frontdesk.attachments.links import FileLink
from frontdesk.errors import InvalidMember, NotFound
from frontdesk.kit.handler import Handler, require_reading
from frontdesk.kit.http import HttpAnswer
from frontdesk.wire.attachments import FileLinkQuery
from frontdesk.wire.reading import read_query


def make_file_link_handler(parts: ApiParts) -> Handler:
    async def answer(scope: HTTPScope, receive: Receive) -> HttpAnswer:
        require_reading(scope)
        file = await _find(parts, _read_link(scope, parts))
        return await answer_file(
            parts.files.store, file, scope["headers"], without_body=scope["method"] == "HEAD"
        )

    return make_handler("/files/{fileId:str}/{name:str}", answer)


def _read_link(scope: HTTPScope, parts: ApiParts) -> FileLink:
    """Raises NotFound for whatever is not exactly what was given out: no hint what is wrong."""
    file_id = read_path_ids({"fileId": scope["path_params"]["fileId"]}).guids["fileId"]
    try:
        query = read_query(scope["query_string"], FileLinkQuery)
    except InvalidMember:
        raise NotFound("there is no such link") from None
    assert query is not None, "the link's parameters have a model"
    link = query.link(file_id)
    link.require_valid(query.signature, key=parts.files.link_key, now=parts.clock())
    return link


async def _find(parts: ApiParts, link: FileLink) -> StoredFile:
    async with parts.database.reading(link.community_id) as connection:
        return await get_file(connection, link.community_id, link.file_id)

"""Uploaded files over the API."""

from frontdesk.api.call import Call
from frontdesk.api.download import answer_file
from frontdesk.api.envelope import success
from frontdesk.api.upload import ReceivedFile
from frontdesk.attachments.files import add_files, get_file, keep_bytes
from frontdesk.attachments.links import link_until
from frontdesk.kit.http import HttpAnswer
from frontdesk.wire.attachments import describe_file, describe_link


async def upload_files(call: Call) -> HttpAnswer:
    """Takes one to ten files, each in a field `file`, for tickets, replies and notes to name.

    What kind of file it is, the bytes tell; what the sender claims does not count. Names lose
    folders and unseen characters. An empty file is refused.
    """
    parts = call.parts.files
    received: list[ReceivedFile] = call.body
    files = [await keep_bytes(parts.store, one.draft, name=one.name) for one in received]
    async with call.writing() as tx:
        await add_files(tx, files)
    return success([describe_file(file, parts.public_address) for file in files])


async def download_file(call: Call) -> HttpAnswer:
    """The file itself, without an envelope; `Range`, `If-Range` and `If-None-Match` count."""
    async with call.reading() as connection:
        file = await get_file(connection, call.community_id, call.guids["fileId"])
    return await answer_file(
        call.parts.files.store, file, call.headers, without_body=call.method == "HEAD"
    )


async def create_link(call: Call) -> HttpAnswer:
    """An address of the file for somebody who has no token, such as a customer; it expires."""
    parts = call.parts.files
    async with call.reading() as connection:
        file = await get_file(connection, call.community_id, call.guids["fileId"])
    link = link_until(
        call.community_id, file.file_id, now=call.parts.clock(), seconds=parts.link_seconds
    )
    return success(
        describe_link(link, file, key=parts.link_key, public_address=parts.public_address)
    )

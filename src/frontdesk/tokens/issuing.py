"""Tokens that a person gives out and takes back, by name in the journal; never their secrets."""

from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember, NotFound, OperatorError
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.people.enums import Role
from frontdesk.people.permissions import Permission, require
from frontdesk.tokens.refresh import Kind, StoredToken, create_token, list_tokens, revoke_token


async def issue_token(tx: Transaction, *, name: str, kind: Kind, wanted: Role, role: Role) -> str:
    """The secret of a new token with the rights of `wanted`, which nobody is shown again. `role` is
    of who acts.

    Raises NotPermitted, and InvalidMember when a working token has the name already.
    """
    require(role, Permission.CHANGE_SETTINGS)
    try:
        secret = await create_token(
            tx.connection, tx.community_id, name=name, kind=kind, role=wanted, now=tx.now
        )
    except OperatorError:
        raise InvalidMember("name", "a token that works has this name already") from None
    await record(tx, EventName.TOKEN_CREATED, title=name, kind=kind, role=wanted)
    return secret


async def withdraw_token(tx: Transaction, token_id: int, *, role: Role) -> None:
    """End a token, and with it every access token made from it. One that was revoked stays so.

    Raises NotPermitted and NotFound.
    """
    require(role, Permission.CHANGE_SETTINGS)
    token = await get_token(tx.connection, tx.community_id, token_id)
    if await revoke_token(tx.connection, tx.community_id, name=token.name, now=tx.now):
        await record(tx, EventName.TOKEN_REVOKED, subject_id=token_id, title=token.name)


async def get_token(connection: Connection, community_id: int, token_id: int) -> StoredToken:
    """Raises NotFound."""
    for token in await list_tokens(connection, community_id):
        if token.token_id == token_id:
            return token
    raise NotFound(f"no token has the id {token_id}")

"""From a request's credentials to the one community that they open (contract section 2)."""

from frontdesk.communities.community import find_community
from frontdesk.database.pool import Database
from frontdesk.kit.clock import HOUR, Clock
from frontdesk.tokens.access import Access, read_access_token
from frontdesk.tokens.refresh import confirm_access, find_access
from frontdesk.tokens.verified import VerifiedTokens


class Authorizer:
    """Checks tokens; None is the answer to everything that is not valid, for whatever reason."""

    def __init__(
        self, database: Database, clock: Clock, *, key: bytes, verified: VerifiedTokens
    ) -> None:
        self._database = database
        self._clock = clock
        self._key = key
        self._verified = verified

    async def check_bearer(self, token: str) -> Access | None:
        return self._verified.get(token) or await self._verify_bearer(token)

    async def _verify_bearer(self, token: str) -> Access | None:
        claims = read_access_token(token, key=self._key, now=self._clock())
        if claims is None:
            return None
        generation = self._verified.generation
        async with self._database.reading(claims.community_id) as connection:
            access = await confirm_access(connection, claims)
        if access is not None:
            self._verified.keep(token, access, expires=claims.expires, generation=generation)
        return access

    async def check_public(self, short_name: str, token: str) -> Access | None:
        """Authorization v1: a community's short name and one of its public tokens."""
        remembered_as = f"{short_name.lower()}\n{token}"  # no header holds such a text
        return self._verified.get(remembered_as) or await self._verify_public(
            short_name, token, remembered_as
        )

    async def _verify_public(
        self, short_name: str, token: str, remembered_as: str
    ) -> Access | None:
        generation = self._verified.generation
        community_id = await find_community(self._database, short_name)
        if community_id is None:
            return None
        async with self._database.reading(community_id) as connection:
            access = await find_access(connection, community_id, token, kind="public")
        if access is not None:
            expires = self._clock() + HOUR
            self._verified.keep(remembered_as, access, expires=expires, generation=generation)
        return access

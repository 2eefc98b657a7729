"""From a request's credentials to the one community that they open (contract section 2)."""

from dataclasses import dataclass

from frontdesk.communities.community import find_community
from frontdesk.database.pool import Database
from frontdesk.kit.clock import HOUR, Clock
from frontdesk.tokens.access import Access, read_access_token
from frontdesk.tokens.refresh import confirm_access, find_access
from frontdesk.tokens.uses import TokenUses
from frontdesk.tokens.verified import VerifiedTokens


@dataclass(frozen=True, slots=True)
class Credentials:
    """An access token; or (authorization v1) a public token of the community of that short name."""

    token: str
    short_name: str | None = None

    @property
    def remembered_as(self) -> str:
        if self.short_name is None:
            return self.token
        return f"{self.short_name.lower()}\n{self.token}"  # no header holds such a text


class Authorizer:
    """Checks tokens; None is the answer to everything that is not valid, for whatever reason.

    `uses` is told by whoever lets a token in.
    """

    def __init__(
        self, database: Database, clock: Clock, *, key: bytes, verified: VerifiedTokens
    ) -> None:
        self._database = database
        self._clock = clock
        self._key = key
        self._verified = verified
        self.uses = TokenUses(database, clock)

    def recall(self, credentials: Credentials) -> Access | None:
        """What they open, if they were verified lately; costs next to nothing."""
        return self._verified.get(credentials.remembered_as)

    async def verify(self, credentials: Credentials) -> Access | None:
        """What they open, looked up; remembered for `recall`."""
        if credentials.short_name is None:
            return await self._verify_bearer(credentials.token)
        return await self._verify_public(credentials.short_name, credentials)

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

    async def _verify_public(self, short_name: str, credentials: Credentials) -> Access | None:
        generation = self._verified.generation
        community_id = await find_community(self._database, short_name)
        if community_id is None:
            return None
        async with self._database.reading(community_id) as connection:
            access = await find_access(connection, community_id, credentials.token, kind="public")
        if access is not None:
            self._verified.keep(
                credentials.remembered_as,
                access,
                expires=self._clock() + HOUR,
                generation=generation,
            )
        return access

"""Tokens that were verified lately, so that not every call verifies its token anew."""

from collections import OrderedDict
from hashlib import sha256

from frontdesk.kit.clock import Clock
from frontdesk.tokens.access import Access


class VerifiedTokens:
    """Bounded, by digest, never past a token's expiry.

    Holds nothing until `trust` and after `distrust`, that is while revocations cannot be heard.
    Whoever verifies a token notes `generation` before looking it up and gives it to `keep`: had a
    token been revoked meanwhile, what was looked up may be outdated and is not kept.
    """

    def __init__(self, clock: Clock, *, most: int = 10_000) -> None:
        self._clock = clock
        self._most = most
        self._known: OrderedDict[bytes, tuple[Access, int]] = OrderedDict()
        self._trusted = False
        self.generation = 0

    def get(self, token: str) -> Access | None:
        digest = _digest(token)
        known = self._known.get(digest)
        if known is None:
            return None
        access, expires = known
        if self._clock() < expires:
            return access
        del self._known[digest]
        return None

    def keep(self, token: str, access: Access, *, expires: int, generation: int) -> None:
        if self._trusted and generation == self.generation:
            self._known[_digest(token)] = access, expires
            if len(self._known) > self._most:
                self._known.popitem(last=False)

    def drop(self, token_id: int) -> None:
        self.generation += 1
        for digest, (access, _) in list(self._known.items()):
            if access.token_id == token_id:
                del self._known[digest]

    def trust(self) -> None:
        self._trusted = True

    def distrust(self) -> None:
        self._trusted = False
        self.generation += 1
        self._known.clear()


def _digest(token: str) -> bytes:
    return sha256(token.encode(errors="surrogatepass")).digest()

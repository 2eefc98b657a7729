"""Settings: tokens by which programs come in."""

from enum import StrEnum
from typing import Final

import msgspec

from frontdesk.inbox.forms import Form, Text
from frontdesk.inbox.settings_answers import ask, tell_secret
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.enums import Role
from frontdesk.tokens.issuing import get_token, issue_token, withdraw_token
from frontdesk.tokens.refresh import StoredToken, list_tokens

HOME: Final = "/settings/tokens"


class Version(StrEnum):
    """By its kind: `refresh` tokens are of authorization v2, `public` ones of v1."""

    V2 = "refresh"
    V1 = "public"


class NewToken(msgspec.Struct):
    name: Text
    role: Role
    version: Version = Version.V2


async def show(visit: Visit) -> HttpAnswer:
    async with visit.reading() as connection:
        tokens = await list_tokens(connection, visit.community.community_id)
    return visit.page(
        "settings/tokens.html",
        block="main",
        working=[token for token in tokens if token.revoked_time is None],
        revoked=[token for token in tokens if token.revoked_time is not None],
        address=visit.parts.public_address,
    )


async def ask_what(visit: Visit) -> HttpAnswer:
    given = {"role": Role.AGENT, "version": Version.V2}
    return _token_page(visit, visit.blank_form(NewToken, given), status=200)


async def create(visit: Visit) -> HttpAnswer:
    """The secret is shown in the answer, once."""
    form = await visit.form(NewToken)
    if (wanted := form.data) is not None:
        with form.catching():
            secret = await visit.persist(
                lambda tx: issue_token(
                    tx,
                    name=wanted.name,
                    kind=wanted.version.value,
                    wanted=wanted.role,
                    role=visit.role,
                )
            )
            return _tell(visit, wanted, secret)
    return _token_page(visit, form, status=form.status)


async def ask_to_revoke(visit: Visit) -> HttpAnswer:
    token = await _require(visit)
    return ask(
        visit,
        visit.gettext("Revoke the token %(name)s?", name=token.name),
        says=[
            visit.gettext("Programs that use it are locked out within a second."),
            visit.gettext("This cannot be undone; make a new one instead."),
        ],
        does=visit.gettext("Revoke"),
        action=f"{HOME}/{token.token_id}/revoke",
        back=HOME,
    )


async def revoke(visit: Visit) -> HttpAnswer:
    token = await _require(visit)
    await visit.persist(lambda tx: withdraw_token(tx, token.token_id, role=visit.role))
    toast = visit.gettext("The token %(name)s is revoked.", name=token.name)
    return visit.redirect(HOME, toast=toast)


def _tell(visit: Visit, wanted: NewToken, secret: str) -> HttpAnswer:
    if wanted.version is Version.V1:
        secrets = [
            (visit.gettext("Community (header Community)"), visit.community.short_name),
            (visit.gettext("Token (header X-Token)"), secret),
        ]
    else:
        secrets = [
            (visit.gettext("Client id"), str(visit.community.client_id)),
            (visit.gettext("Refresh token"), secret),
        ]
    return tell_secret(
        visit,
        visit.gettext("The token %(name)s", name=wanted.name),
        says=visit.gettext("Copy it to where it is needed: it is shown only now."),
        secrets=secrets,
        back=HOME,
    )


def _token_page(visit: Visit, form: Form[NewToken], *, status: int) -> HttpAnswer:
    return visit.page("settings/token_new.html", block="main", status=status, form=form)


async def _require(visit: Visit) -> StoredToken:
    async with visit.reading() as connection:
        return await get_token(connection, visit.community.community_id, visit.path_id("tokenId"))

"""Settings: who is in the team, how they come in, and what becomes of their tickets."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

import msgspec

from frontdesk.accounts.second_factors import reset_second_factor
from frontdesk.accounts.setup_links import make_setup_link
from frontdesk.accounts.standing import list_standings
from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember, NotFound, StateConflict
from frontdesk.inbox.forms import Form, Text
from frontdesk.inbox.settings_answers import ask, sent_list, tell_secret
from frontdesk.inbox.visit import Visit
from frontdesk.kit.email_address import is_email_address
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.enums import Role
from frontdesk.people.joining import TeammateDraft
from frontdesk.people.teammates import Teammate, list_teammates
from frontdesk.tickets.affected import count_assigned
from frontdesk.tickets.staffing import add_teammate, remove_teammate, update_teammate
from frontdesk.user_groups.group import list_groups
from frontdesk.user_groups.overview import GroupOverview, list_group_overviews

HOME: Final = "/settings/teammates"


class Mate(msgspec.Struct):
    name: Text
    email: Text
    role: Role
    group_ids: list[int] = []


class Nothing(msgspec.Struct):
    """A form of one button."""


async def show(visit: Visit) -> HttpAnswer:
    community_id = visit.community.community_id
    async with visit.reading() as connection:
        teammates = await list_teammates(connection, community_id)
        standings = await list_standings(connection, community_id, now=visit.now)
        groups = await list_group_overviews(connection, community_id)
    return visit.page(
        "settings/teammates.html",
        teammates=[
            (mate, standings.get(mate.person_id), _names(groups, mate)) for mate in teammates
        ],
        has_groups=bool(groups),
    )


async def ask_whom(visit: Visit) -> HttpAnswer:
    return await _invite_page(visit, visit.blank_form(Mate, {"role": Role.AGENT}))


async def invite(visit: Visit) -> HttpAnswer:
    """The set-up link is shown in the answer, once."""
    form = await visit.form(Mate)
    if (wanted := form.data) is not None:
        with form.catching(groupIds="group_ids"):
            name, token = await visit.persist(lambda tx: _take_in(tx, wanted))
            return _tell_link(visit, name, token)
    return await _invite_page(visit, form)


async def edit(visit: Visit) -> HttpAnswer:
    return await _mate_page(visit, None)


async def save(visit: Visit) -> HttpAnswer:
    mate = await _require_mate(visit)
    form = await visit.form(Mate)
    if (wanted := form.data) is not None:
        with form.catching(groupIds="group_ids"):
            await visit.persist(lambda tx: _change(tx, mate.person_id, wanted))
            toast = visit.gettext("%(name)s is saved.", name=wanted.name)
            return visit.redirect(HOME, toast=toast)
    return await _mate_page(visit, form)


async def make_link(visit: Visit) -> HttpAnswer:
    """For who has no password yet, or has forgotten it."""
    mate = await _require_mate(visit)
    token = await visit.persist(lambda tx: make_setup_link(tx, mate.person_id))
    return _tell_link(visit, _called(mate), token)


async def ask_to_reset(visit: Visit) -> HttpAnswer:
    mate = await _require_mate(visit)
    return ask(
        visit,
        visit.gettext("Turn off the second factor of %(name)s?", name=_called(mate)),
        says=[
            visit.gettext("Until they turn it on again, their password alone lets them in."),
            visit.gettext("Make sure that it is really them who asked: call them, for example."),
        ],
        does=visit.gettext("Turn it off"),
        action=f"{HOME}/{mate.person_id}/second-factor",
        back=f"{HOME}/{mate.person_id}",
    )


async def reset(visit: Visit) -> HttpAnswer:
    mate = await _require_mate(visit)
    await visit.persist(lambda tx: reset_second_factor(tx, mate.person_id))
    toast = visit.gettext("%(name)s signs in with the password alone.", name=_called(mate))
    return visit.redirect(f"{HOME}/{mate.person_id}", toast=toast)


async def ask_to_remove(visit: Visit) -> HttpAnswer:
    return await _ask_to_remove(visit, None)


async def remove(visit: Visit) -> HttpAnswer:
    mate = await _require_mate(visit)
    form = await visit.form(Nothing)
    with form.catching():
        await visit.persist(lambda tx: remove_teammate(tx, mate.person_id))
        toast = visit.gettext("%(name)s is no longer in the team.", name=_called(mate))
        return visit.redirect(HOME, toast=toast)
    return await _ask_to_remove(visit, form)


async def _ask_to_remove(visit: Visit, error: Form[Nothing] | None) -> HttpAnswer:
    mate = await _require_mate(visit)
    async with visit.reading() as connection:
        count = await count_assigned(connection, visit.community.community_id, mate.person_id)
    return ask(
        visit,
        visit.gettext("Remove %(name)s from the team?", name=_called(mate)),
        says=[
            visit.gettext("They are signed out at once and cannot come in any more."),
            visit.ngettext(
                "%(count)s ticket is assigned to them; it will be nobody's.",
                "%(count)s tickets are assigned to them; they will be nobody's.",
                count,
            ),
            visit.gettext("What they wrote stays, under their name."),
        ],
        does=visit.gettext("Remove"),
        action=f"{HOME}/{mate.person_id}/remove",
        back=f"{HOME}/{mate.person_id}",
        error=error,
    )


async def _take_in(tx: Transaction, wanted: Mate) -> tuple[str, str]:
    with _beside_the_address():
        mate = await add_teammate(tx, _draft(wanted), group_ids=wanted.group_ids)
    return wanted.name, await make_setup_link(tx, mate.person_id)


async def _change(tx: Transaction, person_id: UUID, wanted: Mate) -> None:
    with _beside_the_address():
        await update_teammate(tx, person_id, _draft(wanted), group_ids=wanted.group_ids)


@contextmanager
def _beside_the_address() -> Iterator[None]:
    """An address that is taken is said beside its field."""
    try:
        yield
    except StateConflict as error:
        if "e-mail address" not in str(error):
            raise
        raise InvalidMember("email", str(error)) from None


def _draft(wanted: Mate) -> TeammateDraft:
    if not is_email_address(wanted.email):
        raise InvalidMember("email", "this is not an e-mail address")
    return TeammateDraft(name=wanted.name, email=wanted.email, role=wanted.role)


def _tell_link(visit: Visit, name: str, token: str) -> HttpAnswer:
    path = f"/inbox/{visit.community.short_name}/welcome/{token}"
    return tell_secret(
        visit,
        visit.gettext("Send %(name)s this link", name=name),
        says=visit.gettext(
            "With it they choose a password and come in. It works once, for three days, and is "
            "shown only now."
        ),
        secrets=[(visit.gettext("Set-up link"), visit.parts.public_address + path)],
        back=HOME,
    )


async def _invite_page(visit: Visit, form: Form[Mate]) -> HttpAnswer:
    async with visit.reading() as connection:
        groups = await list_groups(connection, visit.community.community_id)
    sent = visit.request.is_unsafe
    return visit.page(
        "settings/teammate_new.html",
        block="main",
        status=form.status if sent else 200,
        form=form,
        groups=groups,
        chosen=sent_list(visit, "group_ids"),
    )


async def _mate_page(visit: Visit, form: Form[Mate] | None) -> HttpAnswer:
    community_id = visit.community.community_id
    async with visit.reading() as connection:
        mate = await _find_mate(connection, community_id, _person_id(visit))
        standing = (await list_standings(connection, community_id, now=visit.now))[mate.person_id]
        groups = await list_group_overviews(connection, community_id)
    own = [str(group.group_id) for group in groups if mate.person_id in group.member_ids]
    return visit.page(
        "settings/teammate.html",
        block="main",
        status=form.status if form else 200,
        mate=mate,
        standing=standing,
        form=form or visit.blank_form(Mate, vars(mate)),
        groups=groups,
        chosen=sent_list(visit, "group_ids") if form else own,
    )


async def _require_mate(visit: Visit) -> Teammate:
    async with visit.reading() as connection:
        return await _find_mate(connection, visit.community.community_id, _person_id(visit))


async def _find_mate(connection: Connection, community_id: int, person_id: UUID) -> Teammate:
    for mate in await list_teammates(connection, community_id):
        if mate.person_id == person_id:
            return mate
    raise NotFound(f"no teammate has the id {person_id}")


def _person_id(visit: Visit) -> UUID:
    try:
        return UUID(visit.path["teammateId"])
    except ValueError:
        raise NotFound("no teammate has such an id") from None


def _called(mate: Teammate) -> str:
    return mate.name or mate.email or ""


def _names(groups: list[GroupOverview], mate: Teammate) -> list[str]:
    return [group.name for group in groups if mate.person_id in group.member_ids]

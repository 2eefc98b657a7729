"""Coming in by a set-up link: a first password, or the first administrator of all."""

import msgspec

from frontdesk.accounts.passwords import set_password
from frontdesk.accounts.setup_links import (
    SetupLink,
    claim_first_administrator,
    get_setup_link,
    use_setup_link,
)
from frontdesk.accounts.sign_in import Attempt
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember, NotFound, StateConflict
from frontdesk.inbox.forms import Form, Text, Verbatim
from frontdesk.inbox.problems import say_problem
from frontdesk.inbox.sign_in import enter, origin
from frontdesk.inbox.visit import Visit
from frontdesk.kit.email_address import is_email_address
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.enums import Role
from frontdesk.people.joining import TeammateDraft
from frontdesk.people.person import Person, get_people
from frontdesk.tickets.staffing import add_teammate


class FirstPassword(msgspec.Struct):
    password: Verbatim


class FirstAdministrator(msgspec.Struct):
    name: Text
    email: str
    password: Verbatim


async def show(visit: Visit) -> HttpAnswer:
    try:
        link, person = await _look_up(visit)
    except (NotFound, StateConflict) as error:
        return _closed(visit, error)
    if link.person_id is None:
        return visit.page("welcome/first.html", form=visit.blank_form(FirstAdministrator))
    return visit.page("welcome/password.html", form=visit.blank_form(FirstPassword), person=person)


async def send(visit: Visit) -> HttpAnswer:
    try:
        link, person = await _look_up(visit)
        if link.person_id is None:
            return await _begin_community(visit)
        return await _choose_password(visit, person)
    except (NotFound, StateConflict) as error:
        return _closed(visit, error)


async def _choose_password(visit: Visit, person: Person | None) -> HttpAnswer:
    """Raises NotFound and StateConflict when the link was used a moment ago."""
    form = await visit.form(FirstPassword)
    if (wanted := form.data) is not None:
        with form.catching_members():
            await visit.persist(lambda tx: use_setup_link(tx, visit.path["token"], wanted.password))
            return await _enter(visit, person.email if person else None, wanted.password)
    return visit.form_page("welcome/password.html", form, person=person)


async def _begin_community(visit: Visit) -> HttpAnswer:
    form: Form[FirstAdministrator] = await visit.form(FirstAdministrator)
    if (wanted := form.data) is not None:
        with form.catching_members():
            await visit.persist(lambda tx: _make_administrator(tx, visit.path["token"], wanted))
            return await _enter(visit, wanted.email, wanted.password)
    return visit.form_page("welcome/first.html", form)


async def _make_administrator(tx: Transaction, token: str, wanted: FirstAdministrator) -> None:
    await claim_first_administrator(tx, token)
    if not is_email_address(wanted.email):
        raise InvalidMember("email", "this is not an e-mail address")
    draft = TeammateDraft(name=wanted.name, email=wanted.email, role=Role.ADMIN)
    made = await add_teammate(tx, draft, group_ids=[])
    await set_password(tx.acting_as(made.person_id), made.person_id, wanted.password)


async def _enter(visit: Visit, email: str | None, password: str) -> HttpAnswer:
    """The password is known to be right; whoever has a second factor is asked for it."""
    attempt = Attempt(
        login=email or "", password=password, is_remembered=False, visit=origin(visit)
    )
    return await enter(visit, attempt, "")


async def _look_up(visit: Visit) -> tuple[SetupLink, Person | None]:
    community_id = visit.community.community_id
    async with visit.reading() as connection:
        link = await get_setup_link(connection, community_id, visit.path["token"], now=visit.now)
        ids = [link.person_id] if link.person_id else []
        people = await get_people(connection, community_id, ids)
    return link, people.get(link.person_id) if link.person_id else None


def _closed(visit: Visit, error: NotFound | StateConflict) -> HttpAnswer:
    said = say_problem(str(error), visit.gettext)
    return visit.page("welcome/closed.html", status=error.status, said=said)

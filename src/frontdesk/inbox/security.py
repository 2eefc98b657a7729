"""Your account: password, second factor, and where you are signed in."""

import msgspec

from frontdesk.accounts import second_factors
from frontdesk.accounts.passwords import Confirmed, change_password, confirm_password
from frontdesk.accounts.second_factors import get_second_factor
from frontdesk.accounts.sessions import end_session, end_sessions, list_sessions
from frontdesk.errors import InvalidMember, SignInRefused
from frontdesk.inbox.forms import Form, Id, Verbatim
from frontdesk.inbox.sign_in import Code
from frontdesk.inbox.user_agents import name_browser
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer


class NewPassword(msgspec.Struct):
    current: Verbatim
    password: Verbatim


class Confirmation(msgspec.Struct):
    current: Verbatim


class SessionChoice(msgspec.Struct):
    session_id: Id


async def show(visit: Visit) -> HttpAnswer:
    return await _page(visit)


async def set_password(visit: Visit) -> HttpAnswer:
    form = await visit.form(NewPassword)
    if (wanted := form.data) is not None:
        with form.catching():
            confirmed = await _confirm(visit, wanted.current)
            await visit.persist(lambda tx: change_password(tx, confirmed, wanted.password))
            toast = visit.gettext("Your password is changed. You are signed out everywhere else.")
            return visit.redirect("/account/security", toast=toast)
    return await _page(visit, password=form)


async def end_one_session(visit: Visit) -> HttpAnswer:
    form = await visit.form(SessionChoice)
    person_id = visit.teammate.person_id
    if (wanted := form.data) is not None:
        await visit.persist(lambda tx: end_session(tx, person_id, wanted.session_id))
    return visit.redirect("/account/security", toast=visit.gettext("That browser is signed out."))


async def end_other_sessions(visit: Visit) -> HttpAnswer:
    own = visit.teammate
    await visit.persist(lambda tx: end_sessions(tx, own.person_id, but=own.session_id))
    toast = visit.gettext("You are signed out everywhere else.")
    return visit.redirect("/account/security", toast=toast)


async def ask_to_offer(visit: Visit) -> HttpAnswer:
    """The way to a second factor begins with the password."""
    return visit.page("account/confirm.html", form=visit.blank_form(Confirmation), action="on")


async def offer(visit: Visit) -> HttpAnswer:
    """The picture for the authenticator app, and where its first code is typed."""
    form = await visit.form(Confirmation)
    if (given := form.data) is not None:
        with form.catching():
            confirmed = await _confirm(visit, given.current)
            offered = await visit.persist(
                lambda tx: second_factors.offer_second_factor(
                    tx,
                    confirmed,
                    issuer=visit.community.name,
                    key=visit.parts.keys.second_factor,
                )
            )
            return visit.page("account/offer.html", form=visit.blank_form(Code), offer=offered)
    return visit.form_page("account/confirm.html", form, action="on")


async def enable(visit: Visit) -> HttpAnswer:
    form = await visit.form(Code)
    if (given := form.data) is not None:
        with form.catching():
            codes = await visit.persist(
                lambda tx: second_factors.enable_second_factor(
                    tx,
                    visit.teammate.person_id,
                    given.code,
                    key=visit.parts.keys.second_factor,
                )
            )
            return visit.page("account/recovery_codes.html", codes=codes, is_new=True)
    return visit.form_page("account/offer.html", form, offer=None)


async def ask_to_disable(visit: Visit) -> HttpAnswer:
    return visit.page("account/confirm.html", form=visit.blank_form(Confirmation), action="off")


async def disable(visit: Visit) -> HttpAnswer:
    form = await visit.form(Confirmation)
    if (given := form.data) is not None:
        with form.catching():
            confirmed = await _confirm(visit, given.current)
            await visit.persist(lambda tx: second_factors.disable_second_factor(tx, confirmed))
            toast = visit.gettext("The second factor is off.")
            return visit.redirect("/account/security", toast=toast)
    return visit.form_page("account/confirm.html", form, action="off")


async def ask_to_renew(visit: Visit) -> HttpAnswer:
    return visit.page("account/confirm.html", form=visit.blank_form(Confirmation), action="codes")


async def renew(visit: Visit) -> HttpAnswer:
    """New recovery codes, shown this once."""
    form = await visit.form(Confirmation)
    if (given := form.data) is not None:
        with form.catching():
            confirmed = await _confirm(visit, given.current)
            codes = await visit.persist(
                lambda tx: second_factors.renew_recovery_codes(tx, confirmed)
            )
            return visit.page("account/recovery_codes.html", codes=codes, is_new=False)
    return visit.form_page("account/confirm.html", form, action="codes")


async def _confirm(visit: Visit, given: str) -> Confirmed:
    """Raises InvalidMember beside the field, and TooManyAttempts."""
    community_id = visit.community.community_id
    try:
        return await confirm_password(
            visit.parts.database, community_id, visit.teammate, given, now=visit.now
        )
    except SignInRefused as error:
        raise InvalidMember("current", str(error)) from None


async def _page(visit: Visit, *, password: Form[NewPassword] | None = None) -> HttpAnswer:
    own, community_id = visit.teammate, visit.community.community_id
    async with visit.reading() as connection:
        sessions = await list_sessions(connection, community_id, own.person_id, now=visit.now)
        second_factor = await get_second_factor(connection, community_id, own.person_id)
    return visit.page(
        "account/security.html",
        status=200 if password is None else password.status,
        password=password or visit.blank_form(NewPassword),
        sessions=[(session, name_browser(session.user_agent)) for session in sessions],
        second_factor=second_factor,
    )

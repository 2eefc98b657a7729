"""Signing in and out."""

from typing import Final

import msgspec

from frontdesk.accounts import sign_in as signing
from frontdesk.accounts.sessions import REMEMBERED_LONGEST, NewSession, end_session
from frontdesk.accounts.sessions import Visit as Origin
from frontdesk.errors import NotFound
from frontdesk.inbox import cookies
from frontdesk.inbox.entrance import remember_community
from frontdesk.inbox.forms import Verbatim
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer

_CODE_PAGE: Final = "/sign-in/code"


class Credentials(msgspec.Struct):
    login: str
    password: Verbatim
    remember: bool = False
    next: str = ""


class Code(msgspec.Struct):
    code: str
    next: str = ""


async def show(visit: Visit) -> HttpAnswer:
    wanted = visit.query_value("next")
    if visit.signed_in is not None:
        return _go_on(visit, wanted)
    return visit.page("sign_in/password.html", form=visit.blank_form(Credentials, {"next": wanted}))


async def send(visit: Visit) -> HttpAnswer:
    form = await visit.form(Credentials)
    if form.data is not None:
        with form.catching():
            attempt = signing.Attempt(
                login=form.data.login,
                password=form.data.password,
                is_remembered=form.data.remember,
                visit=origin(visit),
            )
            return await enter(visit, attempt, form.data.next)
    return visit.form_page("sign_in/password.html", form)


async def enter(visit: Visit, attempt: signing.Attempt, wanted: str) -> HttpAnswer:
    """In, or on to the second factor. Raises SignInRefused and TooManyAttempts."""
    found = await signing.sign_in(visit.parts.database, visit.community, attempt, now=visit.now)
    if isinstance(found, NewSession):
        return let_in(visit, found, wanted)
    lifetime = found.expiry_time - visit.now
    visit.set_cookie(cookies.TICKET, found.ticket, below="/sign-in", lifetime=lifetime)
    return visit.redirect(_CODE_PAGE, next=wanted or None)


async def show_code(visit: Visit) -> HttpAnswer:
    wanted = visit.query_value("next")
    if cookies.TICKET not in visit.request.cookies:
        return visit.redirect("/sign-in", next=wanted)
    return visit.page("sign_in/code.html", form=visit.blank_form(Code, {"next": wanted}))


async def send_code(visit: Visit) -> HttpAnswer:
    form = await visit.form(Code)
    if form.data is not None:
        try:
            with form.catching():
                session = await signing.pass_second_factor(
                    visit.parts.database,
                    visit.community,
                    ticket=visit.request.cookies.get(cookies.TICKET, ""),
                    code=form.data.code,
                    visit=origin(visit),
                    key=visit.parts.keys.second_factor,
                    now=visit.now,
                )
                return let_in(visit, session, form.data.next)
        except NotFound:
            visit.drop_cookie(cookies.TICKET, below="/sign-in")
            toast = visit.gettext("This took too long, or too many tries. Sign in again.")
            return visit.redirect("/sign-in", toast=toast, next=form.data.next or None)
    return visit.form_page("sign_in/code.html", form)


async def sign_out(visit: Visit) -> HttpAnswer:
    own = visit.teammate
    await visit.persist(lambda tx: end_session(tx, own.person_id, own.session_id))
    visit.drop_cookie(cookies.SESSION)
    return visit.redirect_to(visit.link("/sign-in"), reload=True)


def origin(visit: Visit) -> Origin:
    """Where the visitor signs in from."""
    return Origin(
        address=visit.parts.client_address(visit.request.scope),
        user_agent=visit.request.header("user-agent") or "",
    )


def let_in(visit: Visit, session: NewSession, wanted: str) -> HttpAnswer:
    """The session's cookie, and on to where the visitor wanted to be."""
    lifetime = REMEMBERED_LONGEST if session.is_remembered else None
    visit.set_cookie(cookies.SESSION, session.token, lifetime=lifetime)
    visit.drop_cookie(cookies.VISITOR)
    visit.drop_cookie(cookies.TICKET, below="/sign-in")
    visit.cookies.append(remember_community(visit.community.short_name, visit.parts))
    return _go_on(visit, wanted)


def _go_on(visit: Visit, wanted: str | None) -> HttpAnswer:
    address = wanted if wanted and visit.is_ours(wanted) else visit.home
    return visit.redirect_to(address, reload=True)

"""All pages of the inbox on one screen; paths are those below `/inbox/{community}`."""

from typing import Final

from frontdesk.inbox import account, home, security, sign_in, welcome
from frontdesk.inbox.route import ANONYMOUS, Route
from frontdesk.inbox.settings_routes import SETTINGS
from frontdesk.people.permissions import Permission

READ: Final = Permission.READ_TICKETS
WRITE: Final = Permission.CHANGE_TICKETS
ADMIN: Final = Permission.CHANGE_SETTINGS

# fmt: off
ENTRY: Final = (
    Route("GET", "", home.show, section="tickets"),
    Route("GET", "/sign-in", sign_in.show, ANONYMOUS, section="sign-in"),
    Route("POST", "/sign-in", sign_in.send, ANONYMOUS, section="sign-in"),
    Route("GET", "/sign-in/code", sign_in.show_code, ANONYMOUS, section="sign-in"),
    Route("POST", "/sign-in/code", sign_in.send_code, ANONYMOUS, section="sign-in"),
    Route("POST", "/sign-out", sign_in.sign_out, section="account"),
    Route("GET", "/welcome/{token}", welcome.show, ANONYMOUS, section="welcome"),
    Route("POST", "/welcome/{token}", welcome.send, ANONYMOUS, section="welcome"),
)
ACCOUNT: Final = (
    Route("GET", "/account", account.show, section="account"),
    Route("POST", "/account/name", account.rename, section="account"),
    Route("POST", "/account/preferences", account.choose, section="account"),
    Route("GET", "/account/security", security.show, section="security"),
    Route("POST", "/account/password", security.set_password, section="security"),
    Route("GET", "/account/second-factor/on", security.ask_to_offer, section="security"),
    Route("POST", "/account/second-factor/on", security.offer, section="security"),
    Route("POST", "/account/second-factor/code", security.enable, section="security"),
    Route("GET", "/account/second-factor/off", security.ask_to_disable, section="security"),
    Route("POST", "/account/second-factor/off", security.disable, section="security"),
    Route("GET", "/account/second-factor/codes", security.ask_to_renew, section="security"),
    Route("POST", "/account/second-factor/codes", security.renew, section="security"),
    Route("POST", "/account/sessions/end", security.end_one_session, section="security"),
    Route("POST", "/account/sessions/end-others", security.end_other_sessions, section="security"),
)
# fmt: on

ROUTES: Final = ENTRY + ACCOUNT + SETTINGS

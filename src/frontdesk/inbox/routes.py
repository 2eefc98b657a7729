"""All pages of the inbox on one screen; paths are those below `/inbox/{community}`."""

from typing import Final

from frontdesk.inbox import home, sign_in
from frontdesk.inbox.route import ANONYMOUS, Route
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
)
# fmt: on

ROUTES: Final = ENTRY

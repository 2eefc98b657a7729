"""All pages of the inbox on one screen; paths are those below `/inbox/{community}`."""

from typing import Final

from frontdesk.inbox import (
    account,
    home,
    live,
    live_news,
    palette,
    security,
    sign_in,
    ticket,
    ticket_amending,
    ticket_answers,
    ticket_composer,
    ticket_files,
    ticket_letters,
    ticket_sending,
    ticket_triage,
    ticket_update,
    tickets,
    tickets_filters,
    tickets_triage,
    views,
    welcome,
)
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
TICKETS: Final = (
    Route("GET", "/tickets", tickets.show, section="tickets"),
    Route("GET", "/tickets/counts", tickets.count, section="tickets"),
    Route("GET", "/tickets/filters", tickets_filters.show, section="tickets"),
    Route("GET", "/tickets/rows", tickets.show_rows, section="tickets"),
    Route("POST", "/tickets/density", tickets.choose_density, section="tickets"),
    Route("POST", "/tickets/read-all", tickets.read_all, section="tickets"),
    Route("POST", "/tickets/triage", tickets_triage.change, WRITE, section="tickets"),
    Route("POST", "/tickets/undo", tickets_triage.undo, WRITE, section="tickets"),
    Route("GET", "/views", views.show, section="tickets"),
    Route("POST", "/views", views.save, section="tickets"),
    Route("POST", "/views/order", views.reorder, section="tickets"),
    Route("GET", "/views/new", views.show_new, section="tickets"),
    Route("GET", "/views/{viewId}", views.show_one, section="tickets"),
    Route("POST", "/views/{viewId}", views.change, section="tickets"),
    Route("POST", "/views/{viewId}/delete", views.delete, section="tickets"),
    Route("GET", "/palette", palette.show, section="tickets"),
)
LIVE: Final = (
    Route("GET", "/live", live.listen, section="tickets"),
    Route("GET", "/tickets/news", live_news.show, section="tickets"),
    Route("GET", "/tickets/{ticketId}/presence", live.show_presence, section="tickets"),
    Route("POST", "/tickets/{ticketId}/presence", live.tell_presence, section="tickets"),
)
TICKET: Final = (
    Route("GET", "/tickets/{ticketId}", ticket.show, section="tickets"),
    Route("GET", "/tickets/{ticketId}/thread", ticket_update.show_part, section="tickets"),
    Route("GET", "/tickets/{ticketId}/letters/{letter}", ticket_letters.show, section="tickets"),
    Route("POST", "/tickets/{ticketId}/pictures", ticket_letters.choose_pictures, section="tickets"),
    Route("GET", "/tickets/{ticketId}/files/{fileId}", ticket_files.open_file, section="tickets"),
    Route("POST", "/tickets/{ticketId}/files", ticket_files.upload, WRITE, section="tickets", takes_files=True),
    Route("POST", "/tickets/{ticketId}/replies", ticket_sending.send_reply, WRITE, section="tickets", takes_files=True),
    Route("POST", "/tickets/{ticketId}/notes", ticket_sending.send_note, WRITE, section="tickets", takes_files=True),
    Route("POST", "/tickets/{ticketId}/notes/{noteId}", ticket_amending.change_note, WRITE, section="tickets"),
    Route("POST", "/tickets/{ticketId}/notes/{noteId}/delete", ticket_amending.delete_note, WRITE, section="tickets"),
    Route("POST", "/tickets/{ticketId}/drafts/{draftId}", ticket_amending.send_draft, WRITE, section="tickets"),
    Route("POST", "/tickets/{ticketId}/drafts/{draftId}/delete", ticket_amending.discard_draft, WRITE, section="tickets"),
    Route("POST", "/tickets/{ticketId}/compositions/{kind}", ticket_composer.keep, WRITE, section="tickets", takes_files=True),
    Route("GET", "/tickets/{ticketId}/answers", ticket_composer.offer_answers, WRITE, section="tickets"),
    Route("POST", "/tickets/{ticketId}/answers", ticket_answers.choose, WRITE, section="tickets", takes_files=True),
    Route("GET", "/tickets/{ticketId}/teammates", ticket_composer.offer_teammates, WRITE, section="tickets"),
    Route("GET", "/tickets/{ticketId}/known-tags", ticket_composer.offer_tags, WRITE, section="tickets"),
    Route("POST", "/tickets/{ticketId}/status", ticket_triage.set_status, WRITE, section="tickets"),
    Route("POST", "/tickets/{ticketId}/assignee", ticket_triage.assign, WRITE, section="tickets"),
    Route("POST", "/tickets/{ticketId}/category", ticket_triage.set_category, WRITE, section="tickets"),
    Route("POST", "/tickets/{ticketId}/tags", ticket_triage.change_tags, WRITE, section="tickets"),
    Route("POST", "/tickets/{ticketId}/fields/{id}", ticket_triage.set_field, WRITE, section="tickets"),
    Route("POST", "/tickets/{ticketId}/aside", ticket_triage.set_ticket_aside, WRITE, section="tickets"),
    Route("POST", "/tickets/{ticketId}/unread", ticket_triage.put_back_as_unread, section="tickets"),
)
# fmt: on

ROUTES: Final = ENTRY + ACCOUNT + TICKETS + TICKET + LIVE + SETTINGS

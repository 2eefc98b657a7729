"""Replies in the public JSON (contract 3.22, 3.23 and section 4)."""

from collections.abc import Sequence

from frontdesk.attachments.attaching import NewAttachment
from frontdesk.errors import InvalidMember
from frontdesk.kit.clock import format_ticks
from frontdesk.kit.text import Written, is_blank, read_message
from frontdesk.tickets import replies
from frontdesk.tickets.document import Attachment, DateTime, Id, Member, User
from frontdesk.tickets.replying import NewReply
from frontdesk.wire.attachments import AttachmentInputs
from frontdesk.wire.people import AuthorInput
from frontdesk.wire.texts import Message


class CreateReply(Member, kw_only=True, frozen=True):
    """`author`: a teammate, or the ticket's author for a reply by the client; left out, the
    community's own API user."""

    message: Message
    is_html: bool | None = None
    author: AuthorInput | None = None
    attachments: AttachmentInputs | None = None
    parent_reply_id: Id | None = None
    is_draft: bool | None = None
    is_ticket_needed_to_be_completed: bool | None = None
    suppress_ticket_status_autoupdate: bool | None = None

    def new_reply(self, attachments: Sequence[NewAttachment]) -> NewReply:
        """Raises InvalidMember for a blank message and for an e-mail address that is none."""
        return NewReply(
            message=written(self.message, is_html=bool(self.is_html)),
            author_email=self.author.address() if self.author else None,
            attachments=attachments,
            parent_reply_id=self.parent_reply_id,
            is_draft=bool(self.is_draft),
            completes=bool(self.is_ticket_needed_to_be_completed),
            keeps_status=bool(self.suppress_ticket_status_autoupdate),
        )


def written(message: str, *, is_html: bool) -> Written:
    """A message that must say something; raises InvalidMember."""
    text = read_message(message, is_html=is_html)
    if is_blank(text.text) and "<img" not in text.html:
        raise InvalidMember("message", "must not be blank")
    return text


class ReplyProperties(Member, kw_only=True, frozen=True):
    is_by_team: bool
    is_draft: bool
    is_hidden: bool


class Reply(Member, kw_only=True, frozen=True):
    """`level` 0 is the first; `parentReplyId` is null there."""

    attachments: list[Attachment]
    author: User
    cc_emails: list[str]
    creation_time: DateTime
    html_message: str
    id: Id
    level: int
    message: str
    parent_reply_id: Id | None
    properties: ReplyProperties
    tags: list[str]
    ticket_id: Id
    to_emails: list[str]


def describe_reply(reply: replies.Reply, author: User, files: list[Attachment]) -> Reply:
    return Reply(
        attachments=files,
        author=author,
        cc_emails=reply.cc_emails,
        creation_time=format_ticks(reply.creation_time),
        html_message=reply.html_message,
        id=reply.reply_id,
        level=reply.level,
        message=reply.message,
        parent_reply_id=reply.parent_reply_id,
        properties=ReplyProperties(
            is_by_team=reply.is_by_team, is_draft=reply.is_draft, is_hidden=reply.is_hidden
        ),
        tags=reply.tags,
        ticket_id=reply.ticket_id,
        to_emails=reply.to_emails,
    )

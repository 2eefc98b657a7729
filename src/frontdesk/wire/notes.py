"""Notes in the public JSON (contract 3.24 to 3.26 and section 4)."""

from collections.abc import Sequence

from frontdesk.attachments.attaching import NewAttachment
from frontdesk.kit.clock import format_ticks
from frontdesk.kit.text import Written
from frontdesk.tickets import notes
from frontdesk.tickets.document import Attachment, DateTime, Id, Member, User
from frontdesk.tickets.noting import NewNote
from frontdesk.wire.attachments import AttachmentInputs
from frontdesk.wire.people import AuthorInput
from frontdesk.wire.replies import written
from frontdesk.wire.texts import Message


class CreateNote(Member, kw_only=True, frozen=True):
    """`@name` or `@address` of a teammate in the message mentions them."""

    message: Message
    is_html: bool | None = None
    author: AuthorInput | None = None
    attachments: AttachmentInputs | None = None

    def new_note(self, attachments: Sequence[NewAttachment]) -> NewNote:
        """Raises InvalidMember for a blank message and for an e-mail address that is none."""
        return NewNote(
            message=written(self.message, is_html=bool(self.is_html)),
            author_email=self.author.address() if self.author else None,
            attachments=attachments,
        )


class UpdateNote(Member, kw_only=True, frozen=True):
    """What is left out stays; `attachments` replaces all that the note has."""

    message: Message | None = None
    is_html: bool | None = None
    attachments: AttachmentInputs | None = None

    def message_written(self) -> Written | None:
        if self.message is None:
            return None
        return written(self.message, is_html=bool(self.is_html))


class Note(Member, kw_only=True, frozen=True):
    attachments: list[Attachment]
    author: User
    creation_time: DateTime
    html_message: str
    id: Id
    mentioned_users: list[User]
    message: str


def describe_note(
    note: notes.Note, author: User, mentioned: list[User], files: list[Attachment]
) -> Note:
    return Note(
        attachments=files,
        author=author,
        creation_time=format_ticks(note.creation_time),
        html_message=note.html_message,
        id=note.note_id,
        mentioned_users=mentioned,
        message=note.message,
    )

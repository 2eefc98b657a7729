"""Answers that several settings give: asking before something is lost, and telling a secret."""

from collections.abc import Mapping, Sequence
from typing import Any

from frontdesk.inbox.forms import Form
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer


def ask(
    visit: Visit,
    title: str,
    *,
    says: Sequence[str],
    does: str,
    action: str,
    back: str,
    hidden: Mapping[str, object] | None = None,
    error: Form[Any] | None = None,
) -> HttpAnswer:
    """A page that says what will happen, with the button that `does` it; both paths are below the
    community. `error` is a form whose sending was refused."""
    return visit.page(
        "settings/ask.html",
        block="main",
        status=200 if error is None else error.status,
        title=title,
        says=says,
        does=does,
        action=action,
        back=back,
        hidden=hidden or {},
        error=error.errors.get("") if error else None,
    )


def tell_secret(
    visit: Visit, title: str, *, says: str, secrets: Sequence[tuple[str, str]], back: str
) -> HttpAnswer:
    """A page with texts that are never shown again, each under its label."""
    return visit.page(
        "settings/secret.html", block="main", title=title, says=says, secrets=secrets, back=back
    )


def sent_list(visit: Visit, name: str) -> list[str]:
    """All values that were sent under a name, as they came."""
    return list(visit.received.fields.get(name, []))

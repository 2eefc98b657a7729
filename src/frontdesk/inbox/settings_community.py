"""Settings: the community itself."""

from typing import Final

import msgspec

from frontdesk.communities.naming import rename_community
from frontdesk.inbox.forms import Form, Text
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer

HOME: Final = "/settings/community"


class Name(msgspec.Struct):
    name: Text


async def show(visit: Visit) -> HttpAnswer:
    return _page(visit, visit.blank_form(Name, {"name": visit.community.name}), status=200)


async def rename(visit: Visit) -> HttpAnswer:
    form = await visit.form(Name)
    if (wanted := form.data) is not None:
        with form.catching():
            has_changed = await visit.persist(
                lambda tx: rename_community(tx, wanted.name, role=visit.role)
            )
            return visit.redirect(HOME, toast=_said(visit, has_changed=has_changed))
    return _page(visit, form, status=form.status)


def _said(visit: Visit, *, has_changed: bool) -> str:
    return visit.gettext("Saved.") if has_changed else visit.gettext("Nothing was changed.")


def _page(visit: Visit, form: Form[Name], *, status: int) -> HttpAnswer:
    return visit.page(
        "settings/community.html",
        block="main",
        status=status,
        form=form,
        address=f"{visit.parts.public_address}/inbox/{visit.community.short_name}",
    )

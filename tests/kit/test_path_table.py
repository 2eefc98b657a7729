"""Addresses and the applications behind them."""

from litestar.types import ASGIApp, Receive, Scope, Send

from frontdesk.kit.path_table import PathTable


def make_app() -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("only found, never asked")

    return app


APPS = {
    path: make_app()
    for path in (
        "/UserGroups",
        "/tickets/list",
        "/tickets/{ticketId}",
        "/tickets/{ticketId}/replies/{replyId}/tags",
    )
}


def find(path: str) -> tuple[str, dict[str, str]] | None:
    found = PathTable(APPS).find(path)
    if found is None:
        return None
    app, texts = found
    return next(path for path, known in APPS.items() if known is app), texts


def test_literal_parts_are_in_lower_case() -> None:
    assert find("/usergroups") == ("/UserGroups", {})
    assert find("/UserGroups") is None


def test_a_literal_part_goes_before_a_name() -> None:
    assert find("/tickets/list") == ("/tickets/list", {})
    assert find("/tickets/7") == ("/tickets/{ticketId}", {"ticketId": "7"})


def test_texts_are_found_under_their_names() -> None:
    assert find("/tickets/7/replies/8/tags") == (
        "/tickets/{ticketId}/replies/{replyId}/tags",
        {"ticketId": "7", "replyId": "8"},
    )


def test_what_is_longer_shorter_or_other_is_not_found() -> None:
    others = ("/", "/tickets", "/tickets/7/8", "/tickets/7/replies", "/{ticketId}", "*", "")
    assert [find(path) for path in others] == [None] * len(others)

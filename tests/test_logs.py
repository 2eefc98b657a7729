"""What stands in a log line, and what must not."""

import json
from collections.abc import Iterator

import pytest
import structlog

from frontdesk.accounts.random_tokens import make_token
from frontdesk.config import Settings
from frontdesk.logs import configure_logs


@pytest.fixture(autouse=True)
def own_configuration() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def logged_path(capsys: pytest.CaptureFixture[str], path: str) -> str:
    configure_logs(Settings(log_level="info", log_format="json"))
    structlog.get_logger().info("request", path=path)
    line = json.loads(capsys.readouterr().err)
    return str(line["path"])


def test_the_token_of_a_set_up_link_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    for token in (make_token(), make_token().lower()):
        path = f"/inbox/acme/welcome/{token}"
        assert logged_path(capsys, path) == "/inbox/acme/welcome/…"


def test_ids_and_names_stay(capsys: pytest.CaptureFixture[str]) -> None:
    path = "/files/5b1f8b1e-5f3c-4d55-9e0e-6c1f7f1f3a52/a-rather-long-name-of-a-file.pdf"
    assert logged_path(capsys, path) == path

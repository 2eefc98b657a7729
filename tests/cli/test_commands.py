"""The commands of design section 4: what they print, and how they refuse."""

import re
import subprocess
import sys
from base64 import b64decode
from typing import Final
from uuid import UUID

import pytest

from frontdesk.cli.commands import COMMANDS, GROUPS
from tests.cli.installation import Frontdesk, Outcome

TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?\+00:00")


def refusal(outcome: Outcome) -> str:
    """The one line on stderr of a command that failed."""
    assert (outcome.code, outcome.out) == (1, "")
    [line] = outcome.err.splitlines()
    return line.removeprefix("frontdesk: ")


def test_community_is_created_once(frontdesk: Frontdesk) -> None:
    created = frontdesk.run("community", "create", "initech", "--name", "Initech").json
    assert list(created) == ["communityId", "shortName", "clientId"]
    assert created == created | {"shortName": "initech", "clientId": str(UUID(created["clientId"]))}
    assert created["communityId"] > 0
    assert refusal(frontdesk.run("community", "create", "initech")) == (
        "short name 'initech': a community with it exists already"
    )


def test_short_name_of_other_characters_is_refused(frontdesk: Frontdesk) -> None:
    line = refusal(frontdesk.run("community", "create", "Acme Inc"))
    assert line.startswith("short name 'Acme Inc': use 1 to 63 lower-case letters")


def test_token_is_created_listed_and_revoked(frontdesk: Frontdesk, acme: str) -> None:
    shop = ("--community", acme, "--name", "shop")
    created = frontdesk.run("token", "create", *shop).json
    assert list(created) == ["clientId", "refreshToken"]
    assert len(b64decode(created["refreshToken"], validate=True)) == 32
    old = frontdesk.run("token", "create", "--community", acme, "--name", "old", "--v1").json
    assert (list(old), old["community"]) == (["community", "publicToken"], acme)
    assert refusal(frontdesk.run("token", "create", *shop)) == (
        "a token named 'shop' exists already"
    )
    assert frontdesk.run("token", "revoke", *shop).json == {"revoked": "shop"}
    assert refusal(frontdesk.run("token", "revoke", *shop)) == (
        f"community '{acme}' has no working token named 'shop'"
    )
    listed = frontdesk.run("token", "list", "--community", acme).json
    assert [(each["name"], each["version"], bool(each["revokedTime"])) for each in listed] == [
        ("shop", "v2", True),
        ("old", "v1", False),
    ]
    assert TIME.fullmatch(listed[0]["creationTime"])
    assert [each["lastUsedTime"] for each in listed] == [None, None]
    assert TIME.fullmatch(listed[0]["revokedTime"])


def test_teammate_is_created_listed_and_removed(frontdesk: Frontdesk, acme: str) -> None:
    ingrid = ("--community", acme, "--email", "Ingrid@example.com")
    rest = ("--name", "Ingrid Solberg", "--role", "agent")
    created = frontdesk.run("teammate", "create", *ingrid, *rest).json
    link = created.pop("setupLink")
    assert re.fullmatch(rf"http://127\.0\.0\.1:8000/inbox/{acme}/welcome/[\w-]{{43}}", link)
    assert created == {
        "id": str(UUID(created["id"])),
        "name": "Ingrid Solberg",
        "email": "Ingrid@example.com",
        "role": "agent",
    }
    again = ("--community", acme, "--email", " ingrid@EXAMPLE.com ")
    assert "already" in refusal(frontdesk.run("teammate", "create", *again, *rest))
    assert frontdesk.run("teammate", "list", "--community", acme).json == [created]
    assert frontdesk.run("teammate", "remove", *again).code == 0
    assert frontdesk.run("teammate", "list", "--community", acme).json == []
    assert "no teammate" in refusal(frontdesk.run("teammate", "remove", *ingrid))
    back = frontdesk.run("teammate", "create", *ingrid, *rest).json
    assert back["email"] == "Ingrid@example.com"


OLA: Final = ("--email", "ola@example.com", "--name", "Ola", "--role", "admin")


def test_teammate_with_a_password_gets_no_link(frontdesk: Frontdesk, acme: str) -> None:
    create = ("teammate", "create", "--community", acme, *OLA, "--password-stdin")
    assert refusal(frontdesk.run(*create, stdin=b"short\n")) == (
        "password: use at least 10 characters"
    )
    assert refusal(frontdesk.run(*create)) == ("--password-stdin: standard input has no password")
    assert frontdesk.run("teammate", "list", "--community", acme).json == []
    created = frontdesk.run(*create, stdin="bro over fjorden æ\n".encode()).json
    assert list(created) == ["id", "name", "email", "role"]


def test_reset_password_prints_a_link_under_the_public_address(
    frontdesk: Frontdesk, acme: str
) -> None:
    reset = ("teammate", "reset-password", "--community", acme, "--email", "ola@example.com")
    assert "no teammate" in refusal(frontdesk.run(*reset))
    frontdesk.run("teammate", "create", "--community", acme, *OLA)
    settings = {"public_url": "https://desk.example.com/"}
    done = frontdesk.run(*reset, "--second-factor", settings=settings).json
    assert list(done) == ["email", "setupLink"]
    assert done["setupLink"].startswith(f"https://desk.example.com/inbox/{acme}/welcome/")


def test_teammate_joins_only_groups_that_are_there(frontdesk: Frontdesk, acme: str) -> None:
    who = ("--community", acme, "--email", "ola@example.com", "--name", "Ola", "--role", "agent")
    done = frontdesk.run("teammate", "create", *who, "--group", "999999")
    assert refusal(done) == "--group: no user group has the id 999999"
    assert frontdesk.run("teammate", "list", "--community", acme).json == []


@pytest.mark.parametrize("email", ["ingrid", "@example.com", "a b@example.com", "", "a@b"])
def test_teammate_without_an_address_is_refused(
    frontdesk: Frontdesk, acme: str, email: str
) -> None:
    options = ("--community", acme, "--email", email, "--name", "x", "--role", "admin")
    assert refusal(frontdesk.run("teammate", "create", *options)) == (
        f"--email: {email!r} is no e-mail address"
    )


@pytest.mark.parametrize(
    "command",
    [
        ("token", "list"),
        ("teammate", "list"),
        ("export",),
        ("import", "/dev/null"),
    ],
)
def test_unknown_community_is_named(frontdesk: Frontdesk, command: tuple[str, ...]) -> None:
    done = frontdesk.run(*command, "--community", "nobody")
    assert refusal(done) == "no community has the short name 'nobody'"


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("token", "create"),
        ("serve", "--port", "http"),
        (
            "teammate",
            "create",
            "--community",
            "a",
            "--email",
            "a@b.c",
            "--name",
            "x",
            "--role",
            "x",
        ),
    ],
)
def test_command_line_that_is_off_ends_with_two(
    frontdesk: Frontdesk, arguments: tuple[str, ...]
) -> None:
    done = frontdesk.run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"port": "http"}, "FRONTDESK_PORT: "),
        ({"log_level": "loud"}, "FRONTDESK_LOG_LEVEL: "),
        ({"secret_key": "short"}, "FRONTDESK_SECRET_KEY: "),
        ({"secret_key_file": "/nowhere"}, "FRONTDESK_SECRET_KEY_FILE: cannot read /nowhere: "),
        ({"database_url": "nonsense"}, "FRONTDESK_DATABASE_URL: "),
        ({"database_url": "postgresql://127.0.0.1:1/x"}, "the database cannot be reached: "),
    ],
)
def test_wrong_setting_names_itself(
    frontdesk: Frontdesk, settings: dict[str, str], line: str
) -> None:
    assert refusal(frontdesk.run("migrate", settings=settings)).startswith(line)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does_and_takes_a_data_folder(
    frontdesk: Frontdesk, command: str
) -> None:
    done = frontdesk.run(*command.split(), "--help", settings={"COLUMNS": "200"})
    assert (done.code, done.err) == (0, "")
    assert "--data-dir" in done.out


@pytest.mark.parametrize("group", ["", *GROUPS])
def test_the_overview_has_a_sentence_for_each_command(frontdesk: Frontdesk, group: str) -> None:
    listed = frontdesk.run(*group.split(), "--help").out
    below = [name.removeprefix(group).split()[0] for name in COMMANDS if name.startswith(group)]
    for name in [*below, *GROUPS] if not group else below:
        assert re.search(rf"^\W+{name} +[A-Z]", listed, re.MULTILINE), name


def test_a_command_that_is_nearly_right_is_suggested(frontdesk: Frontdesk) -> None:
    done = frontdesk.run("tokn", "list")
    assert (done.code, done.out) == (2, "")
    assert "Did you mean 'token'" in done.err


LIGHT: Final = """
import sys
from frontdesk.cli import main
try:
    main()
except SystemExit:
    print([name for name in sys.argv[-1].split(",") if name in sys.modules])
"""


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        ([], "psycopg,structlog,aiohttp,litestar"),
        (["webhook"], "psycopg,structlog,aiohttp,litestar"),
        (["webhook", "list"], "aiohttp,litestar"),
        (["webhook", "deliveries"], "aiohttp,litestar"),
        (["token", "list"], "aiohttp,litestar"),
        (["export"], "aiohttp,litestar"),
        (["webhook", "listen"], "psycopg,litestar"),
        (["serve"], "aiohttp,litestar"),
    ],
)
def test_a_command_loads_only_what_it_needs(arguments: list[str], unwanted: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", LIGHT, *arguments, "--help", unwanted],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert told.stdout.splitlines()[-1] == "[]"

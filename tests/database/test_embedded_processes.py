"""The embedded server among several processes that come, go and are killed, as root and not."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psycopg
import pytest

import frontdesk.errors
from frontdesk.database import embedded_keeper
from frontdesk.database.embedded import EmbeddedServer, hold_server, wait_until_ended
from frontdesk.database.embedded_folder import ServerFolder
from frontdesk.errors import OperatorError

SOURCE = Path(frontdesk.errors.__file__).parents[1]
FAST = {"fsync": "off"}
OWNER = "frontdesk_owner"
ORDINARY_ID = 12345
AS_ORDINARY_USER = ("unshare", "--user", f"--map-user={ORDINARY_ID}", f"--map-group={ORDINARY_ID}")
HOLDER = """
import sys
from pathlib import Path
from frontdesk.database.embedded import hold_server
from frontdesk.errors import OperatorError
options = {"user_namespaces": False} if "without-namespaces" in sys.argv else {}
try:
    with hold_server(Path(sys.argv[1]), settings={"fsync": "off"}, **options) as server:
        print(server.conninfo("frontdesk_owner"), flush=True)
        sys.stdin.read()
except OperatorError as error:
    print(f"OperatorError: {error}", flush=True)
"""

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


class Holder:
    """Another process that holds the server of a data folder until it is told to leave."""

    def __init__(self, data_dir: Path, *options: str, before: Sequence[str] = ()) -> None:
        self.process = subprocess.Popen(
            [*before, sys.executable, "-c", HOLDER, str(data_dir), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(SOURCE)},
        )

    def answer(self) -> str:
        """The connection string, or the error that it got instead."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def begin_to_leave(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()

    def leave(self) -> None:
        self.begin_to_leave()
        assert self.process.stdout
        self.process.stdout.close()
        self.process.wait()

    def kill(self) -> None:
        self.process.kill()
        self.leave()


HoldElsewhere = Callable[..., Holder]


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
    end_whatever_runs_in(tmp_path / "d")


@pytest.fixture
def open_dir() -> Iterator[Path]:
    """A data folder that every user can reach, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp(prefix="frontdesk-test-"))
    folder.chmod(0o755)
    yield folder
    end_whatever_runs_in(folder)
    for closed in (folder, *folder.glob("postgres")):
        closed.chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture
def hold_elsewhere() -> Iterator[HoldElsewhere]:
    holders: list[Holder] = []

    def hold(data_dir: Path, *options: str, before: Sequence[str] = ()) -> Holder:
        holders.append(Holder(data_dir, *options, before=before))
        return holders[-1]

    yield hold
    for holder in holders:
        holder.leave()


def end_whatever_runs_in(data_dir: Path) -> None:
    wait_until(lambda: not pids_of(str(data_dir)))


def wait_until(condition: Callable[[], bool], timeout: float = 20.0) -> None:
    deadline = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)


def pids_of(*words: str) -> list[int]:
    """Other processes that have all the words in their command line."""
    processes = [folder for folder in Path("/proc").iterdir() if folder.name.isdigit()]
    return [
        int(process.name)
        for process in processes
        if all(word in command_line(process) for word in words) and int(process.name) != os.getpid()
    ]


def command_line(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def keepers(data_dir: Path) -> list[int]:
    return pids_of("embedded_keeper", str(data_dir / "postgres"))


def server_pid(data_dir: Path) -> int | None:
    return embedded_keeper.running_server(str(data_dir / "postgres"))


def nothing_runs(data_dir: Path) -> bool:
    """Not even in a moment: a keeper lets its locks go shortly before it is gone."""
    at_once = server_pid(data_dir) is None
    wait_until(lambda: not keepers(data_dir), timeout=1)
    return at_once and server_pid(data_dir) is None


def started_at(conninfo: str) -> object:
    """Differs between any two starts of servers."""
    with psycopg.connect(conninfo) as connection:
        return connection.execute("select pg_postmaster_start_time()").fetchone()


def kill_and_wait(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not command_line(Path(f"/proc/{pid}")))


def kill_keeper(data_dir: Path) -> None:
    kill_and_wait(*keepers(data_dir))
    wait_until(ServerFolder(data_dir).has_no_keeper)


# One server for all


def test_processes_that_start_at_the_same_moment_share_one_server(
    new_dir: Path, hold_elsewhere: HoldElsewhere
) -> None:
    holders = [hold_elsewhere(new_dir) for _ in range(4)]
    starts = {started_at(holder.answer()) for holder in holders}
    assert (len(starts), len(keepers(new_dir))) == (1, 1)


def test_server_stops_when_its_last_user_leaves(
    data_dir: Path, hold_elsewhere: HoldElsewhere
) -> None:
    first = hold_elsewhere(data_dir)
    first.answer()
    with hold_server(data_dir) as server:
        first.leave()
        started_at(server.conninfo(OWNER))
    assert nothing_runs(data_dir)


def test_server_stops_after_its_last_user_is_killed(
    data_dir: Path, hold_elsewhere: HoldElsewhere
) -> None:
    holder = hold_elsewhere(data_dir)
    holder.answer()
    holder.kill()
    wait_until_ended(data_dir, timeout=5)
    assert nothing_runs(data_dir)


def test_server_goes_on_after_the_user_who_started_it_is_killed(
    data_dir: Path, hold_elsewhere: HoldElsewhere
) -> None:
    starter = hold_elsewhere(data_dir)
    start = started_at(starter.answer())
    with hold_server(data_dir) as server:
        starter.kill()
        time.sleep(3 * embedded_keeper.POLL_SECONDS)
        assert started_at(server.conninfo(OWNER)) == start


@pytest.mark.parametrize("killed", [False, True], ids=["left", "killed"])
def test_user_who_comes_while_the_server_stops_gets_one(
    data_dir: Path, hold_elsewhere: HoldElsewhere, killed: bool
) -> None:
    starts = set()
    for pause in (0.0, 0.05, 0.1, 0.15):
        holder = hold_elsewhere(data_dir)
        starts.add(started_at(holder.answer()))
        if killed:
            holder.process.kill()
        else:
            holder.begin_to_leave()
        time.sleep(pause)
        with hold_server(data_dir, settings=FAST) as server:
            starts.add(started_at(server.conninfo(OWNER)))
    assert len(starts) > 1


def test_user_who_is_killed_while_the_server_starts_leaves_nothing_running(
    data_dir: Path, hold_elsewhere: HoldElsewhere
) -> None:
    with hold_server(data_dir, settings=FAST):
        pass
    for pause in (0.0, 0.01, 0.03):
        holder = hold_elsewhere(data_dir)
        wait_until(lambda: bool(keepers(data_dir)))
        time.sleep(pause)
        holder.kill()
        wait_until_ended(data_dir, timeout=5)
    assert nothing_runs(data_dir)


def test_locks_reach_neither_the_server_nor_its_children(data_dir: Path) -> None:
    with hold_server(data_dir, settings=FAST):
        (keeper,) = keepers(data_dir)
        open_in_server = {*open_files(server_pid(data_dir))}
        assert [path for path in open_in_server if path.parent == data_dir.resolve()] == [
            data_dir.resolve() / "postgres.log"
        ]
        assert sorted(path.name for path in open_files(keeper)) == sorted(
            ["null", "postgres.log", "postgres.log", "postgres.keeper", "postgres.users"]
        )


def open_files(pid: int | None) -> list[Path]:
    return [link.readlink() for link in Path(f"/proc/{pid}/fd").iterdir()]


# Killed keepers, servers and initdbs


def test_killed_keeper_is_replaced_by_the_next_user(
    data_dir: Path, hold_elsewhere: HoldElsewhere
) -> None:
    holder = hold_elsewhere(data_dir)
    start = started_at(holder.answer())
    kill_keeper(data_dir)
    with hold_server(data_dir) as server:
        assert (started_at(server.conninfo(OWNER)), len(keepers(data_dir))) == (start, 1)
        holder.kill()
    assert nothing_runs(data_dir)


def test_killed_keeper_is_replaced_by_the_user_who_leaves(data_dir: Path) -> None:
    with hold_server(data_dir, settings=FAST):
        kill_keeper(data_dir)
    assert nothing_runs(data_dir)


def test_server_without_keeper_and_users_is_adopted_by_the_next_user(
    data_dir: Path, hold_elsewhere: HoldElsewhere
) -> None:
    holder = hold_elsewhere(data_dir)
    start = started_at(holder.answer())
    kill_keeper(data_dir)
    holder.kill()
    with hold_server(data_dir) as server:
        assert started_at(server.conninfo(OWNER)) == start
    assert nothing_runs(data_dir)


def test_server_that_was_told_to_stop_by_a_killed_keeper_is_replaced(data_dir: Path) -> None:
    with hold_server(data_dir, settings=FAST) as first:
        start, pid = started_at(first.conninfo(OWNER)), server_pid(data_dir)
        assert pid
        kill_keeper(data_dir)
        os.kill(pid, signal.SIGINT)
        with hold_server(data_dir) as second:
            assert started_at(second.conninfo(OWNER)) != start


def test_data_survives_when_everything_is_killed(
    data_dir: Path, hold_elsewhere: HoldElsewhere
) -> None:
    holder = hold_elsewhere(data_dir)
    with psycopg.connect(holder.answer()) as connection:
        connection.execute("create table notes as select 'kept' as text")
    pid = server_pid(data_dir)
    assert pid
    kill_keeper(data_dir)
    kill_and_wait(pid)
    holder.kill()
    with hold_server(data_dir) as server, psycopg.connect(server.conninfo(OWNER)) as connection:
        assert connection.execute("select text from notes").fetchone() == ("kept",)


def test_crashed_server_is_started_again_for_its_users(data_dir: Path) -> None:
    with hold_server(data_dir, settings=FAST) as server:
        pid = server_pid(data_dir)
        assert pid
        time.sleep(embedded_keeper.SECONDS_UNTIL_STEADY + 0.5)
        kill_and_wait(pid)
        wait_until(lambda: answers(server))
    assert nothing_runs(data_dir)


def answers(server: EmbeddedServer) -> bool:
    try:
        return bool(started_at(server.conninfo(OWNER)))
    except psycopg.OperationalError:
        return False


def test_interrupted_initdb_leaves_nothing_that_the_next_start_chokes_on(
    new_dir: Path, hold_elsewhere: HoldElsewhere
) -> None:
    holder = hold_elsewhere(new_dir)
    wait_until(lambda: bool(list(new_dir.glob("postgres.new-*/base"))))
    holder.kill()
    with hold_server(new_dir, settings=FAST) as server:
        started_at(server.conninfo(OWNER))
    wait_until(lambda: not pids_of("initdb", str(new_dir)))
    with hold_server(new_dir, settings=FAST):
        pass
    assert sorted(path.name for path in new_dir.iterdir()) == [
        "postgres",
        "postgres-socket",
        "postgres.keeper",
        "postgres.log",
        "postgres.start",
        "postgres.users",
    ]


@pytest.mark.parametrize(
    "number", ["", "4194305", str(os.getpid())], ids=["empty", "gone", "other"]
)
def test_stale_pid_file_does_not_keep_the_server_from_starting(data_dir: Path, number: str) -> None:
    with hold_server(data_dir, settings=FAST):
        pid_file = data_dir / "postgres" / "postmaster.pid"
        text = pid_file.read_text().split("\n", 1)[1]
    pid_file.write_text(f"{number}\n{text}" if number else "")
    os.utime(pid_file, (0, 0))
    with hold_server(data_dir, settings=FAST) as server:
        assert server_pid(data_dir) is not None
        started_at(server.conninfo(OWNER))


# As whom it runs


def test_secrets_do_not_reach_server_and_keeper(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_SECRET_KEY", "known to nobody else")
    with hold_server(data_dir, settings=FAST):
        for pid in (server_pid(data_dir), *keepers(data_dir)):
            assert b"known to nobody else" not in Path(f"/proc/{pid}/environ").read_bytes()


def test_an_ordinary_user_runs_the_server_itself(
    open_dir: Path, hold_elsewhere: HoldElsewhere
) -> None:
    before = ordinary_user(open_dir)
    holder = hold_elsewhere(open_dir, before=before)
    answer = holder.answer()
    pid = server_pid(open_dir)
    assert answer.startswith("host="), answer
    assert pid_owner(pid) == pid_owner(holder.process.pid)
    holder.leave()
    assert nothing_runs(open_dir)


def ordinary_user(data_dir: Path) -> Sequence[str]:
    """What to put before a command so that it runs as one, who then owns `data_dir`."""
    if os.geteuid() != 0:
        return ()
    become = ("setpriv", f"--reuid={ORDINARY_ID}", f"--regid={ORDINARY_ID}", "--clear-groups", "--")
    if works([*become, "sh", "-c", f"exec '{sys.executable}' -c 'import psycopg, sys'"]):
        os.chown(data_dir, ORDINARY_ID, ORDINARY_ID)
        return become
    if works([*AS_ORDINARY_USER, "true"]):  # where Python itself is in a folder of root's
        return AS_ORDINARY_USER
    pytest.skip("no other user can run this Python, and the kernel refuses user namespaces")


def works(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, cwd="/").returncode == 0


def pid_owner(pid: int | None) -> int:
    return Path(f"/proc/{pid}").stat().st_uid


@as_root
def test_root_runs_the_server_in_a_folder_that_only_root_can_enter(
    new_dir: Path, hold_elsewhere: HoldElsewhere
) -> None:
    if not works([*AS_ORDINARY_USER, "true"]):
        pytest.skip("the kernel refuses user namespaces")
    new_dir.mkdir(mode=0o700)
    with hold_server(new_dir, settings=FAST) as server:
        started_at(server.conninfo(OWNER))
        uid_map = Path(f"/proc/{server_pid(new_dir)}/uid_map").read_text().split()
        assert (uid_map[0] != "0", uid_map[1:]) == (True, ["0", "1"])
    assert {path.stat().st_uid for path in new_dir.rglob("*")} == {0}


@as_root
def test_root_without_user_namespaces_runs_the_server_as_an_unprivileged_user(
    open_dir: Path,
) -> None:
    data_dir = open_dir / "made"
    for _ in range(2):
        with hold_server(data_dir, settings=FAST, user_namespaces=False) as server:
            started_at(server.conninfo(OWNER))
            assert pid_owner(server_pid(data_dir)) == (data_dir / "postgres").stat().st_uid != 0
    assert (data_dir.stat().st_uid, data_dir.stat().st_mode & 0o777) == (0, 0o710)
    assert open_dir.stat().st_mode & 0o777 == 0o755


@as_root
def test_root_takes_over_a_cluster_of_its_own_when_user_namespaces_are_refused(
    open_dir: Path,
) -> None:
    with hold_server(open_dir, settings=FAST):
        pass
    with hold_server(open_dir, settings=FAST, user_namespaces=False) as server:
        started_at(server.conninfo(OWNER))


@as_root
def test_folder_out_of_the_unprivileged_users_reach_is_named(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (closed / "d").mkdir(mode=0o755)
    with (
        pytest.raises(OperatorError, match=r"who has no way into /\S+: give the user"),
        hold_server(closed / "d", settings=FAST, user_namespaces=False),
    ):
        pass
    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
def test_root_runs_the_server_of_a_users_folder_as_that_user(
    open_dir: Path, hold_elsewhere: HoldElsewhere
) -> None:
    os.chown(open_dir, ORDINARY_ID, ORDINARY_ID)
    with hold_server(open_dir, settings=FAST) as server:
        started_at(server.conninfo(OWNER))
        assert pid_owner(server_pid(open_dir)) == ORDINARY_ID
    assert {path.stat().st_uid for path in open_dir.rglob("*")} == {ORDINARY_ID}


@pytest.mark.parametrize("mode", [0o000, 0o500], ids=["unreadable", "unwritable"])
def test_data_folder_that_an_ordinary_user_may_not_use_is_named(
    open_dir: Path, hold_elsewhere: HoldElsewhere, mode: int
) -> None:
    before = ordinary_user(open_dir)
    open_dir.chmod(mode)
    answer = hold_elsewhere(open_dir, before=before).answer()
    assert answer.startswith(f"OperatorError: The data folder {open_dir} cannot be used: ")
    assert "Permission denied" in answer


def test_cluster_that_an_ordinary_user_may_not_read_is_named(
    open_dir: Path, hold_elsewhere: HoldElsewhere
) -> None:
    before = ordinary_user(open_dir)
    (open_dir / "postgres").mkdir(mode=0o000)
    assert hold_elsewhere(open_dir, before=before).answer() == (
        f"OperatorError: The data folder {open_dir} cannot be used: Permission denied"
        f" ({open_dir / 'postgres'})."
    )


# A disk that is full


@pytest.mark.parametrize(("size", "fill"), [("8m", False), ("150m", True)], ids=["new", "old"])
def test_full_disk_is_said_in_one_sentence(tmp_path: Path, size: str, fill: bool) -> None:
    in_mount_namespace = ["unshare", "--mount"]
    if os.geteuid() != 0:
        in_mount_namespace[1:1] = ["--user", "--map-root-user"]
    mount = f"mount -t tmpfs -o size={size} none '{tmp_path}'"
    if not works([*in_mount_namespace, "sh", "-c", mount]):
        pytest.skip("the kernel refuses mount namespaces")
    hold = f"'{sys.executable}' -c '{HOLDER}' '{tmp_path}/d' </dev/null"
    once_then_full = f"{hold} >/dev/null; cat /dev/zero >'{tmp_path}/filling' 2>/dev/null;"
    answer = subprocess.run(
        [*in_mount_namespace, "sh", "-c", f"{mount}; {once_then_full if fill else ''} {hold}"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
    )
    expected = f"OperatorError: The disk of the data folder {tmp_path / 'd'} is full"
    assert (answer.stdout[: len(expected)], answer.stderr) == (expected, "")
    assert len(answer.stdout.splitlines()) == 1

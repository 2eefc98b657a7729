"""The keeper: a small detached process that starts the embedded server and stops it in the end.

The protocol is in `embedded.py`. This file also runs as a script under `python -I -S` and imports
nothing but a few small modules, so that the process stays at a few megabytes.
"""

import fcntl
import os
import signal
import sys
import time

POLL_SECONDS = 0.1
PATIENCE_PER_SIGNAL = 60.0
SECONDS_UNTIL_STEADY = 3.0
RESTARTS_AFTER_CRASH = 5
FAST_SHUTDOWN_THEN_HARSHER = (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)
NOT_FOR_US = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)


def main(kept: str, users: str, cluster: str, log: str, account: str, *command: str) -> None:
    """Keep a server on `cluster` until nobody holds `users`.

    `kept` is the number of the descriptor that holds the keeper's lock, inherited from the user
    process. `account` is "uid:gid" of the one who is to run the server, or "" for ourselves.
    """
    os.set_inheritable(int(kept), False)
    if os.fork():
        os._exit(0)  # init shall reap the keeper: the user process may live on for months
    for number in NOT_FOR_US:
        signal.signal(number, signal.SIG_IGN)
    users_lock = os.open(users, os.O_RDWR)
    server = serve_until_everybody_left(users_lock, cluster, log, account, command)
    if server:
        server.stop()
    os.close(int(kept))  # before the users' lock: whoever gets that one must find no keeper
    os.close(users_lock)


def serve_until_everybody_left(
    users_lock: int, cluster: str, log: str, account: str, command: tuple[str, ...]
) -> "Server | None":
    """Returns the server to stop, `users_lock` being ours; None if it ended before its users."""
    restarts_left = 0
    while True:
        server = adopt_server(cluster) or start_server(cluster, log, account, command)
        if everybody_left(users_lock, server):
            return server
        if server.worked_steadily():
            restarts_left = RESTARTS_AFTER_CRASH
        if not server.crashed() or not restarts_left:
            return None
        restarts_left -= 1
        time.sleep(1)  # processes of the crashed server may still hold its shared memory


def everybody_left(users_lock: int, server: "Server") -> bool:
    """Waits until nobody holds `users_lock`, which then is ours, or until the server has ended."""
    while not server.has_ended():
        try:
            fcntl.flock(users_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            time.sleep(POLL_SECONDS)
    return False


class Server:
    """A postmaster: our child, or one whose keeper was killed."""

    def __init__(self, pid: int, cluster: str, *, is_child: bool) -> None:
        self._pid = pid
        self._cluster = cluster
        self._is_child = is_child
        self._exit_status: int | None = None
        self._since = time.monotonic()

    def has_ended(self) -> bool:
        if not self._is_child:
            return running_server(self._cluster) != self._pid
        if self._exit_status is None:
            ended, status = os.waitpid(self._pid, os.WNOHANG)
            self._exit_status = status if ended else None
        return self._exit_status is not None

    def crashed(self) -> bool:
        """False if somebody told it to stop, and if it is not our child, so that we cannot know."""
        return bool(self._exit_status)

    def worked_steadily(self) -> bool:
        return time.monotonic() - self._since > SECONDS_UNTIL_STEADY

    def stop(self) -> None:
        if not any(self._ends_when_told(number) for number in FAST_SHUTDOWN_THEN_HARSHER):
            os.write(2, f"FATAL:  the server {self._pid} cannot be stopped\n".encode())

    def _ends_when_told(self, number: signal.Signals) -> bool:
        """Tells it again and again: a process that is only just starting ignores signals."""
        deadline = time.monotonic() + PATIENCE_PER_SIGNAL
        while not self.has_ended():
            if time.monotonic() > deadline:
                return False
            self._tell(number)
            time.sleep(0.03)
        return True

    def _tell(self, number: signal.Signals) -> None:
        try:
            os.kill(self._pid, number)
        except ProcessLookupError:  # contextlib would cost us a megabyte
            return


def adopt_server(cluster: str) -> Server | None:
    pid = running_server(cluster)
    return Server(pid, cluster, is_child=False) if pid else None


def start_server(cluster: str, log: str, account: str, command: tuple[str, ...]) -> Server:
    remove_misleading_pid_file(cluster)
    pid = os.fork()
    if pid == 0:
        become_server(log, account, command)
    return Server(pid, cluster, is_child=True)


def become_server(log: str, account: str, command: tuple[str, ...]) -> None:
    """Never returns: this process becomes the server, or ends with the reason in the log."""
    try:
        for number in NOT_FOR_US:
            signal.signal(number, signal.SIG_DFL)
        output = os.open(log, os.O_WRONLY | os.O_APPEND)
        os.dup2(output, 1)
        os.dup2(output, 2)
        if account:
            uid, gid = account.split(":")
            os.setgroups([])
            os.setgid(int(gid))
            os.setuid(int(uid))
        os.execvp(command[0], command)  # noqa: S606 -- no shell is what we want
    except OSError as error:
        os.write(2, f"FATAL:  cannot run {command[0]}: {error.strerror}\n".encode())
    finally:
        os._exit(127)


def running_server(cluster: str) -> int | None:
    """The process id of the server that runs on `cluster`; a stale postmaster.pid is no server.

    Raises PermissionError if the cluster is out of our reach.
    """
    pid = pid_on_file(cluster)
    return pid if pid and works_in(pid, cluster) else None


def pid_on_file(cluster: str) -> int | None:
    try:
        with open(os.path.join(cluster, "postmaster.pid"), "rb") as file:
            return abs(int(file.readline()))  # negative: the server of `postgres --single`
    except (FileNotFoundError, ValueError):
        return None


def works_in(pid: int, cluster: str) -> bool:
    """A postmaster enters its cluster before it writes postmaster.pid, and stays there."""
    if sys.platform != "linux":
        import subprocess  # large, and of no use where there is /proc

        command = ["/bin/ps", "-o", "command=", "-p", str(pid)]
        return cluster in subprocess.run(command, capture_output=True, text=True).stdout
    try:
        return os.path.samefile(f"/proc/{pid}/cwd", cluster)
    except PermissionError:  # of another user, and we are a root without all rights
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return os.fsencode(cluster) in file.read().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        return False


def remove_misleading_pid_file(cluster: str) -> None:
    """Removes what PostgreSQL would take for a running server though none runs: an empty file, or
    one whose number has gone to another process, as happens when a container starts again.

    A file whose process is gone stays: PostgreSQL replaces it, and better guarded than we could.
    """
    path = os.path.join(cluster, "postmaster.pid")
    pid = pid_on_file(cluster)
    try:
        is_fresh = time.time() - os.stat(path).st_mtime < 1  # maybe being written right now
        if pid_exists(pid) if pid else not is_fresh:
            os.unlink(path)
    except FileNotFoundError:
        pass


def pid_exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


if __name__ == "__main__":
    main(*sys.argv[1:])

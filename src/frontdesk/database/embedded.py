"""The embedded PostgreSQL server: one for a data folder, shared by all processes that use it.

Three lock files (flock) in the data folder, never removed, order everything:

    postgres.users    shared: each user process, as long as it uses the server
                      exclusive: the keeper, once the last user has left, while it stops the server
    postgres.start    exclusive: a user while it makes, starts or checks the server
    postgres.keeper   exclusive: the keeper, as long as it lives

A kernel drops the locks of a process that ends, however it ends. The protocol:

 1. A user takes `users` shared. If a keeper is just stopping the server, this waits until it is
    done; from here on no keeper can begin to stop it.
 2. It takes `start`. Users that come at the same moment wait here, so that 3 to 5 happen once.
    Only who holds `start` may try `keeper`, so a lock that is taken does mean a keeper.
 3. It tries `keeper`. If it gets it, there is no keeper: it makes the cluster if there is none
    (initdb into another folder, renamed when complete) and hands the locked descriptor itself to
    a new keeper. The lock is never free between the two, whenever the user is killed.
 4. The keeper adopts the server if one runs, as when an earlier keeper was killed, and else starts
    one as its child. So a server only ever comes into being under a keeper that is in place.
 5. The user waits until the server says in postmaster.pid that it is ready and answers a
    connection. If `keeper` becomes free meanwhile, the keeper has ended: back to 3, a few times.
    (An earlier keeper may have been killed when it had just told the server to stop: that server
    ends under its next keeper, which then ends too, and the one after it starts a new server.)
 6. It lets `start` go and uses the server.
 7. It leaves: if the keeper was killed meanwhile, it starts another as in 3. Then it drops `users`
    and, if nobody else holds it, waits for the end. A killed user just drops `users`. Should its
    keeper have been killed too, the server runs on until the next user adopts it by 3 and 4.
 8. The keeper tries `users` exclusively all the time. Having it, it knows that nobody uses the
    server, and that who comes now waits in 1. It stops the server, which may only be starting,
    drops `keeper` and only then `users`: who gets through 1 sees no keeper and starts one.
 9. If the server crashes under its users, the keeper starts it again, provided that it had worked
    for a while. If it never came up or somebody stopped it, the keeper ends; users see that in 5.
10. A keeper that is killed between making its child and the child's postmaster.pid leaves a server
    that its successor cannot see. Of the two, PostgreSQL lets only one live; if that is the unseen
    one, the keeper of the other ends, and 5 leads to the adoption of the survivor.

All descriptors close on exec, so neither the server nor any other child keeps a lock. A child that
a user forks without exec counts as a user.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

from frontdesk.database.embedded_folder import ServerFolder
from frontdesk.database.embedded_locks import lock, open_lock
from frontdesk.database.embedded_server import EmbeddedServer
from frontdesk.database.embedded_start import ServerStart
from frontdesk.errors import OperatorError

__all__ = ["EmbeddedServer", "hold_server", "wait_until_ended"]

LONGEST_GOODBYE = 8.0  # containers are killed after 10
NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


@contextmanager
def hold_server(
    data_dir: Path,
    *,
    settings: Mapping[str, str] = NO_SETTINGS,
    binaries: Path | None = None,
    user_namespaces: bool = True,
    patience: float = 30.0,
) -> Iterator[EmbeddedServer]:
    """The server of `data_dir`, made or started if need be, answering, with a database
    `frontdesk` and a superuser `frontdesk_owner`. When the last holder leaves it stops, and
    leaving takes until then; after a holder that was killed it stops within a second.

    `settings`, the folder `binaries` and `user_namespaces=False` (as root, run the server under
    an unprivileged user) count only if this call is the one that starts the server.
    Raises OperatorError if the installation is at fault, or if the server does not answer within
    `patience` seconds. Blocks: not for use in an event loop.
    """
    with _said_in_one_sentence(data_dir):
        folder = ServerFolder.prepare(data_dir)
        start = ServerStart(folder, settings, binaries, user_namespaces, patience)
        users_lock = open_lock(folder.users_lock)
    try:
        with _said_in_one_sentence(data_dir):
            lock(users_lock, fcntl.LOCK_SH, folder.users_lock)
            server = start.ensure_server()
        try:
            yield server
        finally:
            with suppress(OSError, OperatorError):
                start.ensure_keeper_of_running_server()
    finally:
        os.close(users_lock)
        with suppress(OSError):  # the folder may be gone
            _await_end_if_nobody_is_left(folder)


def wait_until_ended(data_dir: Path, *, timeout: float = 30.0) -> None:
    """Returns when no server and no keeper runs for `data_dir`, at once if none has been started.

    Raises TimeoutError, for example because somebody still uses the server.
    """
    folder = ServerFolder(data_dir.resolve())
    deadline = time.monotonic() + timeout
    while folder.keeper_lock.exists() and not folder.is_at_rest():
        if time.monotonic() > deadline:
            raise TimeoutError(f"the server of {data_dir} still runs after {timeout} s")
        time.sleep(0.01)


def _await_end_if_nobody_is_left(folder: ServerFolder) -> None:
    """A container ends with its main process, and would kill a server that is still stopping."""
    deadline = time.monotonic() + LONGEST_GOODBYE
    while not (folder.has_users() or folder.is_at_rest() or time.monotonic() > deadline):
        time.sleep(0.01)


@contextmanager
def _said_in_one_sentence(data_dir: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise OperatorError(f"The disk of the data folder {data_dir} is full.") from error
        culprit = f" ({error.filename})" if error.filename else ""
        raise OperatorError(
            f"The data folder {data_dir} cannot be used: {error.strerror or error}{culprit}."
        ) from error

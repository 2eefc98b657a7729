"""As whom the programs of PostgreSQL run, which refuse to run as root."""

import functools
import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from frontdesk.errors import OperatorError

NOT_PASSED_ON = ("PG", "FRONTDESK_")
UNPRIVILEGED_USERS = ("postgres", "_postgres", "nobody")
NAME_FIRST_UNREACHABLE = 'for path; do test -x "$path" || { printf %s "$path"; exit 1; }; done'
OUT_OF_REACH = (
    "The embedded PostgreSQL server cannot run as root and would run as {whom}, who has no way"
    " into {path}: give {whom} the right to pass it, choose another data folder, or start"
    " frontdesk as a normal user."
)
NOBODY_THERE = (
    "The embedded PostgreSQL server for {root} cannot run as root, and neither a user namespace"
    " nor an unprivileged user (postgres, nobody) is available: start frontdesk as a normal user."
)


@dataclass(frozen=True)
class Account:
    """We ourselves, unless `prefix` is put before a command or `ids` (uid, gid) are taken on."""

    prefix: tuple[str, ...] = ()
    ids: tuple[int, int] | None = None

    def named(self) -> "Account":
        """The same user, seen from inside as one with a name: initdb refuses to work for others.

        Containers often run under a mere number.
        """
        uid = self.ids[0] if self.ids else os.geteuid()
        if self.prefix or _name(uid):
            return self
        inside = Account(_user_namespace(), self.ids)
        return inside if inside.prefix and inside.run(["true"]).returncode == 0 else self

    def run(self, command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        """In a folder that anybody can enter, and without the settings of other servers."""
        uid, gid = self.ids or (None, None)
        return subprocess.run(
            [*self.prefix, *command],
            capture_output=True,
            text=True,
            errors="replace",
            cwd="/",
            env=environment(),
            user=uid,
            group=gid,
            extra_groups=[] if self.ids else None,
        )

    def give(self, path: Path) -> None:
        """Make the account the owner of something that we made inside the data folder."""
        if self.ids:
            os.chown(path, *self.ids)

    def give_all(self, folder: Path) -> None:
        """As `give`, with all that is below; nothing happens if the folder already is theirs."""
        if self.ids and folder.stat().st_uid != self.ids[0]:
            for parent, _, files in os.walk(folder):
                for path in (parent, *(os.path.join(parent, name) for name in files)):
                    os.chown(path, *self.ids, follow_symlinks=False)

    def __str__(self) -> str:
        return (
            f"the user {_name(self.ids[0]) or self.ids[0]}"
            if self.ids
            else "root without its privileges"
        )


def environment() -> dict[str, str]:
    """Ours, with messages in English, without PGDATA and the like, and without our secrets."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(NOT_PASSED_ON)}
    return kept | {"LC_ALL": "C"}


def choose_account(root: Path, cluster: Path, binaries: Path, *, namespaces: bool) -> Account:
    """Whoever can run `binaries` on `cluster`, which need not exist yet, in the data folder `root`.

    An existing cluster stays with its owner. Raises OperatorError if nobody has access;
    `namespaces=False` chooses as on a system that refuses user namespaces.
    """
    if os.geteuid() != 0:
        return Account()
    owner = (cluster if cluster.exists() else root).stat()
    if owner.st_uid != 0:
        account = Account(ids=(owner.st_uid, owner.st_gid))
    elif namespaces and _user_namespaces_work():
        account = Account(_user_namespace())
    else:
        account = _unprivileged_account(root)
        _let_group_pass(root, account)
    _check_reach(account, [root, binaries, binaries / "postgres"])
    return account


@functools.cache
def _user_namespaces_work() -> bool:
    prefix = _user_namespace()
    return bool(prefix) and Account(prefix).run(["true"]).returncode == 0


def _user_namespace() -> tuple[str, ...]:
    """A command that runs another as ourselves, but seen from inside as an unprivileged user."""
    unshare, user = shutil.which("unshare"), _unprivileged_user()
    if not unshare or not user:
        return ()
    return (unshare, "--user", f"--map-user={user.pw_uid}", f"--map-group={user.pw_gid}")


def _unprivileged_account(root: Path) -> Account:
    user = _unprivileged_user()
    if not user:
        raise OperatorError(NOBODY_THERE.format(root=root))
    return Account(ids=(user.pw_uid, user.pw_gid))


def _unprivileged_user() -> pwd.struct_passwd | None:
    for name in UNPRIVILEGED_USERS:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    return None


def _let_group_pass(root: Path, account: Account) -> None:
    """Our own data folder is made for root alone; its content stays so, but for the server's."""
    mode = stat.S_IMODE(root.stat().st_mode)
    if mode & 0o077 == 0 and account.ids:
        os.chown(root, -1, account.ids[1])
        root.chmod(mode | 0o010)


def _check_reach(account: Account, paths: Iterable[Path]) -> None:
    on_the_way = dict.fromkeys(
        str(step) for path in paths for step in (*reversed(path.parents), path)
    )
    answer = account.run(["sh", "-c", NAME_FIRST_UNREACHABLE, "sh", *on_the_way])
    if answer.returncode != 0:
        raise OperatorError(OUT_OF_REACH.format(whom=account, path=answer.stdout))


def _name(uid: int) -> str | None:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return None

"""The system account PostgreSQL runs as, and the one way to start a process under it."""

import os
import pwd
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from gateway.standard.os_reasons import reason
from gateway.store.embedded.errors import EmbeddedPostgresError

CANDIDATES = ("iwmo-gateway", "postgres", "nobody")
"""Tried in this order when root names no account."""

_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
"""The whole environment of a PostgreSQL process: no secrets of the gateway, no PG* variable that would change it."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user that is never root. `dropped`: we are root and give up its privileges in every child."""

    name: str
    uid: int
    gid: int
    dropped: bool

    def popen(
        self,
        command: Sequence[str | Path],
        *,
        stdin: int = subprocess.DEVNULL,
        output: int | IO[bytes] = subprocess.PIPE,
        fds: Sequence[int] = (),
    ) -> subprocess.Popen[bytes]:
        """Start a process of this account in a session of its own, so that a Ctrl-C in our terminal doesn't reach it.

        Raises EmbeddedPostgresError when it can't be started.
        """
        try:
            return subprocess.Popen(  # noqa: S603  our own programs, by full path, without a shell's parsing
                [os.fspath(part) for part in command],
                stdin=stdin,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=_ENVIRONMENT,
                umask=0o077,
                start_new_session=True,
                pass_fds=fds,
                user=self.uid if self.dropped else None,
                group=self.gid if self.dropped else None,
                extra_groups=[] if self.dropped else None,
            )
        except (OSError, subprocess.SubprocessError) as error:
            why = reason(error) if isinstance(error, OSError) else error
            raise EmbeddedPostgresError(
                f"{command[0]} kan niet worden gestart als account '{self.name}' (uid {self.uid}): {why}. "
                "Start de gateway als gewone gebruiker, of stel GATEWAY_DATABASE_URL in."
            ) from error

    def run(
        self, command: Sequence[str | Path], *, text: str = "", fds: Sequence[int] = (), seconds: float = 120
    ) -> tuple[int, str]:
        """Return the exit code and all output of a command that got `text` as its input.

        When we are interrupted, or after `seconds`, the command and its children are killed.
        """
        process = self.popen(command, stdin=subprocess.PIPE, fds=fds)
        try:
            output, _ = process.communicate(text.encode(), timeout=seconds)
        except BaseException as error:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            if isinstance(error, subprocess.TimeoutExpired):
                return -1, f"{command[0]} was stopped: it took more than {seconds:.0f} seconds"
            raise
        return process.returncode, output.decode(errors="replace")

    def first_closed(self, folders: Sequence[Path]) -> Path | None:
        """Return the first of these folders that this account can't enter; None when it can enter all."""
        script = 'for f; do cd -P "$f" 2>/dev/null || { printf %s "$f"; exit 1; }; done'
        code, output = self.run(["/bin/sh", "-c", script, "sh", *folders])
        return Path(output) if code else None

    def can_run(self, program: Path, data: Path) -> bool:
        """Return True when this account can execute `program` and read the file `data`."""
        script = 'test -x "$1" && test -r "$2"'
        return self.run(["/bin/sh", "-c", script, "sh", program, data])[0] == 0


def _named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid, dropped=True)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def choose_account(system_user: str | None, pgdata: Path) -> Account:
    """Return our own account; for root the one in `system_user`, else the owner of `pgdata`, else the first candidate.

    Raises EmbeddedPostgresError when PostgreSQL can't run as that account.
    """
    uid = os.geteuid()
    owner = pgdata.stat() if pgdata.exists() else None
    if uid != 0:
        if owner is None and _name(uid) == str(uid):
            raise EmbeddedPostgresError(
                f"Account {uid} heeft op deze machine geen naam, en zonder naam maakt PostgreSQL geen database. "
                "Zet het in /etc/passwd, start de gateway als een andere gebruiker, of stel GATEWAY_DATABASE_URL in."
            )
        return Account(_name(uid), uid, os.getegid(), dropped=False)
    if system_user is None and owner is not None and owner.st_uid != 0:
        return Account(_name(owner.st_uid), owner.st_uid, owner.st_gid, dropped=True)
    names = CANDIDATES if system_user is None else (system_user,)
    account = next((found for found in map(_named, names) if found), None)
    if account is None or account.uid == 0:
        raise EmbeddedPostgresError(
            f"PostgreSQL weigert te draaien als root, en {' / '.join(names)} is geen ander account van deze machine. "
            "Maak er een (useradd --system iwmo-gateway) of start de gateway als gewone gebruiker."
        )
    if owner is not None and owner.st_uid != account.uid:
        raise EmbeddedPostgresError(
            f"De database {pgdata} is van account '{_name(owner.st_uid)}', niet van '{account.name}'. "
            f"Laat het account weg, of draag haar over: chown -R {account.name}: '{pgdata}'"
        )
    return account

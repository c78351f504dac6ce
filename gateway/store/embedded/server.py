"""The embedded server for its users: join it, use it, leave it."""

import os
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from gateway.store.embedded.account import choose_account
from gateway.store.embedded.cluster import DATABASE, OWNER, SUPERUSER
from gateway.store.embedded.errors import EmbeddedPostgresError, explain_os_errors
from gateway.store.embedded.folder import DataFolder
from gateway.store.embedded.locks import FileLock
from gateway.store.embedded.log import trim
from gateway.store.embedded.postmaster import PidFile, is_postmaster, is_stuck
from gateway.store.embedded.running import Place, join_or_start, stop_server
from gateway.store.embedded.sockets import dsn

TIMES_STUCK: Final = 5
"""Times in a row that a server has to be found stuck before it is stopped: it may just be on its way."""


class EmbeddedPostgres:
    """One user of the server in a data folder; the first to join starts it, the last to leave stops it.

    Users may be objects, threads or processes. A killed user counts as gone; the server it left behind is
    adopted by the next. `settings` count for a server this object starts, not for one it joins.
    Blocking: in a coroutine, call it through `asyncio.to_thread`.
    """

    def __init__(
        self,
        data_folder: Path,
        *,
        system_user: str | None = None,
        settings: Mapping[str, str] | None = None,
        patience: float = 120,
    ) -> None:
        """Describe a server; nothing starts before `start()`.

        `patience`: seconds to wait for another user, a start or a stop, each.
        """
        self._folder = DataFolder(Path(os.path.realpath(data_folder)))
        self._system_user = system_user
        self._settings = dict(settings or {})
        self._patience = patience
        self._busy = threading.Lock()
        self._place: Place | None = None
        self._mutex: FileLock | None = None
        self._users: FileLock | None = None
        self._server: PidFile | None = None
        self._times_stuck = 0
        for name in self._settings:
            if not re.fullmatch(r"[a-z_]+(\.[a-z_]+)?", name):
                raise EmbeddedPostgresError(f"'{name}' is geen naam van een instelling van PostgreSQL.")

    @property
    def dsn(self) -> str:
        """The connection string of the gateway's database, as its owner. Only while we are a user."""
        return self._dsn(OWNER)

    @property
    def superuser_dsn(self) -> str:
        """The same database as the superuser: to make databases for tests, to look into trouble."""
        return self._dsn(SUPERUSER)

    @property
    def folder(self) -> DataFolder:
        """The folder of the server."""
        return self._folder

    @property
    def log(self) -> Path:
        """The server's log file, for people to read."""
        return self._folder.log

    def trim_log(self) -> None:
        """Cut the log down to its bound. Every start does so; a process that runs for months has to now and then."""
        with explain_os_errors(self._folder.path):
            trim(self._folder.log)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> str:
        """Become a user of the server, start it if need be, and return its connection string.

        A second call changes nothing. Raises EmbeddedPostgresError; then nothing runs that did not run before.
        """
        with self._busy, explain_os_errors(self._folder.path):
            if self._mutex is not None and self._mutex.inherited:
                self._forget()
            if self._server is None:
                self._join()
        return self.dsn

    def stop(self) -> None:
        """Stop being a user of the server, and stop the server when we were the last. A second call does nothing.

        In a child that was forked after `start` it only forgets the server: the parent is still a user. Raises
        EmbeddedPostgresError when the server can't be stopped.
        """
        with self._busy, explain_os_errors(self._folder.path):
            try:
                if self._mutex is not None and not self._mutex.inherited:
                    self._leave()
            finally:
                self._forget()

    def has_others(self) -> bool:
        """Return True when somebody else uses the server too. Only while we are a user."""
        with self._busy, explain_os_errors(self._folder.path):
            assert self._mutex is not None
            assert self._users is not None
            with self._deciding(self._mutex):
                self._users.release()
                alone = self._users.try_lock()
                self._users.release()
                self._users.try_lock(shared=True)
            return not alone

    def revive(self) -> bool:
        """Start the server again if it died or is stuck, and return True when it was. Call it often, for months.

        Does nothing when we use no server. The new one may have another address: see `dsn`. Raises
        EmbeddedPostgresError when it can't be started.
        """
        with self._busy, explain_os_errors(self._folder.path):
            if self._server is None or self._place is None or self._mutex is None or self._mutex.inherited:
                return False
            if is_postmaster(self._server.pid, self._folder.pgdata):
                self._times_stuck = self._times_stuck + 1 if is_stuck(self._server.pid) else 0
                if self._times_stuck < TIMES_STUCK:
                    return False
            self._times_stuck = 0
            with self._deciding(self._mutex):
                if is_postmaster(self._server.pid, self._folder.pgdata) and is_stuck(self._server.pid):
                    stop_server(self._place, self._server)
                self._server = join_or_start(self._place, self._settings)
            return True

    def _dsn(self, user: str) -> str:
        if self._server is None:
            raise EmbeddedPostgresError(f"De eigen database in {self._folder.path} is niet gestart.")
        return dsn(self._server.socket_folder, self._server.port, user=user, database=DATABASE)

    def _join(self) -> None:
        account = choose_account(self._system_user, self._folder.pgdata)
        self._place = Place(self._folder, account, self._patience)
        self._folder.prepare(account)
        try:
            self._mutex = FileLock(self._folder.start_lock)
            self._users = FileLock(self._folder.users_lock)
            with self._deciding(self._mutex):
                self._server = join_or_start(self._place, self._settings)
                self._users.try_lock(shared=True)
        except BaseException:
            self._forget()
            raise

    def _leave(self) -> None:
        """Release our share of the users' lock, and stop the server when no other user has one."""
        assert self._mutex is not None
        assert self._users is not None
        with self._deciding(self._mutex):
            self._users.release()
            if self._users.try_lock() and self._place is not None and self._server is not None:
                stop_server(self._place, self._server)

    @contextmanager
    def _deciding(self, mutex: FileLock) -> Iterator[None]:
        """Keep other processes from starting or stopping this server during the block."""
        if not mutex.wait(self._patience):
            raise EmbeddedPostgresError(
                f"Een andere gateway is al meer dan {self._patience:.0f} seconden bezig met starten of stoppen van de "
                f"database in {self._folder.path}. Beëindig het proces dat daar start.lock vasthoudt."
            )
        try:
            yield
        finally:
            mutex.release()

    def _forget(self) -> None:
        for lock in (self._users, self._mutex):
            if lock is not None:
                lock.release()
                lock.close()
        self._users = self._mutex = self._server = None

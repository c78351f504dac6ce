"""The embedded server as its users see it: join it, use it, leave it."""

import os
import re
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from gateway.store.embedded.account import Account, choose_account
from gateway.store.embedded.binaries import programs_for
from gateway.store.embedded.cluster import (
    DATABASE,
    OWNER,
    SUPERUSER,
    check_cluster,
    create_cluster,
    remove_unfinished,
)
from gateway.store.embedded.errors import EmbeddedPostgresError, disk_hint, explained
from gateway.store.embedded.folder import DataFolder
from gateway.store.embedded.locks import FileLock
from gateway.store.embedded.log import open_log, tail, trim
from gateway.store.embedded.postmaster import (
    PidFile,
    is_postmaster,
    launch,
    read_pid_file,
    remove_misleading_pid_file,
    shut_down,
    wait_ready,
)
from gateway.store.embedded.sockets import check_socket, dsn, make_socket_folder, remove_socket_folder


class EmbeddedPostgres:
    """One user of the server in a data folder; the first to join starts it, the last to leave stops it.

    Users may be objects, threads or processes. A killed user counts as gone; the server it left behind is
    adopted by the next. `settings` count for the server this object starts, not for one it joins.
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
        """Nothing has happened yet. `patience`: seconds to wait for another user, a start or a stop, each."""
        self._folder = DataFolder(Path(os.path.realpath(data_folder)))
        self._system_user = system_user
        self._settings = dict(settings or {})
        self._patience = patience
        self._busy = threading.Lock()
        self._account: Account | None = None
        self._mutex: FileLock | None = None
        self._users: FileLock | None = None
        self._server: PidFile | None = None
        for name in self._settings:
            if not re.fullmatch(r"[a-z_]+(\.[a-z_]+)?", name):
                raise EmbeddedPostgresError(f"'{name}' is not the name of a PostgreSQL setting.")

    @property
    def log(self) -> Path:
        """The server's log file."""
        return self._folder.log

    @property
    def dsn(self) -> str:
        """The connection string of the gateway's database, as its owner. Only after `start`."""
        return self._dsn(OWNER)

    @property
    def superuser_dsn(self) -> str:
        """The same database as the superuser: to make databases for tests, to look into trouble."""
        return self._dsn(SUPERUSER)

    def _dsn(self, user: str) -> str:
        if self._server is None:
            raise EmbeddedPostgresError(f"The embedded database in {self._folder.path} was not started.")
        return dsn(self._server.socket_folder, self._server.port, user=user, database=DATABASE)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> str:
        """We are a user of a running server; its connection string. A second call changes nothing.

        Raises EmbeddedPostgresError; then nothing is left running that was not running before.
        """
        with self._busy, explained(self._folder.path):
            if self._server is None:
                self._join()
        return self.dsn

    def stop(self) -> None:
        """We are no user any more; when we were the last, the server has stopped. A second call does nothing.

        In a child that was forked after `start`, it only forgets: the parent is still a user.
        Raises EmbeddedPostgresError when the server can't be stopped.
        """
        with self._busy, explained(self._folder.path):
            if self._server is None or self._mutex is None:
                return
            try:
                if self._mutex.inherited:
                    return
                with self._deciding():
                    self._leave()
            finally:
                self._forget()

    def _join(self) -> None:
        self._account = choose_account(self._system_user, self._folder.pgdata)
        self._folder.prepare(self._account)
        try:
            self._mutex = FileLock(self._folder.start_lock)
            self._users = FileLock(self._folder.users_lock)
            with self._deciding():
                self._users.try_lock(shared=True)
                try:
                    self._server = self._running_server(self._account)
                except BaseException:
                    self._users.release()
                    raise
        except BaseException:
            self._forget()
            raise

    @contextmanager
    def _deciding(self) -> Iterator[None]:
        """Nobody else starts or stops this server meanwhile."""
        assert self._mutex is not None
        if not self._mutex.wait(self._patience):
            raise EmbeddedPostgresError(
                f"Another gateway has been starting or stopping the database in {self._folder.path} for more than "
                f"{self._patience:.0f} seconds. See which process holds {self._folder.start_lock} (lsof) and end it."
            )
        try:
            yield
        finally:
            self._mutex.release()

    def _forget(self) -> None:
        for lock in (self._users, self._mutex):
            if lock is not None:
                lock.close()
        self._users = self._mutex = self._server = None

    def _running_server(self, account: Account) -> PidFile:
        lock = FileLock(self._folder.server_lock)
        try:
            trim(self._folder.log)
            if not lock.try_lock():
                return self._adopt(account, lock) or self._start(account, lock)
            found = read_pid_file(self._folder.pgdata)
            if found is not None and is_postmaster(found.pid, self._folder.pgdata):
                lock.release()  # someone removed the lock's file, or ran this server by hand
                return self._checked(found, account)
            return self._start(account, lock)
        finally:
            lock.close()

    def _adopt(self, account: Account, lock: FileLock) -> PidFile | None:
        """The live server of this folder, ready; None when it just died, and then `lock` is ours."""
        pgdata = self._folder.pgdata
        found = wait_ready(pgdata, lock, stale="", seconds=self._patience)
        if found is not None and not is_postmaster(found.pid, pgdata):
            # The pid file outlived its server. Its last children go soon, and the lock with them.
            if lock.wait(min(self._patience, 30)):
                return None
            found = None
        elif found is None and lock.try_lock():
            return None
        if found is None:
            raise EmbeddedPostgresError(
                f"A PostgreSQL process holds {self._folder.server_lock}, but no server of this folder can be "
                "reached: it runs out of our sight (in another container?) or hangs. Stop it; to share one "
                "database between containers, set GATEWAY_DATABASE_URL."
            )
        return self._checked(found, account)

    def _checked(self, found: PidFile, account: Account) -> PidFile:
        try:
            check_socket(found.socket_folder, found.port, account)
        except EmbeddedPostgresError as error:
            raise EmbeddedPostgresError(
                f"A PostgreSQL server (process {found.pid}) runs in {self._folder.path}, but {error}. "
                f"Stop it (kill -INT {found.pid}) and start the gateway again."
            ) from None
        return found

    def _start(self, account: Account, lock: FileLock) -> PidFile:
        """A server of ours, ready. `lock` is ours before, and the server's after."""
        folder = self._folder
        remove_unfinished(folder)
        programs = programs_for(account, folder.path)
        if folder.pgdata.exists():
            check_cluster(folder.pgdata)
        else:
            create_cluster(folder, programs, account, lock=lock.fd, seconds=self._patience)
        stale = read_pid_file(folder.pgdata)
        if stale is not None:
            remove_socket_folder(stale.socket_folder, account)
        remove_misleading_pid_file(folder.pgdata)
        sockets = make_socket_folder(folder, account)
        log = open_log(folder.log)
        try:
            since = os.fstat(log).st_size
            launch(
                programs / "postgres", folder.pgdata, sockets, account, lock=lock, log=log, settings=self._settings
            )
        finally:
            os.close(log)
            lock.close()
        watch = FileLock(folder.server_lock)
        ready = None
        try:
            text = stale.text if stale else ""
            ready = wait_ready(folder.pgdata, watch, stale=text, seconds=self._patience)
        finally:
            if ready is None:
                dead = self._kill(watch)
                remove_socket_folder(sockets, account)
            watch.close()
        if ready is None:
            raise EmbeddedPostgresError(self._why_not_started(since, dead=dead))
        return ready

    def _kill(self, watch: FileLock) -> bool:
        """Nothing of a server that did not get ready is left. True when it had died by itself."""
        if watch.try_lock():
            return True
        found = read_pid_file(self._folder.pgdata)
        if found is not None:
            shut_down(found.pid, self._folder.pgdata, watch, how=[signal.SIGINT, signal.SIGQUIT], seconds=10)
        return False

    def _why_not_started(self, since: int, *, dead: bool) -> str:
        how = "stopped again at once" if dead else f"was not ready after {self._patience:.0f} seconds"
        last = tail(self._folder.log, since)
        return (
            f"The PostgreSQL server in {self._folder.path} {how}.{disk_hint(self._folder.path)} "
            f"The data was left as it was. Its log {self._folder.log} says:\n{last or '  (nothing)'}"
        )

    def _leave(self) -> None:
        """We gave up our hold, and the server is down when nobody else has one."""
        assert self._users is not None
        assert self._server is not None
        self._users.release()
        if not self._users.try_lock():
            return
        lock = FileLock(self._folder.server_lock)
        try:
            pid, pgdata = self._server.pid, self._folder.pgdata
            how = [signal.SIGINT, signal.SIGQUIT]
            if not shut_down(pid, pgdata, lock, how=how, seconds=self._patience):
                raise EmbeddedPostgresError(
                    f"The PostgreSQL server in {self._folder.path} (process {pid}) does not stop. "
                    f"See {self._folder.log}, and end it with kill -QUIT {pid}."
                )
            with suppress(AttributeError):
                remove_socket_folder(self._server.socket_folder, self._account)
        finally:
            lock.close()
            self._users.release()

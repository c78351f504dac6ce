"""Starting and stopping the server of a data folder. The caller holds the lock on such decisions."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass

from gateway.store.embedded.account import Account
from gateway.store.embedded.binaries import programs_for
from gateway.store.embedded.cluster import check_cluster, create_cluster, remove_unfinished
from gateway.store.embedded.errors import EmbeddedPostgresError, disk_hint
from gateway.store.embedded.folder import DataFolder
from gateway.store.embedded.locks import FileLock
from gateway.store.embedded.log import open_log, tail, trim
from gateway.store.embedded.postmaster import (
    PidFile,
    is_postmaster,
    launch,
    live_postmaster,
    read_pid_file,
    remove_misleading_pid_file,
    shut_down,
    wait_ready,
)
from gateway.store.embedded.sockets import check_socket, make_socket_folder, remove_socket_folder

_GRACE = 30.0
"""Seconds to wait for the children of a killed server, which usually end within one."""
_DYING = 1.0
"""Seconds in which a stopping server may live on without a socket; usually a moment, on a busy machine longer."""
_PAUSE = 0.003


@dataclass(frozen=True, slots=True)
class Place:
    """A data folder, the account that runs its server, and the seconds each step may take."""

    folder: DataFolder
    account: Account
    patience: float


def join_or_start(place: Place, settings: Mapping[str, str]) -> PidFile:
    """Return the ready server of this folder: the one that ran already, else one just started with `settings`.

    Raises EmbeddedPostgresError; then nothing runs that did not run before.
    """
    lock = FileLock(place.folder.server_lock)
    try:
        trim(place.folder.log)
        return _living(place, lock) or _start(place, settings, lock)
    finally:
        lock.close()


def stop_server(place: Place, server: PidFile) -> None:
    """Stop the server, and remove the folder of its socket. Raises EmbeddedPostgresError when it doesn't stop."""
    folder = place.folder
    lock = FileLock(folder.server_lock)
    try:
        if not shut_down(folder.pgdata, lock, seconds=place.patience):
            pid = live_postmaster(folder.pgdata)
            raise EmbeddedPostgresError(
                f"De PostgreSQL-server in {folder.path} (proces {pid}) stopt niet. Zie {folder.log}."
            )
        remove_socket_folder(server.socket_folder, place.account)
    finally:
        lock.close()


def _living(place: Place, lock: FileLock) -> PidFile | None:
    """Return the live server of this folder, ready; None when there is none or it died as we looked: then `lock` is
    ours.
    """
    folder = place.folder
    if lock.try_lock():
        found = read_pid_file(folder.pgdata)
        if found is None or not is_postmaster(found.pid, folder.pgdata):
            return None
        lock.release()  # started by hand, or the file of its lock was removed
    else:
        found = wait_ready(folder.pgdata, lock, stale="", seconds=place.patience)
    if found is not None and is_postmaster(found.pid, folder.pgdata) and _answers(found, place):
        return found
    if lock.wait(min(place.patience, _GRACE)):
        return None
    raise EmbeddedPostgresError(
        f"Een proces van PostgreSQL houdt {folder.server_lock} vast, maar van deze map is geen server te bereiken: "
        "hij hangt, of draait buiten ons zicht in een andere container. Stop hem; om een database tussen containers "
        "te delen is GATEWAY_DATABASE_URL er."
    )


def _answers(found: PidFile, place: Place) -> bool:
    """Return True when its socket is good; False when it died meanwhile. Raises EmbeddedPostgresError when it
    lives on.
    """
    try:
        check_socket(found.socket_folder, found.port, place.account)
    except EmbeddedPostgresError as error:
        deadline = time.monotonic() + min(place.patience, _DYING)
        while is_postmaster(found.pid, place.folder.pgdata):
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(
                    f"In {place.folder.path} draait een PostgreSQL-server (proces {found.pid}), maar {error}. "
                    f"Stop hem (kill -INT {found.pid}) en start de gateway opnieuw."
                ) from None
            time.sleep(_PAUSE)
        return False
    return True


def _start(place: Place, settings: Mapping[str, str], lock: FileLock) -> PidFile:
    """Start a server and return it when it is ready. `lock` is ours before, and the server's after."""
    folder, account = place.folder, place.account
    remove_unfinished(folder)
    programs = programs_for(account, folder.path)
    if folder.pgdata.exists():
        check_cluster(folder.pgdata)
    else:
        create_cluster(folder, programs, account, lock=lock.fd, seconds=place.patience)
    stale = read_pid_file(folder.pgdata)
    if stale is not None:
        remove_socket_folder(stale.socket_folder, account)
    remove_misleading_pid_file(folder.pgdata)
    sockets = make_socket_folder(folder, account)
    log = open_log(folder.log)
    since = os.fstat(log).st_size
    ready, dead = None, False
    try:
        launch(programs / "postgres", folder.pgdata, sockets, account, lock=lock, log=log, settings=settings)
        lock.close()
        ready = _wait(place, stale.text if stale else "")
    finally:
        os.close(log)
        lock.close()
        if ready is None:
            dead = _kill(folder)
            remove_socket_folder(sockets, account)
    if ready is None:
        raise EmbeddedPostgresError(_why_not_started(place, since, dead=dead))
    return ready


def _wait(place: Place, stale: str) -> PidFile | None:
    watch = FileLock(place.folder.server_lock)
    try:
        return wait_ready(place.folder.pgdata, watch, stale=stale, seconds=place.patience)
    finally:
        watch.close()


def _kill(folder: DataFolder) -> bool:
    """Stop a server that did not get ready. Returns True when it had died by itself."""
    watch = FileLock(folder.server_lock)
    try:
        if watch.try_lock():
            return True
        deadline = time.monotonic() + _GRACE
        while time.monotonic() < deadline and not watch.try_lock():
            if live_postmaster(folder.pgdata) is not None:
                shut_down(folder.pgdata, watch, seconds=10)
            time.sleep(0.01)
        return False
    finally:
        watch.close()


def _why_not_started(place: Place, since: int, *, dead: bool) -> str:
    folder = place.folder
    how = "stopte meteen weer" if dead else f"was niet klaar na {place.patience:.0f} seconden"
    last = tail(folder.log, since)
    return (
        f"De PostgreSQL-server in {folder.path} {how}.{disk_hint(folder.path)} "
        f"De gegevens zijn zoals ze waren. In zijn log {folder.log} staat:\n{last or '  (niets)'}"
    )

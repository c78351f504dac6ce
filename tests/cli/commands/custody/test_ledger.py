"""An operator seals the ledger, has it checked, and hands over a proof that holds without the database."""

import asyncio
import hashlib
import json
import subprocess
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest

from gateway.store.db.database import Database
from gateway.store.ledger import berichten
from tests.cli.running import invoke, start
from tests.support.api.parties import enrol
from tests.support.custody.authority import OPENSSL, make_authority, serving
from tests.support.store.embedded import ask, wait_until
from tests.support.store.key_ring import vault
from tests.support.store.ledger import book


@pytest.fixture(autouse=True)
def database(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)


@pytest.fixture
def id(dsn: str) -> UUID:
    """One message in the ledger."""

    async def run() -> UUID:
        db = await Database.connect(dsn, vault=vault())
        try:
            await enrol(db)
            return await book(db)
        finally:
            await db.close()

    return asyncio.run(run())


async def _change(dsn: str, id: UUID) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute("alter table berichten disable trigger user")
    await connection.execute("update berichten set ontvanger = '87654321' where id = $1", id)
    await connection.close()


async def _content(dsn: str, id: UUID) -> bytes:
    db = await Database.connect(dsn, vault=vault())
    async with db.reading() as tx:
        found = await berichten.find(tx, id)
    await db.close()
    assert found is not None
    return found.inhoud


def test_an_unharmed_ledger(id: UUID) -> None:
    assert invoke("ledger", "seal").stderr == "1 rijen verzegeld\n"
    verified = invoke("ledger", "verify")
    assert (verified.exit_code, verified.stdout) == (0, "")
    assert "1 zegels over 1 rijen gecontroleerd, 0 rijen nog zonder zegel, 0 afwijkingen" in verified.stderr
    noted = verified.stderr.rsplit(maxsplit=1)[-1]
    assert invoke("ledger", "verify", "--zegel", noted).exit_code == 0
    cut = invoke("ledger", "verify", "--zegel", "00" * 32)
    assert cut.exit_code == 1
    assert cut.stdout.startswith("alle gemeenten: geen zegel heeft hash 0000")


def test_a_change_is_found_and_named(id: UUID, dsn: str) -> None:
    invoke("ledger", "seal")
    asyncio.run(_change(dsn, id))
    verified = invoke("ledger", "verify")
    assert (verified.exit_code, verified.stdout) == (1, f"0983: berichten {id} is gewijzigd (zegel 1)\n")


def test_a_proof_is_checked_without_a_database(
    id: UUID, dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoke("ledger", "seal")
    proof, message, ander = tmp_path / "bewijs.json", tmp_path / "bericht.xml", tmp_path / "ander.xml"
    proof.write_text(invoke("ledger", "proof", id).stdout)
    message.write_bytes(asyncio.run(_content(dsn, id)))
    ander.write_bytes(b"<ander/>")
    monkeypatch.setenv("GATEWAY_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    noted = json.loads(proof.read_text())["zegel"]["hash"]
    held = invoke("ledger", "check", proof, "--bericht", message, "--zegel", noted)
    assert (held.exit_code, held.stdout.startswith("Het bewijs klopt: zegel 1 van 0983")) == (0, True)
    assert noted in invoke("ledger", "check", proof).stderr
    other = invoke("ledger", "check", proof, "--bericht", ander)
    assert (other.exit_code, "een ander dan dat in de rij" in other.stderr) == (1, True)


@pytest.mark.parametrize(
    ("content", "text", "code"),
    [(b"<xml/>", "geen JSON", 1), (b"{}", "geen bewijs van deze gateway", 1), (None, "niet te lezen", 2)],
    ids=["no-json", "no-proof", "no-file"],
)
def test_what_is_no_proof(tmp_path: Path, content: bytes | None, text: str, code: int) -> None:
    file = tmp_path / "bewijs.json"
    if content is not None:
        file.write_bytes(content)
    checked = invoke("ledger", "check", file)
    assert checked.exit_code == code
    assert text in checked.stderr


def test_no_proof_of_an_unknown_message_and_no_hash_that_is_none() -> None:
    unknown = invoke("ledger", "proof", uuid4())
    assert (unknown.exit_code, "Er is geen bericht" in unknown.stderr) == (1, True)
    assert "cijfers en de letters a tot en met f" in invoke("ledger", "verify", "--zegel", "xyz").stderr
    for typed in ("", "0983=", "f4e1", "00" * 31, "00" * 33):
        result = invoke("ledger", "verify", "--zegel", typed)
        assert (result.exit_code, "is hij heel overgenomen?" in result.stderr) == (2, True), "no false alarm for a slip"


@pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")
def test_a_worker_has_the_root_stamped_and_anyone_can_check_it(
    id: UUID, dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "wortel.tsr"
    assert "nog geen zegels" in invoke("ledger", "root").stderr
    invoke("ledger", "seal")
    root = invoke("ledger", "root")
    assert (root.exit_code, root.stderr) == (0, "over de nieuwste zegels van 1 gemeenten\n")
    assert root.stdout.strip() in invoke("ledger", "verify").stderr
    told = invoke("ledger", "root", "--tijdstempel", file)
    assert (told.exit_code, "GATEWAY_TIJDSTEMPEL_URL" in told.stderr) == (2, True)

    with serving(make_authority(tmp_path)) as authority:
        worker = start("worker", GATEWAY_DATABASE_URL=dsn, GATEWAY_TIJDSTEMPEL_URL=authority.url)
        try:
            wait_until(lambda: ask(dsn, "select count(*) from tijdstempels") == 1)
        finally:
            worker.terminate()
            worker.communicate()
    stamped = invoke("ledger", "root", "--tijdstempel", file)
    assert stamped.exit_code == 0
    digest = hashlib.sha256(bytes.fromhex(stamped.stdout.strip())).hexdigest()
    command = [str(OPENSSL), "ts", "-verify", "-digest", digest, "-in", file, "-CAfile", authority.ca_file]
    assert b"Verification: OK" in subprocess.run(command, capture_output=True, check=True).stdout
    assert "1 tijdstempels gecontroleerd" in (verified := invoke("ledger", "verify").stderr)
    assert "GATEWAY_TIJDSTEMPEL_CA_FILE is niet ingesteld" in verified
    monkeypatch.setenv("GATEWAY_TIJDSTEMPEL_CA_FILE", str(authority.ca_file))
    assert "met hun ondertekening" in invoke("ledger", "verify").stderr
    monkeypatch.setenv("GATEWAY_TIJDSTEMPEL_CA_FILE", str(file))
    wrong = invoke("ledger", "verify")
    assert (wrong.exit_code, "geen certificaten in PEM" in wrong.stderr) == (2, True)

"""An operator lets in who shows a token or certificate, and records who may act for whom."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from tests.api.caller.test_identity import a_certificate
from tests.cli.running import invoke


@pytest.fixture(autouse=True)
def parties(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    for code, soort in (("0983", "gemeente"), ("99990001", "aanbieder"), ("bureau", "intermediair")):
        assert invoke("accounts", "add", code, "--soort", soort, "--naam", code).exit_code == 0


def test_a_client_of_the_provider_is_let_in_and_out_again() -> None:
    let_in = invoke("accounts", "grant", "99990001", "--oidc", "zorgsysteem", "--omschrijving", "koppeling")
    assert "komt ook binnen met oidc zorgsysteem" in let_in.stderr
    assert "koppeling" in invoke("accounts", "ways", "99990001").stdout
    taken = invoke("accounts", "grant", "0983", "--oidc", "zorgsysteem", "--omschrijving", "x")
    assert (taken.exit_code, "hoort al bij een andere organisatie" in taken.stderr) == (1, True)
    assert invoke("accounts", "withdraw", "99990001", "--oidc", "zorgsysteem").exit_code == 0
    again = invoke("accounts", "withdraw", "99990001", "--oidc", "zorgsysteem")
    assert (again.exit_code, "heeft geen toegang met oidc zorgsysteem" in again.stderr) == (1, True)


def test_a_certificate_is_read_from_its_file(tmp_path: Path) -> None:
    made, file = a_certificate(), tmp_path / "cert.pem"
    file.write_bytes(made.public_bytes(Encoding.PEM))
    assert invoke("accounts", "grant", "99990001", "--certificaat", file, "--omschrijving", "x").exit_code == 0
    assert made.fingerprint(SHA256()).hex() in invoke("accounts", "ways", "99990001").stdout
    file.write_text("geen certificaat")
    wrong = invoke("accounts", "grant", "99990001", "--certificaat", file, "--omschrijving", "x")
    assert (wrong.exit_code, "bevat geen certificaat" in wrong.stderr) == (2, True)
    gone = invoke("accounts", "withdraw", "99990001", "--certificaat", tmp_path / "weg")
    assert (gone.exit_code, "is niet te lezen" in gone.stderr) == (2, True)


def test_one_way_in_at_a_time() -> None:
    assert "geef --oidc of --certificaat" in invoke("accounts", "grant", "0983", "--omschrijving", "x").stderr


def test_mandates_are_recorded_shown_and_ended() -> None:
    given = invoke(
        "accounts",
        "mandate",
        "bureau",
        "99990001",
        "--berichten",
        "wmo305, WMO306",
        "--vanaf",
        "2026-01-01",
        "--tot",
        "2026-12-31",
    )
    assert "bureau mag voor 99990001 handelen: WMO305, WMO306" in given.stderr
    first, second = invoke("accounts", "mandates").stdout.splitlines()[1:]
    assert first.split()[1:] == ["bureau", "99990001", "WMO305", "2026-01-01", "2026-12-31"]
    number = second.split()[0]
    assert invoke("accounts", "end-mandate", number).exit_code == 0
    assert len(invoke("accounts", "mandates").stdout.splitlines()[2].split()) == 8
    assert invoke("accounts", "end-mandate", number).exit_code == 1
    assert invoke("accounts", "end-mandate", 10**20).exit_code == 2

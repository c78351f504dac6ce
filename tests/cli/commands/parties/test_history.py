"""What is done to an organisation by hand is on record, with who did it, and shows no key."""

from pathlib import Path

import pytest

from gateway.cli.session.user import user
from tests.cli.running import invoke
from tests.support.api.parties import ZORG


@pytest.fixture(autouse=True)
def database(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)


def test_all_that_is_done_is_on_record(tmp_path: Path) -> None:
    key = invoke("accounts", "add", ZORG, "--soort", "aanbieder", "--naam", "Zorg").stdout.strip()
    invoke("accounts", "add", "bureau", "--soort", "intermediair", "--naam", "Bureau")
    more = invoke("accounts", "key", ZORG, "--omschrijving", "nacht").stdout.strip()
    assert invoke("accounts", "change", ZORG, "--map", tmp_path, "--naam", "Zorg BV").exit_code == 0
    secret = invoke("accounts", "secret", ZORG).stdout.strip()
    rotated = invoke("accounts", "rotate", ZORG, more.split("_")[1]).stdout.strip()
    assert invoke("accounts", "revoke", ZORG, key.split("_")[1]).exit_code == 0
    assert invoke("accounts", "grant", ZORG, "--oidc", "zorgsysteem", "--omschrijving", "x").exit_code == 0
    assert invoke("accounts", "withdraw", ZORG, "--oidc", "zorgsysteem").exit_code == 0
    shown = invoke("accounts", "history", ZORG).stdout
    for secret_one in (key, more, rotated, secret):
        assert secret_one not in shown
    rows = [line.split("  ") for line in shown.splitlines()[1:]]
    told = [[part.strip() for part in row if part.strip()] for row in rows]
    assert [(row[1], row[2], row[3]) for row in told] == [
        (soort, "opdrachtregel", user())
        for soort in (
            "ingeschreven",
            "sleutel_gemaakt",
            "gewijzigd",
            "kanaal_beproefd",
            "geheim_vernieuwd",
            "sleutel_vervangen",
            "sleutel_ingetrokken",
            "toegang_verleend",
            "toegang_ingetrokken",
        )
    ]
    changed = next(row[4] for row in told if row[1] == "gewijzigd")
    assert changed == f"naam: Zorg -> Zorg BV; kanaal: postvak -> map; aflevermap: geen -> {tmp_path}"
    assert key.split("_")[1] in told[0][4]


def test_mandates_are_on_record_at_the_intermediary() -> None:
    for code, soort in ((ZORG, "aanbieder"), ("bureau", "intermediair")):
        invoke("accounts", "add", code, "--soort", soort, "--naam", "x")
    given = invoke("accounts", "mandate", "bureau", ZORG, "--berichten", "WMO305", "--vanaf", "2024-01-01")
    assert given.exit_code == 0, given.stderr
    assert invoke("accounts", "end-mandate", 1).exit_code == 0
    _, _, mandated, ended = invoke("accounts", "history", "bureau").stdout.splitlines()
    assert f"namens: {ZORG}" in mandated
    assert "vanaf: 2024-01-01" in mandated
    assert "machtiging_ingetrokken" in ended


def test_what_is_refused_is_not_on_record() -> None:
    invoke("accounts", "add", ZORG, "--soort", "aanbieder", "--naam", "Zorg")
    assert invoke("accounts", "change", ZORG, "--beleid", "noord-limburg").exit_code == 1
    assert invoke("accounts", "release", ZORG).exit_code == 1
    assert len(invoke("accounts", "history", ZORG).stdout.splitlines()) == 2

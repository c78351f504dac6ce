"""A person who works with a portal packs what goes out, and reads what came back."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gateway.exchange.parties.access import grant_mandate
from gateway.exchange.parties.accounts import add_account
from gateway.messages.write import serialise
from gateway.standard.files.zipped import pack
from gateway.store.parties.organisaties import Organisatie
from gateway.transport.folder import put
from tests.cli.running import invoke
from tests.support.api.application import Clock, an_api
from tests.support.api.parties import THUIS, VENLO, ZORG, start
from tests.support.messages.messages import BSN


@pytest.fixture
def nummer(dsn: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """An assignment to ZORG, for which the portal may bring starts."""
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)

    async def assign() -> int:
        async with an_api(dsn, Clock()) as api:
            await add_account(api.gateway, Organisatie("portaal", "intermediair", "Portaal van het GGK"))
            await grant_mandate(api.gateway, "portaal", ZORG, ("WMO305",), date(2024, 1, 1), None)
            venlo = await api.caller(VENLO)
            return int((await venlo.assign(await venlo.register()))["toewijzingNummer"])

    return asyncio.run(assign())


def test_each_message_of_a_zip_is_judged_for_its_own_sender(nummer: int, tmp_path: Path) -> None:
    good, other = serialise(start(nummer, "S1")), serialise(start(nummer, "S2")).replace(ZORG.encode(), THUIS.encode())
    invalid = good.replace(b"Begindatum>", b"Beginnetje>")
    file = tmp_path / f"van {BSN}.zip"
    file.write_bytes(pack({"1.xml": good, "2.xml": other, "3.xml": invalid, "4.xml": b"%PDF-1.7"}))
    for _ in range(2):
        found = invoke("portal", "read", "portaal", file)
        assert found.exit_code == 1
        assert found.stdout.splitlines() == ["van ******006.zip/1.xml: WMO305 S1 goedgekeurd"]
        assert f"2.xml: geweigerd. portaal heeft vandaag geen machtiging om voor {THUIS}" in found.stderr
        assert "3.xml: geweigerd. De WMO305 voldoet niet aan het schema" in found.stderr
        assert "4.xml: geweigerd." in found.stderr
        assert "4 gelezen: 3 geweigerd, 1 goedgekeurd." in found.stderr
        assert BSN not in found.output
    rows = invoke("messages", "list", "--soort", "WMO305", "--json").stdout.splitlines()
    assert len(rows) == 1


def test_a_file_of_xml_and_one_that_breaks_a_rule(nummer: int, tmp_path: Path) -> None:
    (tmp_path / "goed.xml").write_bytes(serialise(start(nummer, "S1")))
    (tmp_path / "fout.xml").write_bytes(serialise(start(nummer, "S2", begindatum="2024-02-05")))
    found = invoke("portal", "read", "portaal", tmp_path / "goed.xml", tmp_path / "fout.xml")
    assert (found.exit_code, found.stdout.splitlines()) == (
        0,
        ["goed.xml: WMO305 S1 goedgekeurd", "fout.xml: WMO305 S2 afgekeurd"],
    )


def test_a_zip_that_is_none_keeps_no_other_file_from_being_read(nummer: int, tmp_path: Path) -> None:
    (tmp_path / "map.zip").write_bytes(pack({f"{BSN}/1.xml": b"<a/>"}))
    (tmp_path / "stuk.zip").write_bytes(b"PK\x03\x04")
    (tmp_path / "goed.xml").write_bytes(serialise(start(nummer, "S1")))
    found = invoke("portal", "read", "portaal", *(tmp_path / each for each in ("map.zip", "stuk.zip", "goed.xml")))
    assert (found.exit_code, found.stdout) == (1, "goed.xml: WMO305 S1 goedgekeurd\n")
    assert "map.zip: geweigerd. De zip kan niet worden aangenomen" in found.stderr
    assert "stuk.zip: geweigerd. De zip kan niet worden aangenomen" in found.stderr
    assert BSN not in found.output


def test_who_is_no_intermediary_or_comes_in_a_freeze_reads_nothing(nummer: int, tmp_path: Path) -> None:
    (tmp_path / "goed.xml").write_bytes(serialise(start(nummer, "S1")))
    refused = invoke("portal", "read", ZORG, tmp_path / "goed.xml")
    assert (refused.exit_code, f"{ZORG} is geen intermediair" in refused.stderr) == (1, True)
    assert invoke("portal", "read", "portaal", tmp_path / "weg.xml").exit_code == 2
    today = datetime.now(UTC).date()
    days = (today - timedelta(days=1), today + timedelta(days=2))
    assert invoke("freezes", "add", "binnenkomst", "--van", days[0], "--tot", days[1]).exit_code == 0
    frozen = invoke("portal", "read", "portaal", tmp_path / "goed.xml")
    assert (frozen.exit_code, "niets aangenomen" in frozen.stderr) == (2, True)
    assert "WMO305" not in invoke("messages", "list", "--json").stdout


def test_a_folder_is_packed(tmp_path: Path) -> None:
    put(str(tmp_path), "WMO301_T1_id-1.xml", b"<Bericht/>", 1)
    packed = invoke("portal", "pack", tmp_path)
    assert (packed.exit_code, packed.stdout.endswith("_01.zip: 1 bericht\n")) == (0, True)
    put(str(tmp_path), "WMO301_T1_id-1.xml", b"<Bericht/>", 1)
    offered_again = invoke("portal", "pack", tmp_path)
    assert (offered_again.exit_code, offered_again.stdout) == (0, "")
    assert "WMO301_T1_id-1.xml zit al in" in offered_again.stderr
    (tmp_path / f"{BSN}.pdf").touch()
    again = invoke("portal", "pack", tmp_path)
    assert (again.exit_code, BSN in again.output) == (1, False)
    assert "het blijft liggen" in again.stderr
    nowhere = invoke("portal", "pack", tmp_path / "weg")
    assert (nowhere.exit_code, nowhere.stderr) == (
        2,
        f"gateway: Met {tmp_path / 'weg'} gaat het niet: het bestaat niet.\n",
    )

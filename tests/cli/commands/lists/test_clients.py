"""An operator finds a client by BSN or name, which is on record, and sees what happened to one."""

import asyncio
import json
from pathlib import Path

import pytest

from tests.cli.running import invoke
from tests.support.api.application import Clock, an_api
from tests.support.api.parties import VENLO, VENRAY, ZORG, start
from tests.support.messages.messages import BSN, BSN_2
from tests.support.store.embedded import ask

BORN = ("--geboortedatum", "1950-06-15")


@pytest.fixture(autouse=True)
def client(dsn: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A client of Venlo with an assignment that began."""
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)

    async def fill() -> str:
        async with an_api(dsn, Clock()) as api:
            venlo, zorg = await api.caller(VENLO), await api.caller(ZORG)
            made = await venlo.register()
            await zorg.submit(start((await venlo.assign(made))["toewijzingNummer"], "S1"))
            return made

    return asyncio.run(fill())


def found(*options: object, typed: str) -> list[str]:
    result = invoke("clients", "find", *options, "--json", stdin=typed)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line)["clientId"] for line in result.stdout.splitlines()]


def test_a_client_is_found_within_the_municipality_and_the_look_is_on_record(
    dsn: str, client: str, tmp_path: Path
) -> None:
    assert found(VENLO, typed=f"{BSN}\n") == found(VENLO, *BORN, typed="Proefpersoon") == [client]
    assert found(VENRAY, typed=BSN) == found(VENLO, typed=BSN_2) == found(VENRAY, *BORN, typed="Proefpersoon") == []
    (tmp_path / "bsn").write_text(BSN)
    assert client in invoke("clients", "find", VENLO, "--bestand", tmp_path / "bsn").stdout
    shown = invoke("clients", "find", VENLO, "--json", stdin=BSN).stdout
    assert (BSN in shown, "Proefpersoon" in shown) == (False, False)
    seen = "select count(*) from inzages where actie = 'gateway clients find'"
    assert ask(dsn, f"{seen} and gemeente = '{VENLO}' and clienten = array['{client}'::uuid]") == 4


def test_what_happened_to_a_client_is_told(client: str) -> None:
    told = invoke("clients", "dossier", VENLO, client)
    assert told.exit_code == 0, told.stderr
    kinds = [line.split()[1] for line in told.stdout.splitlines()[1:]]
    assert sorted(kinds) == ["WMO301", "WMO305", "WMO306", "start", "versie"]
    lines = [json.loads(each) for each in invoke("clients", "dossier", VENLO, client, "--json").stdout.splitlines()]
    assert len(lines) == 5
    assert "heeft geen cliënt" in invoke("clients", "dossier", VENRAY, client).stderr


@pytest.mark.parametrize(("typed", "told"), [("123456789", "geen BSN"), ("\xff", "geen BSN")])
def test_what_is_no_bsn_is_refused(typed: str, told: str) -> None:
    result = invoke("clients", "find", VENLO, stdin=typed)
    assert (result.exit_code != 0, told in result.stderr) == (True, True)

"""Certificates that are wrong on purpose, seen from who calls the simulator and from who is called by it."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.simulator.mishaps import Flaw, Storing
from gateway.simulator.scenario import ScenarioError, load_scenario
from gateway.simulator.simulator import Simulator
from gateway.simulator.tls import Contexts
from tests.support.api.parties import VENLO, ZORG, start
from tests.support.exchange.at_vecozo import AtVecozo
from tests.support.exchange.chain import envelope
from tests.support.exchange.simulated import a_simulator, bring, calm, course
from tests.support.messages.messages import xml

SCENARIO = f"""\
herhalingen = [0.01]
[tls]
map = "certificaten"
[partijen.{VENLO}]
[partijen.{ZORG}]
vecozo = true
[partijen.01234567]
vecozo = true
"""


@asynccontextmanager
async def with_certificates(folder: Path) -> AsyncIterator[Simulator]:
    (folder / "keten.toml").write_text(SCENARIO, "utf-8")
    async with a_simulator(load_scenario(folder / "keten.toml")) as simulator:
        yield simulator


def client_of(folder: Path, code: str, flaw: Flaw | None = None) -> httpx.AsyncClient:
    """Return a client that shows the certificate of this party, or one with a flaw."""
    made = folder / "certificaten"
    context = Contexts(made / f"{code}.pem", made / "autoriteit.pem", made).client(flaw)
    return httpx.AsyncClient(verify=context, trust_env=False)


def add(simulator: Simulator, **storing: Any) -> None:
    simulator.played.add_fault(Storing.model_validate({"wat": "certificaat", **storing}))


@pytest.mark.parametrize(
    ("gebrek", "said"),
    [
        ("verlopen", "certificate has expired"),
        ("onbekend", "unable to get local issuer|self.signed"),
        ("andere-naam", "Hostname mismatch"),
        ("geweigerd", None),
    ],
)
async def test_a_caller_finds_what_is_wrong_and_the_next_time_nothing(
    tmp_path: Path, gebrek: str, said: str | None
) -> None:
    async with with_certificates(tmp_path) as simulator:
        add(simulator, gebrek=gebrek, keer=1)
        async with client_of(tmp_path, ZORG) as http:
            with pytest.raises(httpx.TransportError, match=said):
                await http.post(simulator.ggk, content=b"<a/>")
            assert (await http.post(simulator.ggk, content=b"<a/>")).status_code == 500, "SOAP has a fault for it"


async def test_a_caller_without_a_certificate_comes_in_only_when_none_is_asked_for(tmp_path: Path) -> None:
    async with with_certificates(tmp_path) as simulator:
        for expected in (False, True):
            async with client_of(tmp_path, ZORG, Flaw.ONTBREEKT) as http:
                if not expected:
                    with pytest.raises((httpx.TransportError, ssl.SSLError)):
                        await http.post(simulator.ggk, content=b"<a/>")
                    add(simulator, gebrek="niet-gevraagd")
                else:
                    assert (await http.post(simulator.ggk, content=b"<a/>")).status_code == 500
                    assert (
                        await AtVecozo(http).http.get(
                            f"{simulator.url}/berichtenservice/berichten/rest-pull/v1/berichten"
                        )
                    ).status_code == 403


@pytest.mark.parametrize("gebrek", ["verlopen", "onbekend", "ontbreekt"])
async def test_a_party_that_is_called_finds_what_is_wrong(tmp_path: Path, gebrek: str) -> None:
    async with with_certificates(tmp_path) as simulator:
        add(simulator, gebrek=gebrek, bij="bezorging", keer=1, naar=VENLO)
        message = envelope(xml(start(1, "S1")), "WMO305")
        await bring(simulator, message)
        await calm(simulator)
        assert course(simulator, message.referentienummer) == ["aangenomen", f"niet bezorgd {gebrek}", "bezorgd"]


async def test_vecozo_knows_a_provider_by_its_certificate(tmp_path: Path) -> None:
    async with with_certificates(tmp_path) as simulator:
        for code, expected in ((ZORG, 1), ("01234567", 0), (VENLO, None)):
            async with client_of(tmp_path, code) as http:
                vecozo = AtVecozo(http)
                http.base_url = httpx.URL(simulator.url)
                if code == ZORG:
                    await vecozo.send(start(1, "S1"))
                    await calm(simulator)
                if expected is None:
                    refused = await http.get("/berichtenservice/berichten/rest-pull/v1/berichten")
                    assert refused.status_code == 403
                else:
                    assert len(await vecozo.waiting()) == expected


async def test_who_is_played_meets_no_certificate_that_is_wrong_for_callers(tmp_path: Path) -> None:
    played = SCENARIO.replace(f"[partijen.{ZORG}]\nvecozo = true", f"[partijen.{ZORG}]\ngedrag = ['zwijgt']")
    assigns = f"[[partijen.{VENLO}.toewijzingen]]\naanbieder = '{ZORG}'\ningangsdatum = 2024-01-01\n"
    fault = "[[storingen]]\nwat = 'certificaat'\ngebrek = 'geweigerd'\n"
    (tmp_path / "keten.toml").write_text(played + assigns + fault, "utf-8")
    async with a_simulator(load_scenario(tmp_path / "keten.toml")) as simulator:
        await calm(simulator)
        assert [each.soort.name for each in simulator.software[ZORG].got] == ["WMO301"]
        async with client_of(tmp_path, ZORG) as http:
            with pytest.raises(httpx.TransportError):
                await http.post(simulator.ggk, content=b"<a/>")


def test_the_authority_stays_and_certificates_are_the_owners(tmp_path: Path) -> None:
    (tmp_path / "keten.toml").write_text(SCENARIO, "utf-8")
    load_scenario(tmp_path / "keten.toml")
    made = tmp_path / "certificaten"
    authority, leaf = (made / "autoriteit.pem").read_bytes(), (made / "simulator.pem").read_bytes()
    assert {each.name: oct(each.stat().st_mode)[-2:] for each in made.iterdir()} == {
        **dict.fromkeys(
            ("autoriteit-sleutel.pem", "simulator.pem", f"{VENLO}.pem", f"{ZORG}.pem", "01234567.pem"), "00"
        ),
        "autoriteit.pem": oct((made / "autoriteit.pem").stat().st_mode)[-2:],
    }
    load_scenario(tmp_path / "keten.toml")
    assert (made / "autoriteit.pem").read_bytes() == authority
    assert (made / "simulator.pem").read_bytes() != leaf
    (made / "autoriteit.pem").write_bytes(b"iets anders")
    with pytest.raises(ScenarioError, match="certificaten: hier staat iets anders"):
        load_scenario(tmp_path / "keten.toml")

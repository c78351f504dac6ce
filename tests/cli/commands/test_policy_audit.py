"""Before a municipality chooses a policy, an operator sees what would be wrong under it with all care that stands."""

import asyncio
import json
from datetime import date

import pytest

from gateway.store.db.database import Database
from tests.cli.running import invoke
from tests.support.api.parties import VENLO, VENRAY, ZORG, enrol
from tests.support.exchange.signals import choose_policy
from tests.support.store.embedded import tell
from tests.support.store.filling import assigned_clients
from tests.support.store.key_ring import vault

REGION = ("--beleid", "noord-limburg")


@pytest.fixture
def numbers(dsn: str, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of three assignments of Venlo; Venray has one as well."""
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)

    async def work() -> list[int]:
        db = await Database.connect(dsn, vault=vault())
        try:
            await enrol(db)
            made = await assigned_clients(db, 3)
            await assigned_clients(db, 1, VENRAY)
            return [nummer for _, nummer in made]
        finally:
            await db.close()

    return asyncio.run(work())


def choose(dsn: str, region: str) -> None:
    async def work() -> None:
        db = await Database.connect(dsn, vault=vault())
        try:
            await choose_policy(db, VENLO, region)
        finally:
            await db.close()

    asyncio.run(work())


def test_all_that_stands_is_judged_before_and_after_the_choice(
    dsn: str, numbers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.exchange.signals.audit.CLIENTS_PER_PAGE", 2)
    tried = invoke("policy", "audit", VENLO, *REGION)
    assert tried.exit_code == 1
    for nummer in numbers:
        lines = [
            line for line in tried.stdout.splitlines() if line.startswith(f"toewijzing {nummer}, aanbieder {ZORG}")
        ]
        assert len(lines) > 0
        assert len([line for line in lines if ": NL-107 signaal: " in line]) == 1
    assert "NL-107 signaal: 3 (De Eenheid is de gebruikelijke van het product.)" in tried.stdout.splitlines()
    assert tried.stderr == f"{VENLO}: 3 toewijzingen getoetst, 3 met bevindingen\n"
    choose(dsn, "noord-limburg")
    assert invoke("policy", "audit", VENLO).stdout == tried.stdout


def test_json_has_a_line_for_each_finding_and_one_with_the_counts(numbers: list[int]) -> None:
    *found, last = (
        json.loads(line) for line in invoke("policy", "audit", VENLO, *REGION, "--json").stdout.splitlines()
    )
    assert {each["toewijzingNummer"] for each in found} == set(numbers)
    assert last["telling"]["getoetst"] == 3
    assert sum(each["aantal"] for each in last["telling"]["perToets"]) == len(found)
    assert all(each["bevinding"]["text"] and each["bevinding"]["remedy"] for each in found)


def test_what_has_ended_or_was_removed_does_not_stand(dsn: str, numbers: list[int]) -> None:
    ended, removed, stands = numbers
    tell(dsn, f"update toewijzing_versies set einddatum = date '{date(2024, 6, 30)}' where nummer = {ended}")
    tell(dsn, f"update toewijzing_versies set verwijderd = true where nummer = {removed}")
    *found, last = (
        json.loads(line) for line in invoke("policy", "audit", VENLO, *REGION, "--json").stdout.splitlines()
    )
    assert {each["toewijzingNummer"] for each in found} == {stands}
    assert last["telling"]["getoetst"] == 1


def test_care_from_before_the_first_text_is_counted_and_not_judged(dsn: str, numbers: list[int]) -> None:
    tell(dsn, f"update toewijzing_versies set ingangsdatum = '2021-01-01' where nummer = {numbers[0]}")
    told = invoke("policy", "audit", VENLO, *REGION)
    assert f"toewijzing {numbers[0]}," not in told.stdout
    assert f"{VENLO}: 1 begonnen voor het eerste beleid van de regio en zijn niet getoetst" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "exit_code", "says"),
    [
        ((VENLO,), 1, "Noem met --beleid een regio"),
        ((ZORG, *REGION), 2, "vier cijfers"),
        (("0999", *REGION), 1, "0999 is geen gemeente op deze gateway"),
        ((VENLO, "--beleid", "heuvelland"), 2, "er is beleid van noord-limburg"),
    ],
)
def test_what_cannot_be_audited_is_told_with_what_to_do(
    numbers: list[int], arguments: tuple[str, ...], exit_code: int, says: str
) -> None:
    result = invoke("policy", "audit", *arguments)
    assert result.exit_code == exit_code
    assert says in " ".join(result.stderr.split())


def test_on_request_the_findings_are_signals_too(dsn: str, numbers: list[int]) -> None:
    for other in (REGION, ("--op", "2026-01-01")):
        refused = invoke("policy", "audit", VENLO, *other, "--signalen")
        assert refused.exit_code != 0
        assert "laat --beleid en --op weg" in " ".join(refused.stderr.split())
    choose(dsn, "noord-limburg")
    result = invoke("policy", "audit", VENLO, "--signalen")
    number = sum(line.startswith("toewijzing ") for line in result.stdout.splitlines())
    assert f"{VENLO}: {number} signalen ontstaan" in result.stderr
    assert f"{VENLO}: 0 signalen ontstaan" in invoke("policy", "audit", VENLO, "--signalen").stderr

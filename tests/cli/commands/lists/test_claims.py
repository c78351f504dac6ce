"""An operator finds claims and their Prestaties on the command line."""

import asyncio
import json

import pytest

from gateway.store.db.database import Database
from tests.cli.running import invoke
from tests.store.claims.test_prestaties import a_line, keep
from tests.support.api.parties import VENLO, VENRAY, ZORG, enrol
from tests.support.store.key_ring import vault


@pytest.fixture(autouse=True)
def database(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)

    async def fill() -> None:
        db = await Database.connect(dsn, vault=vault())
        try:
            await enrol(db)
            async with db.transaction() as tx:
                await keep(tx, "D1", a_line("R1"), a_line("R2", code="02A03", retourcodes=("9340",)))
                await keep(tx, "D2", a_line("R3", vorige="R1"))
        finally:
            await db.close()

    asyncio.run(fill())


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), 2),
        (("--gemeente", VENLO, "--aanbieder", ZORG), 2),
        (("--gemeente", VENRAY), 0),
        (("--met-afwijzing",), 1),
        (("--vanaf", "2024-02-01"), 0),
        (("--tot", "2024-01-15"), 2),
    ],
)
def test_claims_are_chosen_by_filters(options: tuple[str, ...], expected: int) -> None:
    result = invoke("claims", "list", *options)
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) == 1 + expected


def test_lines_tell_their_state() -> None:
    result = invoke("claims", "lines", "--json")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(each["referentieNummer"], each["staat"], each["retourcodes"]) for each in found] == [
        ("R1", "gecrediteerd", []),
        ("R2", "afgewezen", ["9340"]),
        ("R3", "verwerkt", []),
    ]
    assert {each["clientId"] for each in found} == {None}
    chosen = invoke("claims", "lines", "--staat", "verwerkt", "--toewijzing", "7")
    assert "-€ 400,00" in chosen.stdout

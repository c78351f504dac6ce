"""An operator sees on the command line what is parked, and has it judged again."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from gateway.messages.write import serialise
from gateway.standard.findings import Outcome
from gateway.store.db.booking import Booking
from gateway.store.db.database import Database
from gateway.store.ledger import berichten
from tests.cli.running import invoke
from tests.support.api.parties import VENLO, ZORG, enrol, start
from tests.support.store.key_ring import vault
from tests.support.store.ledger import entry

CRASH = {"code": "TR999", "text": "Regel TR999 kon dit bericht niet beoordelen (KeyError).", "crash": "KeyError"}


@pytest.fixture(autouse=True)
def database(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)


@pytest.fixture
def ids(dsn: str) -> list[UUID]:
    """Two parked starts: the first on an assignment that there isn't, the second with a date no book can hold."""
    single = {"toewijzing_nummer": None, "toewijzing_ingangsdatum": "12024-02-01", "dagtekening": "2026-01-05"}

    async def book() -> list[UUID]:
        db = await Database.connect(dsn, vault=vault())
        try:
            await enrol(db)
            found = []
            for identificatie, message in (("S1", start(1, "S1")), ("S2", start(1, "S2", **single))):
                parked = entry(
                    richting="in",
                    soort="WMO305",
                    verzender=ZORG,
                    ontvanger=VENLO,
                    identificatie=identificatie,
                    inhoud=serialise(message),
                    oordeel=Outcome.GEPARKEERD,
                    bevindingen=[CRASH],
                    vastgelegd_op=datetime(2026, 1, 5, 9, 30, tzinfo=UTC),
                )
                booking = Booking()
                berichten.book_message(booking, parked)
                async with db.transaction() as tx:
                    await booking.write(tx)
                found.append(parked.id)
            return found
        finally:
            await db.close()

    return asyncio.run(book())


def test_list_shows_what_is_parked_oldest_first(ids: list[UUID]) -> None:
    _, *rows = [line.split() for line in invoke("parked", "list").stdout.splitlines()]
    since = "2026-01-05T09:30:00+00:00"
    assert rows == [
        [str(id), since, "WMO305", name, ZORG, VENLO, "TR999"] for id, name in zip(ids, ("S1", "S2"), strict=True)
    ]


def test_judge_tells_the_verdict_and_ends_with_1_while_one_stays_parked(ids: list[UUID]) -> None:
    result = invoke("parked", "judge", "--all")
    assert result.stdout.splitlines() == [f"{ids[0]} afgekeurd", f"{ids[1]} geparkeerd"]
    assert result.exit_code == 1
    [row] = [line.split() for line in invoke("parked", "list").stdout.splitlines()[1:]]
    assert (row[0], row[-1]) == (str(ids[1]), "TR378")


def test_judge_one_by_its_id(ids: list[UUID]) -> None:
    result = invoke("parked", "judge", ids[0])
    assert (result.exit_code, result.stdout) == (0, f"{ids[0]} afgekeurd\n")


def test_what_is_not_parked_or_not_there_does_not_keep_the_next_from_its_verdict(ids: list[UUID]) -> None:
    invoke("parked", "judge", ids[0])
    nowhere = uuid4()
    result = invoke("parked", "judge", ids[0], nowhere, ids[1])
    assert (result.exit_code, result.stdout) == (1, f"{ids[1]} geparkeerd\n")
    told = result.stderr.splitlines()
    assert "al afgekeurd" in told[0]
    assert str(nowhere) in told[1]


@pytest.mark.parametrize("arguments", [(), ("--all", str(UUID(int=4)))], ids=["neither", "both"])
def test_judge_wants_messages_or_all(arguments: tuple[str, ...]) -> None:
    result = invoke("parked", "judge", *arguments)
    assert result.exit_code == 2
    assert "--all" in result.stderr

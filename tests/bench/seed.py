"""A database with many clients of one municipality, each with an assignment that was sent, put there in bulk."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from operator import mul

import asyncpg

from gateway.exchange.context import NEDERLAND
from gateway.messages.schrijven import serialise
from gateway.store import organisaties
from gateway.store.ledger import digest, new_id
from gateway.store.organisaties import Organisatie
from tests.support.partijen import VENLO, ZORG, start

AANBIEDER = Organisatie(ZORG, "aanbieder", "Zorg aan de Maas")
GEMEENTE = Organisatie(VENLO, "gemeente", "Venlo")


@dataclass(frozen=True, slots=True)
class Seeded:
    """What can be sent."""

    sleutel: str
    """The provider's API key."""
    starts: Sequence[bytes]
    """A WMO305 for each client, in no order."""


def fictitious_bsns() -> Iterator[str]:
    """Numbers that pass the eleven-test and belong to nobody: those with 9999 in front."""
    for number in range(10_000):
        digits = f"9999{number:04d}"
        check = sum(map(mul, (9, 8, 7, 6, 5, 4, 3, 2), map(int, digits))) % 11
        if check < 10:
            yield f"{digits}{check}"


async def seed(dsn: str, number: int) -> Seeded:
    """So many clients (at most 9,000) are there, each with one assignment of which the provider knows."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            for each in (AANBIEDER, GEMEENTE):
                await organisaties.save(connection, each)  # type: ignore[arg-type]
            sleutel = await organisaties.new_key(connection, ZORG, "bench")  # type: ignore[arg-type]
            starts = await _clients(connection, number)
        await connection.execute("vacuum analyze")
    finally:
        await connection.close()
    return Seeded(sleutel, starts)


async def _clients(connection: "asyncpg.Connection[asyncpg.Record]", number: int) -> list[bytes]:
    now = datetime.now(UTC)
    today = now.astimezone(NEDERLAND).date()
    begin = today - timedelta(days=30)
    people = [(new_id(), new_id(), nummer, bsn) for nummer, bsn in enumerate(islice(fictitious_bsns(), number), 1)]
    assert len(people) == number, "there are no more fictitious numbers than that"
    tables = {
        "clienten (gemeente, id, bsn, gegevens)": [(VENLO, client, bsn, "{}") for client, _, _, bsn in people],
        "berichten (gemeente, id, richting, soort, release, verzender, ontvanger, identificatie, inhoud, sha256,"
        " oordeel, client_id, vastgelegd_op)": [
            (
                VENLO,
                sent,
                "uit",
                "WMO301",
                "3.2",
                VENLO,
                ZORG,
                f"T{nummer}",
                b"",
                digest(b""),
                "goedgekeurd",
                client,
                now,
            )
            for client, sent, nummer, _ in people
        ],
        "toewijzingen (gemeente, nummer, client_id, aanbieder)": [
            (VENLO, nummer, client, ZORG) for client, _, nummer, _ in people
        ],
        "toewijzing_versies (gemeente, nummer, versie, toewijzingsdatum, toewijzingstijd, categorie, code,"
        " ingangsdatum)": [(VENLO, nummer, 1, begin, time(9, 30), "02", "02A02", begin) for _, _, nummer, _ in people],
        "toewijzing_verzendingen (gemeente, nummer, versie, bericht_id)": [
            (VENLO, nummer, 1, sent) for _, sent, nummer, _ in people
        ],
    }
    for table, rows in tables.items():
        name, _, columns = table.rstrip(")").partition(" (")
        await connection.copy_records_to_table(name, columns=columns.split(", "), records=rows)
    random.shuffle(people)
    return [
        serialise(
            start(
                nummer,
                f"S{nummer}",
                bsn=bsn,
                dagtekening=today.isoformat(),
                toewijzing_ingangsdatum=begin.isoformat(),
                begindatum=today.isoformat(),
            )
        )
        for _, _, nummer, bsn in people
    ]

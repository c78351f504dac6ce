"""Books with much in them, written straight into the tables."""

from datetime import UTC, date, datetime, time
from typing import Any

from gateway.messages.write import serialise
from gateway.store.db.database import Connection, Database
from gateway.store.db.places import CLIENT_BSN, CLIENT_DETAILS, MESSAGE, Findable, Secret
from gateway.store.ledger import berichten as ledger
from tests.support.api.parties import VENLO, ZORG, start
from tests.support.messages.persons import bsns

_DAY = date(2024, 1, 1)


async def assigned_clients(
    db: Database, number: int, gemeente: str = VENLO, *, op: datetime | None = None
) -> list[tuple[str, int]]:
    """Return BSN and number of this many clients, each with an assignment sent to ZORG, now or at `op`."""
    async with db.transaction() as tx:
        last: int = await tx.fetchval(
            "select max(nextval('toewijzing_nummers')) + 1 from generate_series(1, $1)", number
        )
        made = list(zip(bsns(number), range(last - number, last), strict=True))
        clienten = [ledger.new_id() for _ in made]
        berichten = [ledger.new_id() for _ in made]
        nummers = [nummer for _, nummer in made]
        await _insert(
            tx,
            "clienten",
            gemeente=gemeente,
            id=clienten,
            bsn=[
                Secret(CLIENT_BSN.at(gemeente, id), bsn.encode()) for id, (bsn, _) in zip(clienten, made, strict=True)
            ],
            gegevens=[Secret(CLIENT_DETAILS.at(gemeente, id), b"{}") for id in clienten],
        )
        await tx.executemany(
            "update clienten set bsn_zoek = ($3::zoekbaar).hash where gemeente = $1 and id = $2",
            [(gemeente, id, Findable("bsn", gemeente, bsn)) for id, (bsn, _) in zip(clienten, made, strict=True)],
        )
        await _insert(
            tx,
            "berichten",
            gemeente=gemeente,
            id=berichten,
            richting="uit",
            soort="WMO301",
            release="3.2",
            verzender=gemeente,
            ontvanger=ZORG,
            identificatie=[f"V{nummer}" for nummer in nummers],
            inhoud=[Secret(MESSAGE.at(gemeente, id), b"<bericht/>") for id in berichten],
            sha256=b"",
            oordeel="goedgekeurd",
            client_id=clienten,
            vastgelegd_op=op or datetime.now(UTC),
        )
        await _insert(tx, "toewijzingen", gemeente=gemeente, nummer=nummers, client_id=clienten, aanbieder=ZORG)
        await _insert(
            tx,
            "toewijzing_versies",
            gemeente=gemeente,
            nummer=nummers,
            versie=1,
            toewijzingsdatum=_DAY,
            toewijzingstijd=time(12),
            categorie="02",
            code="02A02",
            ingangsdatum=_DAY,
            volume=120,
            eenheid="01",
            frequentie="4",
        )
        await _insert(tx, "toewijzing_verzendingen", gemeente=gemeente, nummer=nummers, versie=1, bericht_id=berichten)
    return made


async def _insert(tx: Connection, table: str, **columns: Any) -> None:
    """Insert as many rows as the lists are long; what is no list is the same in each."""
    rows = max(len(value) for value in columns.values() if isinstance(value, list))
    values = [value if isinstance(value, list) else [value] * rows for value in columns.values()]
    marks = ", ".join(f"${place}" for place in range(1, len(columns) + 1))
    await tx.executemany(
        f"insert into {table} ({', '.join(columns)}) values ({marks})", list(zip(*values, strict=True))
    )


def starts(clients: list[tuple[str, int]], prefix: str, **changes: Any) -> list[bytes]:
    """Return a 305 of ZORG for each of these clients, every one with an Identificatie of its own."""
    return [serialise(start(nummer, f"{prefix}{nummer}", bsn=bsn, **changes)) for bsn, nummer in clients]

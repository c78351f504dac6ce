"""A made-up region, written straight into the tables."""

import json
from collections.abc import Iterable, Sequence
from datetime import time
from typing import Any
from uuid import UUID

import asyncpg

from gateway.store.db.days import set_codec
from gateway.store.db.places import CLIENT_BSN, CLIENT_DETAILS, MESSAGE, MESSAGE_FINDINGS, OVERRIDE, Findable, Secret
from gateway.store.db.vault import Vault
from tests.support.insight.region import PROVIDERS, Assigned, Region, Report, Version, ids
from tests.support.store.key_ring import vault

NAMES = {"0983": "Venlo", "0984": "Venray", "1894": "Peel en Maas"}


async def pour(
    dsn: str,
    region: Region,
    policy: str | None = "noord-limburg",
    *,
    schema: str = "public",
    keeper: Vault | None = None,
) -> None:
    """Write the region into the tables of this schema; its municipalities choose this policy.

    `keeper` encrypts; None: the vault of the tests.
    """
    connection = await asyncpg.connect(dsn)
    try:
        await (keeper or vault()).set_codecs(connection)
        await set_codec(connection)
        await connection.executemany(
            "insert into organisaties (code, soort, naam, beleid) values ($1, $2, $3, $4)"
            " on conflict (code) do update set beleid = excluded.beleid",
            [
                *((code, "gemeente", naam, policy) for code, naam in NAMES.items()),
                *((code, "aanbieder", f"Proefzorg {code}", None) for code in PROVIDERS),
            ],
        )
        for table, columns, rows in _tables(region):
            await connection.copy_records_to_table(
                table, columns=columns.split(), records=list(rows), schema_name=schema
            )
        await connection.execute("analyze")
    finally:
        await connection.close()


def _tables(region: Region) -> Iterable[tuple[str, str, Iterable[Sequence[Any]]]]:
    yield "clienten", "gemeente id bsn bsn_zoek gegevens", _clients(region)
    yield "berichten", _MESSAGE, _messages(region)
    yield (
        "toewijzingen",
        "gemeente nummer client_id aanbieder",
        ((each.gemeente, each.nummer, each.client, each.aanbieder) for each in region.care),
    )
    yield (
        "toewijzing_versies",
        f"{_VERSION} verwijderd grond overrule evaluatie_op aanbieder",
        (
            (each.gemeente, each.nummer, number, *_version(each, number, version), each.aanbieder)
            for each in region.care
            for number, version in enumerate(each.versions, 1)
        ),
    )
    yield from _reports(region, list(ids(region)))
    yield (
        "contracten",
        "gemeente aanbieder segment soort vanaf tot",
        ((c.gemeente, c.aanbieder, c.segment, c.soort, c.vanaf, c.tot) for c in region.contracts),
    )


_VERSION = "gemeente nummer versie toewijzingsdatum toewijzingstijd code ingangsdatum einddatum"
_MESSAGE = (
    "gemeente id richting soort release verzender ontvanger identificatie inhoud sha256 oordeel bevindingen"
    " heenbericht_id uitkomst client_id vastgelegd_op"
)


def _clients(region: Region) -> Iterable[Sequence[Any]]:
    for number, (gemeente, id) in enumerate(region.clients):
        bsn = f"9999{number:08d}"  # too long to be anybody's
        kept = Secret(CLIENT_BSN.at(gemeente, id), bsn.encode()), Secret(CLIENT_DETAILS.at(gemeente, id), b"{}")
        yield gemeente, id, kept[0], vault().search_hash(Findable("bsn", gemeente, bsn))[0], kept[1]


def _messages(region: Region) -> Iterable[Sequence[Any]]:
    known = list(ids(region))
    for place, (id, each) in enumerate(zip(known, region.messages, strict=True)):
        parties = (each.aanbieder, each.gemeente) if each.richting == "in" else (each.gemeente, each.aanbieder)
        found = [{"code": code, "severity": "afkeur" if each.forward is None else "signaal"} for code in each.codes]
        if each.oordeel == "afgekeurd":
            found.append({"code": "NL-701", "severity": "signaal"})
        forward = None if each.forward is None else known[each.forward]
        kept = Secret(MESSAGE.at(each.gemeente, id), b"<bericht/>")
        yield (
            *(each.gemeente, id, each.richting, each.soort, "3.2", *parties, f"P{place:011d}", kept),
            *(
                place.to_bytes(32),
                each.oordeel,
                Secret(MESSAGE_FINDINGS.at(each.gemeente, id), json.dumps(found).encode()),
                forward,
                each.uitkomst,
                each.client,
                each.op,
            ),
        )


def _version(of: Assigned, number: int, v: Version) -> tuple[Any, ...]:
    overrule = None
    if v.overrule is not None:
        overrule = Secret(OVERRIDE.at(of.gemeente, of.nummer, number), json.dumps(v.overrule).encode())
    return (
        v.toewijzingsdatum,
        time(9),
        v.code,
        v.ingangsdatum,
        v.einddatum,
        v.verwijderd,
        v.grond,
        overrule,
        list(v.evaluations),
    )


def _reports(region: Region, known: Sequence[UUID]) -> Iterable[tuple[str, str, Iterable[Sequence[Any]]]]:
    columns = "gemeente client_id aanbieder toewijzing_nummer code begindatum bericht_id verwijderd_door"
    yield "starts", columns, (_report(each, s, known) for each in region.care for s in each.starts)
    yield (
        "stops",
        f"{columns} reden_beeindiging einddatum",
        ((*_report(each, s, known), s.reden, s.einddatum) for each in region.care for s in each.stops),
    )


def _report(of: Assigned, report: Report, known: Sequence[UUID]) -> tuple[Any, ...]:
    bericht = known[report.bericht]
    key = of.gemeente, of.client, of.aanbieder, of.nummer, of.versions[0].code, report.begindatum
    return *key, bericht, bericht if report.removed else None

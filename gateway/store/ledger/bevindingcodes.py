"""The codes of what was found in messages, by which a list of messages is chosen: findings themselves are encrypted.

A row says that the verdict with this id, a later one or the message's own, has a finding with this code. The rows
follow from the findings and lie under no seal; who erases the content of a message removes them.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from gateway.standard.findings import shown_to_provider
from gateway.store.db.booking import Booking, bulk_insert
from gateway.store.db.database import Connection
from gateway.store.db.places import MESSAGE_FINDINGS, VERDICT_FINDINGS
from gateway.store.db.planner import ANEW
from gateway.store.db.vault import VaultError
from gateway.store.ledger.aanvullingen import Filled, RowPlace

_CODES: Final = bulk_insert(
    "bevindingcodes",
    {
        "gemeente": "text",
        "bericht_id": "uuid",
        "vastgelegd_op": "timestamptz",
        "aanbieder": "text",
        "soort": "text",
        "oordeel_id": "uuid",
        "code": "text",
        "voor_aanbieder": "boolean",
    },
)

# What is encrypted is 28 bytes longer than what it was; an empty list needs no opening.
_FINDINGS: Final = (
    "case when length((bevindingen).inhoud) > 2 + 28 * ((bevindingen).sleutel <> 0)::int then bevindingen end"
)
_MESSAGES: Final = f"""
    select gemeente, id, vastgelegd_op, oordeel, {_FINDINGS} as bevindingen from berichten
    where (gemeente, id) > ($1, $2) order by gemeente, id limit $3
"""
_LATER_VERDICTS: Final = f"""
    select gemeente, bericht_id, id, vastgelegd_op, {_FINDINGS} as bevindingen
    from unnest($1::text[], $2::uuid[], $3::timestamptz[]) as g (van, bericht, vastgelegd_op)
    join beoordelingen j on gemeente = van and bericht_id = bericht
"""
# What was erased since it was read has no codes to keep.
_ADD: Final = """
    insert into bevindingcodes (gemeente, bericht_id, vastgelegd_op, oordeel_id, code, voor_aanbieder, aanbieder, soort)
    select c.*, case b.richting when 'in' then b.verzender else b.ontvanger end, b.soort
    from unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::uuid[], $5::text[], $6::boolean[])
        as c (gemeente, bericht_id, vastgelegd_op, oordeel_id, code, voor_aanbieder)
    join berichten b on b.gemeente = c.gemeente and b.id = c.bericht_id and (b.inhoud).inhoud <> ''
    on conflict do nothing
"""


def codes_of(findings: Iterable[Mapping[str, Any]]) -> dict[str, bool]:
    """Return the codes of these findings in JSON form, each with True when the provider may see one of them."""
    found: dict[str, bool] = {}
    for each in findings:
        code = each["code"]
        found[code] = found.get(code, False) or shown_to_provider(each)
    return found


def book_codes(
    booking: Booking,
    message: tuple[str, UUID, datetime, str, str],
    oordeel_id: UUID,
    findings: Iterable[Mapping[str, Any]],
) -> None:
    """Add the codes of these findings to the booking.

    `message`: municipality, id, when it was booked, provider and kind. `oordeel_id`: the verdict that has them, or the
    message itself.
    """
    for code, shown in codes_of(findings).items():
        booking.add(_CODES, *message, oordeel_id, code, shown)


async def add_older(tx: Connection, after: RowPlace, limit: int) -> Filled:
    """Write the codes of the next `limit` messages after this one, and of their later verdicts, where they lack."""
    await tx.execute(ANEW)
    rows = await tx.fetch(_MESSAGES, *after, limit)
    parked = {(row["gemeente"], row["id"]): row["vastgelegd_op"] for row in rows if row["oordeel"] == "geparkeerd"}
    verdicts = [
        (row["gemeente"], row["id"], row["vastgelegd_op"], row["id"], row["bevindingen"], MESSAGE_FINDINGS)
        for row in rows
    ]
    columns = [gemeente for gemeente, _ in parked], [id for _, id in parked], list(parked.values())
    verdicts += [
        (row["gemeente"], row["bericht_id"], row["vastgelegd_op"], row["id"], row["bevindingen"], VERDICT_FINDINGS)
        for row in await tx.fetch(_LATER_VERDICTS, *columns)
    ]
    codes, unreadable = [], 0
    for gemeente, message, op, verdict, kept, column in verdicts:
        try:
            findings = [] if kept is None else json.loads(kept.open(column.at(gemeente, verdict)))
        except VaultError:
            unreadable += 1
        else:
            codes += [(gemeente, message, op, verdict, code, shown) for code, shown in codes_of(findings).items()]
    if codes:
        await tx.execute(_ADD, *map(list, zip(*codes, strict=True)))
    return Filled(RowPlace(rows[-1]["gemeente"], rows[-1]["id"]) if rows else None, len(rows), unreadable)

"""The register of contracts of a municipality: what a provider may deliver, when, and up to which amount."""

from collections.abc import Sequence
from typing import Final

from gateway.policy.care_file import Contract
from gateway.store.db.database import Connection

COLUMNS: Final = "c.aanbieder, c.segment, c.product, c.soort, c.plafond, c.vanaf, c.tot"
"""The fields of a `Contract` in the table `contracten c`."""


async def replace(tx: Connection, gemeente: str, contracten: Sequence[Contract]) -> None:
    """Replace all contracts of the municipality; each (aanbieder, segment, product, vanaf) may be in
    them once.

    The caller holds `organisaties.lock`.
    """
    await tx.execute("delete from contracten where gemeente = $1", gemeente)
    await tx.execute(
        "insert into contracten (gemeente, aanbieder, segment, product, soort, plafond, vanaf, tot) select $1, * from"
        " unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::date[], $8::date[])",
        gemeente,
        [each.aanbieder for each in contracten],
        [each.segment for each in contracten],
        [each.product for each in contracten],
        [each.soort for each in contracten],
        [each.plafond for each in contracten],
        [each.vanaf for each in contracten],
        [each.tot for each in contracten],
    )


async def list_contracts(tx: Connection, gemeente: str) -> list[Contract]:
    """Return the municipality's contracts, by provider, segment, product (all first) and first day."""
    rows = await tx.fetch(
        f"select {COLUMNS} from contracten c where gemeente = $1"
        " order by aanbieder, segment, product nulls first, vanaf",
        gemeente,
    )
    return [Contract(**dict(row)) for row in rows]

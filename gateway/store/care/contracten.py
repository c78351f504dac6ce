"""The register of contracts of a municipality: which provider may deliver which segment, from when until when."""

from collections.abc import Sequence

from gateway.policy.care_file import Contract
from gateway.store.db.database import Connection


async def replace(tx: Connection, gemeente: str, contracten: Sequence[Contract]) -> None:
    """Replace all contracts of the municipality; each (aanbieder, segment, vanaf) may be in them once.

    The caller holds `organisaties.lock`.
    """
    await tx.execute("delete from contracten where gemeente = $1", gemeente)
    await tx.execute(
        "insert into contracten (gemeente, aanbieder, segment, soort, vanaf, tot)"
        " select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::date[], $6::date[])",
        gemeente,
        [each.aanbieder for each in contracten],
        [each.segment for each in contracten],
        [each.soort for each in contracten],
        [each.vanaf for each in contracten],
        [each.tot for each in contracten],
    )


async def list_contracts(tx: Connection, gemeente: str) -> list[Contract]:
    """Return the municipality's contracts, by provider, segment and first day."""
    rows = await tx.fetch(
        "select aanbieder, segment, soort, vanaf, tot from contracten where gemeente = $1"
        " order by aanbieder, segment, vanaf",
        gemeente,
    )
    return [Contract(**dict(row)) for row in rows]

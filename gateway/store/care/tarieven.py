"""The tariffs of a municipality: what one unit of a product costs, from when until when."""

from collections.abc import Sequence

from gateway.policy.tariffs import Tariff
from gateway.store.db.database import Connection


async def replace(tx: Connection, gemeente: str, tarieven: Sequence[Tariff]) -> None:
    """Replace all tariffs of the municipality. The caller holds `organisaties.lock`."""
    await tx.execute("delete from tarieven where gemeente = $1", gemeente)
    await tx.execute(
        "insert into tarieven (gemeente, categorie, code, aanbieder, eenheid, bedrag, vanaf, tot)"
        " select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::date[], $8::date[])",
        gemeente,
        [each.categorie for each in tarieven],
        [each.code for each in tarieven],
        [each.aanbieder for each in tarieven],
        [each.eenheid for each in tarieven],
        [each.bedrag for each in tarieven],
        [each.vanaf for each in tarieven],
        [each.tot for each in tarieven],
    )


async def list_tariffs(tx: Connection, gemeente: str) -> list[Tariff]:
    """Return the municipality's tariffs, by product, provider (all first), unit and first day."""
    rows = await tx.fetch(
        "select categorie, code, aanbieder, eenheid, bedrag, vanaf, tot from tarieven where gemeente = $1"
        " order by categorie, code, aanbieder nulls first, eenheid, vanaf",
        gemeente,
    )
    return [Tariff(**dict(row)) for row in rows]


async def list_for_provider(tx: Connection, gemeente: str, aanbieder: str) -> list[Tariff]:
    """Return the municipality's tariffs for this provider: its own, and those of every provider."""
    rows = await tx.fetch(
        "select categorie, code, aanbieder, eenheid, bedrag, vanaf, tot from tarieven"
        " where gemeente = $1 and (aanbieder is null or aanbieder = $2) order by id",
        gemeente,
        aanbieder,
    )
    return [Tariff(**dict(row)) for row in rows]

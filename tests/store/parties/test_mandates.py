"""A mandate holds for its kinds of message, from its first up to and including its last day, until it is withdrawn."""

from datetime import date, timedelta

from gateway.store.db.database import Connection
from gateway.store.parties import mandates, organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import THUIS, ZORG

FIRST, LAST = date(2024, 1, 1), date(2024, 6, 30)
DAY = timedelta(days=1)


async def test_a_mandate_counts_on_its_days_and_until_it_is_withdrawn(tx: Connection) -> None:
    await organisaties.save(tx, Organisatie("sis", "intermediair", "Software in Zorg"))
    await mandates.record_mandates(tx, "sis", ZORG, ["WMO305", "WMO307"], FIRST, LAST)
    await mandates.record_mandates(tx, "sis", ZORG, ["WMO305"], LAST, None)
    both = frozenset(("WMO305", "WMO307"))
    for day, kinds in ((FIRST - DAY, frozenset[str]()), (FIRST, both), (LAST, both), (LAST + DAY, {"WMO305"})):
        assert await mandates.list_mandated_kinds(tx, "sis", ZORG, day) == kinds
    assert await mandates.list_mandated_kinds(tx, "sis", THUIS, FIRST) == frozenset()
    first, *_, last = await mandates.list_mandates(tx)
    assert (first.berichtsoort, first.vanaf, first.tot) == ("WMO305", FIRST, LAST)
    assert await mandates.withdraw_mandate(tx, last.id) == "sis"
    assert await mandates.withdraw_mandate(tx, last.id) is None
    assert await mandates.list_mandated_kinds(tx, "sis", ZORG, LAST) == {"WMO305"}

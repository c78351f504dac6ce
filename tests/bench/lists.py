"""How soon the first page of the list of messages is there, by each filter, with many messages in the ledger."""

from collections.abc import AsyncIterator
from statistics import median
from time import perf_counter

from gateway.exchange.kernel.pages import Asked
from gateway.exchange.lists.messages import filter_of, list_messages
from gateway.standard.findings import Outcome
from gateway.store.lists.messages import MessageFilter
from gateway.store.parties.organisaties import Organisatie
from tests.bench.ledgers import Ledger, say
from tests.bench.report import Row, at_most
from tests.bench.rows import COMMON_CODE, RARE_CODE
from tests.bench.timing import spell
from tests.support.api.parties import VENLO, ZORG

_TURNS = 5
_PAGE = 50
_MAX_S = 0.1
_PLAIN = "select * from berichten where gemeente = $1 order by vastgelegd_op desc, id desc limit 51"
_EVERYTHING: dict[str, None] = {"soort": None, "richting": None, "vanaf": None, "tot": None}
_FILTERS = {
    "none": filter_of(**_EVERYTHING),
    "kind": filter_of(**{**_EVERYTHING, "soort": "WMO307"}),
    "a kind that there isn't": filter_of(**{**_EVERYTHING, "soort": "WMO319"}),
    "direction": filter_of(**{**_EVERYTHING, "richting": "in"}),
    "provider": filter_of(**_EVERYTHING, aanbieder=ZORG),
    "refused": filter_of(**_EVERYTHING, oordeel=Outcome.AFGEKEURD),
    "parked": filter_of(**_EVERYTHING, oordeel=Outcome.GEPARKEERD),
    "refused by the other": filter_of(**_EVERYTHING, uitkomst="afgekeurd"),
    "waits": filter_of(**_EVERYTHING, bezorging="wachtend"),
    "given up": filter_of(**_EVERYTHING, bezorging="opgegeven"),
    "no such Identificatie": filter_of(**_EVERYTHING, identificatie="niets"),
    "code": filter_of(**_EVERYTHING, code=COMMON_CODE),
    "a code of few": filter_of(**_EVERYTHING, code=RARE_CODE),
    "a code of none": filter_of(**_EVERYTHING, code="OP380"),
}


async def listed(ledger: Ledger) -> AsyncIterator[Row]:
    """Measure the newest page, and the slowest of the first pages by any filter either way up, with their totals."""
    say("lists")
    plain = await _seconds(ledger, None)
    newest = await _seconds(ledger, (_FILTERS["none"], True))
    slowest, name = max(
        [
            (await _seconds(ledger, (chosen, newest_first)), name)
            for name, chosen in _FILTERS.items()
            for newest_first in (True, False)
        ]
    )
    yield at_most(
        30,
        what=f"first page of the list of messages with {ledger.messages:,} in the ledger",
        against="the plain query of its rows",
        ratio=newest / plain,
        detail=f"{spell(newest)}, counted up to 10,000 and with what came of each, against {spell(plain)}",
    )
    yield at_most(
        1,
        what=f"first page by the slowest of {len(_FILTERS)} filters with {ledger.messages:,} in the ledger",
        against=f"{_MAX_S * 1000:.0f} ms",
        ratio=slowest / _MAX_S,
        detail=f"{spell(slowest)} ({name})",
    )


async def _seconds(ledger: Ledger, chosen: tuple[MessageFilter, bool] | None) -> float:
    """Return the median of some turns of this page; None: of the plain query."""
    venlo, took = Organisatie(VENLO, "gemeente", "Venlo"), []
    for _ in range(_TURNS):
        begin = perf_counter()
        if chosen is None:
            async with ledger.gateway.db.reading() as tx:
                await tx.fetch(_PLAIN, VENLO)
        else:
            filters, newest_first = chosen
            await list_messages(ledger.gateway, venlo, filters, Asked(limit=_PAGE, newest_first=newest_first))
        took.append(perf_counter() - begin)
    return median(took)

"""Retention: the content of a message is erased when its term is over, and not a day before; so is who looked at it.

Of a message the row itself stays: of which kind, from whom to whom, when, with which verdict and which hash. That it
was erased is an event; that looks went is a look.
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

import structlog

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.standard.releases import IWMO_3_2
from gateway.store.custody import retention, seals
from gateway.store.custody.retention import Plicht

ZONDER_CLIENT: Final = "zonder-client"
"""Stands for messages of any kind that are about no client of a municipality here."""
INZAGES: Final = "inzages"
"""Stands for the record of who looked at what is personal."""
FIVE_YEARS: Final = 60
"""The database erases no look that is younger."""
FIFTEEN_YEARS: Final = 180
_WMO: Final = "Wmo 2015, art. 5.3.4: vijftien jaar na het laatste contact met de cliënt"
STANDAARD: Final[Mapping[str, tuple[int, str]]] = {
    **dict.fromkeys(IWMO_3_2.kinds, (FIFTEEN_YEARS, _WMO)),
    ZONDER_CLIENT: (24, "alleen doorgegeven, of zonder cliënt hier: het dossier is bij de gemeente zelf"),
    INZAGES: (FIVE_YEARS, "NEN 7513, par. 8.5, en Stcrt. 2019, 38007: logging ten minste vijf jaar"),
}
"""Months and reason, by kind of message, and for the looks."""
_BATCH: Final = 500
_LOOKS: Final = 20_000

log = structlog.get_logger(__name__)


def terms(gateway: Gateway) -> dict[str, int]:
    """Months by kind of message, and for the looks, as the operator has them."""
    return {soort: gateway.termijnen.get(soort, maanden) for soort, (maanden, _) in STANDAARD.items()}


async def run(gateway: Gateway, *, proef: bool = False) -> dict[str, int]:
    """How many messages had their content erased, by municipality; with `proef` how many it would be.

    One transaction a batch, so that it can stop halfway; two at once erase everything once.
    """
    maanden = terms(gateway)
    zonder = maanden.pop(ZONDER_CLIENT)
    del maanden[INZAGES]
    gewist: dict[str, int] = {}
    async with gateway.db.reading() as tx:
        gemeenten = await seals.gemeenten(tx)
    for gemeente in gemeenten:
        na: UUID | None = None
        meer = True
        while meer:
            async with gateway.db.transaction() as tx:
                bladzij = await retention.due(tx, gemeente, maanden, zonder, gateway.now(), na)
            for termijn, ids in bladzij.voorbij.items():
                for begin in range(0, len(ids), _BATCH):
                    batch = ids[begin : begin + _BATCH]
                    aantal = len(batch) if proef else await _erase(gateway, gemeente, batch, termijn)
                    gewist[gemeente] = gewist.get(gemeente, 0) + aantal
            na = bladzij.laatste
            meer = na is not None
    return gewist


async def _erase(gateway: Gateway, gemeente: str, ids: list[UUID], termijn: int) -> int:
    async with gateway.db.transaction() as tx:
        return await retention.erase(tx, gemeente, ids, termijn)


async def run_reads(gateway: Gateway, *, proef: bool = False) -> dict[str, int]:
    """How many looks at what is personal were erased, by municipality; with `proef` how many it would be.

    One transaction a batch, as in `run`. Their age is by the clock of the database.
    """
    termijn = terms(gateway)[INZAGES]
    async with gateway.db.reading() as tx:
        gemeenten = await seals.gemeenten(tx)
    gewist: dict[str, int] = {}
    for gemeente in gemeenten:
        async with gateway.db.reading() as tx:
            aantal = await retention.expired_reads(tx, gemeente, termijn)
        if aantal:
            gewist[gemeente] = aantal if proef else await _erase_reads(gateway, gemeente, termijn)
    return gewist


async def _erase_reads(gateway: Gateway, gemeente: str, termijn: int) -> int:
    gewist, aantal = 0, _LOOKS
    while aantal == _LOOKS:
        async with gateway.db.transaction() as tx:
            aantal = await retention.erase_reads(tx, gemeente, termijn, _LOOKS)
        gewist += aantal
    return gewist


async def run_and_tell(gateway: Gateway) -> None:
    """As `run` and `run_reads`; how many is in the log."""
    berichten, inzages = await run(gateway), await run_reads(gateway)
    if berichten or inzages:
        log.info("retention.erased", messages=sum(berichten.values()), read_records=sum(inzages.values()))


async def hold(gateway: Gateway, client: UUID, reden: str) -> None:
    """Nothing about this client is erased until it is released. Raises NotFound, or Conflict when it is held."""
    async with gateway.db.transaction() as tx:
        held = await retention.hold(tx, client, reden, gateway.door)
    if held is None:
        raise NotFound("client-onbekend", f"Er is geen cliënt {client}.")
    if not held:
        raise Conflict("al-vastgehouden", f"De gegevens van cliënt {client} worden al vastgehouden.")


async def release(gateway: Gateway, client: UUID) -> None:
    """Terms count for this client again. Raises NotFound."""
    async with gateway.db.transaction() as tx:
        if not await retention.release(tx, client, gateway.door):
            raise NotFound("niet-vastgehouden", f"De gegevens van cliënt {client} worden niet vastgehouden.")


async def holds(gateway: Gateway) -> list[Plicht]:
    """Whose data are held, and why."""
    async with gateway.db.reading() as tx:
        return await retention.holds(tx)

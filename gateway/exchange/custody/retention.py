"""Retention: content of messages, read records and refusals are erased when their term is over, and not a day before.

The row of a message stays, with its kind, sender, receiver, moment, verdict and hash; an event tells that the content
was erased. A read record tells how many read records were erased.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import structlog

from gateway.exchange.custody.doubts import list_doubts
from gateway.exchange.kernel.advance import Advance
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.standard.releases import IWMO_3_2
from gateway.store.custody import retention, seals
from gateway.store.custody.retention import Hold
from gateway.store.delivery.vecozo import ophalingen
from gateway.store.ledger import weigeringen

WITHOUT_CLIENT: Final = "zonder-client"
"""Key for messages of any kind that concern no client of a municipality here."""
READS: Final = "inzages"
"""Key for the read records."""
REFUSALS: Final = "weigeringen"
"""Key for the refusals of content that never became a message: who sent it, its hash, and what was wrong."""
MIN_READ_RETENTION_MONTHS: Final = 60
"""The database erases no younger read record."""
WMO_RETENTION_MONTHS: Final = 180
_WMO: Final = "Wmo 2015, art. 5.3.4: vijftien jaar na het laatste contact met de cliënt"
DEFAULT_RETENTION: Final[Mapping[str, tuple[int, str]]] = {
    **dict.fromkeys(IWMO_3_2.kinds, (WMO_RETENTION_MONTHS, _WMO)),
    WITHOUT_CLIENT: (24, "alleen doorgegeven, of zonder cliënt hier: het dossier is bij de gemeente zelf"),
    REFUSALS: (24, "om een inzender te kunnen uitleggen waarom iets is geweigerd"),
    READS: (MIN_READ_RETENTION_MONTHS, "NEN 7513, par. 8.5, en Stcrt. 2019, 38007: logging ten minste vijf jaar"),
}
"""Months and reason, by kind of message, and for the read records."""
_SET_BY_OPERATOR: Final = "ingesteld in GATEWAY_RETENTION"
_MESSAGES_PER_TRANSACTION: Final = 500
_READS_PER_TRANSACTION: Final = 20_000

log = structlog.get_logger(__name__)


def retention_months(gateway: Gateway) -> dict[str, int]:
    """Return the term in months by kind of message, and for the read records, with the operator's settings."""
    return {soort: gateway.retention_months.get(soort, months) for soort, (months, _) in DEFAULT_RETENTION.items()}


@dataclass(frozen=True, slots=True)
class Term:
    """How long something is kept."""

    soort: str
    """A kind of message, or another key of `DEFAULT_RETENTION`."""
    months: int
    reason: str


def list_terms(own: Mapping[str, int]) -> list[Term]:
    """Return all terms, with those that the operator set."""
    return [
        Term(soort, own.get(soort, months), _SET_BY_OPERATOR if soort in own else reason)
        for soort, (months, reason) in DEFAULT_RETENTION.items()
    ]


async def erase_expired_content(
    gateway: Gateway, *, dry_run: bool = False, advance: Advance | None = None
) -> dict[str, int]:
    """Erase the content of messages past their term, and return how many messages, by municipality.

    `dry_run`: only count them. `advance` grows along. One transaction a batch, so that it can stop halfway; two
    workers at once erase each message once.
    """
    advance = Advance() if advance is None else advance
    months = retention_months(gateway)
    months_without_client = months.pop(WITHOUT_CLIENT)
    del months[READS], months[REFUSALS]
    erased: dict[str, int] = {}
    async with gateway.db.reading() as tx:
        municipalities = await seals.list_tenants(tx)
    for gemeente in municipalities:
        after: UUID | None = None
        more = True
        while more:
            async with gateway.db.transaction() as tx:
                page = await retention.find_due(tx, gemeente, months, months_without_client, gateway.now(), after)
            for term_months, ids in page.past_term.items():
                for start in range(0, len(ids), _MESSAGES_PER_TRANSACTION):
                    batch = ids[start : start + _MESSAGES_PER_TRANSACTION]
                    count = len(batch) if dry_run else await _erase(gateway, gemeente, batch, term_months)
                    erased[gemeente] = erased.get(gemeente, 0) + count
                    advance.done += count
            after = page.last
            more = after is not None
    return erased


async def _erase(gateway: Gateway, gemeente: str, ids: list[UUID], term_months: int) -> int:
    async with gateway.db.transaction() as tx:
        return await retention.erase(tx, gemeente, ids, term_months)


async def erase_expired_reads(
    gateway: Gateway, *, dry_run: bool = False, advance: Advance | None = None
) -> dict[str, int]:
    """Erase read records past their term, and return how many, by municipality.

    `dry_run`: only count them. `advance` grows along. One transaction a batch, as in `erase_expired_content`. The
    database's clock counts.
    """
    advance = Advance() if advance is None else advance
    term_months = retention_months(gateway)[READS]
    async with gateway.db.reading() as tx:
        municipalities = await seals.list_tenants(tx)
    erased: dict[str, int] = {}
    for gemeente in municipalities:
        async with gateway.db.reading() as tx:
            count = await retention.count_expired_reads(tx, gemeente, term_months)
        if count:
            erased[gemeente] = count if dry_run else await _erase_reads(gateway, gemeente, term_months, advance)
    return erased


async def _erase_reads(gateway: Gateway, gemeente: str, term_months: int, advance: Advance) -> int:
    erased, count = 0, _READS_PER_TRANSACTION
    while count == _READS_PER_TRANSACTION:
        async with gateway.db.transaction() as tx:
            count = await retention.erase_reads(tx, gemeente, term_months, _READS_PER_TRANSACTION)
        erased += count
        advance.done += count
    return erased


async def erase_expired_refusals(gateway: Gateway, *, dry_run: bool = False) -> dict[str, int]:
    """Erase refusals, and what could not be received from VECOZO, past their term; return how many, by organisation.

    The database's clock counts. `dry_run`: only count them.
    """
    term_months = retention_months(gateway)[REFUSALS]
    async with gateway.db.transaction() as tx:
        refused = await weigeringen.count_expired(tx, term_months)
        held = await ophalingen.count_expired(tx, term_months)
        if refused and not dry_run:
            await weigeringen.erase_expired(tx, term_months)
        if held and not dry_run:
            await ophalingen.erase_expired(tx, term_months)
    return dict(Counter(refused) + Counter(held))


@dataclass(frozen=True, slots=True)
class Due:
    """What would be erased now, and each reason to doubt that it may."""

    messages: Mapping[str, int]
    """By municipality, as the next one."""
    reads: Mapping[str, int]
    refusals: Mapping[str, int]
    """By organisation."""
    doubts: Sequence[str]
    """In Dutch; empty: the clock can be trusted."""

    def by_kind(self) -> dict[str, Mapping[str, int]]:
        """Return the counts by what people call what is erased."""
        return {"berichten": self.messages, READS: self.reads, REFUSALS: self.refusals}


async def count_due(gateway: Gateway) -> Due:
    """Return what is past its term; erase nothing."""
    messages = await erase_expired_content(gateway, dry_run=True)
    reads = await erase_expired_reads(gateway, dry_run=True)
    refusals = await erase_expired_refusals(gateway, dry_run=True)
    doubts = await list_doubts(gateway, messages, reads) if messages or reads or refusals else []
    return Due(messages, reads, refusals, doubts)


class DailyRetention:
    """The worker's round: erases expired content, read records and refusals, unless there is reason to doubt the clock.

    The first round after a start only counts: who started a worker with a wrong clock has a day to see it.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._is_first = True

    async def __call__(self) -> None:
        """Erase what is past its term and log how much, or log why not."""
        due = await count_due(self._gateway)
        is_first, self._is_first = self._is_first, False
        messages, read_records, refusals = (sum(each.values()) for each in due.by_kind().values())
        if not (messages or read_records or refusals):
            return
        if due.doubts:
            log.error(
                "retention.doubted", reasons=due.doubts, messages=messages, read_records=read_records, refusals=refusals
            )
        elif is_first:
            log.info("retention.waits", messages=messages, read_records=read_records, refusals=refusals)
        else:
            messages = sum((await erase_expired_content(self._gateway)).values())
            read_records = sum((await erase_expired_reads(self._gateway)).values())
            refusals = sum((await erase_expired_refusals(self._gateway)).values())
            log.info("retention.erased", messages=messages, read_records=read_records, refusals=refusals)


async def hold_client(gateway: Gateway, client: UUID, reden: str) -> None:
    """Keep everything about this client from being erased until its release.

    Raises NotFound, or Conflict when the client is held already.
    """
    async with gateway.db.transaction() as tx:
        held = await retention.hold(tx, client, reden, gateway.actor)
    if held is None:
        raise NotFound("client-onbekend", f"Er is geen cliënt {client}.")
    if not held:
        raise Conflict("al-vastgehouden", f"De gegevens van cliënt {client} worden al vastgehouden.")


async def release_client(gateway: Gateway, client: UUID) -> None:
    """Let the terms count for this client again. Raises NotFound when the client isn't held."""
    async with gateway.db.transaction() as tx:
        if not await retention.release(tx, client, gateway.actor):
            raise NotFound("niet-vastgehouden", f"De gegevens van cliënt {client} worden niet vastgehouden.")


async def list_holds(gateway: Gateway) -> list[Hold]:
    """Return the clients whose data are held, each with the reason."""
    async with gateway.db.reading() as tx:
        return await retention.list_holds(tx)

"""A forward message is judged and booked: one transaction for as many as wait, and each as if it were alone."""

from collections.abc import Sequence
from functools import partial
from typing import NoReturn

import asyncpg
import structlog

from gateway.exchange.context import INLINE_BYTES, Gateway, Invalid, Refusal, off_loop
from gateway.exchange.intake import Arrived, hosted, locks
from gateway.exchange.judgement import judged
from gateway.exchange.meldingen import rondom
from gateway.exchange.metrics import TOGETHER
from gateway.exchange.receipt import Receipt, first_receipt, receipt_of
from gateway.standard import gemeenten
from gateway.standard.findings import Outcome
from gateway.store import booking, casefile, ledger, organisaties
from gateway.store.booking import Booking
from gateway.store.casefile import Dossier
from gateway.store.database import UNAVAILABLE, Connection, try_locks
from gateway.store.dossier import Beleidsdossier
from gateway.store.ledger import Bericht

log = structlog.get_logger(__name__)


async def book_forward(gateway: Gateway, arrived: Arrived) -> Receipt:
    """The message is in the ledger with its verdict and all it leads to. Raises Refusal: then it is not.

    Messages that come in while others are being booked go together in the next transaction; of one client they are
    judged in order of arrival. A large message goes by itself.
    """
    small = len(arrived.document.data) <= INLINE_BYTES
    together = partial(_together, gateway) if small else None
    receipt: Receipt = await gateway.samen.do(arrived, locks(arrived), together, partial(_alone, gateway))
    return receipt


async def _together(gateway: Gateway, berichten: Sequence[Arrived]) -> list[Receipt | Refusal | None]:
    """What became of each; None of one that has to go alone, for somebody holds its client or it spoiled the lot.

    Raises what says that the database is away, for then there is no telling.
    """
    keys = [each for arrived in berichten for each in locks(arrived)]
    try:
        async with gateway.db.turn() as tx:
            held = await try_locks(tx, gateway.db.hidden(keys))
            free = [all(each) for each in zip(held[::2], held[1::2], strict=True)]
            along = [each for each, mine in zip(berichten, free, strict=True) if mine]
            outcomes = iter(await _booked(tx, gateway, along) if along else [])
    except Exception as error:
        if isinstance(error, UNAVAILABLE) and not isinstance(error, asyncpg.DataError):
            raise
        log.warning("each by itself", number=len(berichten), error=type(error).__name__)
        return [None] * len(berichten)
    TOGETHER.observe(len(along))
    return [next(outcomes) if mine else None for mine in free]


async def _alone(gateway: Gateway, arrived: Arrived) -> Receipt | Refusal:
    async with gateway.db.transaction(*locks(arrived)) as tx:
        [outcome] = await _booked(tx, gateway, [arrived])
    return outcome


async def _booked(tx: Connection, gateway: Gateway, berichten: Sequence[Arrived]) -> list[Receipt | Refusal]:
    """Each has its receipt and is in the books, or is refused and is not; no two may be about one client.

    True once the transaction commits; who calls holds the locks of all.
    """
    entries = [each.entry(gateway.now()) for each in berichten]
    dossiers = await casefile.load(tx, [(entry, each.bsn) for entry, each in zip(entries, berichten, strict=True)])
    rondoms = await rondom(tx, list(zip(berichten, dossiers, strict=True)))
    bookings: list[Booking] = []
    outcomes: list[Receipt | Refusal] = []
    for zaak in zip(berichten, entries, dossiers, rondoms, strict=True):
        try:
            outcomes.append(await _judged(tx, gateway, bookings, *zaak))
        except Refusal as refusal:
            outcomes.append(refusal)
    await booking.write(tx, bookings)
    return outcomes


async def _judged(
    tx: Connection,
    gateway: Gateway,
    bookings: list[Booking],
    arrived: Arrived,
    entry: Bericht,
    dossier: Dossier,
    om: Beleidsdossier | None,
) -> Receipt:
    """The receipt of a message whose booking is now among the others. Raises Refusal."""
    if dossier.eerder is not None:
        return await first_receipt(tx, dossier.eerder, entry.identificatie)
    await _check_parties(tx, entry, dossier)
    entry, retour, booked = await off_loop(len(entry.inhoud), judged, gateway, arrived, entry, dossier, om)
    if dossier.extern and entry.oordeel is Outcome.AFGEKEURD and retour is None:
        _refuse_to_pass_on(entry)
    ledger.book_message(booked, entry)
    bookings.append(booked)
    return receipt_of(entry, retour)


async def _check_parties(tx: Connection, entry: Bericht, dossier: Dossier) -> None:
    """Returns when a message between these two is dealt with here.

    A municipality that exists and takes no part uses another gateway; one that doesn't exist is for rule TR378.
    """
    gemeente = entry.gemeente
    if not dossier.aangesloten and gemeenten.bestaat(gemeente):
        raise Invalid(
            "gemeente-niet-aangesloten",
            f"Gemeente {gemeente} ({gemeenten.naam(gemeente)}) is niet aangesloten op deze gateway. "
            "Controleer Ontvanger, of bied het bericht aan bij de gateway van die gemeente.",
        )
    if entry.verzender == gemeente:
        if not dossier.extern:
            raise hosted(gemeente)
        if await organisaties.find(tx, entry.ontvanger) is None:
            raise Invalid(
                "aanbieder-onbekend",
                f"Aanbieder {entry.ontvanger} is niet aangesloten op deze gateway. Controleer Ontvanger, of bied het "
                "bericht aan bij de gateway van die aanbieder.",
            )


def _refuse_to_pass_on(entry: Bericht) -> NoReturn:
    codes = ", ".join(sorted({each["code"] for each in entry.bevindingen if each.get("severity") == "afkeur"}))
    raise Invalid(
        "niet-doorgegeven",
        f"De {entry.soort} is niet doorgegeven aan gemeente {entry.gemeente}, die een andere gateway gebruikt: zij zou "
        f"het bericht afkeuren ({codes}). Herstel de bevindingen en bied het opnieuw aan; er komt geen retourbericht.",
        gegevens={"bevindingen": list(entry.bevindingen)},
    )
